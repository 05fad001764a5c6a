"""sendTemplateMessageCSV: a file of numbers and parameters."""

from __future__ import annotations

import time
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply
from tests.wati.sends.sends_calls import ADA, BEN, PRIYA, STRANGER, breaches, choose, history, refused, upload
from tests.wati.wati_calls import call, data_of

PATH = "sendTemplateMessageCSV"
GOOD = f"Phone,name,number\r\n{ADA},Ada,7\r\n{PRIYA},Priya,8\r\n"


def send(account: Tenant, content: str | bytes, template: str = "order_update", **args: str) -> Reply:
    sent = content if isinstance(content, bytes) else content.encode()
    names = {"template_name": template, "broadcast_name": "b1", **args}
    return upload(account, PATH, sent, "whatsapp_numbers_csv", "numbers.csv", "text/csv", **names)


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\r\n", "\n"),
        GOOD + "\r\n\r\n,,\r\n",
        f'number,Phone,name,note\n7,{ADA},"Ada",\n8,"{PRIYA}",Priya,"a, b"\n',
        f"Phone , name,number\n {ADA} ,Ada,7\n{PRIYA},Priya,8",
    ],
    ids=["plain", "with a BOM", "line feeds", "empty lines", "other columns", "blanks around"],
)
def test_every_line_is_a_receiver(account: Tenant, content: str) -> None:
    assert send(account, content).json() == {"result": True, "info": ""}
    assert breaches(account) == []
    assert history(account, ADA)[0]["finalText"] == "Hi Ada, order 7 is on its way"
    assert history(account)[0]["finalText"] == "Hi Priya, order 8 is on its way"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "column Phone; it names nothing"),
        ("Phone,name,number\n", "1 to 10,000 lines, found 0"),
        (f"phone,name,number\n{ADA},Ada,7\n", "column Phone; it names phone, name, number"),
        (f"{ADA},Ada,7\n", "column Phone"),
        (f"Phone,name,name\n{ADA},Ada,7\n", "names a column twice"),
        (f"Phone,name,number\n{ADA},Ada,7,8\n", "line 1 has 4 cells"),
        (f'Phone,name,number\n{ADA},"Ada"x,7\n', "no CSV"),
        (f'Phone,name,number\n{ADA},"Ada,7\n', "no CSV"),
        (GOOD.encode("utf-16"), "not UTF-8"),
        (b"Phone,name,number\n\xe9,\xff,7\n", "not UTF-8"),
        (f"Phone,name,number\n{ADA},{'x' * 200_000},7\n", "no CSV"),
        ("Phone\n" + "".join(f"{15550200000 + number}\n" for number in range(10_001)), "found 10,001"),
    ],
)
def test_a_file_that_is_none_sends_nothing(account: Tenant, content: Any, told: str) -> None:
    before = data_of(account)
    reply = send(account, content)
    assert refused(account, reply, before) == {"result": False, "info": "target input invalid"}
    assert told in reply.help[0]


def test_the_file_must_come_under_its_name(account: Tenant) -> None:
    before = data_of(account)
    names = {"template_name": "order_update", "broadcast_name": "b1"}
    for reply in (call(account, "POST", PATH, **names), upload(account, PATH, GOOD.encode(), **names)):
        assert refused(account, reply, before)["result"] is False
        assert "whatsapp_numbers_csv" in reply.help[0]


@pytest.mark.parametrize(
    ("template", "info"),
    [
        ("waiting", "Template is not approved."),
        ("nothing", "Template nothing not found"),
        ("", "target input invalid"),
    ],
)
def test_a_template_that_cannot_be_sent_is_told(account: Tenant, template: str, info: str) -> None:
    before = data_of(account)
    assert refused(account, send(account, GOOD, template), before) == {"result": False, "info": info}


def test_a_blank_cell_of_one_line_refuses_all(account: Tenant) -> None:
    before = data_of(account)
    info = "Check your template, it cannot have typos or blank text"
    for content in (GOOD + f"{STRANGER},,9\n", GOOD + f"{STRANGER},Sam\n", f"Phone,name\n{ADA},Ada\n"):
        assert refused(account, send(account, content), before)["info"] == info
    choose(account, "blank_parameters", "sent")
    assert send(account, GOOD + f"{STRANGER},,9\n").json()["result"] is True


def test_lines_with_numbers_that_are_none_are_told_and_the_others_sent(account: Tenant) -> None:
    reply = send(account, GOOD + f"+{STRANGER},Sam,9\n{ADA},Ada,7\n")
    assert reply.json() == {
        "result": True,
        "info": f"Invalid WhatsApp number: +{STRANGER}; Duplicate receiver: {ADA}",
    }
    assert len([item for item in account.wati.history if item.template]) == 2
    given = send(account, f"Phone\n{BEN}\n", "hello").json()
    assert given == {"result": False, "info": f"Invalid WhatsApp number: {BEN}"}


def test_it_goes_through_the_number_that_is_named(account: Tenant) -> None:
    assert send(account, GOOD, channelPhoneNumber="15550199998").json()["result"] is True
    assert {item.channel for item in account.wati.broadcasts} != {""}
    before = data_of(account)
    assert refused(account, send(account, GOOD, channelPhoneNumber="15550190000"), before)["result"] is False


def test_ten_thousand_lines_are_sent_in_seconds(account: Tenant) -> None:
    content = "Phone\n" + "".join(f"{15550200000 + number}\n" for number in range(10_000))
    begun = time.perf_counter()
    assert send(account, content, "hello").json() == {"result": True, "info": ""}
    assert time.perf_counter() - begun < 10
    assert len(list(account.wati.recipients)) == 10_000
