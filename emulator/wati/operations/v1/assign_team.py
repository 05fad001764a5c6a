"""assignTeam: show a chat to teams, by their names.

Example: POST /424242/api/v1/assignTeam?whatsappNumber=919876543210 {"teams": ["Sales"]} => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import did_you_mean
from emulator.wati import errors, payloads, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/assignTeam",
    query=schemas.of_somebody({"channelPhoneNumber": schemas.TEXT}),
    body=schemas.record({"teams": {"type": "array", "items": schemas.SOME_TEXT, "minItems": 1}}),
    replies={200: schemas.or_failure(schemas.RESULT), 400: schemas.FAILURE},
    evidence="reported",
    source="a client that logs its status; no page of docs.wati.io; reply and failures as those of assignOperator",
)
def assign_team(request: Request, state: WatiState) -> Reply:
    """Beside the teams that see it already. One that the account does not have is refused, and changes nothing."""
    if recipient.names_nobody(request.args):
        return recipient.nobody(state)
    contact = recipient.named(state, request.args)
    conversation = recipient.chat(state, contact, request.args.get("channelPhoneNumber")) if contact else None
    if conversation is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "Invalid Conversation")
    names = (object_of(request) or {}).get("teams")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "target input invalid", 'the body is {"teams": ["a name", …]}')
    teams = [(name, state.teams.first("name", name)) for name in names]
    unknown = [name for name, team in teams if team is None]
    if unknown:
        state.universe.assumptions.lean(FAILURE_TEXT)
        told = f"No team is called {unknown[0]}.{did_you_mean(unknown[0], [team.name for team in state.teams])}"
        return errors.failed(state, "Invalid team", told)
    state.assign_teams(conversation, [team for _, team in teams if team is not None])
    return payloads.ok({"result": True})
