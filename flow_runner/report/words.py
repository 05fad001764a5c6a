"""What was done to a chat, in a few words: the same in transcripts and in results."""

from __future__ import annotations

from flow_runner.engine.events import (
    AgentAssigned,
    ReassignmentPlanned,
    SheetChanged,
    SheetSearched,
    StatusChanged,
    SubscriptionChanged,
    TeamAssigned,
    TopicChanged,
)
from flow_runner.sandbox.trace import Acted, Said, What

DEEDS = (
    Acted,
    AgentAssigned,
    TeamAssigned,
    ReassignmentPlanned,
    StatusChanged,
    SubscriptionChanged,
    TopicChanged,
    SheetChanged,
    SheetSearched,
)
ACTIONS = {
    "send": "sends '{}'",
    "chatbot": "starts chatbot '{}'",
    "assign_agent": "assigns to {}",
    "assign_team": "assigns to team {}",
    "status": "sets the chat's status to {}",
    "attribute": "sets {}",
    "back_to_bot": "gives the chat back to the bot",
}


def deed(what: What) -> str:
    """What was done; empty for anything else."""
    match what:
        case Acted():
            return _acted(what)
        case AgentAssigned(name=name, email=email, reason=reason):
            told = f"assigned to {name} <{email}>" if email else "assigned to an agent that the account does not have"
            return f"{told} ({reason})" if reason else told
        case TeamAssigned(names=names):
            return (
                f"assigned to team {', '.join(names)}" if names else "assigned to a team that the account does not have"
            )
        case ReassignmentPlanned(minutes=minutes):
            return f"reassigned if nobody answers within {minutes} minutes"
        case StatusChanged(status=status):
            return f"the chat's status is {status}"
        case SubscriptionChanged(subscribed=subscribed):
            return "subscribed to campaigns" if subscribed else "unsubscribed from campaigns"
        case TopicChanged(topic=topic, tags=tags):
            tagged = f", tagged {', '.join(tags)}" if tags else ""
            return f"the chat's topic is '{topic}'{tagged}"
        case SheetChanged(sheet=sheet, change=change, cells=cells):
            return f"{change} in '{sheet}': {', '.join(f'{name} = {value}' for name, value in cells) or 'empty'}"
        case SheetSearched(sheet=sheet, column=column, value=value, found=found):
            return f"{'found' if found else 'did not find'} {column} = {value} in '{sheet}'"
    return ""


def said(what: Said) -> str:
    """What the customer sent, as a line: a caption stands behind the file, fields behind one another."""
    if what.form:
        return "filled the form: " + ", ".join(f"{name} = {value}" for name, value in what.form)
    return f"[file] {what.media} {what.text}".rstrip() if what.media else what.text


def _acted(what: Acted) -> str:
    done = ACTIONS[what.action].format(what.value) if what.value or "{}" not in ACTIONS[what.action] else ""
    if not what.problem:
        return f"{what.cause}: {done}"
    tried = {"chatbot": f"chatbot '{what.value}' does not start", "assign_agent": "nobody gets the chat"}
    return f"{what.cause}: {tried.get(what.action, done)}: {what.problem}"
