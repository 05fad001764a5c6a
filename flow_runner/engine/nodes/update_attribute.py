"""Update attribute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flow_runner.engine.context import Context
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.step import Go, Step

CUSTOM = "ContactCustomParameter"


class Update(NamedTuple):
    """A contact attribute, or for another kind a variable, and what it is set to."""

    kind: str
    name: str
    value: str


@node_type(
    "UpdateAttribute",
    evidence="reported",
    source="two independent readers of real exports",
    marks=("attributeVariables",),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class UpdateAttribute(NoWait):
    """Sets contact attributes from `@var`, `{{attr}}` or literal text, in order."""

    id: str
    updates: tuple[Update, ...]

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> UpdateAttribute:
        entries = fields.objects("attributeVariables")
        return cls(
            node_id, tuple(Update(one.text("type", CUSTOM), one.text("name"), one.text("value")) for one in entries)
        )

    def enter(self, ctx: Context) -> Step:
        for kind, name, value in self.updates:
            put = ctx.render(value, f"value of {name}")
            if kind == CUSTOM:
                ctx.set_attribute(name, put)
            else:
                ctx.set_variable(name, put)
        return Go("")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(
            texts=tuple(value for _, _, value in self.updates),
            attributes_set=tuple(name for kind, name, _ in self.updates if kind == CUSTOM),
            variables_set=tuple(name for kind, name, _ in self.updates if kind != CUSTOM),
            summary=", ".join(f"{name} = {value}" for _, name, value in self.updates),
        )
