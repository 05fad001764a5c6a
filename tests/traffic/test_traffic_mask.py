"""Masking: whatever a secret or a number is spelled like, it does not come out."""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.traffic.exchange import Answer, Recorded, Seen
from flow_runner.traffic.mask import Mask
from flow_runner.traffic.upstream import Upstream, Way

SHOP = Upstream("shop", "https://api.example", "https://api.example")
WATI = Upstream("wati", "https://live-mt-server.wati.io", "https://live-mt-server.wati.io")
JSON, FORM = {"content-type": "application/json"}, {"content-type": "application/x-www-form-urlencoded"}


def seen(
    rest: str = "/x",
    headers: dict[str, str] | None = None,
    body: Any = b"",
    reply: Any = b"",
    upstream: Upstream = SHOP,
) -> Seen:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    back = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
    kind = "text/plain" if isinstance(reply, bytes) else "application/json"
    answer = Answer(200, (("Content-Type", kind),), back)
    return Seen(1, Way(upstream, rest), "POST", headers or JSON, sent, answer)


def written(mask: Mask, *exchanges: Seen) -> str:
    return "".join(json.dumps(mask.exchange(one).to_json(), ensure_ascii=False) for one in exchanges)


def reply_of(mask: Mask, reply: Any, **more: Any) -> Any:
    body = mask.exchange(seen(reply=reply, **more)).reply.body
    assert body is not None
    return body.value


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in text)


def spellings(value: str) -> list[Seen]:
    """Exchanges that hold a value of which nothing tells what it is, each in another spelling."""
    login = base64.b64encode(f"user:{value}".encode()).decode()
    every = "".join(f"%{byte:02x}" for byte in value.encode())
    boundary = b'--b\r\nContent-Disposition: form-data; name="f"\r\n\r\n' + value.encode() + b"\r\n--b--\r\n"
    return [
        seen(f"/in/path/{quote(value, safe='')}/end"),
        seen(f"/x?q={quote_plus(value)}&r={every}&{quote(value, safe='')}=1"),
        seen(f"/x?next={quote_plus('https://api.example/?q=' + quote_plus(value))}"),
        seen(headers={"authorization": f"Basic {login}", "x-other": value, "accept": value}),
        seen(body=urlencode({"f": value, value: "v"}).encode(), headers=FORM),
        seen(body=boundary, headers={"content-type": "multipart/form-data; boundary=b"}),
        seen(body={"a": [value, {"b": f"text {value} text"}], value: 1}, reply={"echo": json.dumps({"in": value})}),
        seen(body=f'{{"a": "{escaped(value)}"}}'.encode()),
        seen(body=f'{{"a": "{escaped(value)}", broken'.encode()),
        seen(reply={"note": base64.b64encode(f"it is {value}.".encode()).decode(), "login": f"Basic {login}"}),
        seen(reply=f"<a>it is {value} indeed</a>".encode()),
    ]


def plain(text: str) -> str:
    """With every escape undone, so that nothing hides in one."""
    for _ in range(3):
        text = re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), unquote(text).replace('\\"', '"'))
    decoded = []
    for word in re.findall(r"[A-Za-z0-9+/_-]{12,}", text):
        try:
            decoded.append(base64.b64decode(word + "=" * (-len(word) % 4)).decode("latin-1"))
        except ValueError:
            continue
    return text + " ".join(decoded)


SECRETS = st.text('abcdefghijkmnpqrstuvwxyzABCDEFG23456789-_.~+/=%&"\\ é', min_size=8, max_size=40).filter(
    lambda text: re.search(r"\d", text) and re.search(r"[a-z]", text) and text == text.strip() and " " not in text
)
HOLDERS = [
    lambda value: seen(headers={"authorization": f"Bearer {value}"}),
    lambda value: seen(headers={"x-api-key": value}),
    lambda value: seen(f"/x?access_token={quote_plus(value)}"),
    lambda value: seen(body={"outer": {"client_secret": value}}),
    lambda value: seen(reply={"rows": [{"name": "zoho_token", "value": value}]}),
    lambda value: seen(body=urlencode({"password": value}).encode(), headers=FORM),
    lambda value: seen(headers={"authorization": "Basic " + base64.b64encode(f"me:{value}".encode()).decode()}),
]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(secret=SECRETS, holder=st.sampled_from(HOLDERS))
def test_a_secret_seen_once_comes_out_nowhere_however_it_is_spelled(secret: str, holder: Any) -> None:
    text = plain(written(Mask(), holder(secret), *spellings(secret)))
    assert secret not in text
    assert unquote(secret) not in text


