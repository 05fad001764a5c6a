"""Every "then" can fail, and says what was found; what a step cannot use is told as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from flow_runner.testing.scenario import Played, parse, play
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Unusable, Verdict, of_error
from flow_runner.testing.vocabulary import find, vocabulary

FOLDER = Path(__file__).parent / "vocabulary"
SALON = 'Given the chatbot "salon.json"\nAnd the world "world.yaml"\nAnd Priya writes from 919876543210\n'
ZOHO = 'Given the chatbot "zoho_lead_owner"\nAnd Priya writes from 919876543210\n'
HI = 'When Priya says "hi"\n'
HEARD = 'And my server at "https://crm.example/hook" hears of "message"\n' + HI
BOOKED = 'And the stubs "stubs.yaml"\n' + HI + 'And Priya taps "Book"\nAnd Priya says "Monday"\n'
REFRESHED = "And the token is refreshed with a JSON body, as the article does\n"

NOT_MET = [
    (ZOHO + REFRESHED, "an access token and a refresh token are issued", "the answer has only access_token, "),
    (ZOHO + "And the API console shows a code\nAnd the code is exchanged for tokens\n",
     "an access token is issued, and no refresh token", "it has a refresh token too"),
    (ZOHO + "And the refresh token was revoked\n" + REFRESHED,
     "an access token is issued, and no refresh token", "the answer has only error"),
    (ZOHO + REFRESHED, 'the answer is status 200 with the error "invalid_code" inside', "it is status 200 with {"),
    (ZOHO + REFRESHED, "the answer is status 400", "it is status 200"),
    (SALON, 'Priya\'s attribute "city" is "Pune"', "the attribute 'city' of Priya should be 'Pune', and is 'Goa'"),
    (SALON, 'Priya\'s attribute "town" is "Pune"', "should be 'Pune', and is never set"),
    (SALON, 'Priya has no attribute "city"', "should be never set, and is 'Goa'"),
    (SALON + HI, "Priya's chat is assigned to Asha Agent", "nobody has the chat of Priya; Priya was told 'Pick one'"),
    (ZOHO + HI, "Priya's chat is assigned to Ravi Agent", "Asha Agent has the chat of Priya"),
    (ZOHO + HI, "nobody has Priya's chat", "Asha Agent has the chat of Priya"),
    (SALON + HI, "the team Sales sees Priya's chat", "the chat of Priya is seen by no team"),
    (SALON + BOOKED, "Priya is not left alone", "the chatbot has ended, and nobody has the chat of Priya"),
    (SALON + HI, 'Priya comes to "slots"', "the way was menu"),
    (SALON, 'Priya comes to "slots"', "the way was empty"),
    (SALON + HI, 'Priya never comes to "menu"', "the way was menu"),
    (SALON + HI, "the chatbot has ended for Priya", "it waits at menu"),
    (SALON, "the chatbot has ended for Priya", "no chatbot started for Priya"),
    (SALON + BOOKED, "the chatbot has failed for Priya", "ended: the path ends at keep"),
    (SALON + BOOKED, "the chatbot waits for Priya", "ended: the path ends at keep"),
    (SALON + HI, 'the chatbot waits for Priya at "day"', "it waits at menu"),
    (SALON + BOOKED, 'the chatbot has ended for Priya because "runaway"', "ended: the path ends at keep"),
    (SALON + HI, 'the chatbot has ended for Priya because "runaway"', "it waits at menu"),
    (SALON + HI, "no chatbot starts for Priya", "one did, and has running"),
    (SALON + HI, "the status of Priya's chat is SOLVED", "should be 'SOLVED', and is 'OPEN'"),
    (SALON, "the status of Priya's chat is SOLVED", "should be 'SOLVED', and is never set"),
    (SALON + BOOKED, "Priya's webhooks were answered 200, none", "they were answered 200"),
    (SALON + HI, "Priya's webhooks were answered 200", "no webhook has called; Priya was told 'Pick one'"),
    (SALON + BOOKED, "Priya's chatbot calls no webhook", "slots called api.salon.example/slots"),
    (SALON + BOOKED, '"slots" was called 2 times', "it was called once; the webhooks that called, in order: slots"),
    (SALON + BOOKED, '"https://api.salon.example/*" was never called', "it was called once"),
    (SALON + BOOKED, "the calls were, in this order\n| slots |\n| slots |", "that called, in order: slots"),
    (SALON + HI, "the calls were, in this order\n| slots |", "that called, in order: none"),
    (SALON + BOOKED, 'the first call of "slots" had the header "X-Salon-Key" with "other"',
     "the header X-Salon-Key should"),
    (SALON + BOOKED, 'the first call of "slots" had the header "X-Other" with "*"', "'*', and is never set"),
    (SALON + BOOKED, 'the 2nd call of "slots" had the header "X-Salon-Key" with "*"', "'slots' was called once"),
    (SALON + HI, 'the last call of "slots" had the header "X-Salon-Key" with "*"', "'slots' was never called"),
    (SALON + BOOKED, 'the first call of "slots" had the parameter "day" with "Tue*"', "'Tue*', and is 'Monday'"),
    (SALON + BOOKED, 'the first call of "slots" had the parameter "day" with "M[o]nday"', "and is 'Monday'"),
    (SALON + BOOKED, 'the first call of "slots" went to "https://api.salon.example/other"',
     "it went to https://api.salon.example/slots"),
    (SALON + BOOKED, 'the first call of "slots" had the body\n"""\n{ "guests": 2 }\n"""',
     "body > guests should be 2, and is 1"),
    (SALON + BOOKED, 'the first call of "slots" had the body\n"""\n{ "guests": true }\n"""',
     "should be true, and is 1"),
    (SALON + BOOKED, 'the first call of "slots" had the body\n"""\n{ "dog": 2 }\n"""', "body has no dog"),
    (SALON + BOOKED, 'the first call of "slots" had the body\n"""\nguest: 2\n"""', "the body is {"),
    (SALON + BOOKED, 'the first call of "slots" was answered 503', "it was answered 200"),
    (SALON + 'And the webhook "slots" is refused\n' + HI + 'And Priya taps "Book"\nAnd Priya says "x"\n',
     'the only call of "slots" was answered 200', "it was answered no reply (refused"),
    (SALON + BOOKED, 'the first call of "slots" got no reply', "it was answered 200"),
    (SALON + BOOKED, 'Priya\'s variable "@day" is "Tuesday"',
     "the variable '@day' of Priya should be 'Tuesday', and is 'Monday'"),
    (SALON + BOOKED, 'Priya has no variable "day"', "should be never set, and is 'Monday'"),
    (SALON + HEARD, 'my server was told "sentMessageREAD"', "it was told message (200)"),
    (SALON + HI, 'my server was told "message"', "it was told nothing"),
    (SALON + HEARD, 'my server was told "message" with "bye"', 'it was told {"id":"'),
    (SALON + HI, 'my server was told "message" with "hi"', "it was told nothing"),
    (SALON + HEARD, 'my server was told "message" 2 times', "that was 1; it was told message (200)"),
    (SALON, 'the sheet "Orders" has the row\n| Item |\n| Soap |',
     "no row of 'Orders / Sheet1' has {'Item': 'Soap'}; its rows: none"),
    (SALON, 'the sheet "Order" has the row\n| Item |\n| Soap |', "no sheet is called 'Order'. Known: Orders / Sheet1."),
    (ZOHO + HI, 'the miss is explained by "zoho.phone_match"', "nothing was missed"),
    (SALON, 'the run leans on "zoho.phone_match"', "it leans on none"),
    (SALON + HI + 'And Priya says "Book"\n', 'the run does not lean on "flow.typed_label_is_tap"',
     "it does, and 'ignoring_case'"),
    (SALON, 'there is a warning "unheard"', "there are no warnings"),
    (SALON + HI + 'And Priya taps "Order"\n', 'there is no warning "unknown-form"', "order: the account has no form"),
    (SALON + HI, 'Priya is told "Hello"', "nothing says 'Hello'; Priya was told 'Pick one'"),
    (SALON + HI, 'Priya is not told "Pick"', "Priya was told 'Pick one'"),
    (SALON + BOOKED, "Priya is told, in this order\n| Which day? |\n| Pick one |",
     "nothing says 'Pick one' from there on"),
    (SALON + HI, 'Priya is told exactly\n"""\nPick\n"""',
     "no message is that and nothing more; Priya was told 'Pick one'"),
    (SALON + HI, "Priya is told nothing", "Priya was told 'Pick one'"),
    (SALON + HI, "Priya gets 2 messages", "Priya got 1: Priya was told 'Pick one'"),
    (SALON + HI, 'Priya is told "Pick" 2 times', "1 of them says so; Priya was told 'Pick one'"),
    (ZOHO + HI + 'And Priya says "thanks"\n', "Priya is answered", "nobody has answered the last message of Priya"),
    (SALON + 'And the account\'s profile is\n"""\nplan: growth\n"""\n' + HI,
     "Priya is not ignored", "nobody has answered"),
    (ZOHO + HI + 'And Priya says "thanks"\n', 'Priya is answered "Welcome"', "Priya was answered nothing"),
    (SALON + HI, 'Priya is answered "Welcome"', "Priya was answered 'Pick one'"),
    (SALON + HI, 'Priya can tap "Cancel"', "Priya can tap Book, Prices, "),
    (SALON, 'Priya can tap "Cancel"', "Priya can tap nothing"),
    (SALON + HI, 'Priya cannot tap "Book"', "Priya can tap Book, Prices, "),
    (SALON + HI, 'Priya gets the file "https://cdn.salon.example/menu.jpg"', "Priya got no file"),
    (SALON + HI + 'And Priya taps "Surprise"\nAnd the chatbot has failed for Priya\n',
     "no placeholder goes out unfilled",
     "never set: '@nickname' in the text of surprise"),
    (ZOHO + HI, "a new token is kept on the mock contact", "the token of 22222222 is the one that was there before"),
    (ZOHO + HI, "a new token is kept on Priya's own contact", "919876543210 has no attribute 'zoho_token'"),
    (ZOHO + HI + 'And the stored token is "1000.other"\n', "the last search used the kept token",
     "it used another token"),
]  # fmt: skip

UNUSABLE = [
    (SALON, 'Priya says "a" and "b"', "no step reads 'Priya says \"a\" and \"b\"'. The nearest are:\n    {"),
    (SALON, 'Prija says "hi"', "nobody is called 'Prija' here. Did you mean 'Priya'?"),
    (SALON, 'Priya says "hi"\n| a |', "below 'Priya says \"hi\"' should stand nothing"),
    (SALON, "Priya is told exactly", "should stand a text in triple quotes"),
    (SALON, "Priya is told, in this order", "should stand a table"),
    (SALON, "Priya is told, in this order\n| a | b |", "one column and no head; row 1 has 2 cells: a, b"),
    (SALON, "Priya is told, in this order\n| a | b |\n| c |", "a.feature:9: inconsistent cell count"),
    (SALON, "the calls were, in this order\n| slot |",
     "no operation or webhook is called 'slot'. Did you mean 'slots'?"),
    (SALON, 'the sheet "Order" holds the row\n| Item |\n| Soap |', "the world has no sheet 'Order'. Known: Orders"),
    (SALON, 'the sheet "Orders" has the row\n| Item |', "below the head of the table (Item) should stand a row"),
    (SALON, 'the sheet "Orders" has the row\n| Item | Item |\n| a | b |', "the column Item twice"),
    (SALON, "Zoho has the leads\n| Last_Name | owner |\n| Test | Asha |",
     "needs a column Owner. Did you mean 'owner'?"),
    (SALON, 'the run leans on "zoho.phone_mach"',
     "no assumption is called 'zoho.phone_mach'. Did you mean 'zoho.phone_match'?"),
    (SALON, 'the run does not lean on "zoho.phone_mach"', "Did you mean"),
    (SALON, 'the first call of "slotts" got no reply', "Did you mean 'slots'?"),
    (SALON, 'the umpteenth call of "slots" got no reply', "'the umpteenth' is no place in a row"),
    (SALON, 'the 0th call of "slots" got no reply', "'the 0th' is no place in a row"),
    (SALON, "Priya's webhooks were answered 200 and 204", "'200 and 204' is no status"),
    (SALON, 'Priya comes to "slotz"', "no node is called 'slotz'. Did you mean 'slots'?"),
    (SALON, 'the webhook "slotz" is refused', "no webhook is called 'slotz'. Did you mean 'slots'?"),
    (SALON, 'the next call of "zoho.search" is refused', "zoho.search"),
    (SALON, 'the next call of "zoho.search_records" is answered 9', "9"),
    (SALON, 'call 0 of "zoho.search_records" is answered 503', "there is no call 0: the first one from here on is 1"),
    (SALON, 'my server at "https://crm.example/" hears of "mesage"',
     "Wati has no event called 'mesage'. Did you mean 'message'?"),
    (SALON, 'my server at "nowhere" hears of "message"', "'nowhere' is no address"),
    (SALON, 'my server was told "mesage"', "Did you mean 'message'?"),
    (SALON, 'Priya fills the form with "item"', "'item' is no field: write name=value with commas between"),
    (SALON, "some time goes by", "'some time' is no duration"),
    (SALON, 'it is "tomorrow"', "'tomorrow' is no moment"),
    (SALON, 'it is "2020-01-01"', "it is 2026-01-15 09:00 UTC already: time only goes on"),
    (SALON, "Nia writes from home", "'home' is no phone number"),
    (SALON, "Asha Agent writes from 12", "12"),
    (SALON, "the agent Noor Agent does not exist in Wati", "Wati has no agent called 'Noor Agent'. Did you mean"),
    (SALON, 'the lead "Test" was converted', "Zoho has no lead 'Test'"),
    (SALON, "Priya has a good token of their own", "Zoho has no live access token"),
    (SALON, "the Zoho token has expired", "Zoho has no live access token"),
    (SALON, "the mock contact does not exist", "there is no contact 22222222"),
    (SALON, "the answer is status 200", "no call was made by hand"),
    (SALON, "the code is exchanged for tokens", "there is no code yet"),
    (SALON + HI, 'the chatbot "zoho_lead_owner"', "before all other steps"),
    ("", 'the chatbot "salon.jsn"\nWhen Priya says "hi"', "a.feature:5: "),
    (SALON, 'the account\'s profile is\n"""\nplan: golden\n"""', "golden"),
]  # fmt: skip


def played(before: str, sentence: str) -> Played:
    text = (
        f"Feature: F\n\n  Scenario: S\n{before}And {sentence}\n"
        if before
        else f"Feature: F\n\n  Scenario: S\nGiven {sentence}\n"
    )
    return play(parse(text, Path("a.feature"))[0], Setting(FOLDER))


def ids(cases: list[tuple[str, str, str]]) -> list[str]:
    return [sentence.partition("\n")[0] for _, sentence, _ in cases]


@pytest.mark.parametrize(("before", "sentence", "told"), NOT_MET, ids=ids(NOT_MET))
def test_what_is_not_so_is_told_with_what_was_found(before: str, sentence: str, told: str) -> None:
    done = played(before, sentence)
    assert done.verdict is Verdict.NOT_MET, done.findings
    assert told in done.findings[0].text
    assert done.findings[0].text.startswith("a.feature:")


def test_every_expectation_is_shown_to_fail() -> None:
    shown = {find(sentence.partition("\n")[0]).step.name for _, sentence, _ in NOT_MET}
    assert [one.name for one in vocabulary() if one.kind == "then" and one.name not in shown] == []


@pytest.mark.parametrize(("before", "sentence", "told"), UNUSABLE, ids=ids(UNUSABLE))
def test_what_cannot_be_played_is_told_with_what_would_do(before: str, sentence: str, told: str) -> None:
    try:
        found = played(before, sentence).findings
    except Unusable as error:  # it is no Gherkin
        found = [of_error(error)]
    assert found[0].verdict is Verdict.UNUSABLE, found
    assert told in found[0].text


def test_a_colon_may_announce_what_stands_below() -> None:
    assert played(SALON + HI, 'Priya is told exactly:\n"""\nPick one\n"""').verdict is Verdict.PASSED
