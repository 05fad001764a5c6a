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
FAX_IS_PHONE = assume(
    "zoho.fax_is_phone",
    "yes",
    "no",
    meaning="whether search?phone= looks at fax numbers too",
    reason="all phone fields of the module are searched, and metadata calls Fax a phone; another vendor's list of the "
    "fields that are searched is without it",
    evidence="assumed",
)
CRITERIA_BRACKETS = assume(
    "zoho.criteria_brackets",
    "optional",
    "required",
    meaning="whether several conditions of criteria may stand without brackets around all of them: (a)and(b)",
    reason="the documentation encloses several conditions, and leaves the brackets of a single one out in its samples",
    evidence="assumed",
)
CRITERIA_LIMIT = assume(
    "zoho.criteria_limit",
    "10",
    "15",
    meaning="how many conditions criteria may have before they are 400 CRITERIA_LIMIT_EXCEEDED",
    reason="the documentation says 10, the message in the vendor's OpenAPI 15",
    evidence="documented",
)
EMPTY_DIFFERS = assume(
    "zoho.empty_differs",
    "yes",
    "no",
    meaning="whether an empty field meets not_equal and, in COQL, !=, not in, not like and not between",
    reason="no source tells what becomes of empty fields",
    evidence="assumed",
)
APPROVAL_STATE = assume(
    "zoho.approval_state_since",
    "v3",
    "v5",
    "v7",
    meaning="from which version on records have $approval_state; before it they have $approved and $converted",
    reason="samples of v2 have the older keys and those of v7 the newer one; of those between none could be read",
    evidence="assumed",
)
PARALLEL_CALLS = assume(
    "zoho.parallel_calls",
    "not_counted",
    "same_moment",
    meaning="whether too many calls at once are 429: not_counted never refuses, same_moment takes all calls at the "
    "same moment of the tenant's clock for parallel ones",
    reason="calls of one account never overlap here, and while the clock stands still all calls are at the same "
    "moment, be they parallel or not; so the documented bound (5 on the free edition) is not enforced unless a test "
    "wants to see it met",
    evidence="documented",
)
