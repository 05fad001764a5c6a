"""What v1 and v2 answer to templates: the same send, told in three shapes.

Source: v1 single captured; v1 many from the field list of the documentation and a client in production; v2 from
help 11463225.
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Json, Reply
from emulator.wati import errors, payloads, template, template_sending
from emulator.wati.quirks import PARAMETERES, V1_TEMPLATES
from emulator.wati.rows import Recipient
from emulator.wati.state import WatiState
from emulator.wati.template_sending import Campaign, Receiver, Refusal


def single(state: WatiState, whom: str, body: dict[str, Any] | None, parameters: Any) -> Reply:
    """v1 sendTemplateMessage. `parameters` are those of the body, read."""
    asked, found = body or {}, template_sending.receiver(state, whom, {})
    if state.universe.assumptions.choice(V1_TEMPLATES) == "refused":
        told = "The account's v1 refuses all templates (wati.v1_template_sends); v2 sends."
        return _not_sent(state, Refusal(template.CHECK, told), found)
    sent = template_sending.campaign(
        state, asked.get("template_name"), asked.get("broadcast_name"), asked.get("channel_number")
    )
    if isinstance(sent, Refusal):
        return _not_sent(state, sent, found)
    values = template_sending.values_of(parameters)
    if values is None:
        return _not_sent(state, Refusal(template.CHECK, "parameters must be a list of {name, value}, of texts"), found)
    found = found._replace(values=values)
    refused = template_sending.lacking(state, sent.template, [found])
    if refused is not None:
        return _not_sent(state, refused, found)
    if found.error:
        return errors.business(state, _single(state, sent, found, is_sent=False), found.help)
    template_sending.send(state, sent, [found])
    return template_sending.answer(state, _single(state, sent, found, is_sent=True))


def many(state: WatiState, asked: Campaign | Refusal, wanted: list[Receiver] | Refusal) -> Reply:
    """v1 sendTemplateMessages: numbers that are none are told beside a `result` that is true all the same."""
    refused = _refusal(state, asked, wanted)
    if isinstance(refused, Refusal):
        names = list(refused.parameters)
        text = template_sending.NOT_ENOUGH if names else refused.text
        return errors.business(state, {"result": False, "errors": _errors(text, [], names)}, refused.help)
    sent, people = refused
    invalid = [one.phone for one in people if one.error == template_sending.INVALID_NUMBER]
    told = [one.help for one in people if one.error]
    if len(invalid) == len(people):
        return errors.business(state, {"result": False, "errors": _errors("", invalid, [])}, *told[:1])
    template_sending.send(state, sent, people)
    return template_sending.answer(state, {"result": True, "errors": _errors("", invalid, [])}, *told[:1])


def listed(state: WatiState, asked: Campaign | Refusal, wanted: list[Receiver] | Refusal) -> Reply:
    """v1 sendTemplateMessageCSV: `result` and `info`."""
    refused = _refusal(state, asked, wanted)
    if isinstance(refused, Refusal):
        return errors.failed(state, refused.text, refused.help)
    sent, people = refused
    wrong = [one for one in people if one.error]
    told = "; ".join(f"{one.error}: {one.phone}" for one in wrong)
    if len(wrong) == len(people):
        return errors.failed(state, told, wrong[0].help)
    template_sending.send(state, sent, people)
    return template_sending.answer(state, {"result": True, "info": told}, *(one.help for one in wrong[:1]))


def v2(
    state: WatiState,
    template_name: Any,
    asked: Campaign | Refusal,
    wanted: list[Receiver] | Refusal,
    more: dict[str, Any],
) -> Reply:
    """v2, one or many: an entry per receiver; `more` are further members of the reply."""
    name = template_name if isinstance(template_name, str) else None
    refused = _refusal(state, asked, wanted)
    if isinstance(refused, Refusal):
        payload = {"result": False, "error": refused.text, "templateName": name, "receivers": [], **more}
        return errors.business(state, payload, refused.help)
    sent, people = refused
    rows = template_sending.send(state, sent, people)
    entries = [_entry(row, one) for row, one in zip(rows, people, strict=True)]
    told = [one.help for one in people if one.error]
    payload = {"result": True, "error": None, "templateName": name, "receivers": entries, **more}
    return template_sending.answer(state, payload, *told[:1])


def _refusal(
    state: WatiState, asked: Campaign | Refusal, wanted: list[Receiver] | Refusal
) -> Refusal | tuple[Campaign, list[Receiver]]:
    """Why nothing is sent at all, or what is sent to whom."""
    if isinstance(asked, Refusal):
        return asked
    if isinstance(wanted, Refusal):
        return wanted
    return template_sending.lacking(state, asked.template, wanted) or (asked, wanted)


def _entry(row: Recipient, one: Receiver) -> Json:
    return {
        "localMessageId": row.local_message_id,
        "waId": one.phone,
        "isValidWhatsAppNumber": one.error != template_sending.INVALID_NUMBER,
        "errors": [one.error] if one.error else [],
    }


def _errors(text: str, numbers: list[str], parameters: list[str]) -> Json:
    return {"error": text, "invalidWhatsappNumbers": numbers, "invalidCustomParameters": parameters}


def _not_sent(state: WatiState, why: Refusal, found: Receiver) -> Reply:
    payload = {"result": False, "info": why.text, "validWhatsAppNumber": not found.error}
    return errors.business(state, payload, why.help)


def _single(state: WatiState, sent: Campaign, found: Receiver, is_sent: bool) -> Json:
    contact = state.contact(found.phone)
    misspelt = state.universe.assumptions.choice(PARAMETERES) == "misspelt"
    return {
        "result": is_sent,
        "phone_number": found.phone,
        "template_name": sent.template.name,
        "parameteres" if misspelt else "parameters": parameters_of(found.values),
        "contact": payloads.contact(contact, state) if contact else None,
        "model": {"ids": [contact.id] if contact else []},
        "validWhatsAppNumber": not found.error,
    }


def parameters_of(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values.items()]


def whom(args: dict[str, str]) -> str:
    """`target` wins over `whatsappNumber` (documented)."""
    return args.get("target") or args.get("whatsappNumber", "")


def people_of(state: WatiState, whom: str, values: dict[str, str] | None) -> list[Receiver] | Refusal:
    """The one receiver of a v2 send."""
    if values is None:
        return Refusal(template.CHECK, "parameters must be a list of {name, value}, of texts")
    return [template_sending.receiver(state, whom, values)]
