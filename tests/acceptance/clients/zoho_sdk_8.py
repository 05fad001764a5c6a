"""Runs in an environment of its own: Zoho's SDK 8.0 for Python, used as its documentation shows.

`zoho_sdk_8.py BASE_URL CLIENT_ID CLIENT_SECRET REFRESH_TOKEN FOLDER`; see zoho_steps for what it reads and prints.
"""

import sys

from zoho_steps import run, wrapped
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

base, client_id, client_secret, refresh_token, folder = sys.argv[1:]
Initializer.initialize(
    DataCenter.Environment(base, base + "/oauth/v2/token", base),
    OAuthToken(client_id=client_id, client_secret=client_secret, refresh_token=refresh_token, find_user=True),
    store=FileStore(folder + "/tokens.csv"),
    sdk_config=SDKConfig(update_api_domain=True),
    resource_path=folder,
)
leads = RecordOperations("Leads")


def with_parameter(name, value):
    found = ParameterMap()
    found.add(name, value)
    return found, HeaderMap()


def body(rows):
    return wrapped(BodyWrapper(), Record, rows)


def query(text):
    asked = Query()
    asked.set_select_query(text)
    return CoqlOperations().get_records(asked)


run(
    {
        "search": lambda phone: leads.search_records(*with_parameter(SearchRecordsParam.phone, phone)),
        "search without": lambda: leads.search_records(ParameterMap(), HeaderMap()),
        "list": lambda fields: leads.get_records(*with_parameter(GetRecordsParam.fields, fields)),
        "get": lambda record: leads.get_record(int(record), ParameterMap(), HeaderMap()),
        "create": lambda rows: leads.create_records(body(rows), HeaderMap()),
        "update": lambda record, fields: leads.update_record(int(record), body([fields]), HeaderMap()),
        "upsert": lambda rows: leads.upsert_records(body(rows), HeaderMap()),
        "query": query,
        "users": lambda kind: UsersOperations().get_users(*with_parameter(GetUsersParam.type, kind)),
    }
)
