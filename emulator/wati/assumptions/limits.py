"""What is not known of limits and access, as named choices."""

from emulator.kernel.assumption import assume

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
FOREIGN_TENANT = assume(
    "wati.foreign_tenant",
    "unauthorized",
    "forbidden",
    meaning="a path with another account's number is answered 401, or 403",
    reason="never captured",
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
