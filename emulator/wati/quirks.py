"""Oddities of the real service that were seen, as named switches: the first choice is what was observed.

A client that trips over one can be tried with and without it. They are no guesses, so nobody leans on them: code asks
for the choice. Source: section 9 of the collected evidence on Wati's
API (captures, production logs and issues of clients).
"""

from emulator.kernel.assumption import assume

FAILURE_STATUS = assume(
    "wati.failure_status",
    "200",
    "400",
    meaning="the status of a v1 or v2 call that fails for a business reason: 200 with result:false, or 400 with it",
    reason="four captures have 200; a client must look at result",
    evidence="observed",
)
RESULT_TYPES = assume(
    "wati.result_types",
    "mixed",
    "boolean",
    meaning="`result` of v1 is true, 'success' or an id, as the operation has it; or always true",
    reason="captured: true on sendTemplateMessage, 'success' on sendSessionMessage, an id on sendSessionFile",
    evidence="observed",
)
PARAMETERES = assume(
    "wati.parameteres",
    "misspelt",
    "corrected",
    meaning="v1 sendTemplateMessage answers its parameters as `parameteres`, or as `parameters`",
    reason="captured",
    evidence="observed",
)
NUMBER_SPELLING = assume(
    "wati.number_spelling",
    "per_version",
    "waId",
    meaning="a contact's number is wAid in v1, waId in v2 and webhooks, wa_id in v3; or waId everywhere but in v3",
    reason="captured in each",
    evidence="observed",
)
CREATED_FORMAT = assume(
    "wati.created_format",
    "month_name",
    "iso",
    meaning="`created` of a v1 contact is Oct-11-2024, or ISO 8601 as its neighbour lastUpdated",
    reason="captured three times",
    evidence="observed",
)
MESSAGE_TEXT_IN = assume(
    "wati.message_text_in",
    "query",
    "query_or_body",
    meaning="where v1 sendSessionMessage looks for messageText",
    reason="captured: in the body it answers 'message text can not be empty'",
    evidence="observed",
)
BLANK_PARAMETERS = assume(
    "wati.blank_parameters",
    "rejected",
    "sent",
    meaning="a template whose parameter is blank or missing is refused as a whole, or sent with a gap",
    reason="captured twice",
    evidence="observed",
)
UNAUTHORIZED_BODY = assume(
    "wati.unauthorized_body",
    "empty",
    "text",
    meaning="the body of a 401: empty, or the text 'No Access Token provided' where no token was sent",
    reason="captured empty; the help page on errors has the text",
    evidence="observed",
)
PYTHON_URLLIB = assume(
    "wati.python_urllib",
    "forbidden",
    "served",
    meaning="requests whose User-Agent is Python-urllib's own are answered 403 by Cloudflare, or as any other",
    reason="captured in July 2026",
    evidence="observed",
)
TEMPLATE_NAME = assume(
    "wati.template_name_in_history",
    "in_description",
    "as_field",
    meaning="getMessages tells a template's name only in eventDescription, in quotes; or as templateName too",
    reason="captured: templateName was null in every line",
    evidence="observed",
)
DELIVERY = assume(
    "wati.delivery",
    "later",
    "at_once",
    meaning="an accepted message is delivered after a while, or before the reply is there",
    reason="documented on every send: 200 means accepted, not delivered",
    evidence="documented",
)
WEBHOOK_TWINS = assume(
    "wati.webhook_twins",
    "both",
    "v2_only",
    meaning="an address that is subscribed to an event and to its _v2 twin gets both, or the twin alone",
    reason="captured: 1,519 payloads of one account hold both",
    evidence="observed",
)
HISTORY_ROWS = assume(
    "wati.history_rows",
    "mixed",
    "messages_only",
    meaning="getMessages answers messages, broadcasts and ticket lines in one list, or messages and broadcasts alone",
    reason="captured",
    evidence="observed",
)
ASSIGNEE_SPELLING = assume(
    "wati.assignee_spelling",
    "per_event",
    "assignedId",
    meaning="who has the chat is assignedId in `message` and assigneeId in the events of sent messages; or assignedId "
    "in all",
    reason="documented so, event by event",
    evidence="documented",
)
V3_UPDATE_PARAMS = assume(
    "wati.v3_update_params",
    "customParams",
    "either",
    meaning="PUT contacts of v3 reads customParams alone, or custom_params as POST does, too",
    reason="the vendor's own OpenAPI spells it so",
    evidence="documented",
)
REUSED_BROADCAST_NAME = assume(
    "wati.reused_broadcast_name",
    "sent",
    "dropped",
    meaning="a template that is sent under a broadcast name that was used before goes out, or is accepted and dropped",
    reason="one client claims that it is dropped in silence; the documentation says nothing of it",
    evidence="reported",
)
CLICK_ID = assume(
    "wati.click_id",
    "history_only",
    "webhook_too",
    meaning="ctwaClid of a click-to-WhatsApp ad stands in getMessages alone, or in the webhook `message` too",
    reason="captured: no webhook ever had it",
    evidence="observed",
)
SLOW_SENDS = assume(
    "wati.slow_sends",
    "prompt",
    "slow",
    meaning="a template is accepted at once, or after 35 seconds",
    reason="one client raised its time-out to 60 seconds because sends took more than 30",
    evidence="reported",
)
V1_TEMPLATES = assume(
    "wati.v1_template_sends",
    "work",
    "refused",
    meaning="v1 sendTemplateMessage sends, or refuses whatever it gets with 'Check your template' while v2 sends",
    reason="one account reported it in August 2026",
    evidence="reported",
)
PATH_TARGETS = assume(
    "wati.path_targets",
    "number_or_id",
    "number_only",
    meaning="a v1 path names the contact by number, id of the contact or BSUID; or by number alone",
    reason="documented in 2026, and in no older client",
    evidence="documented",
)
PAYMENTS = assume(
    "wati.payments",
    "open",
    "closed",
    meaning="WhatsApp Pay, a private beta, is open to the account; or its operations answer 403",
    reason="documented: 403 where the payment feature is not enabled for the workspace",
    evidence="documented",
)
