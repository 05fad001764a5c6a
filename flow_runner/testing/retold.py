"""Runs that were explored, as scenarios: what is wrong with one, or what a chatbot does today."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from emulator.kernel.http import BadBody
from emulator.kernel.secret import MASK, is_secret_name, mask, mask_text
from emulator.kernel.visible import CONTROL
from flow_runner.engine.events import MessageSent, PlaceholderUnset
from flow_runner.explore.find import MEANING, Find
from flow_runner.explore.move import USUAL, Begins, Bursts, Fills, Holds, Move, Replied, Says, Sends, Taps, Waits
from flow_runner.explore.trial import Script, Trial
from flow_runner.inspection.secret import secrets_in
from flow_runner.sandbox.trace import Exchanged
from flow_runner.testing.calls import Call
from flow_runner.testing.writing import Sentence, Writer, Written

MOST_DEVIATIONS = 3  # that a scenario's name tells


@dataclass(frozen=True, slots=True)
class Scene:
    """What all scenarios begin with: files relative to the feature's folder."""

    flow: str
    phone: str
    world: str = ""
    stubs: str = ""
    others: tuple[str, ...] = ()
    assume: Mapping[str, str] = field(default_factory=dict)

    def sentences(self, write: Writer) -> Iterator[Sentence]:
        yield write.sentence("account.the_chatbot", flow=self.flow)
        yield from (write.sentence("account.can_be_triggered", flow=other) for other in self.others)
        if self.world:
            yield write.sentence("account.the_world", world=self.world)
        if self.stubs:
            yield write.sentence("account.the_stubs", stubs=self.stubs)
        for name, choice in self.assume.items():
            yield write.sentence("account.the_assumption_is", name=name, choice=choice)
        yield write.sentence("account.writes_from", who=write.customer, phone=self.phone)


def find_as_scenario(find: Find, scene: Scene, write: Writer) -> Written:
    """It fails until the chatbot is mended."""
    who = write.customer
    match find.fault:
        case "silent-dead-end":
            then = write.sentence("messages.is_not_ignored", who=who)
        case "literal-placeholder" if find.heard:
            then = write.sentence("messages.is_not_told", who=who, text=find.about)
        case "literal-placeholder":
            then = write.sentence("messages.no_placeholder_goes_out")
        case "nobody-assigned":
            then = write.sentence("ledger.there_is_no_warning", code=find.about)
        case _:
            then = write.sentence("ending.is_not_left_alone", who=who)
    told = f"{MEANING[find.fault]}: {' '.join(find.told.split())}"
    if find.assumes:
        told += f"\nThat leans on what is assumed: {', '.join(find.assumes)}"
    sentences = (*scene.sentences(write), *story_of(find.script, write), then)
    return Written(f"{find.node}: {find.fault}{_about(find)}", sentences, (find.fault,), told)


def trial_as_scenario(trial: Trial, calls: Sequence[Call], scene: Scene, write: Writer) -> Written:
    """What the chatbot does today: it passes, until the chatbot does something else. `calls` are the run's requests."""
    sentences = (*scene.sentences(write), *story_of(trial.moves, write), *_outcome(trial, calls, write))
    return Written(f"{_deviations(trial)}: {trial.ending.text}", sentences)


def story_of(script: Script, write: Writer) -> Iterator[Sentence]:
    """What is given of a script, and what the customer does."""
    who = write.customer
    for move in script:
        if isinstance(move, Begins) and move.value is None:
            yield write.sentence("contacts.attribute_was_never_set", who=who, name=move.name)
        elif isinstance(move, Begins):
            yield write.sentence("contacts.attribute_was_set", who=who, name=move.name, value=move.value)
        elif isinstance(move, Holds):
            yield write.sentence("kept.holds_the_row", table=[[move.column], [move.value]], sheet=move.sheet)
    yield from _replies([move for move in script if isinstance(move, Replied)], write)
    for move in script:
        yield from _input(move, write)


def _replies(moves: Sequence[Replied], write: Writer) -> Iterator[Sentence]:
    """What webhooks are answered, call by call, as far as that is not what they are answered anyhow."""
    for node in dict.fromkeys(move.node for move in moves):
        own = [move for move in moves if move.node == node]
        while own and own[-1].label == USUAL:
            own.pop()
        again = next((count for count, move in enumerate(reversed(own)) if move != own[-1]), len(own))
        always = _always(own[-1], write) if again > 1 else None
        yield from (_reply(move, write) for move in (own[:-again] if always else own))
        if always:
            yield always


