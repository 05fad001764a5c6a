"""The small parts of the kernel: ids, outbox, secrets, suggestions, registry, contracts, assumptions, HTTP values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import Request as ClientRequest

from emulator.kernel.api import Api
from emulator.kernel.assumption import ASSUMPTIONS, Assumptions
from emulator.kernel.contract import Contract
from emulator.kernel.http import MAX_FIELDS, BadBody, NoReply, Reply, Request
from emulator.kernel.ids import Ids
from emulator.kernel.outbox import Notice, Outbox
from emulator.kernel.registry import Registry
from emulator.kernel.secret import MASK, is_secret_name, mask, mask_text
from emulator.kernel.suggest import did_you_mean, nearest
from emulator.tenant import Tenant
from emulator.zoho.assumptions import JSON_TOKEN_BODY

# --- ids ---


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("object_id", r"[0-9a-f]{24}"),
        ("uuid", r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"),
        ("wamid", r"wamid\.[A-Za-z0-9+/]+=*"),
        ("record_id", r"4150868[0-9]{11}"),
        ("zoho_token", r"1000\.[0-9a-f]{32}\.[0-9a-f]{32}"),
    ],
)
def test_ids_have_the_vendors_shapes_and_do_not_repeat(kind: str, shape: str) -> None:
    ids, same = Ids("seed"), Ids("seed")
    many = [getattr(ids, kind)("x") for _ in range(50)]
    assert many == [getattr(same, kind)("x") for _ in range(50)]
    assert len(set(many)) == 50
    assert all(re.fullmatch(shape, one) for one in many)


def test_a_new_contact_never_renumbers_a_message() -> None:
    plain, mixed = Ids("seed"), Ids("seed")
    mixed.object_id("contact")
    assert plain.object_id("message") == mixed.object_id("message")


def test_two_tenants_have_different_ids() -> None:
    assert Ids("a").object_id("x") != Ids("b").object_id("x")


def test_restored_ids_go_on_where_they_were() -> None:
    ids, other = Ids("seed"), Ids("seed")
    ids.object_id("x")
    other.restore(json.loads(json.dumps(ids.snapshot())))
    assert other.object_id("x") == ids.object_id("x")


@pytest.mark.parametrize("digits", [1, 7, 24, 128])
def test_as_many_digits_come_as_were_asked_for(digits: int) -> None:
    assert re.fullmatch(f"[0-9a-f]{{{digits}}}", Ids("seed").hexadecimal("x", digits))


# --- outbox ---


def test_the_outbox_hands_over_what_a_hand_over_causes() -> None:
    outbox, heard = Outbox(), list[str]()

    def listen(notice: Notice) -> None:
        heard.append(notice.kind)
        if notice.kind == "first":
            outbox.put("third", {})

    outbox.put("first", {})
    outbox.put("second", {})
    outbox.drain(listen)
    assert heard == ["first", "second", "third"]
    assert len(outbox) == 0


def test_notices_wait_through_a_snapshot() -> None:
    outbox, other = Outbox(), Outbox()
    outbox.put("message", {"text": "hi"})
    other.restore(json.loads(json.dumps(outbox.snapshot())))
    heard: list[Notice] = []
    other.drain(heard.append)
    assert heard == [Notice("message", {"text": "hi"})]


# --- secrets ---


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


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)


# --- suggestions, registry ---


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    assert nearest("GETCONTACT", ["getContacts", "addContact"]) == "getContacts"
    assert nearest("zzz", ["getContacts"]) is None
    assert nearest("a", []) is None


@pytest.mark.parametrize(
    ("name", "known", "told"),
    [
        ("prot", ["port", "host"], " Did you mean 'port'?"),
        ("zzz", ["port", "host"], " Known: host, port."),
        ("zzz", [str(number) for number in range(13)], ""),
        ("zzz", [], ""),
    ],
)
def test_a_suggestion_says_as_much_as_helps(name: str, known: list[str], told: str) -> None:
    assert did_you_mean(name, known) == told


def test_a_registry_refuses_a_second_thing_of_the_same_name() -> None:
    registry: Registry[int] = Registry("number")
    assert registry.register("one", 1) == 1
    with pytest.raises(ValueError, match="^number 'one' is registered twice: by 1 and 2$"):
        registry.register("one", 2)
    assert registry["one"] == 1


def test_a_registry_suggests_the_nearest_name() -> None:
    registry: Registry[int] = Registry("number")
    registry.register("three", 3)
    registry.register("two", 2)
    assert list(registry) == ["three", "two"]
    assert registry.values() == [3, 2]
    assert "two" in registry
    assert registry.get("ten") is None
    with pytest.raises(KeyError, match=r"no number is called 'tree'\. Did you mean 'three'\?"):
        registry["tree"]


# --- contracts ---


def test_a_contract_tells_every_violation_with_its_place() -> None:
    contract = Contract(
        {"type": "object", "required": ["a"], "properties": {"b": {"items": {"type": "integer"}}, "c": {"const": 1}}}
    )
    assert contract.violations({"a": 1, "b": [1]}) == []
    told = contract.violations({"b": [1, "x"], "c": 2})
    assert sorted(text.partition(":")[0] for text in told) == ["b/1", "body", "c"]


@pytest.mark.parametrize("body", [b'"\\ud800"', b"[" * 900 + b"]" * 900, b"NaN", b"9" * 400])
def test_no_json_value_makes_a_contract_raise(body: bytes) -> None:
    """These are what a fuzzer sends first; violations are told, never raised."""
    told = Contract({"type": "object"}).violations(Request("POST", "/", body=body).json())
    assert len(told) == 1


# --- assumptions ---


def test_the_first_choice_of_an_assumption_is_its_default() -> None:
    assert JSON_TOKEN_BODY.default == "accept"
    assert Assumptions().choice(JSON_TOKEN_BODY) == "accept"


def test_only_what_was_leaned_on_is_listed() -> None:
    assumptions = Assumptions({"zoho.token_json_body": "reject"})
    assumptions.choice(JSON_TOKEN_BODY)
    assert assumptions.used == {}
    assert assumptions.lean(JSON_TOKEN_BODY) == "reject"
    assert assumptions.used == {"zoho.token_json_body": "reject"}


@pytest.mark.parametrize(
    ("name", "choice", "told"),
    [
        ("zoho.token_jsn_body", "reject", "no assumption is called 'zoho.token_jsn_body'. Did you mean "
         "'zoho.token_json_body'?"),
        ("zoho.token_json_body", "rejekt", "assumption 'zoho.token_json_body' cannot be 'rejekt': choose accept or "
         "reject"),
    ],
)  # fmt: skip
def test_an_unknown_assumption_or_choice_is_refused(name: str, choice: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        Assumptions({name: choice})


def test_assumptions_survive_json() -> None:
    assumptions, other = Assumptions({"zoho.token_json_body": "reject"}), Assumptions()
    assumptions.lean(JSON_TOKEN_BODY)
    other.restore(json.loads(json.dumps(assumptions.snapshot())))
    assert other.used == assumptions.used
    assert other.choice(JSON_TOKEN_BODY) == "reject"


@pytest.mark.parametrize("name", list(ASSUMPTIONS))
def test_every_assumption_explains_itself(name: str) -> None:
    assumption = ASSUMPTIONS[name]
    assert assumption.name == name
    assert name.partition(".")[0] in ("zoho", "wati", "flow")
    assert len(assumption.choices) == len(set(assumption.choices)) >= 1
    assert len(assumption.meaning) > 20
    assert assumption.reason.strip()


# --- requests and replies ---


@pytest.mark.parametrize(
    ("query", "args"),
    [
        ("", {}),
        ("a=1&b=2", {"a": "1", "b": "2"}),
        ("a=1&", {"a": "1"}),
        ("a=1&a=2", {"a": "1"}),
        ("a=&b", {"a": "", "b": ""}),
        ("phone=%2B91+98", {"phone": "+91 98"}),
        ("a=%FF", {"a": "\ufffd"}),
        ("a;b=1", {"a;b": "1"}),
    ],
)
def test_query_parameters_are_read(query: str, args: dict[str, str]) -> None:
    assert Request("GET", "/", query).args == args


def test_too_many_parameters_are_cut_off_and_do_not_raise() -> None:
    query = "&".join(f"a{number}=1" for number in range(3 * MAX_FIELDS))
    assert len(Request("GET", "/", query).args) == MAX_FIELDS
    form = Request("POST", "/", headers={"content-type": "application/x-www-form-urlencoded"}, body=query.encode())
    assert len(form.form()) == MAX_FIELDS


def test_an_address_becomes_a_request() -> None:
    request = Request.to("get", "https://a.example:8443/b%20c/?d=e%20f", {"X-Y": "z"}, "ü")
    assert (request.method, request.scheme, request.host) == ("GET", "https", "a.example:8443")
    assert (request.path, request.query, request.args) == ("/b c/", "d=e%20f", {"d": "e f"})
    assert (request.headers, request.body) == ({"x-y": "z"}, "ü".encode())


def test_a_bare_path_has_no_host() -> None:
    request = Request.to("GET", "/crm/v8/Leads/search?word=x", origin="http://127.0.0.1:1")
    assert (request.host, request.path, request.origin) == ("", "/crm/v8/Leads/search", "http://127.0.0.1:1")
    assert Request.to("GET", "https://a.example").path == "/"


@pytest.mark.parametrize("url", ["http://a.example:port/", "http://[::1/"])
def test_an_unreadable_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Request.to("GET", url)


@pytest.mark.parametrize("body", [b"ok", b"\xff\xfe\x00"])
def test_a_request_survives_json(body: bytes) -> None:
    request = Request.to("POST", "https://a.example/b?c=d", {"X": "y"}, body, "http://127.0.0.1:1")
    other = Request.from_json(json.loads(json.dumps(request.to_json())))
    assert other.to_json() == request.to_json()
    assert other.body == body


def sent(**body: Any) -> Request:
    """A request as python-requests sends it."""
    prepared = ClientRequest("POST", "http://a.example/", **body).prepare()
    assert isinstance(prepared.url, str)
    return Request.to("POST", prepared.url, dict(prepared.headers), prepared.body or b"")


FIELDS = {"grant_type": "refresh_token", "name": "Ä & = +", "empty": ""}


@pytest.mark.parametrize(
    "body", [{"data": FIELDS}, {"files": {name: (None, value) for name, value in FIELDS.items()}}],
    ids=["urlencoded", "multipart"],
)  # fmt: skip
def test_fields_of_a_form_are_read(body: Mapping[str, Any]) -> None:
    assert sent(**body).form() == FIELDS


def test_a_form_with_a_trailing_ampersand_has_no_further_field() -> None:
    request = Request(
        "POST", "/", headers={"content-type": "application/x-www-form-urlencoded; charset=utf-8"}, body=b"a=1&"
    )
    assert request.form() == {"a": "1"}


def test_the_type_of_a_form_may_be_written_in_any_case() -> None:
    """Media types are case-insensitive (RFC 9110, 8.3.1)."""
    content_type = "Application/X-WWW-Form-URLEncoded"
    assert Request("POST", "/", headers={"content-type": content_type}, body=b"a=1").form() == {"a": "1"}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", b"a=1"),
        ("", b"a=1"),
        ("multipart/form-data", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"no parts"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=\x00\xff\r\n", b"--x"),
    ],
)
def test_what_is_no_form_has_no_fields(content_type: str, body: bytes) -> None:
    assert Request("POST", "/", headers={"content-type": content_type}, body=body).form() == {}


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=80), st.sampled_from(["", "; boundary=x", '; boundary="', "; charset=klingon"]))
def test_no_body_makes_a_form_raise(body: bytes, more: str) -> None:
    for kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        request = Request("POST", "/", headers={"content-type": kind + more}, body=b"--x\r\n" + body)
        assert all(isinstance(value, str) for value in request.form().values())


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/json-patch+json", "application/json"])
def test_json_is_read_whatever_the_content_type(content_type: str) -> None:
    assert Request("POST", "/", headers={"content-type": content_type}, body=b'{"a":1}').json() == {"a": 1}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 10_000], ids=lambda body: body[:3].hex())
def test_a_body_that_is_not_json_is_told(body: bytes) -> None:
    with pytest.raises(BadBody, match="^the body is not JSON: "):
        Request("POST", "/", body=body).json()
    with pytest.raises(BadBody, match="^the reply is not JSON: "):
        Reply(200, raw=body).json()


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (Reply(204), b""),
        (Reply(200, {"a": "ü", "b": [1, None]}), '{"a":"ü","b":[1,null]}'.encode()),
        (Reply(200, {}), b"{}"),
        (Reply(200, {"a": 1}, raw=b"x"), b"x"),
        (Reply(200, raw=b""), b""),
    ],
)
def test_a_reply_sends_its_payload_as_json_or_its_bytes_as_they_stand(reply: Reply, body: bytes) -> None:
    assert reply.body == body
    assert reply.text == body.decode()
    assert reply.is_empty is (body == b"")


def test_a_lone_surrogate_can_be_sent() -> None:
    """JSON may hold one as an escape, and a customer's name may come with one."""
    assert json.loads(Reply(200, {"name": "\ud800"}).body) == {"name": "\ud800"}


