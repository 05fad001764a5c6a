"""What fields take: by their types, lengths and options; and what none of them ever takes."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.zoho.records.record_calls import NOBODY, RAVI, account, ask, change, codes, details, made, make, read

HUGE = 10**400
GOOD = [
    ("Seats", 7, 7), ("Seats", -999999999, -999999999), ("Seats", 0, 0),
    ("Big", "0012345600012", "0012345600012"), ("Big", 12, "12"),
    ("Fee", 12.5, 12.5), ("Fee", 7, 7), ("Ratio", -0.25, -0.25), ("Part", 25, 25),
    ("Open", True, True), ("Open", False, False), ("Day", "2026-02-28", "2026-02-28"),
    ("At", "2026-01-15T10:30:00+05:30", "2026-01-15T10:30:00+05:30"),
    ("Mail", "o'neil+x@mail.example.co.uk", "o'neil+x@mail.example.co.uk"),
    ("Mail", "ü@bücher.example", "ü@bücher.example"),
    ("Site", "www.example.com", "www.example.com"),
    ("Site", "https://example.com/a?b=c d", "https://example.com/a?b=c d"),
    ("Call", "+91 98765-43210", "+91 98765-43210"), ("Call", "91(987)654321", "91(987)654321"),
    ("Kind", "Short", "Short"), ("Kind", "Another", "Another"), ("Topics", ["Red", "Red", "New"], ["Red", "New"]),
    ("Topics", [], []), ("Note", "x" * 32000, "x" * 32000), ("Code", "x" * 255, "x" * 255),
    ("Code", "½ \0\r\n", "½ \0\r\n"),
]  # fmt: skip
BAD: list[tuple[str, Any, dict[str, Any]]] = [
    ("Seats", 10**9, {"maximum_length": 9}), ("Seats", HUGE, {"maximum_length": 9}), ("Seats", 1.5, {}),
    ("Seats", True, {}),
    ("Seats", "7", {"expected_data_type": "integer"}), ("Seats", [7], {}), ("Seats", "²", {}),
    ("Big", "1" * 19, {}), ("Big", "1.5", {}), ("Big", "١٢", {}), ("Big", 10**18, {"maximum_length": 18}),
    ("Fee", 1e17, {"maximum_length": 16}), ("Fee", HUGE, {}), ("Fee", "12", {}), ("Fee", False, {}),
    ("Part", 123456, {}),
    ("Open", "true", {"expected_data_type": "boolean"}), ("Open", 1, {}), ("Open", {}, {}),
    ("Day", "2026-02-30", {"expected_data_type": "date"}), ("Day", "26-2-3", {}),
    ("Day", "2026-02-03T00:00:00+00:00", {}),
    ("Day", "٢٠٢٦-٠٢-٠٣", {}), ("Day", 20260203, {}), ("Day", "2026-W01-1", {}),
    ("At", "2026-01-15", {"expected_data_type": "datetime"}), ("At", "2026-01-15T10:30:00", {}),
    ("At", "2026-01-15T10:30:00.000Z", {}), ("At", "2026-01-15T25:30:00+05:30", {}),
    ("At", "2026-01-15T10:30:00+99:99", {}),
    ("Mail", "no", {"expected_data_type": "email"}), ("Mail", "a@b", {}), ("Mail", "a b@example.com", {}),
    ("Mail", "a@-.example.com" + "a" * 90, {"maximum_length": 100}), ("Mail", "a@example.com\n", {}), ("Mail", 7, {}),
    ("Mail", "a@" + "a-" * 45 + "!", {}),
    ("Site", "example", {"expected_data_type": "website"}), ("Site", "https://.com", {}),
    ("Site", "a b.example.com", {}),
    ("Call", "1" * 31, {"maximum_length": 30}), ("Call", "<phone>", {"expected_data_type": "phone"}),
    ("Call", 919876543210, {}),
    ("Call", "９１９８７６", {}), ("Kind", 7, {}), ("Kind", "x" * 121, {"maximum_length": 120}),
    ("Topics", "Red", {"expected_data_type": "jsonarray"}), ("Topics", [7], {"json_path": "$.data[0].Topics[0]"}),
    ("Topics", ["x" * 121], {}), ("Topics", ["x"] * 101, {"maximum_length": 100}), ("Topics", ["\ud800"], {}),
    ("Account", NOBODY, {}), ("Account", {"id": NOBODY}, {"json_path": "$.data[0].Account.id"}), ("Account", {}, {}),
    ("Account", "", {}), ("Account", {"id": "x"}, {"expected_data_type": "bigint"}), ("Account", [], {}),
    ("Account", HUGE, {}),
    ("Host", {"id": NOBODY}, {}), ("Note", "x" * 32001, {"maximum_length": 32000}), ("Code", "x" * 256, {}),
    ("Code", 7, {}),
    ("Code", {"a": 1}, {"expected_data_type": "text"}), ("Code", "\ud800", {}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "sent", "kept"), GOOD)
def test_a_field_takes_values_of_its_type(field: str, sent: Any, kept: Any) -> None:
    tenant = account()
    visit = made(tenant, "Visits", Name="A", **{field: sent})
    assert read(tenant, "Visits", visit)[field] == kept
    assert change(tenant, "Visits", visit, **{field: None}).status == 200
    assert read(tenant, "Visits", visit)[field] == {"Open": False, "Topics": []}.get(field)


@pytest.mark.parametrize(("field", "sent", "told"), BAD)
def test_a_field_takes_no_others(field: str, sent: Any, told: dict[str, Any]) -> None:
    tenant = account()
    reply = make(tenant, "Visits", {"Name": "A", field: sent})
    assert (reply.status, codes(reply)) == (400, ["INVALID_DATA"])
    found = details(reply)
    assert found["api_name"] == field
    assert found["json_path"].startswith(f"$.data[0].{field}")
    assert told.items() <= found.items()
    assert len(tenant.zoho.records["Visits"]) == 0


def test_numbers_that_are_none_are_refused() -> None:
    tenant = account()
    for text in ("NaN", "Infinity", "-Infinity", "1e999"):
        reply = ask(tenant, "POST", "v8/Visits", '{"data":[{"Name":"A","Fee":FEE}]}'.replace("FEE", text))
        assert (reply.status, codes(reply)) == (400, ["INVALID_DATA"])


def test_lookups_and_users_are_kept_as_ids() -> None:
    tenant = account()
    shop = made(tenant, "Accounts", Account_Name="Shop")
    contact = made(tenant, "Contacts", Last_Name="A")
    for form in ({"id": shop}, shop, int(shop), {"id": shop, "name": "x"}):
        visit = made(tenant, "Visits", Name="A", Account=form, Host={"id": RAVI})
        assert read(tenant, "Visits", visit)["Account"] == {"name": "Shop", "id": shop}
        assert read(tenant, "Visits", visit)["Host"]["name"] == "Ravi Agent"
    assert make(tenant, "Visits", {"Name": "A", "Account": {"id": contact}}).status == 400


def test_other_types_are_converted_where_that_is_assumed() -> None:
    tenant = account({"zoho.loose_values": "convert"})
    visit = made(tenant, "Visits", Name=7, Seats="12", Fee="1.5", Open="true", Call=919876543210)
    found = read(tenant, "Visits", visit)
    assert [found[name] for name in ("Name", "Seats", "Fee", "Open", "Call")] == ["7", 12, 1.5, True, "919876543210"]
    assert make(tenant, "Visits", {"Name": "A", "Seats": "1.5"}).status == 400
    assert make(tenant, "Visits", {"Name": HUGE}).status == 400


def test_unknown_options_are_refused_where_that_is_assumed() -> None:
    tenant = account({"zoho.picklist_options": "refuse"})
    assert (
        codes(make(tenant, "Visits", {"Name": "A", "Kind": "Other"}, {"Name": "B", "Topics": ["Red", "No"]}))
        == ["INVALID_DATA"] * 2
    )
    assert make(tenant, "Visits", {"Name": "A", "Kind": "Short", "Topics": ["Red"]}).status == 201
    assert make(tenant, "Leads", {"Last_Name": "A", "Lead_Source": "Anything"}).status == 201


def test_options_are_appended_where_it_is_asked_for() -> None:
    tenant = account()
    visit = made(tenant, "Visits", Name="A", Topics=["Red"])
    change(tenant, "Visits", visit, Topics=["Blue"], **{"$append_values": {"Topics": True, "Name": True, "X": True}})
    assert read(tenant, "Visits", visit)["Topics"] == ["Red", "Blue"]
    change(tenant, "Visits", visit, Topics=["Blue"], **{"$append_values": {"Topics": False}})
    assert read(tenant, "Visits", visit)["Topics"] == ["Blue"]


# --- whatever is sent ------------------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.sampled_from(["", "²", "\ud800", "\0", "a\r\nX: y", "919876543210", NOBODY, "x" * 40000, "٣"]),
    st.text(st.characters(codec=None), max_size=12),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just(HUGE), st.just(-HUGE), st.floats(), TEXTS
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.just("id"), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([
    "id", "Name", "Code", "Seats", "Big", "Fee", "Open", "Day", "At", "Mail", "Site", "Call", "Kind",
    "Topics", "Account",
    "Host", "Note", "Owner", "Tag", "Layout", "Last_Name", "Email", "Parent_Id", "se_module", "Note_Content",
    "$append_values",
    "Account_Name", "Stage", "Deals", "Contacts", "Accounts", "assign_to", "overwrite", "carry_over_tags",
    "tags", "ids",
])  # fmt: skip
ROWS = st.dictionaries(NAMES | TEXTS, ANYTHING, max_size=5)
BODIES = st.one_of(
    ANYTHING,
    st.fixed_dictionaries({"data": st.lists(ROWS | ANYTHING, max_size=3)}),
    st.fixed_dictionaries({"data": st.lists(ROWS, min_size=1, max_size=2), "trigger": ANYTHING}),
    st.fixed_dictionaries({"data": st.lists(ROWS, min_size=1, max_size=2), "duplicate_check_fields": ANYTHING}),
    st.fixed_dictionaries({"tags": st.lists(ANYTHING, max_size=2), "ids": ANYTHING, "over_write": ANYTHING}),
)
PATHS = st.sampled_from([
    ("POST", "Visits"), ("PUT", "Visits"), ("PUT", "Visits/VISIT"), ("POST", "Visits/upsert"), ("POST", "Leads"),
    ("POST", "Deals"), ("POST", "Notes"), ("POST", "Leads/LEAD/Notes"), ("POST", "Leads/LEAD/actions/convert"),
    ("POST", "Leads/LEAD/actions/add_tags"), ("POST", "Leads/actions/remove_tags"), ("PUT", "Leads/LEAD"),
])  # fmt: skip


@given(PATHS, st.sampled_from(["v2", "v6", "v8"]), BODIES, st.sampled_from(["refuse", "convert"]))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_whatever_is_sent_is_answered_and_what_is_refused_changes_nothing(
    asked: tuple[str, str], version: str, body: Any, loose: str
) -> None:
    tenant = account({"zoho.loose_values": loose, "zoho.unknown_fields": "ignore" if loose == "refuse" else "refuse"})
    visit, lead = made(tenant, "Visits", Name="V", Topics=["Red"]), made(tenant, "Leads", Last_Name="L")
    before = tenant.zoho.snapshot()
    path = asked[1].replace("VISIT", visit).replace("LEAD", lead)
    reply = ask(tenant, asked[0], f"{version}/{path}", json.dumps(body))
    rows = reply.json().get("data", [])
    assert reply.status in (200, 201, 202, 207, 400, 412)
    if reply.status in (202, 400, 412):
        assert tenant.zoho.snapshot() == before
    assert (reply.status in (200, 201)) is (
        bool(rows) and all(row.get("status", "success") == "success" for row in rows)
    )
    violations = [told for one in tenant.universe.journal for told in one.violations if told.startswith("reply")]
    assert violations == []


@given(
    st.sampled_from(
        ["Leads", "Leads/LEAD", "Leads/LEAD/Notes", "Leads/deleted", "Visits", "settings/tags", "Leads/{x}"]
    ),
    st.dictionaries(
        st.sampled_from(
            ["fields", "page", "per_page", "ids", "sort_by", "sort_order", "converted", "page_token", "type"]
        ),
        st.text(max_size=6) | st.sampled_from(["1", "0", "-1", "²", "id", "asc", "both", "1e3", "a" * 3000, ","]),
        max_size=4,
    ),
    st.text(st.characters(codec="latin-1"), max_size=12),
)
@settings(derandomize=True, max_examples=100, deadline=None)
def test_whatever_is_asked_is_answered_and_changes_nothing(path: str, query: dict[str, str], header: str) -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="L")
    before = tenant.zoho.snapshot()
    asked = f"v8/{path.replace('LEAD', lead)}?{urlencode(query)}"
    reply = ask(tenant, "GET", asked, If_Modified_Since=header)
    assert reply.status in (200, 204, 304, 400)
    assert tenant.zoho.snapshot() == before
