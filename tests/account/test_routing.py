"""Who gets a chat: round robin and contact-owner routing, which can overrule a flow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.account.account_runs import AGENTS, ASHA, ASKING, ASSIGNING, HELLO, RAVI, account, acts, holder, texts
from tests.builders import assign_team, message, parse, question, time_delay, webhook
from tests.sandbox.sandbox_runs import heard, outcome_of

ROUND_ROBIN = {"routing": {"round_robin": True}}
OWNERS = {"routing": {"contact_owner": True}}
PRIYA = "919876543210"
OTHERS = ("15550100001", "15550100002", "15550100003")


def holders(sandbox: Any, phones: tuple[str, ...]) -> list[str]:
    found = []
    for phone in phones:
        sandbox.phone = phone
        sandbox.says("hi")
        found.append(holder(sandbox))
    return found


def test_new_chats_are_the_default_team_s() -> None:
    sandbox = account({})
    sandbox.says("hi")
    assert sandbox.teams() == ("Front desk",)


def test_round_robin_takes_turns_among_the_default_team_and_leaves_admins_out() -> None:
    assert holders(account(ROUND_ROBIN), (PRIYA, *OTHERS)) == [ASHA, RAVI, ASHA, RAVI]


def test_who_is_offline_is_passed_over_and_keeps_no_turn() -> None:
    sandbox = account(ROUND_ROBIN)
    sandbox.inbox.goes(ASHA, online=False)
    assert holders(sandbox, (PRIYA, OTHERS[0])) == [RAVI, RAVI]
    sandbox.inbox.goes(ASHA, online=True)
    assert holders(sandbox, OTHERS[1:]) == [ASHA, RAVI]


def test_nobody_gets_a_chat_while_all_are_away_and_that_is_told() -> None:
    sandbox = account(ROUND_ROBIN, agents=[{**agent, "online": False} for agent in AGENTS])
    sandbox.says("hi")
    assert holder(sandbox) == "the bot"
    assert acts(sandbox)[0].startswith("round robin of the account: assign_agent ! round robin in Front desk: nobody")
    assert "Asha Agent is offline; Ravi Agent is offline; Adam Admin is an admin" in acts(sandbox)[0]


@pytest.mark.parametrize(
    "closed", [{"holiday": True}, {"working_hours": [{"days": ["mon"], "from": "09:00", "to": "18:00"}]}]
)
def test_round_robin_rests_outside_working_hours(closed: dict[str, Any]) -> None:
    sandbox = account({**ROUND_ROBIN, **closed})
    sandbox.says("hi")
    assert (holder(sandbox), acts(sandbox)[0].endswith("outside working hours")) == ("the bot", True)


def test_a_keyword_that_routes_to_a_team_gives_the_chat_to_one_of_that_team() -> None:
    keyword = {"match": "exact", "words": ["price"], "do": [{"assign_team": "Sales"}]}
    sandbox = account({**ROUND_ROBIN, "keywords": [keyword]}, agents=AGENTS[:1])
    sandbox.says("price")
    assert (holder(sandbox), sandbox.teams()) == (ASHA, ("Front desk", "Sales"))


@pytest.mark.parametrize(
    ("choice", "who", "said"),
    [
        ("bot_leaves", ASHA, ["Hello from the chatbot"]),
        ("after_assignment", ASHA, ["Hello from the chatbot"]),
        ("new_chat", ASHA, []),
    ],
)
def test_when_round_robin_acts_is_an_assumption_and_a_chatbot_may_never_start(
    choice: str, who: str, said: list[str]
) -> None:
    sandbox = account(ROUND_ROBIN, assume={"wati.round_robin_moment": choice})
    assert (texts(sandbox, "hi"), holder(sandbox)) == (said, who)
    assert sandbox.tenant.universe.assumptions.used["wati.round_robin_moment"] == choice


def test_a_chatbot_that_still_waits_keeps_its_chat() -> None:
    sandbox = account(ROUND_ROBIN, ASKING)
    assert (texts(sandbox, "hi"), holder(sandbox)) == (["Your city?"], "the bot")
    assert (texts(sandbox, "Pune"), holder(sandbox)) == (["Thanks, Pune"], ASHA)


@pytest.mark.parametrize(("choice", "who"), [("bot_leaves", [ASHA, ASHA]), ("after_assignment", [ASHA, RAVI])])
def test_round_robin_can_overrule_the_agent_whom_the_chatbot_chose(choice: str, who: list[str]) -> None:
    sandbox = account(ROUND_ROBIN, ASSIGNING, assume={"wati.round_robin_moment": choice})
    assert holders(sandbox, (PRIYA, OTHERS[0])) == who


# --- contact owners -------------------------------------------------------------------------------------------------


def owned(**more: Any) -> Any:
    contacts = [{"phone": PRIYA, "name": "Priya Test", "owner": RAVI}]
    return account(OWNERS, **{"flow": ASSIGNING, "contacts": contacts, **more})


def test_the_owner_gets_the_chat_before_any_chatbot_starts() -> None:
    sandbox = owned()
    sandbox.says("hi")
    assert (holder(sandbox), sandbox.session()) == (RAVI, None)
    assert acts(sandbox) == ["contact-owner routing: assign_agent Ravi Agent <ravi.agent@example.com>"]
    assert heard(sandbox) == ["unheard: the chat is with Ravi Agent, so no chatbot starts"]


def test_without_the_setting_the_flow_decides() -> None:
    sandbox = owned()
    sandbox.tenant.wati.set_up({})
    sandbox.says("hi")
    assert holder(sandbox) == ASHA


def test_a_contact_without_an_owner_is_the_chatbot_s_and_whoever_gets_the_chat_becomes_the_owner() -> None:
    sandbox = owned(contacts=[])
    sandbox.says("hi")
    assert holder(sandbox) == ASHA
    contact = sandbox.tenant.wati.contact(PRIYA)
    assert contact is not None
    assert contact.owner == "asha.agent@example.com"


def test_a_chat_that_comes_back_goes_to_the_owner_and_stops_a_chatbot_that_waits() -> None:
    sandbox = account(OWNERS, ASKING)
    assert texts(sandbox, "hi") == ["Your city?"]
    wati = sandbox.tenant.wati
    contact = wati.contact(PRIYA)
    assert contact is not None
    wati.contacts.update(contact.id, owner="ravi.agent@example.com")
    assert texts(sandbox, "Pune") == []
    session = sandbox.session()
    assert session is not None
    assert (holder(sandbox), session.outcome, session.reason) == (RAVI, "ended", "Ravi Agent has taken over")


# --- the options of Assign team -------------------------------------------------------------------------------------

SALES = {"name": "Sales", "id": "66aa00bb11cc22dd33ee4501"}


def by_turns(**options: Any) -> Any:
    flow = parse(assign_team("a", SALES["id"], isRoundRobinAssign=True, **options))
    agents = [{**agent, "teams": ["Sales"]} for agent in AGENTS]
    return account({}, flow, teams=[SALES], agents=agents)


def test_a_flow_s_own_round_robin_leaves_admins_out_unless_told_otherwise() -> None:
    assert holders(by_turns(), (PRIYA, *OTHERS)) == [ASHA, RAVI, ASHA, RAVI]
    assert holders(by_turns(assignToAdmin=True), (PRIYA, *OTHERS)) == [ASHA, RAVI, "Adam Admin", ASHA]


@pytest.mark.parametrize(("skip", "who"), [(True, [RAVI, RAVI]), (False, [ASHA, RAVI])])
def test_a_flow_s_own_round_robin_skips_who_is_offline_where_that_is_chosen(skip: bool, who: list[str]) -> None:
    sandbox = by_turns(skipOfflineUsers=skip)
    sandbox.inbox.goes(ASHA, online=False)
    assert holders(sandbox, (PRIYA, OTHERS[0])) == who


@pytest.mark.parametrize(("beyond", "who"), [(True, ASHA), (False, "the bot")])
def test_a_flow_s_own_round_robin_works_outside_hours_where_that_is_chosen(beyond: bool, who: str) -> None:
    sandbox = by_turns(assignDuringNonWorkingHours=beyond)
    sandbox.tenant.wati.set_up({"holiday": True})
    assert holders(sandbox, (PRIYA,)) == [who]


def test_who_has_enough_open_chats_gets_no_more_until_one_is_solved() -> None:
    sandbox = by_turns(loadBasedMaxOpenChats=1)
    assert holders(sandbox, (PRIYA, *OTHERS)) == [ASHA, RAVI, "the bot", "the bot"]
    sandbox.inbox.sets_status("solved", OTHERS[0])
    assert holders(sandbox, (OTHERS[2],)) == [RAVI]


def test_a_chat_that_nobody_answers_goes_round_until_somebody_does() -> None:
    sandbox = by_turns(noResponseMinutes=5)
    assert holders(sandbox, (PRIYA,)) == [ASHA]
    seen = []
    for _ in range(3):
        sandbox.advance(timedelta(minutes=5))
        seen.append(holder(sandbox))
    assert seen == [RAVI, ASHA, RAVI]
    sandbox.inbox.says("Sorry for the wait", PRIYA)
    sandbox.advance(timedelta(hours=1))
    assert holder(sandbox) == RAVI


def test_a_solved_chat_is_not_given_on() -> None:
    sandbox = by_turns(noResponseMinutes=5)
    holders(sandbox, (PRIYA,))
    sandbox.inbox.sets_status("solved", PRIYA)
    sandbox.advance(timedelta(hours=1))
    assert holder(sandbox) == ASHA


# --- an agent takes over --------------------------------------------------------------------------------------------


def test_an_agent_who_takes_over_stops_the_chatbot_until_it_gets_the_chat_back() -> None:
    sandbox = account({}, ASKING)
    texts(sandbox, "hi")
    sandbox.inbox.takes_over(RAVI, PRIYA)
    assert (outcome_of(sandbox), texts(sandbox, "Pune")) == ("ended", [])
    sandbox.inbox.gives_back(PRIYA)
    assert texts(sandbox, "hi") == ["Your city?"]


def test_a_webhook_that_assigns_the_chat_stops_the_chatbot_that_called_it() -> None:
    url = "https://live-mt-server.wati.io/424242/api/v1/assignOperator?email=ravi.agent@example.com&whatsappNumber={{phone}}"
    hook = webhook("a", url, "Post", headers={"Authorization": "Bearer sandbox-wati-token"})
    sandbox = account({}, parse(hook, message("b", "still here"), edges=[("a", "b")]))
    assert (texts(sandbox, "hi"), holder(sandbox), outcome_of(sandbox)) == ([], RAVI, "ended")


def test_a_delay_that_was_running_does_not_wake_a_chatbot_that_was_stopped() -> None:
    sandbox = account({}, parse(time_delay("d", 60), message("b", "late"), edges=[("d", "b")]))
    texts(sandbox, "hi")
    sandbox.inbox.takes_over(RAVI, PRIYA)
    sandbox.advance(timedelta(minutes=5))
    assert (outcome_of(sandbox), sandbox.tenant.universe.clock.timers) == ("ended", [])


def test_a_chatbot_started_by_hand_runs_unless_another_one_does() -> None:
    sandbox = account({}, HELLO, others={"x": ASKING})
    sandbox.inbox.starts("Asking", PRIYA)
    sandbox.inbox.starts("this", PRIYA)
    assert acts(sandbox) == ["team inbox: chatbot Asking", "team inbox: chatbot Hello bot ! another chatbot is running"]
    assert outcome_of(sandbox) == "waits for answer"


def test_a_chatbot_started_after_the_window_closed_reaches_nobody() -> None:
    """As on the platform: it starts, and nothing is delivered."""
    sandbox = account({}, HELLO)
    sandbox.inbox.starts("this", PRIYA)
    assert outcome_of(sandbox) == "ended"
    assert [item.text for item in sandbox.tenant.wati.history if item.kind == "message"] == []


def test_an_agent_cannot_write_after_the_window_closed() -> None:
    sandbox = account({}, parse(question("q")))
    sandbox.says("hi")
    sandbox.inbox.takes_over(RAVI, PRIYA)
    sandbox.advance(timedelta(hours=24))
    with pytest.raises(ValueError, match="only templates can be sent"):
        sandbox.inbox.says("hello", PRIYA)
