"""A user by their id."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.user-by-their-id",
    "zoho.get_user",
    evidence="documented",
    source="zoho/crm-oas users.json",
    other=instead("/users/*", json={"users": [{"id": "1"}]}),
)
def user_by_id(target: Target) -> Observation:
    """The id of a user leads to the same user."""
    first = ok(target.crm("/crm/v8/users", {"type": "ActiveUsers"}), "users")[0]["id"]
    found = [user.get("id") for user in ok(target.crm(f"/crm/v8/users/{first}"), "users")]
    return Same() if found == [first] else Differs("that user", f"{len(found)} others")
