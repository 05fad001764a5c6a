"""What is not known of v3, as named choices."""

from emulator.kernel.assumption import assume

V3_UNKNOWN_TARGET = assume(
    "wati.v3_unknown_target",
    "400",
    "404",
    meaning="the status of a v3 call whose target, template, broadcast or message does not exist",
    reason="the vendor's OpenAPI declares 400 and no 404; newer pages speak of a 404; no answer was captured",
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
V3_PAGING = assume(
    "wati.v3_paging",
    "lenient",
    "strict",
    meaning="a list of v3 takes pageSize and pageNumber too, the first page where no number comes with them; or it "
    "takes page_size and page_number alone, and both",
    reason="documented are the second; the vendor's own n8n node sends the first",
    evidence="reported",
)
V3_NULLS = assume(
    "wati.v3_nulls",
    "written",
    "omitted",
    meaning="a field of v3 that has no value is there as null, or left out",
    reason="the schemas allow null; the examples leave such fields out, and a null phone is told to be left out",
    evidence="assumed",
)
V3_DATE_TO = assume(
    "wati.v3_date_to",
    "whole_day",
    "midnight",
    meaning="a date_to of v3 that is a date without a time: that day counts too, or ends where it begins",
    reason="not documented",
    evidence="assumed",
)
V3_FAILURE_TEXTS = assume(
    "wati.v3_failure_texts",
    "plain",
    meaning="the `message` of a refused call of v3, and the `error` of a template that is not sent, say in plain words "
    "what is wrong",
    reason="their shape is documented, the texts are not",
    evidence="assumed",
)
