"""Assign a contact to teams, instead of those that it had.

Example: PUT /api/ext/v3/contacts/teams {"target": "919876543210", "teams": ["Sales"]} => 200
Example: PUT /api/ext/v3/contacts/teams {"target": "919876543210", "teams": ["Sails"]} => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.kernel.suggest import did_you_mean
from emulator.wati.quirks import V3_TEAM_IDS
from emulator.wati.rows import Team
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint, ok

MAX_TEAMS = 100


@endpoint(
    "PUT",
    "contacts/teams",
    body=object_of(
        {
            "target": schema.SAID,
            "teams": {"type": "array", "items": schema.SAID, "minItems": 1, "maxItems": MAX_TEAMS},
        },
        *("target", "teams"),
        more=True,
    ),
    reply=schema.RESULT,
    scopes=scope.CONTACTS_WRITE,
    statuses=(400, 404),
    source="the vendor's OpenAPI; names, not ids, 1 to 100 of them, and that they replace the teams, from docs.wati.io",
)
def v3_assign_teams(request: Request, state: WatiState) -> Reply:
    """The contact's conversations show it to the new teams too; who has a chat keeps it, which is assumed."""
    found = asked.body(request)
    named, entries = asked.text(found, "target"), asked.entries(found, "teams", 1, MAX_TEAMS)
    contact = chat.contact(state, named)
    teams = list(dict.fromkeys(_team(state, entry) for entry in entries))
    names = tuple(team.name for team in teams)
    state.contacts.update(contact.id, given_teams=names, last_updated=state.universe.clock.now())
    for conversation in state.conversations.find("contact_id", contact.id):
        state.assign_teams(state.conversations.update(conversation.id, teams=()), teams)
    return ok(state, {"result": True})


def _team(state: WatiState, entry: Any) -> Team:
    if not isinstance(entry, str) or not entry.strip():
        raise Refused("every team must be a name.")
    found, by_id = state.teams.first("name", entry), state.teams.get(entry)
    if found is None and by_id and state.universe.assumptions.choice(V3_TEAM_IDS) == "accepted":
        return by_id
    if found is None:
        names = [team.name for team in state.teams]
        help = f"{entry} is the id of {by_id.name}: write the name." if by_id else f"No team is called {entry}."
        raise Refused(f"The team {entry} does not exist.", help + did_you_mean(entry, names))
    return found