def test_a_silence_has_a_reason() -> None:
    assert NoReply("lost").reason == str(NoReply("lost")) == "lost"


# --- the router ---


def api() -> Api[None]:
    made: Api[None] = Api("x", "a.example", "/", lambda *_: None, lambda *_: Reply(404), optional_prefix="/{account}")

    def add(name: str, method: str, path: str) -> None:
        def handler(request: Request, state: None) -> Reply:
            return Reply(200)

        handler.__name__ = name
        made.operation(method, path, replies={200: None}, evidence="assumed", source="a test")(handler)

    add("get_item", "GET", "/{account}/items/{id}")
    add("get_special", "GET", "/{account}/items/special")
    add("drop_item", "DELETE", "/{account}/items/{number}")
    return made


@pytest.mark.parametrize(
    ("method", "path", "name", "params"),
    [
        ("GET", "/1/items/2", "x.get_item", {"account": "1", "id": "2"}),
        ("GET", "/items/2", "x.get_item", {"id": "2"}),
        ("GET", "/1/items/special", "x.get_special", {"account": "1"}),
        ("DELETE", "/1/items/special", None, None),
        ("DELETE", "/1/items/2", "x.drop_item", {"account": "1", "number": "2"}),
        ("GET", "/1/items/", None, None),
        ("GET", "/1/items", None, None),
        ("GET", "/1/items/2/3", None, None),
        ("GET", "//items/2", "x.get_item", {"id": "2"}),
    ],
)
def test_a_path_is_routed(method: str, path: str, name: str | None, params: dict[str, str] | None) -> None:
    match = api().match(method, path)
    assert (match.operation and match.operation.name) == name
    if params is not None:
        assert match.params == params


