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
REPLIED = assume(
    "wati.replied",
    "every_message",
    "templates",
    meaning="what becomes REPLIED when the customer answers: the last message of the business, or only a template",
    reason="REPLIED was seen on broadcasts and on session messages alike; when it is set is not told",
    evidence="reported",
)
UNLISTED_LIMITS = assume(
    "wati.unlisted_limits",
    "none",
    "ten",
    meaning="operations that the table of limits does not name are bounded by the monthly quota alone, or by 10 in 10 "
    "seconds as most of those that it names",
    reason="the published table could be recovered only in part",
    evidence="assumed",
)
V3_LIMITS = assume(
    "wati.v3_limits",
    "as_v1",
    "none",
    meaning="operations of v3 are limited as their twins of v1, each by itself; or not at all",
    reason="429 is declared by every operation of v3, and its table is not published",
    evidence="assumed",
)
TENANT_IN_V3 = assume(
    "wati.v3_tenant_path",
    "accepted",
    "not_found",
    meaning="whether /{tenantId}/api/ext/v3/... is served like /api/ext/v3/..., or answered 404",
    reason="documented without the tenant; some clients call it so",
    evidence="reported",
)
FOREIGN_TENANT = assume(
    "wati.foreign_tenant",
    "unauthorized",
    "forbidden",
    meaning="a path with another account's number is answered 401, or 403",
    reason="never captured",
    evidence="assumed",
)
TEMPLATE_TO_UNKNOWN = assume(
    "wati.template_to_unknown",
    "contact_made",
    "contact_missing",
    meaning="a template to a number that is no contact makes one, or is sent without (and the reply has no contact)",
    reason="captured replies hold the contact; whether it was there before is not told",
    evidence="reported",
)
V3_UNKNOWN_TARGET = assume(
    "wati.v3_unknown_target",
    "400",
    "404",
    meaning="the status of a v3 call whose target, template, broadcast or message does not exist",
    reason="the vendor's OpenAPI declares 400 and no 404; no answer was captured",
    evidence="assumed",
)
V3_CLOSED_WINDOW = assume(
    "wati.v3_closed_window",
    "400",
    "accepted",
    meaning="free text of v3 after the 24 hours is refused with 400, or accepted and failed later with code 131047",
    reason="no answer was captured; the documentation points at the webhook for failed messages",
    evidence="assumed",
)
UNKNOWN_ATTRIBUTE = assume(
    "wati.unknown_attribute",
    "made",
    "ignored",
    meaning="a custom attribute that the account does not have yet is made by setting it, or left out",
    reason="a client says that it must exist before; others create attributes by the API",
    evidence="reported",
)
TEMPLATE_REVIEW = assume(
    "wati.template_review",
    "approved",
    "rejected",
    "pending",
    meaning="what becomes of a template that was submitted, a minute later",
    reason="WhatsApp reviews it; how that ends is up to WhatsApp",
    evidence="assumed",
)
UNKNOWN_EVENT_TYPE = assume(
    "wati.unknown_event_type",
    "refused",
    "kept",
    meaning="an event type that is not documented, at the registration of a webhook, is refused or kept",
    reason="the reply to one was never captured",
    evidence="assumed",
)
DEFECTIVE = assume(
    "wati.defective_webhook",
    "silent",
    "tried",
    meaning="a webhook that was marked defective gets nothing more, or still what happens",
    reason="documented is the mark and the e-mail, not what follows",
    evidence="assumed",
)
CREATED_DATE = assume(
    "wati.created_date",
    "that_day",
    "from_that_day",
    meaning="getContacts?createdDate=… answers contacts that were created on that day in UTC, or from then on",
    reason="the vendor's OpenAPI tells how the day is written, and not what is compared",
    evidence="assumed",
)
EMPTY_ATTRIBUTE = assume(
    "wati.empty_attribute",
    "kept",
    "left_out",
    meaning="an attribute that is set to an empty value has it then, or stays as it was",
    reason="clients leave empty values out before they send; what the service does with one was never captured",
    evidence="assumed",
)
SEVERAL_CONTACTS = assume(
    "wati.several_contacts",
    "all_or_none",
    "each_by_itself",
    meaning="updateContactAttributesForMultiContacts with one contact that is unknown changes nobody, or the others",
    reason="the reply is one `result` for all; what one wrong contact does to the others is not told",
    evidence="assumed",
)
MISSING_FILE = assume(
    "wati.missing_file",
    "result_false",
    "404",
    meaning="getMedia and showFile of a file that is not there answer 200 with result:false, as other failures of v1, "
    "or 404",
    reason="no answer was captured",
    evidence="assumed",
)
CHATBOT_WINDOW = assume(
    "wati.chatbot_window",
    "refused",
    "started",
    meaning="a chatbot that is started by the API after the 24 hours is refused as a message is, or starts and sends "
    "nothing but templates",
    reason="chatbots send free text; the reply to a late start was never captured",
    evidence="assumed",
)
PAYMENT = assume(
    "wati.payment",
    "captured",
    "failed",
    "pending",
    meaning="what becomes of the payment of an order, a minute after it was sent",
    reason="the customer pays or does not; help 11822291 knows captured and failed",
    evidence="assumed",
)