NUMBERS = st.sampled_from(["4915112345", "9198123456", "4477009001", "551199912", "861380013", "97150123"]).flatmap(
    lambda head: st.integers(0, 10 ** (12 - len(head)) - 1).map(lambda tail: f"{head}{tail:0{12 - len(head)}d}")
)
WAYS = [
    lambda n: n,
    lambda n: f"+{n}",
    lambda n: f"+{n[:2]} {n[2:7]} {n[7:]}",
    lambda n: f"+{n[:2]} ({n[2:5]}) {n[5:8]}-{n[8:]}",
    lambda n: f"{n[:2]}-{n[2:7]}-{n[7:]}",
    lambda n: f"tel:+{n}",
    lambda n: f"whatsapp_{n}x",
]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(number=NUMBERS, way=st.sampled_from(WAYS))
def test_a_number_comes_out_nowhere_however_it_is_spelled(number: str, way: Any) -> None:
    mask = Mask()
    first = seen(f"/x?phone={number}", reply={"wAid": number, "id": int(number), "at": float(number)})
    text = plain(written(mask, first, *spellings(way(number))))
    digits = re.sub(r"[\s().+\-/]", "", text)
    assert number[-9:] not in digits


def test_a_number_has_one_stand_in_in_all_its_spellings() -> None:
    mask = Mask()
    told = reply_of(
        mask,
        {
            "wAid": "4915112345678",
            "Phone": "+49 151 12345678",
            "note": "call 4915112345678 or 4915187654321",
            "n": 4915112345678,
        },
    )
    assert told == {
        "wAid": "15550100001",
        "Phone": "+15550100001",
        "note": "call 15550100001 or 15550100002",
        "n": 15550100001,
    }
    assert reply_of(mask, {"Mobile": "015112345678"}) == {"Mobile": "15550100001"}


def test_what_is_reserved_for_examples_stays_unless_it_stands_for_somebody_already() -> None:
    mask = Mask()
    same = {"Phone": "+91 98765 43210", "wAid": "22222222", "Email": "a@example.com", "Mobile": "+1 (555) 010-0007"}
    assert reply_of(mask, same) == same
    assert reply_of(mask, {"Phone": "4915112345678"}) == {"Phone": "15550100001"}
    assert reply_of(mask, {"Phone": "15550100001"}) == {"Phone": "15550100002"}
    assert reply_of(mask, {"Phone": "15550100001"}) == {"Phone": "15550100002"}


def test_names_of_people_are_replaced_and_names_of_things_are_not() -> None:
    mask = Mask()
    told = reply_of(
        mask,
        {
            "Owner": {"name": "Asha Rao", "id": "415086801378757466"},
            "Layout": {"name": "Standard", "id": "415086801378757466"},
            "Full_Name": "Ravi Iyer",
            "team": {"name": "Sales"},
            "text": "Asha Rao and Ravi Iyer, not Asha Raoul",
            "customParams": [{"name": "city", "value": "Pune"}, {"name": "full_name", "value": "Asha Rao"}],
        },
    )
    assert told == {
        "Owner": {"name": "Person 1", "id": "500000000000000001"},
        "Layout": {"name": "Standard", "id": "500000000000000001"},
        "Full_Name": "Person 2",
        "team": {"name": "Sales"},
        "text": "Person 1 and Person 2, not Asha Raoul",
        "customParams": [{"name": "city", "value": "Pune"}, {"name": "full_name", "value": "Person 1"}],
    }


def test_what_is_kept_stays_but_never_a_secret() -> None:
    mask = Mask(["Asha Rao", "+49 151 12345678", "wati-token-12345"])
    told = reply_of(mask, {"Owner": {"name": "Asha Rao"}, "phone": "4915112345678", "token": "wati-token-12345"})
    assert told == {"Owner": {"name": "Asha Rao"}, "phone": "4915112345678", "token": "***"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("415086801378757466", "500000000000000001"),
        ("4150868013787574661", "5000000000000000001"),
        ("66aa00bb11cc22dd33ee4401", "66a000000000000000000001"),
        ("0f8fad5b-d9cb-469f-a165-70867728950e", "00000000-0000-4000-8000-000000000001"),
        ("wamid.HBgMNDkxNTExMjM0NTY3OBUCABIYFjNFQjA=", "wamid.00000000000000000001"),
        ("1.5", "1.5"),
        ("2026-01-15T09:00:00+00:00", "2026-01-15T09:00:00+00:00"),
        ("1767225600000", "1767225600000"),
    ],
)
def test_an_id_keeps_its_shape_and_a_time_stays(given: str, told: str) -> None:
    assert reply_of(Mask(), {"x": given}) == {"x": told}


def test_the_number_of_the_account_is_masked_in_addresses_and_bodies() -> None:
    mask = Mask()
    recorded = mask.exchange(seen("/7654321/api/v1/x", reply={"tenantId": "7654321", "n": 7654321}, upstream=WATI))
    assert "7654321" not in json.dumps(recorded.to_json())
    assert recorded.url == "https://live-mt-server.wati.io/000000/api/v1/x"