def test_a_wrong_method_is_told_from_an_unknown_path() -> None:
    assert api().match("PUT", "/1/items/2").methods == ("DELETE", "GET")
    assert api().match("PUT", "/1/things/2").methods == ()


def test_a_near_miss_names_the_operation_that_was_meant() -> None:
    told = api().near_miss(Request("GET", "/1/item/2"))
    assert told == "No operation matches GET /1/item/2. Did you mean GET /1/items/2?"
    assert api().near_miss(Request("GET", "/zzz")) == "No operation matches GET /zzz."


@pytest.mark.parametrize(
    ("name", "method", "path"),
    [("get_item", "GET", "/other"), ("other", "GET", "/{account}/items/{other}"), ("another", "GET", "/items/special")],
)
def test_two_operations_of_one_name_or_route_are_refused(name: str, method: str, path: str) -> None:
    made = api()

    def handler(request: Request, state: None) -> Reply:
        return Reply(200)

    handler.__name__ = name
    with pytest.raises(ValueError, match="is registered twice"):
        made.operation(method, path, replies={}, evidence="assumed", source="a test")(handler)


def test_evidence_is_one_of_four_words() -> None:
    with pytest.raises(ValueError, match="^evidence 'guessed' is none of"):
        api().operation("GET", "/x", replies={}, evidence="guessed", source="")  # type: ignore[arg-type]


def test_a_state_of_another_tenant_is_another_state() -> None:
    one, two = Tenant("one"), Tenant("two")
    assert one.state("wati") is one.wati
    assert one.universe is not two.universe
    assert one.state("zoho") is not two.state("zoho")
