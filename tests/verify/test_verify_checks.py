"""Every check has what it must have, agrees with the sandbox, and can fail."""

from __future__ import annotations

from itertools import groupby
from typing import Any, get_args

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import seed
from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.evidence import Evidence
from emulator.tenant import operation_names
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.verify.access import Access, WatiAccess, ZohoAccess
from flow_runner.verify.check import CHECKS, Check
from flow_runner.verify.emulated import emulated
from flow_runner.verify.observation import Differs, Same, Settles
from flow_runner.verify.suite import UNASKED, UNOBSERVABLE, all_checks, verify
from flow_runner.verify.target import Permission, Target
from tests.verify.accounts import verdict_of

SETTLING = [(one.name, choice) for one in all_checks() if one.settles for choice in one.settles.choices]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "x"]), inner, max_size=2),
    max_leaves=5,
)
KEYS = [
    "contact_list",
    "link",
    "messages",
    "data",
    "users",
    "fields",
    "info",
    "result",
    "access_token",
    "wAid",
    "Phone",
]


@pytest.mark.parametrize("name", list(CHECKS))
def test_every_check_says_what_is_believed_how_sure_that_is_and_where_from(name: str) -> None:
    one = CHECKS[name]
    assert one.believed.endswith(".")
    assert one.evidence in get_args(Evidence)
    assert len(one.source) > 8
    assert set(one.operations) <= set(operation_names())
    assert one.other or one.settles


def test_there_is_one_check_a_file() -> None:
    modules = sorted(one.look.__module__ for one in all_checks())
    assert [len(list(group)) for _, group in groupby(modules)] == [1] * len(modules)


def test_every_check_agrees_with_the_sandbox() -> None:
    target = emulated(seed.tenant_from(seed.load(DEMO_WORLD).data))
    verdicts = verify(target, all_checks())
    assert [one for one in verdicts if not isinstance(one.observation, Same | Settles) or one.breaches] == []
    assert all(
        one.observation.choice == one.observation.assumption.default
        for one in verdicts
        if isinstance(one.observation, Settles)
    )


@pytest.mark.parametrize("name", [one.name for one in all_checks() if one.other])
def test_every_check_sees_that_another_account_differs(name: str) -> None:
    assert isinstance(verdict_of(CHECKS[name], stubbed=True).observation, Differs)


@pytest.mark.parametrize(("name", "choice"), SETTLING)
def test_a_check_that_settles_an_assumption_sees_every_choice_of_it(name: str, choice: str) -> None:
    assumption = CHECKS[name].settles
    assert assumption is not None
    seen = verdict_of(CHECKS[name], {assumption.name: choice}).observation
    assert isinstance(seen, Settles)
    assert (seen.assumption, seen.choice) == (assumption, choice)


@pytest.mark.parametrize(("name", "choice"), SETTLING)
def test_no_other_check_trips_over_a_choice(name: str, choice: str) -> None:
    """What differs where an assumption is another one is told as that assumption, and as nothing else."""
    assumption = CHECKS[name].settles
    assert assumption is not None
    world = {**seed.load(DEMO_WORLD).data, "assumptions": {assumption.name: choice}}
    verdicts = verify(emulated(seed.tenant_from(world)), all_checks())
    assert [one.check.name for one in verdicts if not isinstance(one.observation, Same | Settles)] == []


def test_every_assumption_of_the_apis_is_settled_or_says_why_not() -> None:
    settled = {one.settles.name for one in all_checks() if one.settles}
    assert settled | UNOBSERVABLE.keys() == {name for name in ASSUMPTIONS if name.startswith(("wati.", "zoho."))}
    assert settled.isdisjoint(UNOBSERVABLE)


def test_every_operation_is_looked_at_or_says_why_not() -> None:
    looked_at = {name for one in all_checks() for name in one.operations}
    assert looked_at | UNASKED.keys() == set(operation_names())
    assert looked_at.isdisjoint(UNASKED)


def test_what_was_written_is_put_back() -> None:
    tenant = seed.tenant_from(seed.load(DEMO_WORLD).data)
    target = emulated(tenant)
    before = tenant.wati.contact(target.permission.contact)
    verify(target, all_checks())
    after = tenant.wati.contact(target.permission.contact)
    assert before is not None
    assert after is not None
    assert (before.name, before.attributes) == (after.name, after.attributes)


@pytest.mark.parametrize("check", all_checks(), ids=lambda one: one.name)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(status=st.sampled_from([200, 200, 204, 401, 404, 500]), top=st.dictionaries(st.sampled_from(KEYS), JSON))
def test_no_reply_whatever_is_in_it_breaks_a_check(check: Check, status: int, top: dict[str, Any]) -> None:
    access = Access(
        WatiAccess("https://wati.example/1", "token"),
        ZohoAccess("https://zoho.example", "https://accounts.example", "id", "secret", "refresh", "access", "narrow"),
    )
    permission = Permission(True, True, "15550100141", ("15550100142", "１５５５０１００１４３"))
    assert len(verify(Target(access, _Saying(status, top), permission), [check])) == 1


class _Saying(requests.Session):
    """Says the same to everything."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__()
        self._status, self._body = status, body

    def request(self, *args: Any, **more: Any) -> requests.Response:
        import io
        import json

        response = requests.Response()
        response.status_code = self._status
        response.raw = io.BytesIO(json.dumps(self._body).encode())
        return response