def test_the_query_stays_as_the_client_wrote_it_where_nothing_is_masked() -> None:
    recorded = Mask().exchange(seen("/a%20b/c?x=1+2&y=%2B&&z&token=s3cret-value&phone=%2B4915112345678"))
    assert recorded.url == "https://api.example/a%20b/c?x=1+2&y=%2B&&z&token=***&phone=%2B15550100001"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"code": "INVALID_TOKEN"}, {"code": "INVALID_TOKEN"}),
        ({"code": 200}, {"code": 200}),
        ({"api_key": 12345678, "pass_token": 1234567.5}, {"api_key": 0, "pass_token": 0}),
        ({"total_tokens": 512, "secret_set": True}, {"total_tokens": 512, "secret_set": True}),
        ({"token": {"value": "abc", "n": True}}, {"token": {"value": "***", "n": True}}),
        ({"secret": ["a", ["b"]]}, {"secret": ["***", ["***"]]}),
        ({"password": ""}, {"password": ""}),
        ({"expires_in": 3600, "token_type": "Bearer"}, {"expires_in": 3600, "token_type": "Bearer"}),
        ([{"name": "x_token", "value": "abc"}], [{"name": "x_token", "value": "***"}]),
    ],
)
def test_what_stands_under_a_secrets_name_is_masked_whatever_it_is(value: Any, told: Any) -> None:
    assert reply_of(Mask(), value) == told


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (b"\x89PNG\x00\x01 4915112345678", "image/png"),
        (b"\xff\xfe\xfa 4915112345678", "text/plain"),
        ("4915112345678".encode("utf-16"), "text/plain"),
        (b"4915112345678", "text/plain; charset=nonsense"),
        (b"4915112345678", "application/pdf"),
        (b"[" * 5000 + b"4915112345678" + b"]" * 5000, "application/octet-stream"),
        (b"[" * 60 + b"4915112345678" + b"]" * 60, "application/json"),
        (b"a=%ff4915112345678", "application/x-www-form-urlencoded"),
    ],
)
def test_what_cannot_be_read_is_kept_by_size_and_type_only(raw: bytes, content_type: str) -> None:
    answer = Answer(200, (("Content-Type", content_type),), raw)
    recorded = Mask().exchange(Seen(1, Way(SHOP, "/x"), "GET", {}, b"", answer))
    assert recorded.reply.body is not None
    assert recorded.reply.body.to_json() == {"bytes": len(raw), "type": content_type.partition(";")[0]}


def test_a_file_in_a_form_is_kept_by_its_size_only() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="people.csv"\r\n\r\nname,phone\r\n--b\r\n'
        b'Content-Disposition: form-data; name="g"\r\n\r\nhello\r\n--b--\r\n'
    )
    recorded = Mask().exchange(seen(headers={"content-type": "multipart/form-data; boundary=b"}, body=body))
    assert recorded.request.to_json() == {
        "headers": {"content-type": "multipart/form-data"},
        "body": {"form": [["f", "(10 bytes)"], ["g", "hello"]]},
    }


def test_only_headers_that_matter_are_kept_and_of_a_credential_its_scheme() -> None:
    headers = {"authorization": "Bearer abc", "user-agent": "me", "cookie": "sid=abcdef12345", "accept": "*/*"}
    answer = Answer(429, (("Retry-After", "3"), ("Set-Cookie", "sid=xyz98765432; Path=/"), ("X-RateLimit-Limit", "9")))
    mask = Mask()
    recorded = mask.exchange(Seen(1, Way(SHOP, "/x"), "GET", headers, b"", answer))
    assert recorded.request.headers == {"accept": "*/*", "authorization": "Bearer ***"}
    assert recorded.reply.headers == {"retry-after": "3", "x-ratelimit-limit": "9"}
    assert reply_of(mask, {"a": "abcdef12345 xyz98765432"}) == {"a": "*** ***"}


def test_what_is_learned_late_is_taken_out_of_earlier_lines_and_nothing_else_changes() -> None:
    mask = Mask()
    early = mask.exchange(seen(reply={"text": "Hello Asha Rao, s3cret-value-1 and 15550100009"})).to_json()
    late = mask.exchange(seen(reply={"Full_Name": "Asha Rao", "api_key": "s3cret-value-1"})).to_json()
    again = mask.again(early)
    assert again["reply"]["body"]["json"] == {"text": "Hello Person 1, *** and 15550100009"}
    assert mask.again(again) == again
    assert mask.again(late) == late
    assert Recorded.from_json(again).to_json() == again


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20)
)
ROWS = LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(st.text(max_size=8), LEAVES, max_size=3)
JSONS = LEAVES | st.lists(ROWS, max_size=3) | st.dictionaries(st.text(max_size=8), ROWS, max_size=3)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(value=JSONS, raw=st.binary(max_size=60), query=st.text(max_size=20))
def test_any_exchange_can_be_masked_and_read_again(value: Any, raw: bytes, query: str) -> None:
    recorded = Mask().exchange(seen(f"/x?{quote(query)}", body=raw, reply={"v": value}))
    line = json.loads(json.dumps(recorded.to_json()))
    assert Recorded.from_json(line).to_json() == line
