"""Every check held against an account."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from emulator.kernel.registry import discover
from flow_runner.verify import checks as _checks
from flow_runner.verify.breach import Breach
from flow_runner.verify.check import CHECKS, Check
from flow_runner.verify.observation import (
    Differs,
    Observation,
    Silent,
    Skip,
    Skipped,
    Strange,
    TokenRefused,
    Unanswered,
)
from flow_runner.verify.target import Target

discover(sys.modules[_checks.__name__])

UNOBSERVABLE = {
    "wati.keyword_case": "it takes a customer who writes",
    "wati.fuzzy_measure": "it takes a customer who writes",
    "wati.hours_same_day": "it takes a customer who writes outside working hours",
    "wati.outside_hours_reply": "it takes a customer who writes outside working hours",
    "wati.no_reply_counts": "it takes a customer who waits",
    "wati.round_robin_moment": "it takes a customer who writes, and agents who are online",
    "wati.timer_text": "it takes a customer who stops answering a chatbot",
    "wati.failure_status": "observed: every check of a failure looks for status 200",
    "wati.result_types": "observed: it is part of the contracts, against which every reply is held",
    "wati.parameteres": "it takes a template that is really sent",
    "wati.number_spelling": "observed: it is part of the contracts, against which every reply is held",
    "wati.created_format": "observed: it is part of the contracts, against which every reply is held",
    "wati.message_text_in": "observed: the check text-in-the-body-does-not-count looks at it",
    "wati.blank_parameters": "it takes a template that is really sent",
    "wati.unauthorized_body": "observed: the check no-token looks at it",
    "wati.python_urllib": "the checks send their own User-Agent",
    "wati.template_name_in_history": "it takes a broadcast that was really sent",
    "wati.delivery": "how long a customer's phone takes proves nothing",
    "wati.webhook_twins": "it takes an address that Wati can call",
    "wati.history_rows": "it takes a conversation that was assigned meanwhile",
    "wati.assignee_spelling": "it takes an address that Wati can call",
    "wati.v3_update_params": "it writes to a contact through v3",
    "wati.reused_broadcast_name": "it takes templates that are really sent",
    "wati.click_id": "it takes a customer who comes from an advertisement",
    "wati.slow_sends": "it takes templates that are really sent",
    "wati.v1_template_sends": "it takes templates that are really sent",
    "wati.path_targets": "it takes a contact whose BSUID is known",
    "wati.replied": "it takes a customer who answers",
    "wati.unlisted_limits": "finding a limit means running into it",
    "wati.v3_limits": "finding a limit means running into it",
    "wati.v3_tenant_path": "it takes a question to v3",
    "wati.foreign_tenant": "nobody's account number but one's own may be tried",
    "wati.template_to_unknown": "it takes a template that is really sent",
    "wati.v3_unknown_target": "it takes a question to v3",
    "wati.v3_closed_window": "it takes a customer who was silent for a day, and free text to them",
    "wati.unknown_attribute": "an attribute that is made cannot be removed",
    "wati.template_review": "it takes a template that WhatsApp reviews",
    "wati.unknown_event_type": "a webhook that is registered cannot be removed",
    "wati.defective_webhook": "it takes an address that fails a hundred times",
    "zoho.fax_is_phone": "it takes a record whose fax number is known, and in no other field of it",
    "zoho.empty_differs": "it takes a record of which is known that a field is empty",
    "zoho.parallel_calls": "finding a limit means running into it",
    "zoho.approval_state_since": "observed: the contracts let both spellings be",
}
"""Assumptions of the two APIs' accounts that no request can settle, and why."""
UNASKED = {
    "wati.assign_operator": "who has the chat cannot be read by this API, and so not be put back",
    "zoho.query_records": "it is a POST, and verify sends Zoho nothing but reads by GET",
}
"""Operations that no check calls, and why."""


class Verdict(NamedTuple):
    """What came of a check; `refused` where the account's credentials were."""

    check: Check
    observation: Observation
    breaches: tuple[Breach, ...] = ()
    refused: bool = False


def all_checks() -> list[Check]:
    """By name; those that write come last, those that spend tokens before them."""
    return sorted(CHECKS.values(), key=lambda one: ("writes" in one.needs, "refresh" in one.needs, one.name))


def verify(target: Target, wanted: Iterable[Check], begin: Callable[[str], None] = lambda name: None) -> list[Verdict]:
    """Look at everything that is wanted, and can be had."""
    return list(_verdicts(target, wanted, begin))


def _verdicts(target: Target, wanted: Iterable[Check], begin: Callable[[str], None]) -> Iterator[Verdict]:
    for one in wanted:
        begin(one.name)
        lacking = _lacking(one, target)
        if lacking:
            yield Verdict(one, Skipped(lacking))
            continue
        seen, refused = _look(one, target)
        yield Verdict(one, seen, tuple(target.told_breaches()), refused)


def _look(one: Check, target: Target) -> tuple[Observation, bool]:
    """What the check saw, and whether the account's credentials were refused. A reply can be any JSON at all, and a
    check reads it as if it held to its contract: where it trips, the reply is not as the sandbox has it.
    """
    try:
        return one.look(target), False
    except Skip as reason:
        return Skipped(str(reason)), isinstance(reason, TokenRefused)
    except Silent as silence:
        return Unanswered(str(silence)), False
    except Strange as reply:
        return Differs(reply.expected, reply.found), False
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return Differs("a reply of the shape that is known", "a reply of another shape"), False


def _lacking(one: Check, target: Target) -> str:
    """What the check needs and nobody gave; empty where it can be done."""
    allowed, zoho = target.permission, target.access.zoho
    if one.api in target.access.missing:
        return target.access.missing[one.api]
    if "writes" in one.needs and not (allowed.writes and allowed.contact):
        return "it writes: --allow-writes --contact NUMBER"
    if "lead" in one.needs and not allowed.leads:
        return "it needs a number as it is stored in a lead: --lead-phone NUMBER"
    if "refresh" in one.needs and zoho and not zoho.accounts_url:
        return "it needs ZOHO_ACCOUNTS_URL, ZOHO_CLIENT_ID, ZOHO_CLIENT_SECRET and ZOHO_REFRESH_TOKEN"
    if "refresh" in one.needs and not allowed.refresh:
        return "it asks Zoho for tokens, of which there are few: --allow-refresh"
    if "narrow token" in one.needs and zoho and not zoho.narrow_token:
        return "it needs an access token without ZohoSearch.securesearch.READ: ZOHO_TOKEN_WITHOUT_SEARCH"
    return ""
