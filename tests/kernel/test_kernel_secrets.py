"""The kernel: secrets and their masks."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import Request as ClientRequest

from emulator.kernel.secret import MASK, finder, is_secret_name, mask, mask_text, masker


@pytest.mark.parametrize(
    "name",
    ["Authorization", "zoho_token", "access_token", "refreshToken", "client_secret", "password", "x-api-key", "API_KEY",
     "code", "Cookie", "Set-Cookie"],
)  # fmt: skip
def test_names_of_secrets_are_known(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["token_type", "grant_type", "expires_in", "country_code", "name", "phone", "status"])
def test_other_names_are_not_taken_for_secrets(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("1000.0123456789abcdef.0123456789abcdef", "***"),
        ("x 1000.00000000000000000000000000000001.00000000000000000000000000000001 y", "x *** y"),
        ("Zoho-oauthtoken 12345", "Zoho-oauthtoken ***"),
        ("grant_type=refresh_token&client_secret=s3cret&x=1", "grant_type=refresh_token&client_secret=***&x=1"),
        ("refresh_token=abc&grant_type=refresh_token", "refresh_token=***&grant_type=refresh_token"),
        ("grant_type=authorization_code&code=abc", "grant_type=authorization_code&code=***"),
        ('{"access_token": "abc", "token_type": "Bearer"}', '{"access_token": "***", "token_type": "Bearer"}'),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_DEF", "***"),
        ("wati_01234567-89ab-cdef-0123-456789abcdef.opaque", "***"),
        ("the answer is 42 and costs 1000.50", "the answer is 42 and costs 1000.50"),
    ],
)
def test_what_looks_like_a_secret_is_masked_in_text(text: str, masked: str) -> None:
    assert mask_text(text) == masked


def test_the_token_of_a_written_header_is_masked() -> None:
    for scheme in ("Bearer", "Zoho-oauthtoken"):
        assert "s3cret" not in mask_text(f"Authorization: {scheme} s3cret.abc-123")


def test_a_secret_in_a_multipart_body_is_masked() -> None:
    """Zoho's SDK for Node sends its credentials so."""
    fields = {"client_secret": (None, "s3cret-one"), "refresh_token": (None, "s3cret-two"), "page": (None, "1")}
    body = ClientRequest("POST", "http://x", files=fields).prepare().body
    assert isinstance(body, bytes)
    masked = mask_text(body.decode())
    assert "s3cret" not in masked
    assert 'name="page"\r\n\r\n1' in masked


def test_a_secret_attribute_in_a_json_text_is_masked() -> None:
    """The body of updateContactAttributes, with which the bundled flow keeps its token."""
    masked = mask_text('{"customParams":[{"name":"zoho_token","value":"s3cret"},{"name":"city","value":"Pune"}]}')
    assert "s3cret" not in masked
    assert "Pune" in masked


def test_the_code_of_an_error_is_no_secret() -> None:
    """A client must branch on it, so the journal must show it."""
    assert mask_text('{"code":"INVALID_TOKEN","message":"invalid oauth token"}').startswith('{"code":"INVALID_TOKEN"')


def test_json_is_masked_by_the_names_of_its_keys_and_stays_as_it_was() -> None:
    value = {
        "headers": {"authorization": "x", "accept": "y"},
        "list": [{"name": "zoho_token", "value": "x"}, {"name": "city", "value": "y"}],
        "access_token": ["x", {"deep": 1}],
        "count": 3,
        "none": None,
        "token": "",
    }
    before = json.dumps(value)
    assert mask(value) == {
        "headers": {"authorization": MASK, "accept": "y"},
        "list": [{"name": "zoho_token", "value": MASK}, {"name": "city", "value": "y"}],
        "access_token": [MASK, {"deep": 1}],
        "count": 3,
        "none": None,
        "token": "",
    }
    assert json.dumps(value) == before


@pytest.mark.parametrize(
    ("known", "text", "masked"),
    [
        (["secret1"], "a secret1, secret1", "a ***, ***"),
        (["secret1", "secret1-long"], "secret1-long secret1", "*** ***"),
        (["abcdefgh", "efghijkl"], "xabcdefghijklx", "x***x"),
        (["short"], "short is shown", "short is shown"),
        ([], "abc", "abc"),
        (["secret"], "secre", "secre"),
    ],
)
def test_what_is_known_to_be_a_secret_is_masked_wherever_it_stands(known: list[str], text: str, masked: str) -> None:
    assert mask_text(text, known) == masked
    assert masker(known)(text) == masked


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text("ab", min_size=3, max_size=6)), st.text("abc", max_size=40))
def test_what_is_found_is_all_that_is_there(known: list[str], text: str) -> None:
    covered = {at for one in known for begin in range(len(text)) if text.startswith(one, begin)
               for at in range(begin, begin + len(one))}  # fmt: skip
    places = finder(known, 3)(text)
    assert {at for begin, end in places for at in range(begin, end)} == covered
    assert all(end <= begin for (_, end), (begin, _) in pairwise(places))


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)


@pytest.mark.parametrize("text", ["eyJ-" * 25_000, "a-" * 50_000, "a" * 100_000, "x_" * 50_000, "token" * 20_000])
def test_a_long_text_is_masked_in_no_time(text: str) -> None:
    """Each of these took minutes with a pattern that begins anew at every word."""
    assert mask_text(text) == text
