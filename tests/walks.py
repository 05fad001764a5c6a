"""A walk through a flow by the engine alone, on a fake account: what was done, node by node."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from emulator.kernel.assumption import Assumptions
from emulator.kernel.http import Reply, Request
from emulator.kernel.universe import Universe
from emulator.sheets import OpenSheet, SheetsState
from flow_runner.engine import Engine, Flow, Library, Session
from flow_runner.engine.events import (
    AnswerRejected,
    Event,
    ExitTaken,
    MessageSent,
    NodeEntered,
    PlaceholderUnset,
    WarningRaised,
)
from flow_runner.engine.ports import Fallback, Routed, Routing, Template
from flow_runner.engine.step import Answer, Input
from tests.builders import Raw, parse

TIME = object()  # an input of `walk`: the moment has come


class FakePlatform:
    """The engine's Platform over dictionaries."""

    def __init__(
        self,
        attributes: Mapping[str, str] | None = None,
        agents: Mapping[str, tuple[str, str]] | None = None,
        teams: Mapping[str, str] | None = None,
        templates: Mapping[str, Template] | None = None,
        forms: Mapping[str, str] | None = None,
        fallback: Fallback | None = None,
    ) -> None:
        self.attributes = dict(attributes or {})
        self.agents = dict(agents or {})
        self.teams = dict(teams or {})
        self.templates = dict(templates or {})
        self.forms = dict(forms or {})
        self.fallback_message = fallback
        self.routed = Routed("", "", "", "nobody is there")
        self.asked: list[tuple[tuple[str, ...], Routing]] = []
        self.sheets = SheetsState(Universe("fake"))
        self.moment = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def attribute(self, name: str) -> str | None:
        return self.attributes.get(name)

    def set_attribute(self, name: str, value: str) -> None:
        self.attributes[name] = value

    def agent(self, agent_id: str) -> tuple[str, str] | None:
        return self.agents.get(agent_id)

    def team(self, team_id: str) -> str | None:
        return self.teams.get(team_id)

    def route(self, teams: tuple[str, ...], routing: Routing) -> Routed:
        self.asked.append((teams, routing))
        return self.routed

    def fallback(self) -> Fallback | None:
        return self.fallback_message

    def template(self, template_id: str) -> Template | None:
        return self.templates.get(template_id)

    def form(self, form_id: str) -> str | None:
        return self.forms.get(form_id)

    def sheet(self, spreadsheet: str, sheet: str) -> OpenSheet | None:
        return self.sheets.open(spreadsheet, sheet)

    def pass_time(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Run:
    """A session of a flow; between any two sprints it is nothing but a JSON text."""

    def __init__(
        self, flow: Flow | Library, platform: FakePlatform | None = None, assume: Mapping[str, str] | None = None
    ) -> None:
        self.flow = flow.main if isinstance(flow, Library) else flow
        self.platform = platform or FakePlatform()
        self.assumptions = Assumptions(assume)
        self.engine = Engine(flow, self.assumptions)
        self.events: list[Event] = []
        self.requests: list[Request] = []
        self._stored = ""
        self._keep(self.engine.start("s1", "15550100001", self.platform, Answer("hi")))

    def give(self, *inputs: Input | str | object) -> Run:
        """Answers (a text is one), replies, silences, or TIME."""
        for given in inputs:
            if given is TIME:
                self._keep(self.engine.time_out(self.session, self.platform))
            else:
                put = Answer(given) if isinstance(given, str) else given
                self._keep(self.engine.resume(self.session, self.platform, put))
        return self

    def _keep(self, sprint: Any) -> None:
        self._stored = json.dumps(sprint.session.to_json())
        self.events += sprint.events
        if sprint.call is not None:
            self.requests.append(sprint.call.request)

    @property
    def session(self) -> Session:
        return Session.from_json(json.loads(self._stored))

    @property
    def variables(self) -> dict[str, str]:
        return self.session.variables

    @property
    def outcome(self) -> str:
        session = self.session
        return f"waits for {session.waiting}" if session.outcome == "running" else session.outcome

    @property
    def sent(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, MessageSent)]

    @property
    def path(self) -> list[str]:
        return [event.node for event in self.events if isinstance(event, NodeEntered)]

    @property
    def exits(self) -> list[str]:
        return [event.exit for event in self.events if isinstance(event, ExitTaken)]

    @property
    def warned(self) -> list[str]:
        return [event.code for event in self.events if isinstance(event, WarningRaised)]

    @property
    def unset(self) -> list[str]:
        return [event.placeholder for event in self.events if isinstance(event, PlaceholderUnset)]

    @property
    def rejected(self) -> list[str]:
        return [event.reason for event in self.events if isinstance(event, AnswerRejected)]

    @property
    def leaned(self) -> set[str]:
        return set(self.assumptions.used)

    @property
    def request(self) -> Request:
        """The last request that the run wanted carried."""
        return self.requests[-1]


def walk(
    *nodes: Raw,
    edges: Iterable[Raw | tuple[str, str]] = (),
    given: Iterable[Input | str | object] = (),
    platform: FakePlatform | None = None,
    assume: Mapping[str, str] | None = None,
) -> Run:
    """Start the flow of these nodes, and give it its inputs."""
    return Run(parse(*nodes, edges=edges), platform, assume).give(*given)


def answered(payload: Any = None, code: int = 200) -> Reply:
    """A reply with a JSON body, from its bytes; without a payload the body is empty."""
    return Reply(code, raw=b"" if payload is None else json.dumps(payload).encode())
