"""A state machine over any chatbot: hypothesis finds the shortest conversation in which something goes wrong.

```python
class Bot(ChatbotMachine):
    flow = "bot.json"
    world = "world.yaml"

TestBot = Bot.TestCase
```
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from hypothesis import Phase, currently_in_test_context, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from emulator.kernel.suggest import did_you_mean
from flow_runner.engine import Flow
from flow_runner.sandbox.duration import duration
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Entry
from flow_runner.testing import machine_check as check
from flow_runner.testing.answers import answers
from flow_runner.testing.machine_check import Complaint
from flow_runner.testing.machine_stage import Stage, stage_of
from flow_runner.testing.machine_view import Offer, Offers, transcript

SPANS = ("30 seconds", "10 minutes", "61 minutes", "23 hours", "25 hours", "3 days")
PHOTO = "https://files.example/photo.jpg"

FORBIDDABLE = {
    "runaway-loop": "a loop that waits for nobody",
    "unset-placeholder": "a placeholder goes to the customer as it is written",
    "bad-request": "a request to Wati or Zoho that their documentation does not allow",
    "secret-told": "a token or other secret in a message",
    "crossed-over": "what one customer said stands with another",
    "failed-run": "a run that fails, as where a status has no exit",
    "left-alone": "a run that ends with the chat in nobody's hands",
}
"""Defects of a chatbot that a machine can look for."""
USUALLY = ("runaway-loop", "unset-placeholder", "bad-request", "secret-told", "crossed-over")


class ChatbotAtFault(AssertionError):
    """The chatbot does what it should not do: mend the flow."""


class SandboxAtFault(AssertionError):
    """The sandbox does what it should not do: please report it, with the steps above."""


def _drawn(choose: Callable[[Any], Iterable[Any]]) -> st.SearchStrategy[Any]:
    """One of what the machine offers at this moment."""
    return st.runner().flatmap(lambda machine: st.sampled_from(list(choose(machine))))


WHO = _drawn(lambda machine: machine.customers)
TEXT = st.one_of(_drawn(lambda machine: machine.stage.texts), answers())
SPAN = st.sampled_from(SPANS)


class ChatbotMachine(RuleBasedStateMachine):
    """Customers who write, tap, send photos and fill forms, interleaved; time, webhooks that break, tokens that
    expire, agents who take over; and the sandbox stopped and restored in the middle of it.

    `flow` is the export, or the name of a bundled one; without a `world` one is fitted to it, as `init` writes it, and
    hosts that no stub answers for are answered as `init` would. Files are beside the one that the class stands in.
    `customers` are numbers by name. Of the chatbot's own defects those named in `forbid` count: see `FORBIDDABLE`.

    `TestBot.settings = settings(TestBot.settings, max_examples=..., stateful_step_count=...)` says how long it looks.
    Which lines a failure runs through is not looked for (hypothesis's phase `explain`): it takes most of the time, and
    they are the sandbox's.
    """

    flow: ClassVar[Flow | Path | str | None] = None
    world: ClassVar[Path | str | dict[str, Any] | None] = None
    stubs: ClassVar[Path | str | list[dict[str, Any]] | None] = None
    assume: ClassVar[Mapping[str, str]] = {}
    customers: ClassVar[Mapping[str, str]] = {"Priya": "919876543210", "Ben": "15550100002"}
    forbid: ClassVar[tuple[str, ...]] = USUALLY

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        for code in cls.forbid:
            if code not in FORBIDDABLE:
                raise TypeError(f"forbid: no defect is called '{code}'.{did_you_mean(code, FORBIDDABLE)}")
        phases = [phase for phase in settings().phases if phase is not Phase.explain]
        cls.TestCase.settings = settings(cls.TestCase.settings, phases=phases)

    def __init__(self) -> None:
        super().__init__()
        self.stage: Stage = stage_of(type(self))
        self.sandbox: Sandbox = self.stage.open()
        self.marks: dict[str, str] = {}
        self._offers = Offers(self.customers)
        self._remember()

    # --- what happens ------------------------------------------------------------------------------------------------

    @rule(who=WHO, text=TEXT)
    def says(self, who: str, text: str) -> None:
        self._do(lambda: self.sandbox.says(text, self.customers[who], who))

    @rule(who=WHO)
    def says_what_nobody_else_knows(self, who: str) -> None:
        """A text of which it is checked that it stands nowhere with another customer."""
        mark = f"{who}'s own {len(self.marks) + 1}"
        self.marks[mark] = self.customers[who]
        self._do(lambda: self.sandbox.says(mark, self.customers[who], who))

    @rule(who=WHO, texts=st.lists(TEXT, min_size=2, max_size=3))
    def writes_a_burst(self, who: str, texts: list[str]) -> None:
        self._do(lambda: self.sandbox.at_once(*((self.customers[who], text) for text in texts)))

    @rule(text=TEXT)
    def all_write_at_once(self, text: str) -> None:
        """Their webhooks take turns."""
        self._do(lambda: self.sandbox.at_once(*((phone, text) for phone in self.customers.values())))

    @precondition(lambda self: self.offers())
    @rule(choice=_drawn(lambda machine: machine.offers()))
    def taps(self, choice: Offer) -> None:
        """A button or row of the last message that had any: (who, id, title)."""
        self._tap(choice)

    @precondition(lambda self: self.old_offers())
    @rule(choice=_drawn(lambda machine: machine.old_offers()))
    def taps_in_an_old_message(self, choice: Offer) -> None:
        self._tap(choice)

    @rule(who=WHO)
    def sends_a_photo(self, who: str) -> None:
        self._do(lambda: self.sandbox.sends(PHOTO, self.customers[who]))

    @precondition(lambda self: self.formed())
    @rule(who=_drawn(lambda machine: machine.formed()), text=TEXT)
    def fills_the_form(self, who: str, text: str) -> None:
        self._do(lambda: self.sandbox.fills({"screen_0_text_0": text}, self.customers[who]))

    @rule(span=SPAN)
    def time_passes(self, span: str) -> None:
        self._do(lambda: self.sandbox.advance(duration(span)))

    @precondition(lambda self: self.stage.calls_zoho)
    @rule()
    def the_zoho_tokens_expire(self) -> None:
        self._do(self.sandbox.tenant.zoho.expire_access_tokens)

    @precondition(lambda self: self.unbroken())
    @rule(webhook=_drawn(lambda machine: machine.unbroken()))
    def the_next_call_breaks(self, webhook: tuple[str, str]) -> None:
        """(node, how)"""
        self._do(lambda: self.stage.arm(self.sandbox, self.stage.breaks.index(webhook)))

    @precondition(lambda self: self.agents() and self.known())
    @rule(agent=_drawn(lambda machine: machine.agents()), who=_drawn(lambda machine: machine.known()))
    def an_agent_takes_over(self, agent: str, who: str) -> None:
        self._do(lambda: self.sandbox.inbox.takes_over(agent, self.customers[who]))

    @precondition(lambda self: self.with_agents())
    @rule(who=_drawn(lambda machine: machine.with_agents()))
    def the_chat_is_given_back(self, who: str) -> None:
        self._do(lambda: self.sandbox.inbox.gives_back(self.customers[who]))

    @rule(who=WHO, text=TEXT)
    def it_is_stopped_and_restored_while_somebody_writes(self, who: str, text: str) -> None:
        """The message has come in, its webhooks wait: a snapshot goes on to the same bytes in a fresh sandbox."""
        self._do(lambda: self._stop_and_restore(self.customers[who], text))

    # --- what must hold ----------------------------------------------------------------------------------------------

    @invariant()
    def all_is_well(self) -> None:
        """One invariant, so that the steps of a failure can be read; each of these can be overruled."""
        for holds in self.what_must_hold():
            holds()

    def what_must_hold(self) -> list[Callable[[], None]]:
        """Checked after each step: a method each. Add your own: `[*super().what_must_hold(), self.mine]`."""
        return [
            self.the_clock_never_goes_back,
            self.every_exchange_holds_to_its_contract,
            self.every_run_stands_at_a_node,
            self.who_has_a_chat_is_an_agent,
            self.no_secret_is_told,
            self.nothing_crosses_over_to_another_customer,
            self.no_loop_runs_away,
            self.no_placeholder_goes_out_as_it_is_written,
            self.no_run_fails,
            self.nobody_is_left_alone,
        ]

    def the_clock_never_goes_back(self) -> None:
        now = self.sandbox.tenant.universe.clock.now()
        if now < self._then:
            self.complain(Complaint("sandbox", "clock", f"it was {self._then}, and now it is {now}"))

    def every_exchange_holds_to_its_contract(self) -> None:
        journal = self.sandbox.tenant.universe.journal
        last = journal.last.number if journal.last else 0
        fresh = (journal.get(number) for number in range(self._exchanges + 1, last + 1))
        self._judge(check.breaches(one for one in fresh if one is not None))

    def every_run_stands_at_a_node(self) -> None:
        for phone in self.customers.values():
            self._judge(check.lost_sessions(self.sandbox, phone))

    def who_has_a_chat_is_an_agent(self) -> None:
        for phone in self.customers.values():
            self._judge(check.unknown_assignees(self.sandbox, phone))

    def no_secret_is_told(self) -> None:
        self._judge(check.told_secrets(self.sandbox, self.news))

    def nothing_crosses_over_to_another_customer(self) -> None:
        self._judge(check.crossed_over(self.sandbox, self.news, self.marks, self.customers.values()))

    def no_loop_runs_away(self) -> None:
        self._judge(check.runaway_loops(self.news))

    def no_placeholder_goes_out_as_it_is_written(self) -> None:
        self._judge(check.literal_placeholders(self.news))

    def no_run_fails(self) -> None:
        self._judge(check.failed_runs(self.news))

    def nobody_is_left_alone(self) -> None:
        self._judge(check.left_alone(self.sandbox, self.news))

    # --- how things stand --------------------------------------------------------------------------------------------

    def offers(self) -> list[Offer]:
        """All that can be tapped in the last messages that offer anything."""
        return self._offers.now

    def old_offers(self) -> list[Offer]:
        """The same of messages before those."""
        return self._offers.old

    def formed(self) -> list[str]:
        """Those whose chatbot waits at a WhatsApp Flow."""
        return [who for who, phone in self.customers.items() if self._waits_at(phone) == "InteractiveWhatsAppFlow"]

    def unbroken(self) -> list[tuple[str, str]]:
        return [self.stage.breaks[place] for place in self.stage.spent(self.sandbox)]

    def agents(self) -> list[str]:
        return [agent.name for agent in self.sandbox.tenant.wati.agents]

    def known(self) -> list[str]:
        """The customers whom the account knows."""
        return [who for who, phone in self.customers.items() if self.sandbox.tenant.wati.contact(phone)]

    def with_agents(self) -> list[str]:
        return [who for who, phone in self.customers.items() if self.sandbox.assignee(phone)]

    def transcript(self) -> str:
        """All that happened, secrets masked."""
        return transcript(self.sandbox, self.customers)

    def complain(self, complaint: Complaint, cause: Exception | None = None) -> NoReturn:
        """Fail with the verdict, and print what happened. Overrule it to let something pass."""
        if currently_in_test_context():
            note(f"{complaint}\n\n{self.transcript()}")
        kind = ChatbotAtFault if complaint.at_fault == "chatbot" else SandboxAtFault
        raise kind(str(complaint)) from cause

    def _judge(self, complaints: Iterable[Complaint]) -> None:
        for one in complaints:
            if one.at_fault == "sandbox" or one.code in self.forbid:
                self.complain(one)

    def _do(self, act: Callable[[], object]) -> None:
        """A step. Whatever it raises is the sandbox's fault: nothing was asked of it that cannot be."""
        self._remember()
        try:
            act()
        except SandboxAtFault:
            raise
        except Exception as error:
            self.complain(Complaint("sandbox", "crash", f"{type(error).__name__}: {error}"), error)
        self._offers.see(self.news)

    def _remember(self) -> None:
        """Where everything stood before the step."""
        universe = self.sandbox.tenant.universe
        self._mark, self._then = self.sandbox.trace.mark, universe.clock.now()
        self._exchanges = universe.journal.last.number if universe.journal.last else 0

    @property
    def news(self) -> list[Entry]:
        """What the last step brought."""
        return self.sandbox.trace.since(self._mark)

    def _tap(self, choice: Offer) -> None:
        who, key, title = choice
        phone = self.customers[who]

        def tap() -> None:
            self.sandbox.tenant.wati.receive(phone, title, choice={"id": key, "title": title})
            self.sandbox.tenant.deliver()

        self._do(tap)

    def _stop_and_restore(self, phone: str, text: str) -> None:
        stopped = self.sandbox
        stopped.tenant.wati.receive(phone, text)
        stopped.tenant.universe.outbox.drain(stopped.host.receive)
        saved = json.dumps(stopped.snapshot())
        self.sandbox = self.stage.open()
        self.sandbox.restore(json.loads(saved))
        for one in (stopped, self.sandbox):
            one.tenant.deliver()
        if json.dumps(self.sandbox.snapshot()) != json.dumps(stopped.snapshot()):
            told = "stopped in the middle and restored, it goes on otherwise than the one that was not stopped"
            self.complain(Complaint("sandbox", "snapshot", told))

    def _waits_at(self, phone: str) -> str:
        """The type of the node that waits for the customer's answer."""
        session = self.sandbox.session(phone)
        flow = self.sandbox.library.version(session.version) if session and session.waiting == "answer" else None
        return flow.types[session.node] if flow and session else ""
