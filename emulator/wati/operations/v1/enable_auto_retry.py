"""broadcast/{broadcastId}/retry: a campaign goes again to those whom Meta chose not to deliver to.

Example: POST /424242/api/v1/broadcast/66aa00bb11cc22dd33ee44ff/retry {"retryDays": 3} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import auto_retry, payloads, schemas, schemas_template
from emulator.wati.api import WATI
from emulator.wati.assumptions.sends import SEND_FAILURE_TEXT
from emulator.wati.body import object_of
from emulator.wati.errors import CONTENT_TYPE
from emulator.wati.sending import MALFORMED
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/broadcast/{broadcastId}/retry",
    body=schemas_template.RETRY,
    replies={200: schemas.RESULT, 400: schemas.FAILURE},
    evidence="documented",
    source="docs.wati.io enable auto-retry: the body, whom it is for, the plans and 400; bodies and scopes are assumed",
    scopes=(("api", "messagetemplate:write"),),
)
def enable_auto_retry(request: Request, state: WatiState) -> Reply:
    """`retryDays` from the end of the campaign, or `retryUntil`. It is no sending at once."""
    campaign = state.broadcasts.get(request.params["broadcastId"])
    try:
        if campaign is None:
            raise ValueError("no broadcast has this id")
        auto_retry.enable(state, campaign, object_of(request) or {})
    except (ValueError, OverflowError) as error:
        state.universe.assumptions.lean(SEND_FAILURE_TEXT)
        return Reply(400, {"result": False, "info": MALFORMED}, CONTENT_TYPE, help=(str(error),))
    return payloads.ok({"result": True})
