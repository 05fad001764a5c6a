"""Runs in an environment of its own: Zoho's SDK 2.0 for Python, used as its documentation shows.

`zoho_sdk_2.py BASE_URL CLIENT_ID CLIENT_SECRET REFRESH_TOKEN FOLDER`; see zoho_steps for what it reads and prints.
"""

import sys

from zcrmsdk.src.com.zoho.api.authenticator.oauth_token import OAuthToken
from zcrmsdk.src.com.zoho.api.authenticator.store.file_store import FileStore
from zcrmsdk.src.com.zoho.crm.api import HeaderMap, Initializer, ParameterMap
from zcrmsdk.src.com.zoho.crm.api.dc import DataCenter
from zcrmsdk.src.com.zoho.crm.api.query import BodyWrapper as Query
from zcrmsdk.src.com.zoho.crm.api.query import QueryOperations
from zcrmsdk.src.com.zoho.crm.api.record import (
    BodyWrapper,
    GetRecordsParam,
    Record,
    RecordOperations,
    SearchRecordsParam,
)
from zcrmsdk.src.com.zoho.crm.api.user_signature import UserSignature
from zcrmsdk.src.com.zoho.crm.api.users import GetUsersParam, UsersOperations
from zoho_steps import run, wrapped

base, client_id, client_secret, refresh_token, folder = sys.argv[1:]
Initializer.initialize(
    UserSignature("asha.agent@example.com"),
    DataCenter.Environment(base, base + "/oauth/v2/token", base, "local"),
    OAuthToken(client_id=client_id, client_secret=client_secret, refresh_token=refresh_token),
    store=FileStore(folder + "/tokens.csv"),
    resource_path=folder,
)
leads = RecordOperations()


def with_parameter(name, value):
    found = ParameterMap()
    found.add(name, value)
    return found, HeaderMap()


def body(rows):
    return wrapped(BodyWrapper(), Record, rows)


def query(text):
    asked = Query()
    asked.set_select_query(text)
    return QueryOperations().get_records(asked)


run(
    {
        "search": lambda phone: leads.search_records("Leads", *with_parameter(SearchRecordsParam.phone, phone)),
        "search without": lambda: leads.search_records("Leads", ParameterMap(), HeaderMap()),
        "list": lambda fields: leads.get_records("Leads", *with_parameter(GetRecordsParam.fields, fields)),
        "get": lambda record: leads.get_record(int(record), "Leads", ParameterMap(), HeaderMap()),
        "create": lambda rows: leads.create_records("Leads", body(rows), HeaderMap()),
        "update": lambda record, fields: leads.update_record(int(record), "Leads", body([fields]), HeaderMap()),
        "upsert": lambda rows: leads.upsert_records("Leads", body(rows), HeaderMap()),
        "query": query,
        "users": lambda kind: UsersOperations().get_users(*with_parameter(GetUsersParam.type, kind)),
    }
)
