"""Sends and templates: any body, any query, any file gets an answer, and a refusal changes nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant
from emulator.wati.rows import Template
from tests.wati.sends.sends_calls import breaches, upload, v2
from tests.wati.wati_calls import PRIYA, call, data_of

TEXT = st.text(max_size=12) | st.sampled_from(
    ["hello", PRIYA, f"+{PRIYA}", "", "\ud800", "a\r\nX: y", "\x00", "../../x", "²", "{{1}}", "IN.x"]
)
KEYS = ("name", "value", "type", "text", "media", "url", "title", "rows", "whatsappNumber", "target", "customParams")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(10**400) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=6,
)
FIELDS = (
    "template_name", "broadcast_name", "parameters", "receivers", "channel_number", "header", "body", "footer",
    "buttons", "buttonText", "sections", "elementName", "language", "category", "retryDays", "retryUntil",
)  # fmt: skip
BODY = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=8) | JSON
POSTS = (
    f"sendSessionMessage/{PRIYA}",
    f"sendSessionFile/{PRIYA}",
    f"sendSessionFileViaUrl/{PRIYA}",
    "sendTemplateMessage",
    f"sendTemplateMessage/{PRIYA}",
    "sendTemplateMessages",
    "sendTemplateMessageCSV",
    "sendInteractiveButtonsMessage",
    "sendInteractiveListMessage",
    "whatsApp/templates",
    "broadcast/x/retry",
)
ARGS = (
    "messageText", "replyContextId", "localMessageId", "channelPhoneNumber", "whatsappNumber", "target", "caption",
    "fileUrl", "template_name", "broadcast_name", "pageSize", "pageNumber", "name", "wabaId",
)  # fmt: skip
QUERY = st.dictionaries(st.sampled_from(ARGS), TEXT.filter(lambda text: "\ud800" not in text), max_size=6)
EASY = settings(derandomize=True, deadline=None, max_examples=120)


def tenant() -> Tenant:
    made = Tenant("t")
    made.wati.limits = "unlimited"
    made.wati.receive(PRIYA, "hi")
    made.wati.templates.insert(Template("id-hello", "hello", "Hi"))
    made.wati.templates.insert(Template("id-order", "order", "Hi {{name}}"))
    return made


def judged(account: Tenant, reply: Any, before: Any) -> None:
    assert reply.status in (200, 400)
    assert breaches(account) == []
    assert reply.body
    if reply.json()["result"] is False and "receivers" not in reply.json():
        assert data_of(account) == before


@EASY
@given(st.sampled_from(POSTS), BODY, QUERY)
def test_any_body_and_query_get_an_answer(path: str, body: Any, args: dict[str, str]) -> None:
    account = tenant()
    before = data_of(account)
    judged(account, call(account, "POST", path, body, **args), before)


@EASY
@given(st.sampled_from(["sendTemplateMessage", "sendTemplateMessages"]), BODY, QUERY)
def test_v2_answers_any_body(path: str, body: Any, args: dict[str, str]) -> None:
    account = tenant()
    before = data_of(account)
    judged(account, v2(account, "POST", path, body, **args), before)


@EASY
@given(st.fixed_dictionaries({"template_name": st.sampled_from(["hello", "order"]), "broadcast_name": TEXT}), JSON)
def test_a_template_that_is_there_is_sent_or_refused(names: dict[str, str], people: Any) -> None:
    account = tenant()
    before = data_of(account)
    judged(account, call(account, "POST", "sendTemplateMessages", {**names, "receivers": [people]}), before)
    account = tenant()
    judged(account, v2(account, "POST", "sendTemplateMessages", {**names, "receivers": people}), before)


@EASY
@given(st.sampled_from(["sendSessionMessage", "sendSessionFileViaUrl", "sendTemplateMessage"]), TEXT)
def test_any_text_in_the_path_gets_an_answer(operation: str, whom: str) -> None:
    account = tenant()
    before = data_of(account)
    path = f"{operation}/{quote(whom.encode('utf-8', 'replace'), safe='') or 'x'}"
    reply = call(account, "POST", path, {}, messageText="x", fileUrl="https://files.example/a")
    if reply.status != 404:  # a slash is another path
        judged(account, reply, before)


@EASY
@given(
    st.sampled_from([("sendTemplateMessageCSV", "whatsapp_numbers_csv"), (f"sendSessionFile/{PRIYA}", "file")]),
    st.binary(max_size=60)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
    | st.lists(TEXT, max_size=5).map(lambda cells: ("Phone,name\n" + "\n".join(cells)).encode("utf-8", "replace")),
    st.sampled_from(["a.csv", "../../a.csv", "", "a\\b", "ä.jpg"]),
)
def test_any_file_gets_an_answer(where: tuple[str, str], content: bytes, name: str) -> None:
    account = tenant()
    before = data_of(account)
    names = {"template_name": "hello", "broadcast_name": "b"}
    judged(account, upload(account, where[0], content, where[1], name, "text/csv", **names), before)
