"""Ask a question."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine import patterns
from flow_runner.engine.assumptions import EXPECTED_ANSWER, MEDIA_REFUSED, QUESTION_FAIL_END
from flow_runner.engine.choice import DEFAULT, Choice, choices_of, exits_of, is_late_tap, leave, stored
from flow_runner.engine.context import Context
from flow_runner.engine.events import AnswerRejected, MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, Uses, node_type
from flow_runner.engine.nodes.message import Part, parts_of
from flow_runner.engine.step import Answer, End, Go, Input, Step, Wait
from flow_runner.engine.validation import CHECKED, Validation


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
            validation=Validation.parse(fields.object("answerValidation")),
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
        if is_late_tap(ctx, given):
            return Wait()
        try:
            fault = self._media_fault(ctx) if given.media else self.validation.fault(ctx, given.text)
        except TimeoutError:
            return End(f"the regex of {self.id} did not come to an end within {patterns.TIMEOUT_S} s", failed=True)
        if fault is None:
            return Wait()
        if fault:
            return self._reject(ctx, given, fault)
        ctx.session.fails.pop(self.id, None)
        if self.answers:
            return leave(ctx, self.id, self.answers, given, self.variable, EXPECTED_ANSWER)
        ctx.set_variable(self.variable, stored(ctx, given))
        return Go("")

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError("a question waits for an answer, not for a moment")

    def exits(self) -> tuple[Exit, ...]:
        return exits_of(self.id, self.answers, self.default) if self.answers else (ONLY,)

    def uses(self) -> Uses:
        texts = [text for part in self.parts for text in (part.text, part.media)]
        set_names = (self.variable,) if self.variable else ()
        checked = self.validation.kind in CHECKED
        return Uses(
            texts=(*texts, self.validation.fallback, *(answer.title for answer in self.answers)),
            variables_set=set_names,
            sends=True,
            waits=True,
            gives_up_after=self.validation.fails if checked else None,
            summary="\n".join(text for text in texts if text),
        )

    def _media_fault(self, ctx: Context) -> str | None:
        """Why a photo or file is refused: empty where it is accepted, None where it is not even heard."""
        if self.media_accepted:
            return ""
        refused = ctx.lean(MEDIA_REFUSED)
        return None if refused == "ignored" else "" if refused == "accepted" else "it is a photo or file"

    def _reject(self, ctx: Context, given: Answer, fault: str) -> Step:
        fails = ctx.session.fails.get(self.id, 0) + 1
        ctx.emit(AnswerRejected(self.id, given.text, fault))
        if fails > self.validation.fails:
            ctx.session.fails.pop(self.id, None)
            if ctx.lean(QUESTION_FAIL_END) == "follow_exit":
                return Go(DEFAULT if self.answers else "")
            return End(f"{fails} bad answers to {self.id}: the run ends without a word")
        ctx.session.fails[self.id] = fails
        if self.validation.fallback:
            ctx.emit(MessageSent(self.id, "text", ctx.render(self.validation.fallback, "fallback")))
        return Wait()
