"""Ids that the account does not have. They are held against a world, and only where it knows any of their kind."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.assign_agent import AssignAgent
from flow_runner.engine.nodes.assign_team import AssignTeam
from flow_runner.engine.nodes.invoke_flow import InvokeFlow
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import AGENT, WITH_TOKENS, Raw, agent, flow, message, node, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.words import listed

HELLO, ORDERS = "main_message-hello", "main_webhook-contact"
TEAM, FLOW, FOREIGN = "66a000000000000000000011", "66a000000000000000000021", "66a000000000000000000099"
WHY = "The file comes from another account, or {} was deleted: "
CONTACT = "https://live-mt-server.wati.io/{}/api/v1/getContacts?name=22222222"
SOURCE = "importers, after whose work ids are blank or another account's"
WORLD = {
    "wati": {
        "tenant_id": "424242",
        "teams": [{"name": "Sales", "id": TEAM}],
        "agents": [{"name": "Asha Agent", "email": "asha.agent@example.com", "id": AGENT}],
        **WITH_TOKENS["wati"],
    },
    "chatbots": [{"file": "menu.json", "id": FLOW, "name": "Menu"}],
}


def _ending(last: Raw) -> Raw:
    return flow(message(HELLO), last, edges=((HELLO, last["id"]),))


def _team(team_id: str) -> Raw:
    return node("AssignTeam", "main_assignTeam-end", teamIds=[team_id])


def _invoke(chatbot: str) -> Raw:
    return node("InvokeFlow", "main_invokeFlow-menu", newFlowId=chatbot)


def _contact(account: str) -> Raw:
    called = webhook(ORDERS, CONTACT.format(account), headers={"Authorization": "Bearer {{wati_token}}"})
    return flow(called, agent(), edges=((ORDERS, "main_assignAgent-end"),))


@check(
    "foreign-agent",
    "error",
    why=WHY.format("the agent")
    + "the chat is given to nobody, and the customer waits for an answer that does not come.",
    fix="Choose an agent of this account in the builder; or write this one into the world, if it is there.",
    evidence="reported",
    source=SOURCE,
    example=_ending(agent(agent_id=FOREIGN)),
    neighbour=_ending(agent()),
    world=WORLD,
)
def foreign_agent(subject: Subject) -> Iterator[Found]:
    agents = subject.tenant.wati.agents if subject.tenant else ()
    known = {one.id: one.name for one in agents}
    for node_id, one in subject.flow.nodes.items():
        if known and isinstance(one, AssignAgent) and one.agent_id and one.agent_id not in known:
            yield subject.found(
                node_id, f"no agent of the account has this id; it has {listed(sorted(known.values()))}", "agentId"
            )


@check(
    "foreign-team",
    "error",
    why=WHY.format("the team")
    + "the chat is not shown to it, and the customer waits for an answer that does not come.",
    fix="Choose a team of this account in the builder; or write this one into the world, if it is there.",
    evidence="reported",
    source=SOURCE,
    example=_ending(_team(FOREIGN)),
    neighbour=_ending(_team(TEAM)),
    world=WORLD,
)
def foreign_team(subject: Subject) -> Iterator[Found]:
    teams = subject.tenant.wati.teams if subject.tenant else ()
    known = {one.id: one.name for one in teams}
    for node_id, one in subject.flow.nodes.items():
        for team_id in one.team_ids if known and isinstance(one, AssignTeam) else ():
            if team_id.strip() and team_id not in known:
                told = f"no team of the account has this id; it has {listed(sorted(known.values()))}"
                number = list(map(str, subject.raw(node_id)["teamIds"])).index(team_id)
                yield subject.found(node_id, told, "teamIds", number)


@check(
    "foreign-chatbot",
    "error",
    why=WHY.format("the chatbot") + "no other chatbot is started, and the run ends there without a word.",
    fix="Choose a chatbot of this account in the builder; or name its export in the world, if it is there.",
    evidence="reported",
    source=SOURCE,
    example=_ending(_invoke(FOREIGN)),
    neighbour=_ending(_invoke(FLOW)),
    world=WORLD,
)
def foreign_chatbot(subject: Subject) -> Iterator[Found]:
    """A chatbot is called by its id or, in files that were made by hand, by its name."""
    known = subject.account.chatbots if subject.account else frozenset()
    called = {name.casefold() for name in (*known, subject.flow.name, str(subject.flow.raw.get("id")))}
    for node_id, one in subject.flow.nodes.items():
        if known and isinstance(one, InvokeFlow) and one.chatbot.strip() and one.chatbot.casefold() not in called:
            told = f"no chatbot of the account is called so; the world names {listed(sorted(known))}"
            yield subject.found(node_id, told, "newFlowId")


@check(
    "foreign-account",
    "error",
    why="The token of one account opens no other: every call is answered 401.",
    fix="Write this account's number into the address, and its token into the header.",
    evidence="reported",
    source="the paths of Wati's API v1 begin with the account number",
    example=_contact("171717"),
    neighbour=_contact("424242"),
    world=WORLD,
)
def foreign_account(subject: Subject) -> Iterator[Found]:
    """Where the world says the account's number, and does not take that of the export."""
    number = subject.account.number if subject.account else ""
    for called, address in subject.webhooks:
        if number and address.account and address.account != number:
            yield subject.found(called.id, "the account number in its address is not that of the world", "url")
