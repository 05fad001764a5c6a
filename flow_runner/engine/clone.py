"""Files of products that took over Wati's format and changed it: recognised by marks that no export of Wati has.

Source: two such products, whose files mix Wati's own field names with theirs; their node ids never begin with `main_`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KEYS = {
    "triggerKeywords": "triggerKeywords",
    "delayDuration": "delayDuration",
    "delayUnit": "delayDuration",
    "waitForReply": "waitForReply",
    "variableTypeCasting": "variableTypeCasting",
    "responceVariables": "responceVariables",
    "dialog360": "dialog360",
}
"""Field names of clones, and the mark that they count as."""
KINDS = frozenset(
    {"trigger_keyword", "button_question", "list_question", "delay", "InteractiveButton", "text-button", "ask-address"}
)
NODE_ID = re.compile(r"[a-z]+(?:[-_][a-z]+)*-node-\d{6,}(?:-\w+)?")
OWN_ID = "main_"


def marks_of_clone(raw: dict[str, Any]) -> list[str]:
    """What shows that a file is no export of Wati's, each once and in order; empty where it may well be one.

    An export may hold anything unknown, so one mark counts only where no node has an id as the builder makes them.
    """
    nodes = [node for node in _entries(raw) if isinstance(node, dict)]
    found = dict.fromkeys(_marks(raw, nodes))
    own = any(isinstance(node.get("id"), str) and node["id"].startswith(OWN_ID) for node in nodes)
    kinds = {mark.partition(" ")[0] for mark in found}
    return list(found) if kinds and (not own or len(kinds) > 1) else []


def _entries(raw: dict[str, Any]) -> list[Any]:
    """The nodes, under the names that clones use as well."""
    return next((raw[name] for name in ("flowNodes", "nodes") if isinstance(raw.get(name), list)), [])


def _marks(raw: dict[str, Any], nodes: list[dict[str, Any]]) -> Iterator[str]:
    for holder in (raw, *nodes):
        for key in holder.keys() & KEYS.keys():
            yield KEYS[key]
    if raw.get("provider") == "dialog360" or raw.get("channel") == "dialog360":
        yield "dialog360"
    for node in nodes:
        for field in ("type", "flowNodeType"):
            if isinstance(node.get(field), str) and node[field] in KINDS:
                yield f'{field} "{node[field]}"'
        if isinstance(node.get("conditionResult"), list):
            yield "conditionResult as a list"
        if isinstance(node.get("id"), str) and NODE_ID.fullmatch(node["id"]):
            yield f"node ids such as {node['id'][:40]}"
