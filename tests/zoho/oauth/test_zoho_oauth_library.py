"""An OAuth library of others runs against `wati-sandbox serve`: authorize, token, refresh, revoke, over a socket."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth2Session

from tests.acceptance.served import Served, served
from tests.zoho.oauth.oauth_calls import CALLBACK, WEB

SCOPE = ["ZohoCRM.modules.ALL", "ZohoCRM.users.READ"]
WORLD = {
    "zoho": {
        "data_center": "in",
        "clients": [{**WEB, "redirect_uris": [CALLBACK]}],
        "users": [{"name": "Asha Agent", "email": "asha@example.com"}],
    }
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("serve")
    with served(folder, WORLD) as found:
        yield found


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> OAuth2Session:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # it is told so for http:// on this machine
    session = OAuth2Session(WEB["client_id"], redirect_uri=CALLBACK, scope=SCOPE)
    session.trust_env = False
    return session


def browse(url: str, decision: str) -> str:
    """A person opens the page and presses a button; where the browser is sent then."""
    with requests.Session() as browser:
        browser.trust_env = False
        page = browser.get(url, timeout=30)
        assert page.status_code == 200, page.text
        sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text)) | {"decision": decision}
        action = requests.compat.urljoin(page.url, re.findall(r'action="(\w+)"', page.text)[0])
        headers = {"Origin": re.match(r"http://[^/]+", url)[0], "Sec-Fetch-Site": "same-origin"}
        reply = browser.post(action, sent, headers=headers, timeout=30, allow_redirects=False)
    assert reply.status_code == 302, reply.text
    return reply.headers["Location"]


def test_authorize_token_refresh_and_revoke(server: Served, client: OAuth2Session) -> None:
    url, state = client.authorization_url(f"{server.url}/dc/us/oauth/v2/auth", access_type="offline", prompt="consent")
    answer = browse(url, "accept")
    found = dict(re.findall(r"[?&]([\w-]+)=([^&]*)", answer))
    assert (found["location"], found["state"]) == ("in", state)
    accounts = requests.compat.unquote(found["accounts-server"])
    assert accounts == f"{server.url}/dc/in"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it warns where the scope that is granted is another one
        token = client.fetch_token(
            f"{accounts}/oauth/v2/token",
            authorization_response=answer.replace("https://", "http://"),
            client_secret=WEB["client_secret"],
            include_client_id=True,
        )
    assert token["expires_in"] == 3600
    users = f"{token['api_domain']}/crm/v8/users?type=ActiveUsers"
    assert client.get(users).json()["users"][0]["full_name"] == "Asha Agent"

    again: Any = client.refresh_token(f"{accounts}/oauth/v2/token", **WEB)
    assert again["access_token"] != token["access_token"]
    assert again["refresh_token"] == token["refresh_token"]  # the library keeps it, since none is sent
    assert client.get(users).status_code == 200

    revoked = client.post(f"{accounts}/oauth/v2/token/revoke", data={"token": again["refresh_token"]})
    assert revoked.json() == {"status": "success"}
    assert client.get(users).json()["code"] == "INVALID_TOKEN"


def test_a_user_who_says_no_is_an_error_of_the_library(server: Served, client: OAuth2Session) -> None:
    from oauthlib.oauth2 import AccessDeniedError

    url, _ = client.authorization_url(f"{server.url}/oauth/v2/auth", access_type="offline")
    answer = browse(url, "reject").replace("https://", "http://")
    with pytest.raises(AccessDeniedError):
        client.fetch_token(f"{server.url}/oauth/v2/token", authorization_response=answer, client_secret="x")
