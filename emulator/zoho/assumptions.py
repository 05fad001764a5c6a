"""What is not known of Zoho's API, as named choices."""

from emulator.kernel.assumption import assume

JSON_TOKEN_BODY = assume(
    "zoho.token_json_body",
    "accept",
    "reject",
    meaning="whether POST /oauth/v2/token reads its parameters from a JSON body; rejected, they count as not sent",
    reason="the Wati article sends JSON; Zoho documents the query string and forms, and one client says JSON fails",
    evidence="reported",
)
PHONE_MATCH = assume(
    "zoho.phone_match",
    "contains",
    "exact",
    "suffix",
    meaning="how search?phone= compares digits: the stored number contains the one asked for, both are equal, or one "
    "ends with the other (at least 7 digits)",
    reason="reports say that 10 national digits find formatted international numbers; the exact rule is unpublished",
    evidence="reported",
)
PHONE_DIGITS = assume(
    "zoho.phone_digits",
    "ascii",
    "unicode",
    meaning="whether full-width, Arabic-Indic and other digits stored in a phone field count as digits",
    reason="no source tells; a customer who is found only if they do is at risk",
    evidence="assumed",
)
SEARCH_ORDER = assume(
    "zoho.search_order",
    "newest_first",
    "oldest_first",
    meaning="the order of several hits of a search by phone, email or word",
    reason="the documentation's sample is sorted by id, descending; nothing promises it",
    evidence="assumed",
)
WORD_MATCH = assume(
    "zoho.word_match",
    "part_of_text",
    "whole_word",
    meaning="whether search?word= finds a part of a text field, or whole words only",
    reason="the documentation only says that the word is searched for in the record",
    evidence="assumed",
)
WRONG_SECRET = assume(
    "zoho.wrong_secret_error",
    "invalid_client_secret",
    "invalid_client",
    meaning="the error, with status 200, for a client secret that is not the client's",
    reason="a staff post lists the names, its table is cut off; some pages fold it into invalid_client",
    evidence="reported",
)
PHONE_CHARACTERS = assume(
    "zoho.phone_special_characters",
    "reject",
    "ignore",
    meaning="whether search?phone= with letters, braces or other special characters is 400 INVALID_DATA",
    reason="the error table says so for 'special characters'; which characters are special is not said",
    evidence="documented",
)
FIELDS_FROM = assume(
    "zoho.list_needs_fields_from",
    "v3",
    "v7",
    meaning="the first version in which a list of records without `fields` is 400 REQUIRED_PARAM_MISSING",
    reason="documented for v7 and v8; earlier pages were not seen, and clients of v3 to v6 send it",
    evidence="assumed",
)
PAGE_TOKEN_FROM = assume(
    "zoho.page_token_from",
    "v3",
    "v7",
    meaning="the first version in which lists of records have page tokens, and end at 2000 records without one",
    reason="documented for v7; clients of v3 and v5 are reported to have run into the limit and to use tokens",
    evidence="reported",
)
UNKNOWN_RECORD = assume(
    "zoho.unknown_record",
    "204",
    "400",
    meaning="what GET of an id that no record has is answered with: nothing, or INVALID_DATA",
    reason="a connector's manual says that an empty 204 comes; the vendor's OpenAPI of notes has both",
    evidence="reported",
)
FAILED_WRITES = assume(
    "zoho.failed_write_status",
    "by_version",
    "400",
    "202",
    meaning="the status where every row of a write failed; by_version is 202 in v2 and v2.1, and 400 from v3 on",
    reason="the pages of v7 say 400, clients of v2 have seen 202; where it changed is not known",
    evidence="reported",
)
NOTE_STATUSES = assume(
    "zoho.note_statuses",
    "openapi",
    "as_records",
    meaning="whether POST of notes answers 200, and 202 where every one failed, as the vendor's OpenAPI has it, or "
    "answers as it does for records",
    reason="the OpenAPI of notes names 200 and 202; the documentation's table of errors says 400",
    evidence="documented",
)
UNKNOWN_FIELDS = assume(
    "zoho.unknown_fields",
    "ignore",
    "refuse",
    meaning="whether a name that no field of the module has is ignored in a write, or is INVALID_DATA",
    reason="clients that send such names are not reported to fail; nothing in the documentation says so",
    evidence="assumed",
)
PICKLIST_OPTIONS = assume(
    "zoho.picklist_options",
    "accept",
    "refuse",
    meaning="whether a text that is none of a picklist's options is taken",
    reason="the documentation of inserting says that an existing value or a new one may be passed",
    evidence="documented",
)
LOOSE_VALUES = assume(
    "zoho.loose_values",
    "refuse",
    "convert",
    meaning="whether a number is taken for a text, and a text of digits or true/false for a number or a checkbox",
    reason="the documentation names one JSON type for every field; whether others are converted is not said",
    evidence="assumed",
)
OWNER_BY_EMAIL = assume(
    "zoho.owner_by_email",
    "accept",
    "refuse",
    meaning="whether an owner may be named by `email` alone, without an id",
    reason="samples always have the id of the user; some clients send an e-mail address",
    evidence="assumed",
)
UPSERT_CHECKS = assume(
    "zoho.upsert_checks",
    "documented",
    "unique_only",
    meaning="by which fields an upsert finds a record: the module's own one (Email of leads) and unique fields, or "
    "unique fields alone; others in duplicate_check_fields do not count",
    reason="the page of v7 has it so; that naming Phone, which is not unique, keeps nobody from being made twice was "
    "reported",
    evidence="documented",
)
CONVERT_REPLY_FROM = assume(
    "zoho.convert_reply_from",
    "v6",
    "v3",
    meaning="the first version in which converting a lead is answered with a result of code and details, not bare ids",
    reason="Zoho's SDK of 2.1 reads bare ids, that of 6.0 a result; versions between were not seen",
    evidence="reported",
)
CONVERT_MATCHES = assume(
    "zoho.convert_matches",
    "existing",
    "new",
    meaning="whether a lead that is converted without naming a contact or an account joins those with its e-mail "
    "address, company or name, or new ones are made",
    reason="the documentation of v7 lists in which order existing ones are looked for",
    evidence="documented",
)
