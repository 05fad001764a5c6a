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
    "zoho.denied_search": "it takes a user who may not read a module",
    "wati.timer_text": "it takes a customer who stops answering a chatbot",
    "wati.failure_status": "observed: every check of a failure looks for status 200",
    "wati.result_types": "it takes messages and templates that are really sent",
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
    "wati.template_to_unknown": "it takes a template that is really sent",
    "wati.v3_closed_window": "it takes a customer who was silent for a day, and free text to them",
    "wati.unknown_attribute": "an attribute that is made cannot be removed",
    "wati.template_review": "it takes a template that WhatsApp reviews",
    "wati.unknown_event_type": "a webhook that is registered cannot be removed",
    "wati.v3_failure_texts": "the checks look at the status and the shape, not at the words",
    "wati.v3_team_ids": "it gives a contact to teams",
    "wati.v3_contact_ids": "documented: it is part of the contracts, against which every reply is held",
    "wati.defective_webhook": "it takes an address that fails a hundred times",
    "wati.send_failure_texts": "it takes sends that go out where they do not fail",
    "wati.local_number": "it takes a template that is really sent to somebody",
    "wati.same_receiver_twice": "it takes a template that is really sent twice",
    "wati.template_failure": "it takes templates that are submitted or deleted",
    "wati.auto_retry": "it takes a campaign that Meta chose not to deliver",
    "wati.empty_attribute": "a value that was replaced by none is lost",
    "wati.several_contacts": "it writes to more contacts than the one that was given by name",
    "wati.chatbot_window": "it takes a customer who was silent for a day, and a chatbot that is started for them",
    "wati.payment": "it takes a customer who pays",
    "wati.payments": "documented: the check order-of-an-unknown-reference skips where the beta is closed",
    "wati.webhook_refusal": "a webhook that is registered by mistake cannot be removed",
    "wati.webhook_twice": "a webhook that is registered cannot be removed",
    "wati.webhook_success": "it takes an address that Wati can call",
    "wati.webhook_without_number": "it takes an address that Wati can call, and an account of two numbers",
    "wati.blocked_messages": "it takes a customer who is blocked and writes",
    "zoho.redirect_mismatch_error": "it takes a code that came by a browser",
    "zoho.foreign_soid_error": "nobody's organisation but one's own may be tried",
    "zoho.throttle_status": "finding a limit means running into it, and locks the account's programs out",
    "zoho.throttle_body": "finding a limit means running into it, and locks the account's programs out",
    "zoho.retry_while_throttled": "finding a limit means running into it, and locks the account's programs out",
    "zoho.refresh_token_again": "it takes a user who gives consent twice",
    "zoho.authorize_errors": "it takes a browser in which somebody is signed in to Zoho",
    "zoho.failed_write_status": "it writes records of a real account",
    "zoho.note_statuses": "it writes records of a real account",
    "zoho.unknown_fields": "it writes records of a real account",
    "zoho.picklist_options": "it writes records of a real account",
    "zoho.loose_values": "it writes records of a real account",
    "zoho.owner_by_email": "it writes records of a real account",
    "zoho.upsert_checks": "it writes records of a real account",
    "zoho.convert_reply_from": "a lead that was converted stays so",
    "zoho.convert_matches": "a lead that was converted stays so",
    "zoho.fax_is_phone": "it takes a record whose fax number is known, and in no other field of it",
    "zoho.empty_differs": "it takes a record of which is known that a field is empty",
    "zoho.parallel_calls": "finding a limit means running into it",
    "zoho.approval_state_since": "observed: the contracts let both spellings be",
}
"""Assumptions of the two APIs' accounts that no request can settle, and why."""
UNASKED = {
    "wati.assign_operator": "who has the chat cannot be read by this API, and so not be put back",
    "wati.send_session_file": "it sends a file to a real person",
    "wati.send_session_file_via_url": "it sends a file to a real person",
    "wati.send_interactive_buttons_message": "it sends a message to a real person",
    "wati.send_interactive_list_message": "it sends a message to a real person",
    "wati.send_template_message": "it sends a template to a real person, and costs",
    "wati.send_template_message_by_path": "it sends a template to a real person, and costs",
    "wati.send_template_messages": "it sends templates to real people, and costs",
    "wati.send_template_message_csv": "it sends templates to real people, and costs",
    "wati.v2_send_template_message": "it sends a template to a real person, and costs",
    "wati.v2_send_template_messages": "it sends templates to real people, and costs",
    "wati.create_template": "WhatsApp reviews every template that is submitted, and keeps its name",
    "wati.delete_template": "a template that is deleted has to be reviewed anew",
    "wati.delete_template_language": "a template that is deleted has to be reviewed anew",
    "wati.enable_auto_retry": "it sends a campaign again to real people",
    "wati.v3_add_contact": "it writes, and --contact is for v1: a contact that is added cannot be removed there",
    "wati.v3_update_contacts": "it writes to the contacts that its body names, where nobody guards it",
    "wati.v3_delete_contact": "it deletes a contact with everything that was said",
    "wati.v3_assign_teams": "it replaces the teams of a contact, and may take chats from agents",
    "wati.v3_send_text": "it sends to the contact that its body names, where nobody guards it",
    "wati.v3_send_file": "it sends to the contact that its body names, where nobody guards it",
    "wati.v3_send_file_via_url": "it sends to the contact that its body names, where nobody guards it",
    "wati.v3_send_interactive": "it sends to the contact that its body names, where nobody guards it",
    "wati.v3_assign_operator": "who has the chat cannot be read by this API, and so not be put back",
    "wati.v3_update_status": "the status of a chat cannot be read by this API, and so not be put back",
    "wati.v3_send_template_messages": "a template that is sent costs money, and cannot be taken back",
    "wati.v3_schedule_template_messages": "a campaign that is planned cannot be taken back",
    "wati.v3_start_chatbot": "what a chatbot does is done",
    "wati.assign_team": "teams that see a chat cannot be taken away by this API",
    "wati.update_chat_status": "the status of a chat cannot be read by this API, and so not be put back",
    "wati.update_contact_attributes_for_multi_contacts": "update_contact_attributes writes the same to one contact",
    "wati.rotate_token": "it would block the token of whoever uses the account",
    "wati.chatbots_start": "it would write to a customer",
    "wati.order_details": "it would ask a customer for money",
    "wati.order_status": "it would write to a customer",
    "wati.v2_webhook_endpoints": "a webhook that is registered cannot be removed by this API",
    "zoho.authorize": "it takes a browser in which somebody is signed in to Zoho",
    "zoho.answer_consent": "it takes a browser in which somebody is signed in to Zoho",
    "zoho.generate_token_at_auth": "it takes the number of the organisation, which nobody gave",
    "zoho.create_records": "it writes records of a real account",
    "zoho.update_records": "it writes records of a real account",
    "zoho.update_record": "it writes records of a real account",
    "zoho.upsert_records": "it writes records of a real account",
    "zoho.delete_records": "what is deleted cannot be put back by this API",
    "zoho.delete_record": "what is deleted cannot be put back by this API",
    "zoho.convert_lead": "a lead that was converted stays so",
    "zoho.create_notes_of_record": "it writes records of a real account",
    "zoho.add_tags": "it writes records of a real account",
    "zoho.add_tags_to_records": "it writes records of a real account",
    "zoho.remove_tags": "it writes records of a real account",
    "zoho.remove_tags_from_records": "it writes records of a real account",
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
