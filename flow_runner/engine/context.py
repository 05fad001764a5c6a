"""What a node sees of the run while it takes its step."""

from __future__ import annotations

from functools import partial

from emulator.kernel.assumption import Assumption, Assumptions
from flow_runner.engine.assumptions import UNSET_VARIABLE
from flow_runner.engine.events import AttributeSet, Event, PlaceholderUnset, VariableSet, WarningRaised
from flow_runner.engine.flow import Flow
from flow_runner.engine.ports import Platform
from flow_runner.engine.session import Session
from flow_runner.engine.template import Escape, Reference


class Context:
    """One sprint of one session. Nodes write through it, so that whatever they do becomes an event."""

    __slots__ = ("assumptions", "emit", "events", "flow", "platform", "session")

    def __init__(self, flow: Flow, session: Session, platform: Platform, assumptions: Assumptions) -> None:
        self.flow = flow
        self.session = session
        self.platform = platform
        self.assumptions = assumptions
        self.events: list[Event] = []
        self.emit = self.events.append

    def lean(self, assumption: Assumption) -> str:
        return self.assumptions.lean(assumption)

    def warn(self, code: str, text: str) -> None:
        self.emit(WarningRaised(self.session.node, code, text))

    def set_variable(self, name: str, value: str) -> None:
        """Set `@name` for this run; an empty name is no variable."""
        if name:
            self.session.variables[name] = value
            self.emit(VariableSet(self.session.node, name, value))

    def set_attribute(self, name: str, value: str) -> None:
        """Set `{{name}}` of the contact, for good."""
        if name:
            self.platform.set_attribute(name, value)
            self.emit(AttributeSet(self.session.node, name, value))

    def value(self, reference: Reference) -> str | None:
        if reference.space == "variable":
            return self.session.variables.get(reference.name)
        return self.platform.attribute(reference.name)

    def render(self, text: str, place: str, escape: Escape | None = None) -> str:
        """The text with its placeholders filled; those without a value are noted and stay, as on the platform."""
        return self.flow.grammar.render(text, partial(self._value_or_note, place), escape)

    def shown(self, text: str) -> str:
        """The text as it was sent before: filled in, and nothing noted a second time."""
        return self.flow.grammar.render(text, self.value)

    def render_attributes(self, text: str, place: str) -> str:
        """As `render`, for a text that knows no `@variables`: a template of the account."""

        def lookup(reference: Reference) -> str | None:
            return self._value_or_note(place, reference) if reference.space == "attribute" else None

        return self.flow.grammar.render(text, lookup)

    def render_json(self, text: str, place: str, escape: Escape) -> str:
        """As `render`, with `escape` only where a value stands inside a string of a JSON text."""
        return self.flow.grammar.render_json(text, partial(self._value_or_note, place), escape)

    def _value_or_note(self, place: str, reference: Reference) -> str | None:
        value = self.value(reference)
        if value is None:
            self.emit(PlaceholderUnset(self.session.node, reference.text, place))
            return "" if self.lean(UNSET_VARIABLE) == "empty" else None
        return value
