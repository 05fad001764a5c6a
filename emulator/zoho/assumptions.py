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
DENIED_SEARCH = assume(
    "zoho.denied_search",
    "authorization_failed",
    "no_permission",
    meaning="a search by a user who may not read the module is 400 AUTHORIZATION_FAILED, or 403 NO_PERMISSION as other "
    "calls of that user",
    reason="the first stands in the error table of search alone, the second in the general one",
    evidence="documented",
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
UNKNOWN_GRANT = assume(
    "zoho.unknown_grant_error",
    "unsupported_grant_type",
    "invalid_grant",
    meaning="the error, with status 200, for a grant_type that is none",
    reason="no source tells; both names stand in the standard, and the first says what is wrong",
    evidence="assumed",
)
MISSING_PARAMETER = assume(
    "zoho.token_missing_parameter",
    "as_wrong",
    "general_error",
    meaning="the error, with status 200, for a parameter of the token endpoint that was not sent: as if it were wrong, "
    "or general_error",
    reason="no source tells; general_error is what one client reports for whatever is odd",
    evidence="assumed",
)
TOKEN_GET = assume(
    "zoho.token_get",
    "ok",
    "method_not_allowed",
    meaning="the status of a GET of the token endpoint, which issues nothing: 200 or 405, with error general_error",
    reason="Zoho documents that GET is not supported, and not what it answers",
    evidence="assumed",
)
REDIRECT_MISMATCH = assume(
    "zoho.redirect_mismatch_error",
    "invalid_redirect_uri",
    "redirect_uri_mismatch",
    meaning="the error, with status 200, for a code with another redirect_uri than it was sent to",
    reason="the first name is of a staff post, the second of a checklist; neither shows a reply",
    evidence="assumed",
)
FOREIGN_SOID = assume(
    "zoho.foreign_soid_error",
    "missing_org_info",
    "invalid_soid",
    meaning="the error, with status 200, for client credentials with the soid of another organisation, or with none "
    "that can be read",
    reason="missing_org_info is documented where soid is missing; clients prepare for both names",
    evidence="assumed",
)
THROTTLE_STATUS = assume(
    "zoho.throttle_status",
    "bad_request",
    "ok",
    meaning="the status, 400 or 200, of 'Access Denied' after ten access tokens in ten minutes",
    reason="three clients of 2026 tell 400 in comments and tests; an older staff post says that the status stays 200",
    evidence="reported",
)
THROTTLE_BODY = assume(
    "zoho.throttle_body",
    "with_status",
    "without_status",
    meaning="whether the body of 'Access Denied' has status: failure too",
    reason="six projects quote error and error_description; status is in some of the quotes only",
    evidence="reported",
)
RETRY_WHILE_THROTTLED = assume(
    "zoho.retry_while_throttled",
    "waits",
    "extends",
    meaning="whether asking for a token while access is denied lets the ten minutes begin again",
    reason="the documentation says that access is denied for the rest of the ten minutes; two users report that "
    "asking again makes it longer",
    evidence="documented",
)
REFRESH_TOKEN_AGAIN = assume(
    "zoho.refresh_token_again",
    "when_prompted",
    "always",
    meaning="whether a user who let a client in before gives it a refresh token again without prompt=consent",
    reason="several pages of Zoho say that it comes the first time only, and users miss it; CRM's page does not say so",
    evidence="documented",
)
AUTHORIZE_ERRORS = assume(
    "zoho.authorize_errors",
    "page",
    "redirect",
    meaning="where a wrong scope or response_type is told: on a page of Zoho's, or to the client as error=",
    reason="no source shows either; the standard lets the client know, users speak of a page",
    evidence="assumed",
)
REVOKE_ERROR = assume(
    "zoho.revoke_error_body",
    "error",
    "empty",
    meaning="whether the 400 for revoking a token that is none has error: invalid_token inside, or no body",
    reason="the status is documented; no source shows the body",
    evidence="assumed",
)
REVOKE_CLIENT = assume(
    "zoho.revoke_client_status",
    "bad_request",
    "unauthorized",
    meaning="the status, 400 or 401, of revoking with Basic credentials that are no client's: error invalid_client",
    reason="no source tells; the page knows of 400 only",
    evidence="assumed",
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
LOOKUP_MODULE_FROM = assume(
    "zoho.lookup_module_from",
    "v3",
    "v5",
    meaning="the first version in which the metadata of a lookup has its module as an object; before, it is its name",
    reason="Zoho's SDKs of 2.0 and 2.1 read a text, that of 5.0 an object; versions between were not seen",
    evidence="reported",
)
