"""world.yaml: what it makes, and what is said of every mistake in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from emulator import seed
from emulator.document import DocumentError
from emulator.kernel.clock import DEFAULT_START
from emulator.tenant import Tenant
from emulator.world_schema import WORLD_SCHEMA
from flow_runner.sandbox.files import DEMO_WORLD


def mistakes(text: str, file: str = "world.yaml") -> list[str]:
    with pytest.raises(DocumentError) as refused:
        seed.parse(text, file)
    return str(refused.value).splitlines()


GOLDEN: dict[str, tuple[str, list[str]]] = {
    "a mistyped section": (
        "wait: {}\n",
        ["world.yaml:1: 'wait' is not known here. Did you mean 'wati'?"],
    ),
    "a mistyped key of a list's entry": (
        "wati:\n  contacts:\n    - {phone: 919876543210, nmae: Ada}\n",
        ["world.yaml:3: wati > contacts > 0: 'nmae' is not known here. Did you mean 'name'?"],
    ),
    "a key that is missing": (
        "wati:\n  contacts:\n    - name: Ada\n",
        ["world.yaml:3: wati > contacts > 0: 'phone' is missing"],
    ),
    "keys that are missing": (
        "zoho:\n  users:\n    - {id: '1'}\n",
        ["world.yaml:3: zoho > users > 0: 'name', 'email' is missing"],
    ),
    "a number that is none": (
        "wati:\n  contacts:\n    - phone: +91 98765\n",
        [
            "world.yaml:3: wati > contacts > 0 > phone: '+91 98765' is no WhatsApp number: write 8 to 15 digits with "
            "country code and nothing else"
        ],
    ),
    "a contact twice, once as a number and once as text": (
        "wati:\n  contacts:\n    - {phone: 919876543210}\n    - {phone: '919876543210'}\n",
        ["world.yaml:4: wati > contacts > 1 > phone: this phone '919876543210' stands twice"],
    ),
    "an e-mail twice, in another case": (
        "wati:\n  agents:\n    - {name: A, email: a@example.com}\n    - {name: B, email: A@example.com}\n",
        ["world.yaml:4: wati > agents > 1 > email: this email 'A@example.com' stands twice"],
    ),
    "an agent who is not there": (
        "wati:\n  agents:\n    - {name: Asha Agent, email: a@example.com}\n"
        "  contacts:\n    - phone: 919876543210\n      assigned_to: Asha Agnt\n",
        ["world.yaml:6: wati > contacts > 0 > assigned_to: no agent is called 'Asha Agnt'. Did you mean 'Asha Agent'?"],
    ),
    "a team that is not there": (
        "wati:\n  teams:\n    - {name: Sales}\n  agents:\n    - {name: A, email: a@example.com, teams: [Sals]}\n",
        ["world.yaml:5: wati > agents > 0 > teams: no team is called 'Sals'. Did you mean 'Sales'?"],
    ),
    "an owner who is not there": (
        "zoho:\n  users:\n    - {name: Asha Agent, email: a@example.com}\n"
        "  leads:\n    - Last_Name: Test\n      Owner: Asha Agen\n",
        ["world.yaml:6: zoho > leads > 0 > Owner: no Zoho user is called 'Asha Agen'. Did you mean 'Asha Agent'?"],
    ),
    "a client that is not there": (
        "zoho:\n  clients: [{client_id: a, client_secret: b}]\n  codes:\n    - {code: a, client_id: c}\n",
        ["world.yaml:4: zoho > codes > 0 > client_id: no OAuth client is called 'c'. Known: a."],
    ),
    "a start without zone": (
        "start: 2026-01-15T09:00:00\n",
        ["world.yaml:1: start: write a moment with its time zone: 2026-01-15T09:00:00Z"],
    ),
    "a start that is none": (
        "start: yesterday\n",
        ["world.yaml:1: start: write a moment with its time zone: 2026-01-15T09:00:00Z"],
    ),
    "a start in the year one": (
        "start: 0001-01-01T00:00:00+14:00\n",
        ["world.yaml:1: start: write a moment with its time zone: 2026-01-15T09:00:00Z"],
    ),
    "a start that is a number": (
        "start: 2026\n",
        ["world.yaml:1: start: expected string, found the number 2026"],
    ),
    "an assumption that is none": (
        "assumptions:\n  zoho.phone_mach: exact\n",
        [
            "world.yaml:2: assumptions > zoho.phone_mach: no assumption is called 'zoho.phone_mach'. "
            "Did you mean 'zoho.phone_match'?"
        ],
    ),
    "a choice that is none": (
        "assumptions:\n  zoho.phone_match: exat\n",
        [
            "world.yaml:2: assumptions > zoho.phone_match: 'exat' is not one of contains, exact, suffix. "
            "Did you mean 'exact'?"
        ],
    ),
    "a flag that is none": (
        "zoho:\n  users: [{name: A, email: a@example.com}]\n"
        "  leads:\n    - Last_Name: T\n      Owner: A\n      converted: 'yes'\n",
        ["world.yaml:6: zoho > leads > 0 > converted: expected boolean, found the text 'yes'"],
    ),
    "a life that is too long": (
        "zoho:\n  access_tokens:\n    - token: a\n      expires_in: 4000\n",
        ["world.yaml:4: zoho > access_tokens > 0 > expires_in: 4000 is greater than the maximum of 3600"],
    ),
    "an empty text": (
        "wati:\n  teams:\n    - {name: ''}\n",
        ["world.yaml:3: wati > teams > 0 > name: '' should be non-empty"],
    ),
    "an attribute of another kind": (
        "wati:\n  contacts:\n    - phone: 919876543210\n      attributes:\n        vip: true\n",
        [
            "world.yaml:5: wati > contacts > 0 > attributes > vip: expected string or integer or number, "
            "found the flag True"
        ],
    ),
    "a text instead of a world": (
        "just text\n",
        ["world.yaml:1: expected object, found the text 'just text'"],
    ),
    "a key twice": (
        "wati: {}\nzoho: {}\nwati: {}\n",
        ["world.yaml:3: the key 'wati' stands here twice"],
    ),
    "a list as key": (
        "? [a]\n: b\n",
        ["world.yaml:1: a key must be plain text"],
    ),
    "two mistakes at once, in the order of their lines": (
        "zoho:\n  users: [{name: A}]\nwati:\n  contacts: [{phone: 919876543210, nme: x}]\n",
        [
            "world.yaml:2: zoho > users > 0: 'email' is missing",
            "world.yaml:4: wati > contacts > 0: 'nme' is not known here. Did you mean 'name'?",
        ],
    ),
    "all names that point nowhere at once": (
        "zoho:\n  leads:\n    - {Last_Name: A, Owner: x}\n    - {Last_Name: B, Owner: y}\n",
        [
            "world.yaml:3: zoho > leads > 0 > Owner: no Zoho user is called 'x'.",
            "world.yaml:4: zoho > leads > 1 > Owner: no Zoho user is called 'y'.",
        ],
    ),
}


@pytest.mark.parametrize(("text", "told"), GOLDEN.values(), ids=list(GOLDEN))
def test_a_mistake_is_told_with_file_line_place_and_the_nearest_key(text: str, told: list[str]) -> None:
    assert mistakes(text) == told


def test_the_line_of_an_unknown_key_is_its_own() -> None:
    text = "wati:\n  token: x\n  teams: []\n  contcts: []\n"
    assert mistakes(text) == ["world.yaml:4: wati: 'contcts' is not known here. Did you mean 'contacts'?"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- 1\n", "world.yaml:1: expected object, found a list"),
        ("wati:\n", "world.yaml:1: wati: expected object, found nothing"),
        ("wati:\n  agents: {name: x}\n", "world.yaml:2: wati > agents: expected array, found an object"),
    ],
)
def test_a_value_of_another_kind_is_told_without_its_content(text: str, told: str) -> None:
    assert mistakes(text) == [told]


@pytest.mark.parametrize(
    ("text", "line"),
    [("wati: [\n", 2), ("wati:\n\ttoken: x\n", 2), ("a: *b\n", 1), ("--- {}\n--- {}\n", 2)],
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int) -> None:
    (told,) = mistakes(text)
    assert told.startswith(f"world.yaml:{line}: this is not YAML: ")


def test_a_mistake_is_one_line_even_where_the_file_is_binary() -> None:
    assert len(mistakes("a: \x07\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "zoho:\n  access_tokens:\n    - {token: my-own-secret}\n    - {token: my-own-secret}\n",
        "zoho:\n  codes:\n    - {code: my-own-secret, client_id: x}\n    - {code: my-own-secret, client_id: x}\n",
        "zoho:\n  clients:\n    - {client_id: x, client_secret: [my-own-secret]}\n",
        "wati:\n  token: {value: my-own-secret}\n",
    ],
)
def test_a_mistake_in_a_secret_does_not_tell_the_secret(text: str) -> None:
    assert "my-own-secret" not in "\n".join(mistakes(text))


def test_the_file_is_named_as_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "my world.yml"
    path.write_text("wait: {}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"^my world\.yml:1: 'wait' is not known here"):
        seed.load(path)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    path.write_bytes(b"wati:\n  token: \xff\n")
    with pytest.raises(DocumentError, match=r"^world\.yaml:1: this is not UTF-8 text: invalid start byte$"):
        seed.load(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    path.write_bytes(b"\xef\xbb\xbfwati: {tenant_id: 1}\n")
    assert seed.load(path).data == {"wati": {"tenant_id": 1}}


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        seed.load(tmp_path / "world.yaml")


# --- what is too much ---

LAUGHS = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 1000 + "]" * 1000, "the file is too large: nested deeper than 50"),
        ("wati: " + "{a: " * 60 + "1" + "}" * 60, "the file is too large: nested deeper than 50"),
        ("&a [*a]", "the file is too large: nested deeper than 50"),
        (LAUGHS, "the file is too large: over 200,000 values"),
        ("# " + "x" * 5_000_000, "the file has over 5,000,000 characters"),
    ],
    ids=["1,000 arrays", "60 objects", "an anchor in itself", "a billion laughs", "5 MB"],
)
def test_a_file_that_is_too_much_is_told(text: str, told: str) -> None:
    (line,) = mistakes(text)
    assert line.endswith(told)


@pytest.mark.parametrize("character", ["[", "{a: ", "- "])
def test_however_deep_a_file_is_nested_the_process_lives(character: str, tmp_path: Path) -> None:
    """In a process of its own: the parser in C may overflow its stack."""
    path = tmp_path / "world.yaml"
    path.write_text(character * 100_000, encoding="utf-8")
    code = "import sys; from pathlib import Path; from emulator import seed; seed.load(Path(sys.argv[1]))"
    found = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert "DocumentError" in found.stderr


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(
    ["wati:", "zoho:", "start:", "\n", "  ", "- ", "{", "}", "[", "]", "contacts:", "phone:", "9876543210", ": ", "&a ",
     "*a", "'", "token", "x", "!!int ", "|\n", "1e9", "null"]), max_size=20).map("".join)))  # fmt: skip
@example("!!int x")
@example("wati: !!float x")
def test_any_text_is_a_world_or_told_with_its_line(text: str) -> None:
    try:
        data = seed.parse(text).data
    except DocumentError as error:
        told = [mistake for mistake in error.mistakes if mistake.line >= 1 and mistake.text]
    else:
        told = [seed.tenant_from(data)]
    assert told


# --- what it makes ---


def made(text: str) -> Tenant:
    return seed.tenant_from(seed.parse(text).data)


def test_an_empty_file_is_an_empty_account() -> None:
    for text in ("", "# nothing yet\n", "{}"):
        tenant = made(text)
        assert tenant.universe.clock.now() == DEFAULT_START
        assert (len(tenant.wati.contacts), len(tenant.zoho.leads)) == (0, 0)
        assert (len(tenant.zoho.clients), len(tenant.zoho.refresh_tokens)) == (1, 1)


def test_a_number_stays_what_was_written() -> None:
    """YAML 1.1 would read an octal number, a sexagesimal one, and a date."""
    tenant = made(
        "zoho:\n  users: [{name: A, email: a@example.com}]\n  leads:\n"
        "    - {Last_Name: 0123, Owner: A, Phone: 0987654321, Mobile: 12:30:45, Birthday: 2026-01-15, Vip: yes}\n"
    )
    (lead,) = tenant.zoho.leads
    assert lead.fields == {
        "Last_Name": "0123",
        "Phone": "0987654321",
        "Mobile": "12:30:45",
        "Birthday": "2026-01-15",
        "Vip": "yes",
    }


def test_a_phone_may_be_written_as_a_number() -> None:
    tenant = made(
        "wati: {contacts: [{phone: 919876543210}]}\n"
        "zoho: {users: [{name: A, email: a@example.com}], leads: [{Last_Name: T, Owner: A, Phone: 919876543210}]}\n"
    )
    assert tenant.wati.contact("919876543210") is not None
    assert [lead.fields["Phone"] for lead in tenant.zoho.leads] == ["919876543210"]


def test_everything_of_a_world_arrives() -> None:
    tenant = made("""
