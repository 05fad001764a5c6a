"""Ask a question."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from flow_runner.engine import patterns
from flow_runner.engine.choice import Choice, choices_of, exits_of, leave
from flow_runner.engine.context import Context
from flow_runner.engine.events import AnswerRejected, MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.internal import VALIDATION_NUMBERS
from flow_runner.engine.node import ONLY, Exit, Uses, node_type
from flow_runner.engine.nodes.message import Part, parts_of
from flow_runner.engine.number import number
from flow_runner.engine.richtext import to_whatsapp
from flow_runner.engine.step import Answer, End, Go, Input, Step, Wait

KINDS = ("None", "Number", "Regex")


@dataclass(frozen=True, slots=True)
class Validation:
    """answerValidation. `fails` bad answers are each met with `fallback`; the next one ends the run in silence."""

    kind: str
    low: str
    high: str
    pattern: regex.Pattern[str] | None
    fallback: str
    fails: int

    def fault(self, text: str) -> str:
        """Why the answer is refused; empty where it is accepted. TimeoutError for a pattern that runs away."""
        if self.kind == "Number":
            return self._number_fault(text)
        if self.kind == "Regex":
            if self.pattern is None:
                return "the regex is empty, which rejects everything"
            found = self.pattern.search(text, timeout=patterns.TIMEOUT_S)
            return "" if found else f"it does not match {self.pattern.pattern}"
        return ""

    def _number_fault(self, text: str) -> str:
        found = number(text)
        if found is None:
            return "it is no number"
        low, high = number(self.low), number(self.high)
        if low is not None and found < low:
            return f"it is less than {self.low}"
        if high is not None and found > high:
            return f"it is more than {self.high}"
        return ""


@node_type(
    "Question",
    evidence="observed",
    source="real exports; failsCount measured live; expected answers assumed",
    marks=("answerValidation", "isMediaAccepted", "expectedAnswers", "userInputVariable", "flowReplies"),
)
@dataclass(frozen=True, slots=True)
class Question:
    """Asks, waits for one message, stores it as `@userInputVariable`; bad answers are met with the fallback text."""

    id: str
    parts: tuple[Part, ...]
    variable: str
    validation: Validation
    media_accepted: bool
    answers: tuple[Choice, ...]
    default: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> Question:
        variants = fields.objects("expectedAnswers")
        plain = [one for one in variants if not one.flag("isDefault")]
        default = next((one.text("nodeResultId") for one in variants if one.flag("isDefault")), "")
        return cls(
            id=node_id,
            parts=parts_of(fields),
            variable=fields.text("userInputVariable"),
            validation=_validation(fields.object("answerValidation")),
            media_accepted=fields.flag("isMediaAccepted"),
            answers=choices_of(plain, "expectedInput"),
            default=default,
        )

    def enter(self, ctx: Context) -> Step:
        for part in self.parts:
            part.send(ctx, self.id)
        return Wait()

    def resume(self, ctx: Context, given: Input) -> Step:
        assert isinstance(given, Answer)
        try:
            fault = "it is a file" if given.media and not self.media_accepted else self.validation.fault(given.text)
        except TimeoutError:
            return End(f"the regex of {self.id} did not come to an end within {patterns.TIMEOUT_S} s", failed=True)
        if fault:
            return self._reject(ctx, given, fault)
        ctx.session.fails.pop(self.id, None)
        if self.answers:
            return leave(ctx, self.id, self.answers, given, self.variable)
        ctx.set_variable(self.variable, given.media or given.text)
        return Go("")

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError("a question waits for an answer, not for a moment")

    def exits(self) -> tuple[Exit, ...]:
        return exits_of(self.id, self.answers, self.default) if self.answers else (ONLY,)

    def uses(self) -> Uses:
        texts = [text for part in self.parts for text in (part.text, part.media)]
        set_names = (self.variable,) if self.variable else ()
        checked = self.validation.kind in ("Number", "Regex")
        return Uses(
            texts=(*texts, self.validation.fallback),
            variables_set=set_names,
            waits=True,
            gives_up_after=self.validation.fails if checked else None,
            summary="\n".join(text for text in texts if text),
        )

    def _reject(self, ctx: Context, given: Answer, fault: str) -> Step:
        fails = ctx.session.fails.get(self.id, 0) + 1
        ctx.emit(AnswerRejected(self.id, given.text, fault))
        if fails > self.validation.fails:
            ctx.session.fails.pop(self.id, None)
            return End(f"{fails} bad answers to {self.id}: the run ends without a word")
        ctx.session.fails[self.id] = fails
        if self.validation.fallback:
            ctx.emit(MessageSent(self.id, "text", ctx.render(self.validation.fallback, "fallback")))
        return Wait()


def _validation(fields: Fields) -> Validation:
    kind = fields.enum("type", VALIDATION_NUMBERS, "None")
    if kind not in KINDS:
        fields.warn("unknown-validation", f"'{kind}' is not known; every answer is accepted", "type")
    return Validation(
        kind=kind,
        low=fields.text("minValue"),
        high=fields.text("maxValue"),
        pattern=patterns.compile_safely(fields) if kind == "Regex" else None,
        fallback=to_whatsapp(fields.text("fallback")),
        fails=max(fields.number("failsCount", 3), 0),
    )
