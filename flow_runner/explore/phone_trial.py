"""One conversation of a customer whose number stands in Zoho in some writing: is the lead found?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from emulator.kernel.journal import Exchange
from emulator.kernel.shape import moment
from emulator.zoho import phone as phones
from emulator.zoho.rows import Record
from flow_runner.engine.events import MessageSent
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.explore.written_phone import WrittenPhone
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Said

SEARCH = "zoho.search_records"
SEARCH_PATH = "/search"
UNAUTHORIZED = 401
MAX_DELAYS = 50

Talk = Callable[[Sandbox], object]
"""What the customer does, from the first word to where the chatbot has searched."""


class Ending(NamedTuple):
    """What the customer is left with. `outcome` says how the chatbot's run stands."""

    messages: tuple[str, ...]
    assignee: str
    outcome: str


class Trial(NamedTuple):
    """One conversation: did a search answer with the lead? `queries` are the searches as they were sent, with what came
    of those that were not answered; `searched` is whether one was for the customer's number, `authorized` whether Zoho
    took the token of one. `leaned` are the assumptions that it leaned on, with their choices.
    """

    found: bool
    searched: bool
    authorized: bool
    queries: tuple[str, ...]
    ending: Ending
    leaned: Mapping[str, str]


class Laboratory:
    """A sandbox that starts anew for every trial. The customer's lead, if the account has one, is the one that is
    rewritten; others that a search could take for it are gone. LookupError where nobody could own a lead.
    """

    def __init__(self, sandbox: Sandbox, talk: Talk, field: str) -> None:
        self.sandbox = sandbox
        self.talk = talk
        self.field = field
        self.lead_id = _only_lead(sandbox).id
        self._start = sandbox.snapshot()

    def trial(self, phone: WrittenPhone, choices: Mapping[str, str]) -> Trial:
        """The customer of this number talks to the chatbot, under these choices of assumptions."""
        sandbox, universe = self.sandbox, self.sandbox.tenant.universe
        sandbox.restore(self._start)
        self._write(phone.written)
        sandbox.phone = phone.number.removeprefix("+")
        for name, choice in choices.items():
            universe.assumptions.choose(name, choice)
        self.talk(sandbox)
        _let_delays_pass(sandbox)
        searches = [one for one in universe.journal if one.operation == SEARCH]
        return Trial(
            found=any(_holds(one, self.lead_id) for one in searches),
            searched=any(_is_for(one, sandbox.phone) for one in searches),
            authorized=any(one.reply is not None and one.reply.status != UNAUTHORIZED for one in searches),
            queries=tuple(dict.fromkeys(map(_query, searches))),
            ending=_ending(sandbox),
            leaned=universe.assumptions.used,
        )

    def _write(self, number: str) -> None:
        leads = self.sandbox.tenant.zoho.leads
        lead = leads.get(self.lead_id)
        assert lead is not None, "it stands in the snapshot"
        others = {name: value for name, value in lead.fields.items() if name not in phones.PHONE_FIELDS}
        leads.update(self.lead_id, fields={**others, self.field: number})


def how_it_went(sandbox: Sandbox) -> str:
    """Why a chatbot may not have searched: how its run stands, or why there is none."""
    webhooks = [node for flow in sandbox.library for node in flow.nodes.values() if isinstance(node, Webhook)]
    if not any(SEARCH_PATH in node.url for node in webhooks):
        return "none of its webhooks calls a search of Zoho's"
    session = sandbox.session()
    if session is None:
        heard = next((one.what for one in sandbox.entries() if isinstance(one.what, Said)), None)
        return f"no chatbot started: {heard.why}" if heard and heard.why else "no chatbot started"
    if session.outcome == "running":
        return f"it waits at {session.node}: say more (--say, or --script with taps), until it searches"
    return f"{session.outcome}: {session.reason}"


def _only_lead(sandbox: Sandbox) -> Record:
    """The customer's lead; of several, and of none, one is made of it."""
    zoho = sandbox.tenant.zoho
    own = [lead for lead in zoho.leads if phones.rules_that_find(lead, sandbox.phone)]
    for lead in own[1:]:
        zoho.leads.delete(lead.id)
    if own:
        return zoho.leads.update(own[0].id, converted=False)
    owner = next((user for user in zoho.users if user.active), None)
    if owner is None:
        raise LookupError("nobody can own a lead: the account has no active Zoho user (zoho: users, in world.yaml)")
    return zoho.add_lead(owner, {"Last_Name": "Customer"})


def _let_delays_pass(sandbox: Sandbox) -> None:
    for _ in range(MAX_DELAYS):
        session = sandbox.session()
        if session is None or session.waiting != "time" or session.due is None:
            return
        now = sandbox.tenant.universe.clock.now()
        sandbox.advance(max(moment(session.due) - now, timedelta(0)))


def _holds(search: Exchange, lead_id: str) -> bool:
    """Whether the client got the lead in the reply."""
    reply = search.reply
    payload: Any = reply.payload if reply is not None and reply.raw is None and reply.status == 200 else None
    return isinstance(payload, dict) and any(row.get("id") == lead_id for row in payload.get("data", ()))


def _is_for(search: Exchange, number: str) -> bool:
    """Whether a search is for a phone: it names one, or the number stands in it."""
    args = search.request.args
    criteria = args.get("criteria", "")
    tail = phones.index_key(number)
    named = "phone" in args or any(field in criteria for field in phones.PHONE_FIELDS)
    return named or any(tail in phones.digits(value, "unicode") for value in args.values())


def _query(search: Exchange) -> str:
    request, reply = search.request, search.reply
    came = f" → {reply.status if reply else search.no_reply}" if reply is None or reply.status >= 400 else ""
    return f"{request.method} {request.host}{request.path}?{request.query}{came}"


def _ending(sandbox: Sandbox) -> Ending:
    sent = tuple(one.what.text for one in sandbox.entries() if isinstance(one.what, MessageSent))
    agent, session = sandbox.assignee(), sandbox.session()
    outcome = "waiting" if session and session.outcome == "running" else session.outcome if session else "not started"
    return Ending(sent, agent["name"] if agent else "", outcome)
