"""What is not known of contacts, reads and files of v1 and v2, as named choices."""

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
UNKNOWN_ATTRIBUTE = assume(
    "wati.unknown_attribute",
    "made",
    "ignored",
    meaning="a custom attribute that the account does not have yet is made by setting it, or left out",
    reason="a client says that it must exist before; others create attributes by the API",
    evidence="reported",
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
