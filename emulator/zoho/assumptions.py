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