def _always(move: Replied, write: Writer) -> Sentence | None:
    """The same answer to every call from here on."""
    answer = move.stub
    if "delay" in answer:
        return write.sentence("webhooks.always_times_out", node=move.node)
    if "status" not in answer:
        return None
    body = _body(answer)
    if body is None:
        return write.sentence("webhooks.is_always_answered", node=move.node, status=answer["status"])
    return write.sentence("webhooks.is_always_answered_with", body, node=move.node, status=answer["status"])


def _reply(move: Replied, write: Writer) -> Sentence:
    answer, node = move.stub, move.node
    if "no_reply" in answer:
        return write.sentence("webhooks.the_reply_is_lost", node=node)
    if "delay" in answer:
        return write.sentence("webhooks.times_out", node=node)
    if "pass_through" in answer:
        return write.sentence("webhooks.is_answered_as_usual", node=node)
    body = _body(answer)
    if body is None:
        return write.sentence("webhooks.is_answered", node=node, status=answer["status"])
    return write.sentence("webhooks.is_answered_with", body, node=node, status=answer["status"])


def _body(answer: Mapping[str, Any]) -> str | None:
    if "json" in answer:
        return json.dumps(answer["json"], ensure_ascii=False)
    return str(answer["text"]) if "text" in answer else None


def _input(move: Move, write: Writer) -> Iterator[Sentence]:
    who = write.customer
    match move:
        case Says(text):
            yield write.sentence("customer.says", who=who, text=text)
        case Bursts(text, more):
            yield write.sentence("customer.says_in_a_burst", who=who, text=text, more=more)
        case Taps(title):
            yield write.sentence("customer.taps", who=who, title=title)
        case Sends(address):
            yield write.sentence("customer.sends_a_file", who=who, address=address)
        case Fills(form):
            fields = ", ".join(f"{name}={value}" for name, value in form)
            yield write.sentence("customer.fills_the_form", who=who, fields=fields)
        case Waits(seconds):
            unit = "second" if write.language == "en" else "秒"
            plural = "s" if write.language == "en" and seconds != 1 else ""
            yield write.sentence("customer.time_goes_by", span=f"{seconds} {unit}{plural}")


def _outcome(trial: Trial, calls: Sequence[Call], write: Writer) -> Iterator[Sentence]:
    """Everything that a customer, the team and the services see of it."""
    sandbox, who, secrets = trial.sandbox, write.customer, secrets_in(trial.sandbox)
    entries = [entry.what for entry in sandbox.entries(trial.phone)]
    texts = [what.text for what in entries if isinstance(what, MessageSent)]
    plain = [text for text in texts if text and not CONTROL.search(text)]
    sayable = [[text] for text in plain if mask_text(text, secrets, spoken=True) == text]
    if sayable:
        yield write.sentence("messages.is_told_in_order", table=sayable, who=who)
    yield write.sentence("messages.gets_messages", who=who, count=len(texts))
    yield from (_offered(trial, write))
    agent = sandbox.assignee(trial.phone)
    if agent is not None:
        yield write.sentence("ending.chat_is_assigned_to", who=who, agent=agent["email"])
    else:
        yield write.sentence("ending.nobody_has_the_chat", who=who)
    for team in sandbox.teams(trial.phone):
        yield write.sentence("ending.the_team_sees_the_chat", who=who, team=team)
    yield from _stands(trial, write)
    if not any(isinstance(what, PlaceholderUnset) for what in entries):
        yield write.sentence("messages.no_placeholder_goes_out")
    statuses = [what.status for what in entries if isinstance(what, Exchanged)]
    if statuses:
        shown = ", ".join("none" if status is None else str(status) for status in statuses)
        yield write.sentence("exchanges.webhooks_were_answered", who=who, statuses=shown)
        yield write.sentence("exchanges.the_calls_were", table=[[call.exchanged.node] for call in calls])
    else:
        yield write.sentence("exchanges.calls_no_webhook", who=who)
    yield from _asked(calls, secrets, write)
    yield from _kept(trial, secrets, write)


