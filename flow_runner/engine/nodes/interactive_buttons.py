"""Buttons."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.card import header_media
from flow_runner.engine.choice import Choice, choices_of, exits_of, leave
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit, Uses, node_type
from flow_runner.engine.richtext import to_whatsapp
from flow_runner.engine.step import Answer, Input, Step, Wait


@node_type(
    "InteractiveButtons",
    evidence="observed",
    source="real exports; free text without a default exit seen live",
    marks=(
        "interactiveButtonsHeader",
        "interactiveButtonsBody",
        "interactiveButtonsFooter",
        "interactiveButtonsItems",
        "interactiveButtonsUserInputVariable",
        "interactiveButtonsDefaultNodeResultId",
    ),
)
@dataclass(frozen=True, slots=True)
class InteractiveButtons:
    """Sends up to three buttons and waits; the title of the tapped one is stored."""

    id: str
    header: str
    body: str
    footer: str
    media: str
    buttons: tuple[Choice, ...]
    variable: str
    default: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> InteractiveButtons:
        header = fields.object("interactiveButtonsHeader")
        return cls(
            id=node_id,
            header=header.text("text"),
            body=to_whatsapp(fields.text("interactiveButtonsBody")),
            footer=fields.text("interactiveButtonsFooter"),
            media=header_media(header),
            buttons=choices_of(fields.objects("interactiveButtonsItems"), "buttonText"),
            variable=fields.text("interactiveButtonsUserInputVariable"),
            default=fields.text("interactiveButtonsDefaultNodeResultId"),
        )

    def enter(self, ctx: Context) -> Step:
        ctx.emit(
            MessageSent(
                self.id,
                "buttons",
                ctx.render(self.body, "body"),
                media=ctx.render(self.media, "header"),
                header=ctx.render(self.header, "header"),
                footer=ctx.render(self.footer, "footer"),
                choices=tuple((button.id, ctx.render(button.title, "button")) for button in self.buttons),
            )
        )
        return Wait()

    def resume(self, ctx: Context, given: Input) -> Step:
        assert isinstance(given, Answer)
        return leave(ctx, self.id, self.buttons, given, self.variable)

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError("buttons wait for an answer, not for a moment")

    def exits(self) -> tuple[Exit, ...]:
        return exits_of(self.id, self.buttons, self.default)

    def uses(self) -> Uses:
        titles = (button.title for button in self.buttons)
        return Uses(
            texts=(self.header, self.body, self.footer, self.media, *titles),
            variables_set=(self.variable,) if self.variable else (),
            sends=True,
            waits=True,
        )
