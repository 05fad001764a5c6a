"""Message: its replies in order, media, and placeholders."""

from __future__ import annotations

from flow_runner.engine.events import FlowEnded
from tests.builders import message, question
from tests.nodes.node_runs import messages_of
from tests.walks import FakePlatform, walk


def test_a_message_sends_its_replies_in_order_and_goes_on() -> None:
    run = walk(message("a", "<p>One</p>", "<p>Two</p>"), message("b", "Three"), edges=[("a", "b")])
    assert (run.sent, run.path, run.outcome) == (["One", "Two", "Three"], ["a", "b"], "ended")


def test_a_message_without_an_edge_ends_the_run() -> None:
    run = walk(message("a", "Bye"))
    assert (run.outcome, run.session.reason) == ("ended", "the path ends at a")
    assert run.events[-1] == FlowEnded("a", "ended", "the path ends at a")


def test_media_are_sent_with_their_caption_and_an_uploaded_file_has_no_address() -> None:
    replies = [
        {"flowReplyType": "Image", "data": "https://files.example/{{pic}}.jpg", "caption": "<p><b>Range</b></p>"},
        {"flowReplyType": "Document", "data": "", "caption": "price.pdf", "mimeType": ""},
    ]
    run = walk(message("a", flowReplies=replies), platform=FakePlatform({"pic": "7"}))
    assert [(one.kind, one.text, one.media) for one in messages_of(run)] == [
        ("image", "*Range*", "https://files.example/7.jpg"),
        ("document", "price.pdf", ""),
    ]


def test_a_text_has_attributes_variables_and_literal_placeholders() -> None:
    run = walk(
        question("a"),
        message("b", "<p>{{name}} of @city wants @amenities, {{recommendations}}</p>"),
        edges=[("a", "b")],
        platform=FakePlatform({"name": "Ann"}),
        given=["Pune"],
    )
    assert run.sent[-1] == "Ann of Pune wants @amenities, {{recommendations}}"
    assert run.unset == ["@amenities", "{{recommendations}}"]
    assert run.leaned == {"flow.unset_variable"}


def test_a_message_that_starts_a_flow_is_no_answer() -> None:
    run = walk(question("a"))
    assert (run.outcome, run.variables) == ("waits for answer", {})
