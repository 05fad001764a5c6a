"""What an account's plan includes: an operation of a larger one is 403.

Source: docs.wati.io: '(Available in Pro plan)' in the titles, and 403 for checks of the plan in their permissions.
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors
from emulator.wati.profile import Plan
from emulator.wati.state import WatiState

PLANS: tuple[Plan, ...] = ("growth", "pro", "business")


def lacking(request: Request, state: WatiState, wanted: Plan) -> Reply | None:
    """403 where the account's plan is smaller than the one that is wanted."""
    plan = state.profile.plan
    if PLANS.index(plan) >= PLANS.index(wanted):
        return None
    told = f"It takes the plan {wanted.capitalize()}; this account is on {plan.capitalize()} (plan, in the profile)."
    return errors.forbidden(request, state, "The plan does not include this operation.", told)
