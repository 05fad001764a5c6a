"""What is not known of Wati's API, as named choices."""

from emulator.kernel.assumption import assume

NAME_FILTER = assume(
    "wati.name_filter",
    "name_and_phone",
    "name",
    meaning="getContacts?name=… finds contacts whose name contains the text; with name_and_phone the number counts too",
    reason="documented as a filter on the name; several clients pass a phone number to look up one contact",
    evidence="reported",
)
UNKNOWN_CONTACT = assume(
    "wati.messages_of_unknown",
    "invalid_contact",
    "empty",
    meaning="getMessages of an unknown number answers result:false 'Invalid Contact', or an empty list",
    reason="no answer for an unknown number was ever captured",
    evidence="assumed",
)
FAILURE_TEXT = assume(
    "wati.failure_texts",
    "seen_elsewhere",
    meaning="the `info` of a failed getContacts, updateContactAttributes, addContact or assignOperator is a text seen "
    "on other operations ('Invalid Contact', 'Invalid Conversation', 'target input invalid', 'Invalid operator')",
    reason="that these answer 200 with result:false and an info text is documented; the exact texts are not",
    evidence="assumed",
)
PLUS_IN_PATH = assume(
    "wati.plus_in_path",
    "tolerated",
    "rejected",
    meaning="whether a number in the path may begin with a +",
    reason="only digits are documented; a widely used client sends a + to getMessages, and seems to work",
    evidence="reported",
)
KEYWORD_CASE = assume(
    "wati.keyword_case",
    "ignored",
    "sensitive",
    meaning="whether keyword actions tell upper from lower case",
    reason="not documented for keywords; an operator needed two tests for menu and Menu in conditions",
    evidence="assumed",
)
FUZZY_MEASURE = assume(
    "wati.fuzzy_measure",
    "closest_part",
    "whole_text",
    "same_words",
    meaning="what a fuzzy keyword is compared with: the most similar part of the longer text, all of it, or its words",
    reason="the help page lets 'your company information?' match 'Tell me about your company information?' at the "
    "default 80 %, which the whole texts do not reach",
    evidence="documented",
)
HOURS_SAME_DAY = assume(
    "wati.hours_same_day",
    "last_wins",
    "all_count",
    meaning="two working hours for one weekday: only the last one counts, or both",
    reason="one help page says that only the last record is applied, another one tells to split a day at midnight",
    evidence="documented",
)
OUTSIDE_HOURS_REPLY = assume(
    "wati.outside_hours_reply",
    "without_keyword",
    "always",
    meaning="the default action for messages outside working hours while nobody is online: only where no keyword "
    "matches and instead of the welcome, or beside both",
    reason="the built-in rule for it asks for a new chat without a keyword; the default action says nothing of either",
    evidence="reported",
)
NO_REPLY_COUNTS = assume(
    "wati.no_reply_counts",
    "any_message",
    "agents_only",
    meaning="what counts as a reply to a customer who waits, for the default action and for reassignment: any message "
    "of the business, or an agent's only",
    reason="one help page says 'without any reply', its older version 'no agent picked up the chat'",
    evidence="documented",
)
ROUND_ROBIN_MOMENT = assume(
    "wati.round_robin_moment",
    "bot_leaves",
    "new_chat",
    "after_assignment",
    meaning="when the account's round robin acts: on a chat that the chatbot leaves to nobody, on a new chat before "
    "any automation, or also over the agent whom the chatbot chose",
    reason="the help page gives a new chat to an agent at once where no other automation applies; with a chatbot, "
    "nothing is told",
    evidence="assumed",
)
TIMER_TEXT = assume(
    "wati.timer_text",
    "at_reminder",
    "at_end",
    meaning="when the chatbot timer sends its text: at the reminder, or when it ends the run",
    reason="the help page says both 'after the second timer' and 'when the first timer expires'",
    evidence="documented",
)
