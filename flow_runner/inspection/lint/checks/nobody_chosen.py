"""Assignments, triggers and senders that name nobody or nothing: blank after an import, null in a fresh node."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.assign_agent import AssignAgent
from flow_runner.engine.nodes.assign_team import AssignTeam
from flow_runner.engine.nodes.google_spreadsheet import GoogleSpreadsheet
from flow_runner.engine.nodes.interactive_product import InteractiveProduct
from flow_runner.engine.nodes.interactive_product_list import InteractiveProductList
from flow_runner.engine.nodes.interactive_whatsapp_flow import InteractiveWhatsAppFlow
from flow_runner.engine.nodes.invoke_flow import InvokeFlow
from flow_runner.engine.nodes.message_template import MessageTemplate
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, form, message, node, sheet_row, template
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

HELLO, NODE, END = "main_message-hello", "main_sender-a", "main_assignAgent-end"
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
        if isinstance(one, AssignAgent) and not one.agent_id and not one.ai_agent:
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
    """Where the contact's owner is to have the chat, no team need be chosen."""
    for node_id, one in subject.flow.nodes.items():
        named = isinstance(one, AssignTeam) and any(team.strip() for team in one.team_ids)
        if isinstance(one, AssignTeam) and not named and not one.routing.contact_owner:
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


def _sending(sender: Raw) -> Raw:
    return flow(sender, agent(), edges=((NODE, END),))


@check(
    "no-template-chosen",
    "error",
    why=WHY.format("templates") + "nothing is sent, and outside the 24-hour window nothing else can be.",
    fix="Choose the template in the builder.",
    evidence="reported",
    source=SOURCE,
    example=_sending(template(NODE, "")),
    neighbour=_sending(template(NODE, "66a000000000000000000041")),
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
    example=_sending(form(NODE, "")),
    neighbour=_sending(form(NODE, "1234567890")),
)
def no_form_chosen(subject: Subject) -> Iterator[Found]:
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, InteractiveWhatsAppFlow) and not one.form.strip():
            yield subject.found(node_id, "no WhatsApp Flow is chosen", "whatsAppFlowId")


@check(
    "no-sheet-chosen",
    "error",
    why=WHY.format("spreadsheets") + "nothing is written and nothing is found, for any customer.",
    fix="Choose the spreadsheet in the builder.",
    evidence="assumed",
    source="freshly made nodes have none; what the platform does without one was not seen",
    example=flow(sheet_row(NODE, END, spreadsheet=""), agent()),
    neighbour=flow(sheet_row(NODE, END), agent()),
)
def no_sheet_chosen(subject: Subject) -> Iterator[Found]:
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, GoogleSpreadsheet) and not one.spreadsheet.strip():
            yield subject.found(node_id, "no spreadsheet is chosen", "spreadsheet")


@check(
    "no-product-chosen",
    "error",
    why="Products belong to the catalog of one account. Without one there is nothing to send.",
    fix="Choose the product, or the set of products, in the builder.",
    evidence="reported",
    source="the one real node that was seen had neither catalog nor set",
    example=_sending(node("InteractiveProduct", NODE, productRetailerId="", catalogId="")),
    neighbour=_sending(node("InteractiveProduct", NODE, productRetailerId="sku-1", catalogId="1234567890")),
)
def no_product_chosen(subject: Subject) -> Iterator[Found]:
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, InteractiveProduct) and not one.product.strip():
            yield subject.found(node_id, "no product is chosen", "productRetailerId")
        if isinstance(one, InteractiveProductList) and not one.product_set.strip():
            yield subject.found(node_id, "no set of products is chosen", "setId")
