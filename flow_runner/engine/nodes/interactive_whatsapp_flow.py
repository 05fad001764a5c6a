"""WhatsApp Flow (a form inside WhatsApp)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from flow_runner.engine.assumptions import FORM_VARIABLE, FORM_WITHOUT_FALLBACK
from flow_runner.engine.card import header_media
from flow_runner.engine.context import Context
from flow_runner.engine.events import AnswerRejected, MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, Uses, node_type
from flow_runner.engine.richtext import to_whatsapp
from flow_runner.engine.step import Answer, End, Go, Input, Step, Wait

FORM_FIELD = re.compile(r"(.+?)_screen_\d+_.+")
"""How an attribute is called that comes of a form: by its name, the number of the screen, and the field."""


@node_type(
    "InteractiveWhatsAppFlow",
    evidence="reported",
    source="one reader of real exports: the fields, and the attributes that come back",
    marks=(
        "interactiveWhatsAppFlowHeader",
        "interactiveWhatsAppFlowBody",
        "interactiveWhatsAppFlowButton",
        "interactiveWhatsAppFlowFooter",
        "whatsAppFlowId",
        "isFallbackEnabled",
        "fallbackMessage",
        "fallbackMaxRetryCount",
        "userInputVariable",
    ),
)
@dataclass(frozen=True, slots=True)
class InteractiveWhatsAppFlow:
    """Sends a form and waits until it is filled; each field becomes the attribute `<name of the form>_<field>`."""

    id: str
    header: str
    body: str
    footer: str
    media: str
    button: str
    form: str
    variable: str
    has_fallback: bool
    fallback: str
    tries: int

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> InteractiveWhatsAppFlow:
        header = fields.object("interactiveWhatsAppFlowHeader")
        return cls(
            id=node_id,
            header=header.text("text"),
            body=to_whatsapp(fields.text("interactiveWhatsAppFlowBody")),
            footer=fields.text("interactiveWhatsAppFlowFooter"),
            media=header_media(header),
            button=fields.text("interactiveWhatsAppFlowButton"),
            form=fields.text("whatsAppFlowId"),
            variable=fields.text("userInputVariable"),
            has_fallback=fields.flag("isFallbackEnabled"),
            fallback=to_whatsapp(fields.text("fallbackMessage")),
            tries=max(fields.number("fallbackMaxRetryCount", 3), 0),
        )

    def enter(self, ctx: Context) -> Step:
        if not self.form:
            ctx.warn("unknown-form", "no form is chosen: nothing is sent, and the run waits for it")
            return Wait()
        if ctx.platform.form(self.form) is None:
            told = f"the account has no form with id '{self.form}'"
            ctx.warn("unknown-form", f"{told}: its fields are named after '{self.form}'")
        ctx.emit(
            MessageSent(
                self.id,
                "form",
                ctx.render(self.body, "body"),
                media=ctx.render(self.media, "header"),
                header=ctx.render(self.header, "header"),
                footer=ctx.render(self.footer, "footer"),
                button=ctx.render(self.button, "button"),
                reference=self._name(ctx),
            )
        )
        return Wait()

    def resume(self, ctx: Context, given: Input) -> Step:
        assert isinstance(given, Answer)
        if not given.form:
            return self._refuse(ctx, given)
        ctx.session.fails.pop(self.id, None)
        name = self._name(ctx)
        for field, value in given.form:
            ctx.set_attribute(field if field.startswith(f"{name}_") else f"{name}_{field}", value)
        if self.variable and ctx.lean(FORM_VARIABLE) == "json":
            ctx.set_variable(self.variable, json.dumps(dict(given.form), ensure_ascii=False))
        return Go("")

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError("a form waits for an answer, not for a moment")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        texts = (self.header, self.body, self.footer, self.media, self.button, self.fallback)
        return Uses(
            texts=texts,
            variables_set=(self.variable,) if self.variable else (),
            sends=True,
            waits=True,
            gives_up_after=self.tries if self.has_fallback else None,
            sets_more=True,
        )

    def _name(self, ctx: Context) -> str:
        return ctx.platform.form(self.form) or self.form

    def _refuse(self, ctx: Context, given: Answer) -> Step:
        """A text, a photo or a tap instead of the filled form."""
        ctx.emit(AnswerRejected(self.id, given.text, "the form was not filled"))
        if not self.has_fallback:
            if ctx.lean(FORM_WITHOUT_FALLBACK) == "keeps_waiting":
                return Wait()
            return End(f"the form of {self.id} was not filled")
        fails = ctx.session.fails.pop(self.id, 0) + 1
        if fails > self.tries:
            return End(f"{fails} times the form of {self.id} was not filled: the run ends without a word")
        ctx.session.fails[self.id] = fails
        if self.fallback:
            ctx.emit(MessageSent(self.id, "text", ctx.render(self.fallback, "fallback")))
        return Wait()