def _offered(trial: Trial, write: Writer) -> Iterator[Sentence]:
    session = trial.sandbox.session(trial.phone)
    if session is not None and session.waiting == "answer":
        for _, title in trial.sandbox.offered(trial.phone):
            if title.strip():
                yield write.sentence("messages.can_tap", who=write.customer, title=title.strip())


def _stands(trial: Trial, write: Writer) -> Iterator[Sentence]:
    session, who = trial.sandbox.session(trial.phone), write.customer
    if session is None:
        yield write.sentence("ending.none_starts", who=who)
    elif session.outcome == "running":
        yield write.sentence("ending.waits_at", who=who, node=session.node)
    else:
        yield write.sentence("ending.has_ended" if session.outcome == "ended" else "ending.has_failed", who=who)
    status = trial.sandbox.status(trial.phone)
    if status is not None:
        yield write.sentence("ending.the_status_is", who=who, status=status)


def _asked(calls: Sequence[Call], secrets: frozenset[str], write: Writer) -> Iterator[Sentence]:
    """The last request of each webhook; what is secret in it stands for any text."""
    nodes = [call.exchanged.node for call in calls]
    for node in dict.fromkeys(nodes):
        call = calls[len(nodes) - 1 - nodes[::-1].index(node)]
        named = {"which": "the last" if write.language == "en" else "最后一次", "call": node}
        yield write.sentence("exchanges.went_to", address=_any(call.address(with_query=True), secrets), **named)
        for name, value in sorted(call.request.headers.items()):
            yield write.sentence("exchanges.had_the_header", name=name, value=_any(value, secrets, name), **named)
        body = _body_pattern(call, secrets)
        if body:
            yield write.sentence("exchanges.had_the_body", body, **named)


def _body_pattern(call: Call, secrets: frozenset[str]) -> str:
    """What the body holds, but for what is secret in it; empty where nothing can be said of it."""
    text = call.request.body.decode("utf-8", "replace")
    try:
        value = call.request.json()
    except BadBody:
        return text if mask_text(text, secrets) == text else ""
    return json.dumps(_patterns(mask(value, secrets), secrets), ensure_ascii=False)


def _patterns(value: Any, secrets: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: _patterns(item, secrets) for key, item in value.items()}
    if isinstance(value, list):
        return [_patterns(item, secrets) for item in value]
    return ("*" if value == MASK else _any(value, secrets)) if isinstance(value, str) else value


def _any(text: str, secrets: frozenset[str], name: str = "") -> str:
    """A pattern for the text and all that differ in a secret alone; a secret header keeps its scheme."""
    masked = mask_text(text, secrets).replace(MASK, "*")
    if not is_secret_name(name) or "*" in masked:
        return masked
    scheme, space, _ = masked.partition(" ")
    return f"{scheme} *" if space else "*"


def _kept(trial: Trial, secrets: frozenset[str], write: Writer) -> Iterator[Sentence]:
    """Attributes of the customer, but for secret ones."""
    for name, value in trial.sandbox.attributes(trial.phone).items():
        shown = f"{name}={value}"
        if mask_text(shown, secrets) == shown:
            yield write.sentence("contacts.attribute_is", who=write.customer, name=name, value=value)


def _deviations(trial: Trial) -> str:
    """What is not as usual in a run, in a few words."""
    odd = [_words(one.move) for one in trial.taken if not one.usual]
    more = f" and {len(odd) - MOST_DEVIATIONS} more" if len(odd) > MOST_DEVIATIONS else ""
    return f"{', '.join(odd[:MOST_DEVIATIONS])}{more}" if odd else "as usual"


def _words(move: Move) -> str:
    match move:
        case Replied(node, label):
            return f"{node} {label}"
        case Begins(name, value):
            return f"{name} is {value!r}" if value is not None else f"{name} is not set"
        case Holds(column=column, value=value):
            return f"a row where {column} is '{value}'"
        case Says(text) | Taps(text):
            return f"'{text.strip()}'"
        case Bursts():
            return "a burst"
        case Sends():
            return "a photo"
        case Fills():
            return "the form"
        case Waits(seconds):
            return f"{seconds} s of silence"


def _about(find: Find) -> str:
    return f" {find.about}" if find.about and find.fault != "silent-dead-end" else ""
