"""A plain dictionary and the account are told the same; they answer the same."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from emulator import Tenant
from tests.zoho.records.record_calls import account, ask, read

EMAILS = st.sampled_from([None, "a@example.com", "B@example.com", "b@example.com", "no"])
CODES = st.sampled_from([None, "x", "X", "y"])
NAMES = st.sampled_from([None, "Ann", "Ben"])
ROWS = st.fixed_dictionaries({"Name": NAMES, "Code": CODES, "Mail": EMAILS})
CHANGES = st.fixed_dictionaries({}, optional={"Name": NAMES, "Code": CODES, "Mail": EMAILS})
Row = dict[str, Any]


class Visits(RuleBasedStateMachine):
    """Rows of a module with a unique Code and a mandatory Name, and leads that may be converted."""

    ids: Bundle[str] = Bundle("ids")
    leads: Bundle[str] = Bundle("leads")

    def __init__(self) -> None:
        super().__init__()
        self.tenant: Tenant = account()
        self.rows: dict[str, Row] = {}
        self.people: dict[str, bool] = {}

    def _call(self, method: str, path: str, body: Any = None) -> list[Row]:
        reply = ask(self.tenant, method, f"v8/{path}", body)
        rows = reply.json()["data"]
        errors = [row for row in rows if row["status"] == "error"]
        assert (reply.status == 207) is (0 < len(errors) < len(rows))
        assert (reply.status == 400) is (len(errors) == len(rows))
        return list(rows)

    def _taken(self, code: str | None, but: str = "") -> str | None:
        return next((one for one, row in self.rows.items() if one != but and code and _same(row["Code"], code)), None)

    def _expected(self, row: Row, old: str = "") -> str:
        if row.get("Mail") == "no":
            return "INVALID_DATA"
        if ("Name" in row or not old) and not row.get("Name"):
            return "MANDATORY_NOT_FOUND"
        return "DUPLICATE_DATA" if self._taken(row.get("Code"), old) else "SUCCESS"

    @rule(target=ids, batch=st.lists(ROWS, min_size=1, max_size=4))
    def create(self, batch: list[Row]) -> Any:
        last = ""
        for sent, told in zip(batch, self._call("POST", "Visits", {"data": batch}), strict=True):
            assert told["code"] == self._expected(sent)
            if told["code"] == "SUCCESS":
                last = told["details"]["id"]
                assert last not in self.rows
                self.rows[last] = dict(sent)
        return last

    @rule(batch=st.lists(st.tuples(ids, CHANGES), min_size=1, max_size=4))
    def update(self, batch: list[tuple[str, Row]]) -> None:
        rows = [{"id": one or "1", **sent} for one, sent in batch]
        for (one, sent), told in zip(batch, self._call("PUT", "Visits", {"data": rows}), strict=True):
            expected = self._expected(sent, one) if one in self.rows else "INVALID_DATA"
            assert told["code"] == expected
            if expected == "SUCCESS":
                self.rows[one].update(sent)

    @rule(target=ids, sent=ROWS)
    def upsert(self, sent: Row) -> Any:
        same_name = (one for one, row in self.rows.items() if sent["Name"] and row["Name"] == sent["Name"])
        found = next(same_name, None) or self._taken(sent["Code"])
        (told,) = self._call("POST", "Visits/upsert", {"data": [sent]})
        expected = self._expected(sent, found or "")
        assert told["code"] == expected
        if expected != "SUCCESS":
            return ""
        assert told["action"] == ("update" if found else "insert")
        one = told["details"]["id"]
        assert found in (None, one)
        self.rows[one] = {**self.rows.get(one, {}), **sent}
        return one

    @rule(gone=st.lists(ids, min_size=1, max_size=3))
    def delete(self, gone: list[str]) -> None:
        asked = list(dict.fromkeys(one or "1" for one in gone))
        for one, told in zip(asked, self._call("DELETE", f"Visits?ids={','.join(asked)}"), strict=True):
            assert (told["code"] == "SUCCESS") is (one in self.rows)
            self.rows.pop(one, None)

    @rule(target=leads, name=NAMES)
    def make_lead(self, name: str | None) -> Any:
        (told,) = self._call("POST", "Leads", {"data": [{"Last_Name": name or "Cid", "Company": name}]})
        self.people[told["details"]["id"]] = False
        return told["details"]["id"]

    @rule(lead=leads)
    def convert(self, lead: str) -> None:
        (told,) = self._call("POST", f"Leads/{lead}/actions/convert", {"data": [{}]})
        assert told["code"] == ("ID_ALREADY_CONVERTED" if self.people[lead] else "SUCCESS")
        self.people[lead] = True

    @rule(lead=consumes(leads))
    def delete_lead(self, lead: str) -> None:
        self._call("DELETE", f"Leads/{lead}")
        del self.people[lead]

    @rule()
    def save_and_load(self) -> None:
        other = account()
        other.restore(self.tenant.snapshot())
        self.tenant = other

    @invariant()
    def reads_the_same(self) -> None:
        for one, row in self.rows.items():
            found = read(self.tenant, "Visits", one)
            assert {name: found[name] for name in row} == row
        for converted in (False, True):
            reply = ask(self.tenant, "GET", f"v8/Leads?fields=id&converted={str(converted).lower()}")
            listed = [row["id"] for row in reply.json()["data"]] if reply.status == 200 else []
            assert sorted(listed) == sorted(one for one, state in self.people.items() if state is converted)
        reply = ask(self.tenant, "GET", "v2/Visits")
        assert (reply.json()["info"]["count"] if reply.status == 200 else 0) == len(self.rows)


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()


Visits.TestCase.settings = settings(derandomize=True, max_examples=25, stateful_step_count=15, deadline=None)
test_the_account_keeps_what_a_dictionary_would = Visits.TestCase
