"""Which account is asked: what the environment must say, and what it must not."""

from __future__ import annotations

import pytest

from flow_runner.verify.access import CLIENT_VARIABLES, from_environment

WATI = {"WATI_BASE_URL": "https://wati.example/424242/", "WATI_TOKEN": "Bearer secret-wati-token"}
ZOHO = {
    "ZOHO_API_URL": "https://zoho.example",
    "ZOHO_ACCOUNTS_URL": "https://accounts.example",
    "ZOHO_CLIENT_ID": "client",
    "ZOHO_CLIENT_SECRET": "secret-of-client",
    "ZOHO_REFRESH_TOKEN": "secret-refresh",
}


def test_both_apis_are_read_and_nothing_is_missing() -> None:
    access = from_environment({**WATI, **ZOHO, "HOME": "/"})
    assert access.wati == ("https://wati.example/424242", "secret-wati-token")
    assert access.zoho is not None
    assert access.missing == {}
    assert access.hosts == ["wati.example", "zoho.example", "accounts.example"]
    assert {"secret-wati-token", "secret-of-client", "secret-refresh"} <= set(access.secrets())


def test_an_access_token_stands_for_the_client() -> None:
    access = from_environment({"ZOHO_API_URL": ZOHO["ZOHO_API_URL"], "ZOHO_ACCESS_TOKEN": "Zoho-oauthtoken given"})
    assert access.zoho is not None
    assert (access.zoho.access_token, access.zoho.accounts_url) == ("given", "")
    assert access.missing == {"wati": "WATI_BASE_URL, WATI_TOKEN are missing"}
    assert access.hosts == ["zoho.example"]


@pytest.mark.parametrize("without", list(ZOHO))
def test_what_is_missing_of_zoho_is_told_and_wati_goes_on(without: str) -> None:
    access = from_environment({**WATI, **{name: value for name, value in ZOHO.items() if name != without}})
    assert access.zoho is None
    assert access.missing == {"zoho": f"{without} is missing"}


def test_an_account_of_which_nothing_is_complete_tells_all_that_is_missing() -> None:
    with pytest.raises(ValueError) as told:
        from_environment({"WATI_TOKEN": "secret-wati-token", "ZOHO_API_URL": " "})
    for name in ("WATI_BASE_URL", "ZOHO_API_URL", *CLIENT_VARIABLES, "ZOHO_ACCESS_TOKEN"):
        assert name in str(told.value)
    assert "secret-wati-token" not in str(told.value)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("WATI_BASE_URL", "wati.example/424242", "must be a plain address"),
        ("WATI_BASE_URL", "ftp://wati.example", "must be a plain address"),
        ("WATI_BASE_URL", "https://user:hidden-pass@wati.example", "must be a plain address"),
        ("WATI_BASE_URL", "https://wati.example/?token=hidden-pass", "must be a plain address"),
        ("WATI_BASE_URL", "https://wati.example:hidden-pass", "must be a plain address"),
        ("WATI_BASE_URL", "https://[hidden-pass", "must be a plain address"),
        ("WATI_BASE_URL", "secret-in-the-wrong-place", "must be a plain address"),
        ("WATI_BASE_URL", "http://wati.example/424242", "must begin with https://"),
        ("WATI_BASE_URL", "https://wati.example/424242/api/v1", "must end before /api/"),
        ("ZOHO_API_URL", "http://127.0.0.1.evil.example", "must begin with https://"),
        ("ZOHO_API_URL", "https://zoho.example/crm/v8", "must end before"),
        ("ZOHO_ACCOUNTS_URL", "https://accounts.example/oauth/v2/token", "must end before"),
        ("WATI_TOKEN", "one\r\nHost: evil.example", "has characters that no HTTP header can hold"),
        ("ZOHO_REFRESH_TOKEN", "ключ", "has characters that no HTTP header can hold"),
    ],
)
def test_what_cannot_be_used_is_told_by_its_name_and_never_by_its_value(name: str, value: str, why: str) -> None:
    with pytest.raises(ValueError) as told:
        from_environment({**WATI, **ZOHO, name: value})
    assert str(told.value).startswith(name)
    assert why in str(told.value)
    assert not any(secret in str(told.value) for secret in ("hidden-pass", "wrong-place", "evil", "ключ"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/424242", "http://localhost:8080", "http://[::1]:8080"])
def test_this_machine_may_be_asked_without_encryption(url: str) -> None:
    assert from_environment({**WATI, "WATI_BASE_URL": url}).wati is not None
