"""sendInteractiveButtonsMessage and sendInteractiveListMessage."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from tests.wati.sends.sends_calls import PRIYA, STRANGER, breaches, choose, history, refused
from tests.wati.wati_calls import call, data_of

BUTTONS, LIST = "sendInteractiveButtonsMessage", "sendInteractiveListMessage"
ASK: dict[str, Any] = {"body": "Pick one", "footer": "F", "buttons": [{"text": "Yes"}, {"text": "No"}]}
MENU = {"header": "H", "body": "Pick", "buttonText": "Open", "sections": [{"title": "S", "rows": [{"title": "One"}]}]}
EITHER = pytest.mark.parametrize(("path", "body"), [(BUTTONS, ASK), (LIST, MENU)], ids=["buttons", "list"])


@EITHER
def test_it_is_sent_and_can_be_read(account: Tenant, path: str, body: Any) -> None:
    given = call(account, "POST", path, body, whatsappNumber=PRIYA).json()
    assert (given["ok"], given["result"], given["message"]["type"]) == (True, "success", "interactive")
    assert given["message"]["text"] == body["body"]
    assert breaches(account) == []
    line = history(account)[0]
    assert (line["type"], line["text"], line["statusString"]) == ("interactive", body["body"], "SENT")
    choose(account, "result_types", "boolean")
    assert call(account, "POST", path, body, whatsappNumber=PRIYA).json()["result"] is True


@EITHER
def test_target_wins_over_the_number(account: Tenant, path: str, body: Any) -> None:
    given = call(account, "POST", path, body, whatsappNumber=STRANGER, target="IN.priya1").json()
    assert given["ok"] is True


@EITHER
def test_it_is_refused_as_free_text_is(account: Tenant, path: str, body: Any) -> None:
    before = data_of(account)
    reply = call(account, "POST", path, body, whatsappNumber=STRANGER)
    assert refused(account, reply, before) == {"result": False, "info": "Invalid Conversation"}
    reply = call(account, "POST", path, body, whatsappNumber=f"+{PRIYA}")
    assert refused(account, reply, before) == {"result": False, "info": "target input invalid"}
    reply = call(account, "POST", path, body, whatsappNumber=PRIYA, channelPhoneNumber="1")
    assert refused(account, reply, before) == {"result": False, "info": "target input invalid"}
    account.universe.clock.advance(timedelta(hours=24))
    before = data_of(account)
    assert refused(account, call(account, "POST", path, body, target=PRIYA), before)["ticketStatus"] == "CLOSED"


@pytest.mark.parametrize("kind", ["Image", "image", "IMAGE", "Video", "Document"])
def test_a_header_may_be_media_in_any_case(account: Tenant, kind: str) -> None:
    header = {"type": kind, "media": {"url": "https://files.example/a", "fileName": "a"}}
    given = call(account, "POST", BUTTONS, {**ASK, "header": header}, whatsappNumber=PRIYA).json()
    assert given["message"]["media"] == "https://files.example/a"
    assert history(account)[0]["data"] == "https://files.example/a"


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {**ASK, "buttons": []},
        {**ASK, "buttons": [{"text": str(number)} for number in range(4)]},
        {**ASK, "buttons": [{"text": "x" * 21}]},
        {**ASK, "body": "x" * 1025},
        {**ASK, "header": {"type": "Image"}},
    ],
)
def test_buttons_that_whatsapp_does_not_take_are_refused(account: Tenant, body: Any) -> None:
    before = data_of(account)
    reply = call(account, "POST", BUTTONS, body, whatsappNumber=PRIYA)
    assert refused(account, reply, before) == {"result": False, "info": "target input invalid"}
    assert reply.help


@pytest.mark.parametrize("sections", [None, [], [{"title": "S", "rows": []}], [{"rows": [{"title": "x" * 25}]}], "S"])
def test_lists_that_whatsapp_does_not_take_are_refused(account: Tenant, sections: Any) -> None:
    before = data_of(account)
    reply = call(account, "POST", LIST, {**MENU, "sections": sections}, whatsappNumber=PRIYA)
    assert refused(account, reply, before) == {"result": False, "info": "target input invalid"}


def test_a_tap_on_a_button_answers_it(account: Tenant) -> None:
    given = call(account, "POST", BUTTONS, ASK, whatsappNumber=PRIYA).json()["message"]
    row = account.wati.history.get(given["id"])
    assert row is not None
    assert row.extra is not None
    assert row.extra["choices"] == [["1", "Yes"], ["2", "No"]]
    account.wati.receive(PRIYA, "Yes", choice={"id": "1", "title": "Yes"})
    assert [line["statusString"] for line in history(account)[:2]] == ["READ", "REPLIED"]
