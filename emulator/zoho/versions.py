"""What differs between the versions of the API, as one table.

Source: zoho.com CRM v2 to v8, search-records, COQL-Overview and COQL-Limitations; zoho/crm-oas for the spelling of v8.
Between v2.1 and v7, where no page could be read, the older rule is taken to hold until the newer one is documented.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from emulator.kernel.http import Request
from emulator.zoho import parameter
from emulator.zoho.assumptions import APPROVAL_STATE
from emulator.zoho.rows import Record
from emulator.zoho.state import ZohoState

FIRST_OPERATORS = ("equals", "starts_with")
OPERATORS = (
    *FIRST_OPERATORS,
    "in",
    "not_equal",
    "greater_than",
    "greater_equal",
    "less_than",
    "less_equal",
    "between",
)


STATE = "$approval_state"


class Version(NamedTuple):
    """`operators` are those of criteria; `equals_contains`, whether a single equals behaves as contains, as several
    always do; `invalid_query` is how that message is spelled. The rest is of COQL: how many records at once and in
    all, how many values `in` takes, and whether a lookup comes with its name.
    """

    operators: tuple[str, ...]
    equals_contains: bool
    coql_limit: int
    coql_records: int
    coql_values: int
    coql_names: bool
    invalid_query: str = "invalid query formed"


_EARLY = Version(FIRST_OPERATORS, False, 200, 10_000, 50, False)
_FOURTH = _EARLY._replace(operators=OPERATORS, coql_limit=2000)
_FIFTH = _FOURTH._replace(equals_contains=True)
_SEVENTH = _FIFTH._replace(coql_records=100_000, coql_values=100, coql_names=True)
OF: dict[str, Version] = {
    "v2": _EARLY,
    "v2.1": _EARLY,
    "v3": _EARLY,
    "v4": _FOURTH,
    "v5": _FIFTH,
    "v6": _FIFTH,
    "v7": _SEVENTH,
    "v8": _SEVENTH._replace(invalid_query="Invalid query formed"),
}


def spelled(sent: dict[str, Any], row: Record, request: Request, state: ZohoState) -> dict[str, Any]:
    """A record as the version of the path has it: older ones say whether it is approved and converted."""
    if STATE not in sent:
        return sent
    if parameter.since(request, state, APPROVAL_STATE):
        return sent if row.approved else {**sent, STATE: "approval_process_pending"}
    older = {name: value for name, value in sent.items() if name != STATE}
    return {**older, "$approved": row.approved, "$converted": row.converted}
