"""Template."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.choice import Choice, choices_of, exits_of, leave
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, Uses, node_type
from flow_runner.engine.ports import Template
from flow_runner.engine.step import Answer, Go, Input, Step, Wait

TITLES = ("buttonText", "text", "title")


@node_type(
    "MessageTemplate",
    evidence="documented",
    source="help 11463031 (several buttons are the allowed answers); fields from one reader of freshly made nodes; "
    "the entries of `buttons` are a guess",
    marks=("messageTemplateId", "messageTemplateIds", "buttons"),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """Sends a template of the account, outside the 24-hour window too; waits where it has more than one button."""

    id: str
    template: str
    buttons: tuple[Choice, ...]

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> MessageTemplate:
        entries = fields.objects("buttons")
        title = next((key for key in TITLES if any(one.text(key) for one in entries)), TITLES[0])
        several = fields.texts("messageTemplateIds")
        return cls(node_id, fields.text("messageTemplateId") or (several or ("",))[0], choices_of(entries, title))

    def enter(self, ctx: Context) -> Step:
        found = ctx.platform.template(self.template)
        if found is None:
            told = f"the account has no template '{self.template}'" if self.template else "no template is chosen"
            ctx.warn("unknown-template", f"{told}: nothing is sent")
        else:
            ctx.emit(self._message(ctx, found))
        return Wait() if self._waits else Go("")

    def resume(self, ctx: Context, given: Input) -> Step:
        assert isinstance(given, Answer)
        return leave(ctx, self.id, self.buttons, given, "")

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError("a template waits for an answer, not for a moment")

    def exits(self) -> tuple[Exit, ...]:
        return exits_of(self.id, self.buttons, "") if self._waits else (ONLY,)

    def uses(self) -> Uses:
        return Uses(
            texts=tuple(button.title for button in self.buttons),
            sends=True,
            waits=self._waits,
            summary=self.template or "no template is chosen",
        )

    @property
    def _waits(self) -> bool:
        return len(self.buttons) > 1

    def _message(self, ctx: Context, found: Template) -> MessageSent:
        own = tuple((button.id, ctx.render(button.title, "button")) for button in self.buttons)
        if len(found.buttons) > 1 and not self._waits:
            told = (
                f"the template has the buttons {', '.join(found.buttons)}, of which the export holds none to leave by"
            )
            ctx.warn("template-buttons", told)
        return MessageSent(
            self.id,
            "template",
            ctx.render_attributes(found.body, "template"),
            header=ctx.render_attributes(found.header, "header"),
            footer=found.footer,
            choices=own or tuple(("", title) for title in found.buttons),
            reference=found.name,
        )
