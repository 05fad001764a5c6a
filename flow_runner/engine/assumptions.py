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
TYPED_LABEL = assume(
    "flow.typed_label_is_tap",
    "ignoring_case",
    "exact",
    "never",
    meaning="whether a typed text that equals a button or row counts as a tap on it",
    reason="not documented; most vendors do",
    evidence="assumed",
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
    meaning="whether the flow goes on behind Assign Agent or Assign Team where an edge is drawn",
    reason="all exports seen by one author end there; the help page allows both",
    evidence="documented",
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
BURST = assume(
    "flow.burst",
    "answers_next",
    "dropped",
    meaning="a message that arrives while a webhook runs: it answers the next waiting node, or is lost",
    reason="a team lost leads because the second message of a burst was taken for the next answer",
    evidence="reported",
)
