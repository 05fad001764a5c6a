"""Runs in an environment of its own: Zoho's SDK 8.0 for Python, used as its documentation shows.

`zoho_sdk_8.py BASE_URL CLIENT_ID CLIENT_SECRET REFRESH_TOKEN FOLDER` prints what came of each step, by name.
"""

import json
import sys
import time

import local_only  # noqa: F401
from zohocrmsdk.src.com.zoho.api.authenticator.oauth_token import OAuthToken
from zohocrmsdk.src.com.zoho.api.authenticator.store.file_store import FileStore
from zohocrmsdk.src.com.zoho.crm.api import HeaderMap, Initializer, ParameterMap
from zohocrmsdk.src.com.zoho.crm.api.coql import BodyWrapper as Query
from zohocrmsdk.src.com.zoho.crm.api.coql import CoqlOperations
from zohocrmsdk.src.com.zoho.crm.api.dc import DataCenter
from zohocrmsdk.src.com.zoho.crm.api.record import (
    BodyWrapper,
    GetRecordsParam,
    Record,
    RecordOperations,
    SearchRecordsParam,
)
from zohocrmsdk.src.com.zoho.crm.api.sdk_config import SDKConfig
from zohocrmsdk.src.com.zoho.crm.api.users import GetUsersParam, UsersOperations

base, client_id, client_secret, refresh_token, folder = sys.argv[1:6]
environment = DataCenter.Environment(base, base + "/oauth/v2/token", base)
token = OAuthToken(client_id=client_id, client_secret=client_secret, refresh_token=refresh_token)
Initializer.initialize(
    environment,
    token,
    store=FileStore(folder + "/tokens.csv"),
    sdk_config=SDKConfig(update_api_domain=True),
    resource_path=folder,
)
leads = RecordOperations("Leads")


def plain(value):
    """What the SDK made of a reply, as JSON has it."""
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if hasattr(value, "get_key_values"):
        return {str(key): plain(one) for key, one in value.get_key_values().items()}
    if hasattr(value, "get_value") and not hasattr(value, "get_name"):
        return plain(value.get_value())
    if hasattr(value, "get_name"):
        return {"name": plain(value.get_name()), "id": plain(value.get_id())}
    return str(value)


def told(response):
    """Status, and either the data or the error."""
    found = {"status": response.get_status_code()}
    body = response.get_object()
    for name in ("data", "users", "info"):
        getter = getattr(body, f"get_{name}", None)
        if getter is not None and getter() is not None:
            rows = getter()
            found[name] = [result(one) for one in rows] if isinstance(rows, list) else plain(rows)
    if hasattr(body, "get_code"):
        found["code"] = plain(body.get_code())
    return found


def result(row):
    if hasattr(row, "get_key_values"):
        return plain(row)
    names = ("code", "action", "duplicate_field", "details", "email", "full_name", "id")
    return {name: plain(getattr(row, f"get_{name}")()) for name in names if hasattr(row, f"get_{name}")}


def search(phone):
    parameters = ParameterMap()
    parameters.add(SearchRecordsParam.phone, phone)
    return leads.search_records(parameters, HeaderMap())


def body(*rows):
    records = []
    for fields in rows:
        record = Record()
        for name, value in fields.items():
            record.add_key_value(name, value)
        records.append(record)
    wrapper = BodyWrapper()
    wrapper.set_data(records)
    return wrapper


def listed():
    parameters = ParameterMap()
    parameters.add(GetRecordsParam.fields, "Last_Name,Email")
    return leads.get_records(parameters, HeaderMap())


def query(text):
    wrapper = Query()
    wrapper.set_select_query(text)
    return CoqlOperations().get_records(wrapper)


def users():
    parameters = ParameterMap()
    parameters.add(GetUsersParam.type, "ActiveUsers")
    return UsersOperations().get_users(parameters, HeaderMap())


found = {}


def step(name, act):
    try:
        response = act()
        found[name] = told(response) if response is not None else None
    except Exception as error:
        found[name] = {"raised": f"{type(error).__name__}: {error}"}


step("hit", lambda: search("+919876543210"))
step("miss", lambda: search("15550109999"))
step("created", lambda: leads.create_records(body({"Last_Name": "Made"}, {"Company": "No name"}), HeaderMap()))
new = (found["created"].get("data") or [{}])[0].get("details", {}).get("id")
step("updated", lambda: leads.update_record(int(new), body({"City": "Springfield"}), HeaderMap()))
step("upserted", lambda: leads.upsert_records(body({"Last_Name": "Upserted", "Email": "u@example.com"}), HeaderMap()))
step("listed", listed)
step("queried", lambda: query("select Last_Name from Leads where City = 'Springfield' limit 2"))
step("refused", lambda: query("select from"))
step("users", users)
time.sleep(float(sys.argv[6]) if len(sys.argv) > 6 else 0)
step("after the token has expired", lambda: search("+919876543210"))
print(json.dumps(found))
