"""List."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.choice import Choice, choices_of, exits_of, leave
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit, Uses, node_type
from flow_runner.engine.richtext import to_whatsapp
from flow_runner.engine.step import Answer, Input, Step, Wait


@node_type(
    "InteractiveList",
    evidence="reported",
    source="three independent readers of real exports",
    marks=(
        "interactiveListHeader",
        "interactiveListBody",
        "interactiveListFooter",
        "interactiveListButtonText",
        "interactiveListSections",
        "interactiveListUserInputVariable",
        "interactiveListDefaultNodeResultId",
    ),
)
@dataclass(frozen=True, slots=True)
class InteractiveList:
    """Sends a list of up to ten rows behind one button and waits; the title of the tapped row is stored."""

    id: str
    header: str
    body: str
    footer: str
    button: str
    rows: tuple[Choice, ...]
    details: tuple[str, ...]
    variable: str
    default: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> InteractiveList:
        return cls(
            id=node_id,
            header=fields.object("interactiveListHeader").text("text"),
            body=to_whatsapp(fields.text("interactiveListBody")),
            footer=fields.text("interactiveListFooter"),
            button=fields.text("interactiveListButtonText"),
            rows=choices_of(
                (row for section in fields.objects("interactiveListSections") for row in section.objects("rows")),
                "title",
            ),
            details=tuple(
                ": ".join(part for part in (section.text("title"), row.text("description")) if part)
                for section in fields.objects("interactiveListSections")
                for row in section.objects("rows")
            ),
            variable=fields.text("interactiveListUserInputVariable"),
            default=fields.text("interactiveListDefaultNodeResultId"),
        )

    def enter(self, ctx: Context) -> Step:
        ctx.emit(
            MessageSent(
                self.id,
                "list",
                ctx.render(self.body, "body"),
                header=ctx.render(self.header, "header"),
                footer=ctx.render(self.footer, "footer"),
                choices=tuple((row.id, ctx.render(row.title, "row")) for row in self.rows),
                button=ctx.render(self.button, "button"),
                details=tuple(ctx.render(detail, "description") for detail in self.details),
            )
        )
        return Wait()

    def resume(self, ctx: Context, given: Input) -> Step:
        assert isinstance(given, Answer)
        return leave(ctx, self.id, self.rows, given, self.variable)

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError("a list waits for an answer, not for a moment")

    def exits(self) -> tuple[Exit, ...]:
        return exits_of(self.id, self.rows, self.default)

    def uses(self) -> Uses:
        titles = (row.title for row in self.rows)
        return Uses(
            texts=(self.header, self.body, self.footer, self.button, *titles, *self.details),
            variables_set=(self.variable,) if self.variable else (),
            sends=True,
            waits=True,
        )
