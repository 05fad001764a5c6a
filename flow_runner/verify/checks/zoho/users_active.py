"""The users of the CRM."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.active-users-are-active",
    "zoho.get_users",
    evidence="documented",
    source="zoho.com CRM v8 get-users; zoho/crm-oas",
    other=instead("/users", json={"users": [{"status": "inactive"}]}),
)
def users_active(target: Target) -> Observation:
    """Users of the type ActiveUsers are all active."""
    users = ok(target.crm("/crm/v8/users", {"type": "ActiveUsers"}), "users")
    others = [user for user in users if user.get("status") != "active"]
    return Differs("active users alone", f"{len(others)} of another status") if others else Same()
