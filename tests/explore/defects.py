"""Thirty defects of the bundled chatbot, as they happen in the builder: each changes an export in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Raw = dict[str, Any]
Defect = Callable[[Raw], None]
ASHA, RAVI = "66aa00bb11cc22dd33ee4401", "66aa00bb11cc22dd33ee4402"


def node(flow: Raw, name: str) -> Raw:
    found: Raw = next(one for one in flow["flowNodes"] if one["id"] == f"main_{name}")
    return found


def status(flow: Raw, name: str, key: str) -> Raw:
    found: Raw = next(one for one in node(flow, name)["expectedStatuses"] if one["id"] == key)
    return found


def check(flow: Raw, name: str) -> Raw:
    found: Raw = node(flow, name)["flowNodeConditions"][0]
    return found


def replaced(flow: Raw, name: str, field: str, old: str, new: str) -> None:
    held = node(flow, name)
    assert old in held[field], f"{old} is not in {held[field]}"
    held[field] = held[field].replace(old, new)


def header(flow: Raw, name: str, value: str) -> None:
    node(flow, name)["headers"][0]["headerValue"] = value


def saved(flow: Raw, webhook: str, **values: str) -> None:
    node(flow, webhook)["responseVariables"][0].update(values)


def routed(flow: Raw, name: str, key: str, target: str) -> None:
    status(flow, name, key)["nodeResultId"] = f"main_{target}" if target else ""
    edges(flow, f"main_{name}__{key}", target)


def sided(flow: Raw, name: str, side: str, target: str) -> None:
    key = {"true": "yResultNodeId", "false": "nResultNodeId"}[side]
    node(flow, name)["conditionResult"][key] = f"main_{target}" if target else ""
    edges(flow, f"main_{name}__{side}", target)


def edges(flow: Raw, source: str, target: str) -> None:
    """Where the edge of an exit leads; nowhere, it is gone."""
    kept = [one for one in flow["flowEdges"] if one["sourceNodeId"] != source]
    lost = [one for one in flow["flowEdges"] if one["sourceNodeId"] == source]
    assert lost, f"no edge leaves by {source}"
    flow["flowEdges"] = kept + ([{**lost[0], "targetNodeId": f"main_{target}"}] if target else [])


def text(flow: Raw, name: str, old: str, new: str) -> None:
    reply = node(flow, name)["flowReplies"][0]
    assert old in reply["data"]
    reply["data"] = reply["data"].replace(old, new)


def swapped_owners(flow: Raw) -> None:
    node(flow, "assignAgent-asha")["agentId"], node(flow, "assignAgent-ravi")["agentId"] = RAVI, ASHA


DEFECTS: dict[str, Defect] = {
    "the token in the header is an attribute": lambda f: header(
        f, "webhook-searchLead", "Zoho-oauthtoken {{zoho_token}}"
    ),
    "the new token in the header is an attribute": lambda f: header(
        f, "webhook-searchAgain", "Zoho-oauthtoken {{new_token}}"
    ),
    "the search goes on with the old token": lambda f: header(f, "webhook-searchAgain", "Zoho-oauthtoken @zoho_token"),
    "Bearer in place of Zoho-oauthtoken": lambda f: header(f, "webhook-searchLead", "Bearer @zoho_token"),
    "the phone is a variable": lambda f: replaced(f, "webhook-searchLead", "url", "{{phone}}", "@phone"),
    "the phone of the second search is a variable": lambda f: replaced(
        f, "webhook-searchAgain", "url", "{{phone}}", "@phone"
    ),
    "the owner is looked for as an attribute": lambda f: check(f, "condition-ownerAsha").update(
        variable="{{lead_owner}}"
    ),
    "the token is looked for as an attribute": lambda f: check(f, "condition-hasToken").update(
        variable="{{zoho_token}}"
    ),
    "whether it was refreshed goes by the old token": lambda f: check(f, "condition-refreshed").update(
        variable="@zoho_token"
    ),
    "the owner is misspelt": lambda f: check(f, "condition-ownerAsha").update(value="Asha Agnet"),
    "the second owner is misspelt": lambda f: check(f, "condition-ownerRavi").update(value="Ravi agent"),
    "is not, in place of is": lambda f: check(f, "condition-ownerAsha").update(flowConditionType="NotEqual"),
    "200 and 204 are swapped": lambda f: (
        routed(f, "webhook-searchLead", "on200", "message-welcome"),
        routed(f, "webhook-searchLead", "on204", "condition-ownerAsha"),
    )[0],
    "401 is taken for any error": lambda f: routed(f, "webhook-searchLead", "on401", "message-sorry"),
    "204 became 404": lambda f: status(f, "webhook-searchLead", "on204").update(statusCode=404),
    "401 became 403": lambda f: status(f, "webhook-searchLead", "on401").update(statusCode=403),
    "other statuses lead nowhere": lambda f: routed(f, "webhook-searchLead", "onOther", ""),
    "a second 401 refreshes again, for ever": lambda f: routed(
        f, "webhook-searchAgain", "on401", "webhook-refreshToken"
    ),
    "an error of the refresh is taken for success": lambda f: sided(
        f, "condition-refreshed", "false", "webhook-saveToken"
    ),
    "a token that is there is refreshed": lambda f: sided(f, "condition-hasToken", "true", "webhook-refreshToken"),
    "the edge behind the default owner is lost": lambda f: sided(f, "condition-ownerRavi", "false", ""),
    "the edge to the agent is lost": lambda f: edges(f, "main_message-toAsha", ""),
    "the edge to the team is lost": lambda f: edges(f, "main_message-noAgent", ""),
    "the agents are swapped": swapped_owners,
    "the agent is one of another account": lambda f: node(f, "assignAgent-ravi").update(
        agentId="66aa00bb11cc22dd33ee9999"
    ),
    "the path to the owner's name is wrong": lambda f: saved(f, "webhook-searchLead", path="data[0].Owner.id"),
    "the new token is saved under another name": lambda f: saved(f, "webhook-refreshToken", name="newtoken"),
    "the token is kept on another contact": lambda f: replaced(f, "webhook-saveToken", "url", "22222222", "33333333"),
    "the token is kept under another name": lambda f: replaced(
        f, "webhook-saveToken", "body", '"zoho_token"', '"zoho_tokn"'
    ),
    "the welcome greets by a variable": lambda f: text(f, "message-toRavi", "{{name}}", "@name"),
}
