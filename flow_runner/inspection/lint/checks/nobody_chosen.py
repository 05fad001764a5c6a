"""Assignments, triggers and senders that name nobody or nothing: blank after an import, null in a fresh node."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.assign_agent import AssignAgent
from flow_runner.engine.nodes.assign_team import AssignTeam
from flow_runner.engine.nodes.interactive_whatsapp_flow import InteractiveWhatsAppFlow
from flow_runner.engine.nodes.invoke_flow import InvokeFlow
from flow_runner.engine.nodes.message_template import MessageTemplate
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, message, node
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

HELLO, END = "main_message-hello", "main_assignAgent-end"
TEAM, FLOW = "66a000000000000000000011", "66a000000000000000000021"
WHY = "Ids of {} belong to one account, and importing the file into another leaves them blank: "
SOURCE = "importers, after whose work team, agent and flow ids are blank"


def _ending(last: Raw) -> Raw:
    return flow(message(HELLO), last, edges=((HELLO, last["id"]),))


def _team(*team_ids: str) -> Raw:
    return node("AssignTeam", "main_assignTeam-end", teamIds=list(team_ids), isContactOwnerAssign=False)


@check(
    "no-agent-chosen",
    "error",
    why=WHY.format("agents") + "the chat is given to nobody, and the customer waits for an answer that does not come.",
    fix="Choose the agent in the builder.",
    evidence="reported",
    source=SOURCE,
    example=_ending(agent(agent_id="")),
    neighbour=_ending({**agent(agent_id=""), "kbotBotActionId": "66a000000000000000000031"}),
)
def no_agent_chosen(subject: Subject) -> Iterator[Found]:
    """With a kbotBotActionId the chat is meant for an AI agent."""
    for node_id, one in subject.flow.nodes.items():
        blank = isinstance(one, AssignAgent) and not one.agent_id.strip()
        if blank and not subject.fields(node_id).text("kbotBotActionId").strip():
            yield subject.found(node_id, "no agent is chosen", "agentId")


@check(
    "no-team-chosen",
    "error",
    why=WHY.format("teams") + "the chat is shown to no team, and the customer waits for an answer that does not come.",
    fix="Choose the team in the builder.",
    evidence="reported",
    source=SOURCE,
    example=_ending(_team()),
    neighbour=_ending({**_team(), "isContactOwnerAssign": True}),
)
def no_team_chosen(subject: Subject) -> Iterator[Found]:
    """Where the contact's owner or an admin is to have the chat, no team need be chosen."""
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, AssignTeam) and not any(team.strip() for team in one.team_ids):
            fields = subject.fields(node_id)
            if not fields.flag("isContactOwnerAssign") and not fields.flag("assignToAdmin"):
                yield subject.found(node_id, "no team is chosen", "teamIds")


@check(
    "no-chatbot-chosen",
    "error",
    why=WHY.format("chatbots") + "no other chatbot is started, and the run ends there without a word.",
    fix="Choose the chatbot in the builder.",
    evidence="reported",
    source=SOURCE,
    example=_ending(node("InvokeFlow", "main_invokeFlow-menu", newFlowId="")),
    neighbour=_ending(node("InvokeFlow", "main_invokeFlow-menu", newFlowId=FLOW)),
)
def no_chatbot_chosen(subject: Subject) -> Iterator[Found]:
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, InvokeFlow) and not one.chatbot.strip():
            yield subject.found(node_id, "no chatbot is chosen", "newFlowId")


def _sending(kind: str, **fields: object) -> Raw:
    sender = node(kind, "main_sender-a", **fields)
    return flow(sender, agent(), edges=((sender["id"], END),))


@check(
    "no-template-chosen",
    "error",
    why=WHY.format("templates") + "nothing is sent, and outside the 24-hour window nothing else can be.",
    fix="Choose the template in the builder.",
    evidence="reported",
    source=SOURCE,
    example=_sending("MessageTemplate", messageTemplateId="", messageTemplateIds=[], buttons=[]),
    neighbour=_sending(
        "MessageTemplate", messageTemplateId="66a000000000000000000041", messageTemplateIds=[], buttons=[]
    ),
)
def no_template_chosen(subject: Subject) -> Iterator[Found]:
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, MessageTemplate) and not one.template.strip():
            yield subject.found(node_id, "no template is chosen", "messageTemplateId")


@check(
    "no-form-chosen",
    "error",
    why=WHY.format("forms") + "nothing is sent, and the run waits for a form that nobody got.",
    fix="Choose the WhatsApp Flow in the builder.",
    evidence="reported",
    source=SOURCE,
    example=_sending("InteractiveWhatsAppFlow", interactiveWhatsAppFlowBody="<p>Tell us more</p>", whatsAppFlowId=""),
    neighbour=_sending(
        "InteractiveWhatsAppFlow", interactiveWhatsAppFlowBody="<p>Tell us more</p>", whatsAppFlowId="1234567890"
    ),
)
def no_form_chosen(subject: Subject) -> Iterator[Found]:
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, InteractiveWhatsAppFlow) and not one.form.strip():
            yield subject.found(node_id, "no form is chosen", "whatsAppFlowId")
