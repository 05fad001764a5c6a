"""What is not known of how Wati runs a chatbot, as named choices. Source: the open points of the semantics sheet."""

from emulator.kernel.assumption import assume

UNSET_VARIABLE = assume(
    "flow.unset_variable",
    "literal",
    "empty",
    meaning="what goes out for a variable that was never set: the placeholder itself, or nothing",
    reason="three incidents of one team: '@amenities' and '{{recommendations}}' reached back ends and customers",
    evidence="reported",
)
EQUAL_CASE = assume(
    "flow.equal_case",
    "sensitive",
    "ignored",
    meaning="whether conditions tell upper from lower case",
    reason="the help page says 'exactly matches'; an operator needed two tests for menu and Menu",
    evidence="documented",
)
EQUAL_SPACES = assume(
    "flow.equal_spaces",
    "kept",
    "trimmed",
    meaning="whether blanks around the two sides of a condition count",
    reason="not documented",
    evidence="assumed",
)
EMPTY_CONTAINS = assume(
    "flow.empty_contains_on_unset",
    "false",
    "true",
    meaning="whether KeywordContains with nothing to look for holds for a variable that is empty or was never set",
    reason="exports use it as the test 'is it filled?': false without a value, true with one",
    evidence="reported",
)
TYPED_LABEL = assume(
    "flow.typed_label_is_tap",
    "ignoring_case",
    "exact",
    "never",
    meaning="whether a typed text that equals a button or row counts as a tap on it",
    reason="not documented; most vendors do",
    evidence="assumed",
)
EXPECTED_ANSWER = assume(
    "flow.expected_answer_match",
    "ignoring_case",
    "exact",
    meaning="how the text of an answer is compared with the predefined answers of a question, blanks around it aside",
    reason="not documented; no export with predefined answers was ever seen",
    evidence="assumed",
)
LATE_TAP = assume(
    "flow.late_tap",
    "as_text",
    "ignored",
    meaning="a tap on a button or row of an earlier message, while another node waits: it counts as typed text, or not "
    "at all",
    reason="buttons of an ended run are said to arrive as plain text; nothing is known of those of a running one",
    evidence="reported",
)
MEDIA_REFUSED = assume(
    "flow.media_refused",
    "bad_answer",
    "ignored",
    "accepted",
    meaning="a photo or file sent to a question that does not accept media: a bad answer, no answer, or a good one",
    reason="the setting is called isMediaAccepted; what happens without it is not documented",
    evidence="assumed",
)
MEDIA_STORED = assume(
    "flow.media_stored",
    "address",
    "file_name",
    "caption",
    meaning="what a variable holds after an answer that is a photo or file",
    reason="not documented",
    evidence="assumed",
)
GUESSED_VALIDATION = assume(
    "flow.guessed_validation",
    "checked",
    "everything_passes",
    meaning="whether a question whose answerValidation is Email, Phone or Date checks the answer for that",
    reason="readers of exports name Email and Phone; no export with one was seen, and Date is not confirmed",
    evidence="assumed",
)
QUESTION_FAIL_END = assume(
    "flow.question_fail_end",
    "end_silently",
    "follow_exit",
    meaning="a question that ran out of tries: the run ends without a word, or goes on by the question's exit",
    reason="measured live: the answer after the last try ends the run; no exit for it is drawn in the builder",
    evidence="observed",
)
WEBHOOK_TIMEOUT = assume(
    "flow.webhook_timeout_s",
    "10",
    "5",
    "30",
    "60",
    meaning="seconds until a webhook gives up",
    reason="a time-out exists, its length is not documented",
    evidence="assumed",
)
NO_REPLY = assume(
    "flow.webhook_without_reply",
    "default_exit",
    "fail",
    meaning="where a webhook goes that timed out or was refused: its default exit (the only one, if it has no "
    "statuses) with no variable set, or the run fails",
    reason="a user report says that the flow goes on; nothing is known where statuses are configured",
    evidence="reported",
)
STATUS_UNMATCHED = assume(
    "flow.status_unmatched",
    "fail",
    "end",
    meaning="a status that no exit is drawn for: the run fails, or ends in silence",
    reason="nothing is known; louder is safer",
    evidence="assumed",
)
SAVE_EMPTY = assume(
    "flow.save_on_empty_reply",
    "keep",
    "blank",
    meaning="what response variables hold after a reply without a body (204): their old value, or nothing",
    reason="unknown; a stale owner from an earlier run is a real hazard",
    evidence="assumed",
)
SAVE_ON_ERROR = assume(
    "flow.save_on_error_status",
    "nothing",
    "save",
    meaning="whether response variables are set from the body of a reply that is no 2xx and has no exit of its own",
    reason="unknown; a body with an error in it may well hold a key of the same name",
    evidence="assumed",
)
NULL_VALUE = assume(
    "flow.null_in_reply",
    "keep",
    "blank",
    meaning="what a response variable holds whose path leads to null: its old value, or nothing",
    reason="not documented",
    evidence="assumed",
)
PATH_ARRAYS = assume(
    "flow.path_arrays",
    "index",
    "unsupported",
    meaning="whether a response path may index arrays (data[0].Owner.name, data.0.Owner.name)",
    reason="the object form is documented, the array form stands in the cut-off part of the help page",
    evidence="assumed",
)
BODY_ESCAPING = assume(
    "flow.webhook_body_escaping",
    "json",
    "none",
    meaning="whether values put inside a JSON string of a webhook's body are escaped",
    reason="unknown; only values with quotes, backslashes or line breaks are concerned",
    evidence="assumed",
)
URL_ESCAPING = assume(
    "flow.webhook_url_escaping",
    "value",
    "none",
    meaning="whether values put into a webhook's URL are percent-encoded; with none, only what no URL may hold",
    reason="unknown; only values with reserved characters are concerned, a + among them",
    evidence="assumed",
)
AFTER_ASSIGN = assume(
    "flow.after_assign",
    "follow_edge",
    "end",
    meaning="whether the flow goes on behind Assign user, Assign team or Update chat status where an edge is drawn",
    reason="all exports seen by one author end there; the help page allows both",
    evidence="documented",
)
CARD_WAITS = assume(
    "flow.card_waits",
    "never",
    "for_any_message",
    meaning="whether a CTA URL button, a product or a set of products waits for the customer before the flow goes on",
    reason="a tap on an address sends no message; the only real product node that was seen had a plain single exit",
    evidence="assumed",
)
FORM_WITHOUT_FALLBACK = assume(
    "flow.form_without_fallback",
    "keeps_waiting",
    "ends",
    meaning="text typed while a WhatsApp Flow without a fallback of its own waits: it is not heard, or the run ends",
    reason="not documented",
    evidence="assumed",
)
FORM_VARIABLE = assume(
    "flow.form_variable",
    "json",
    "nothing",
    meaning="what the userInputVariable of a WhatsApp Flow holds: all fields as JSON, or nothing",
    reason="the field stands in the export and is null wherever it was seen",
    evidence="assumed",
)
SHEET_ROW_FOUND = assume(
    "flow.sheet_row_found",
    "routes_only",
    "sets_variables",
    meaning="a row that was found in a spreadsheet: it decides the exit only, or its cells become @variables too",
    reason="only InsertNewRow was ever seen; the exits for found and not found stand in every node",
    evidence="assumed",
)
INVOKE_CARRIES = assume(
    "flow.invoke_carries",
    "attributes",
    "variables_too",
    meaning="what a triggered chatbot can read: contact attributes only, or the flow's @variables too",
    reason="not documented; @variables are said to live for one run",
    evidence="assumed",
)
INVOKE_RETURNS = assume(
    "flow.invoke_returns",
    "never",
    "when_it_ends",
    meaning="whether a flow goes on behind Trigger chatbot, where an edge is drawn, once a path of the triggered one "
    "has come to its end",
    reason="not documented; an observer calls the node 'leaves this flow'",
    evidence="assumed",
)
START_ON = assume(
    "flow.start_on",
    "chat_with_bot",
    "new_chat",
    meaning="which messages start the chatbot: any that arrives while no session waits and nobody is assigned, or only "
    "one whose 24-hour window had been closed",
    reason="the article lets it start 'when a user starts a new conversation' and does not say when that is",
    evidence="assumed",
)
RUN_AFTER_WINDOW = assume(
    "flow.run_after_window",
    "goes_on",
    "expired",
    meaning="whether a chatbot that waits still takes an answer that comes after the 24-hour window was closed, or in "
    "a chat that was solved meanwhile",
    reason="the inbox shows Expired for a chatbot whose time ended; that of the chatbot timer may be meant",
    evidence="assumed",
)
BURST = assume(
    "flow.burst",
    "answers_next",
    "dropped",
    meaning="a message that arrives while a webhook runs: it answers the next waiting node, or is lost",
    reason="a team lost leads because the second message of a burst was taken for the next answer",
    evidence="reported",
)
AGENT_TAKES_OVER = assume(
    "flow.agent_takes_over",
    "bot_stops",
    "bot_goes_on",
    meaning="whether a running chatbot stops when somebody gives the chat to an agent",
    reason="the chat then shows 'Automation will not work unless it's assigned back to Bot'; of a chatbot that runs "
    "already nothing is told",
    evidence="observed",
)
MAX_STEPS = assume(
    "flow.max_steps_without_input",
    "200",
    "50",
    "1000",
    meaning="nodes that a run enters without a word from the customer before it is stopped as a runaway loop",
    reason="no limit of the platform is known; without one a loop would call its webhooks for ever",
    evidence="assumed",
)