start: 2026-01-15T14:30:00+05:30
assumptions: { zoho.phone_match: exact }
wati:
  tenant_id: 777
  token: t
  teams: [{ name: Sales, id: team-1 }]
  agents: [{ name: Asha, email: a@example.com, id: agent-1, teams: [Sales] }]
  contacts: [{ phone: 919876543210, name: Priya, attributes: { age: 30, city: Pune }, assigned_to: a@example.com }]
zoho:
  clients: [{ client_id: c, client_secret: s }]
  codes: [{ code: g, client_id: c, expires_in: 5 }]
  refresh_tokens: [{ token: r, client_id: c, scope: ZohoCRM.modules.ALL }]
  access_tokens: [{ token: a, refresh_token: r, expires_in: 10 }]
  users: [{ name: Ravi, email: r@example.com, id: '1', active: false }]
  leads: [{ id: '2', Last_Name: T, Owner: r@example.com, converted: true, Custom: 5 }]
""")
    wati, zoho = tenant.wati, tenant.zoho
    assert tenant.universe.clock.now() == DEFAULT_START
    assert (wati.tenant_id, wati.token) == ("777", "t")
    contact = wati.contact("919876543210")
    assert contact is not None
    assert (contact.name, contact.attributes) == ("Priya", {"age": "30", "city": "Pune"})
    (conversation,) = wati.conversations
    assert (conversation.assignee, conversation.teams) == ("a@example.com", ("Sales",))
    assert [(team.id, team.name) for team in wati.teams] == [("team-1", "Sales")]
    (code,), (refresh,), (access,) = zoho.codes, zoho.refresh_tokens, zoho.access_tokens
    assert (code.expires_at - DEFAULT_START).total_seconds() == 5
    assert (refresh.id, refresh.scope) == ("r", "ZohoCRM.modules.ALL")
    assert (access.refresh_token, (access.expires_at - DEFAULT_START).total_seconds()) == ("r", 10)
    (user,), (lead,) = zoho.users, zoho.leads
    assert (user.id, user.active) == ("1", False)
    assert (lead.id, lead.owner_id, lead.converted, lead.fields) == ("2", "1", True, {"Last_Name": "T", "Custom": 5})


def test_an_access_token_of_no_refresh_token_is_told() -> None:
    text = "zoho:\n  access_tokens:\n    - token: a\n      refresh_token: nope\n"
    (told,) = mistakes(text)
    assert told.startswith("world.yaml:4: zoho > access_tokens > 0 > refresh_token: no ")


@pytest.mark.parametrize("name", ["name", "phone"])
def test_an_attribute_cannot_have_the_name_of_a_row_that_wati_makes(name: str) -> None:
    """`customParams` would hold it twice."""
    text = f"wati:\n  contacts:\n    - phone: 919876543210\n      attributes: {{ {name}: x }}\n"
    try:
        tenant = made(text)
    except DocumentError:
        return
    from emulator.wati.payloads import custom_params

    (contact,) = tenant.wati.contacts
    names = [row["name"] for row in custom_params(contact)]
    assert len(names) == len(set(names))


def test_the_demo_world_holds_to_its_own_schema() -> None:
    data: Any = seed.load(DEMO_WORLD).data
    jsonschema.Draft202012Validator.check_schema(WORLD_SCHEMA)
    jsonschema.validate(json.loads(json.dumps(data)), WORLD_SCHEMA, jsonschema.Draft202012Validator)


def test_two_tenants_of_one_world_are_alike_and_share_nothing() -> None:
    data = seed.load(DEMO_WORLD).data
    one, two = seed.tenant_from(data), seed.tenant_from(data)
    assert one.snapshot() == two.snapshot()
    one.wati.receive("919876543210", "hi")
    assert one.snapshot() != two.snapshot() == seed.tenant_from(data).snapshot()
