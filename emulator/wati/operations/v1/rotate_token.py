"""rotateToken: block a token of the account, and have a new one for it.

Example: POST /424242/api/v1/rotateToken?token=nobodys-token => 200
Example: POST /424242/api/v1/rotateToken?token=sandbox-wati-token => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, payloads, schemas, token
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/rotateToken",
    query={"type": "object", "properties": {"token": schemas.SOME_TEXT}, "required": ["token"]},
    replies={
        200: schemas.or_failure(schemas.record({"result": {"const": True}, "token": schemas.SOME_TEXT})),
        400: schemas.FAILURE,
    },
    evidence="documented",
    source="docs.wati.io rotateToken (path, and `token` as the one to block); what it answers is assumed",
)
def rotate_token(request: Request, state: WatiState) -> Reply:
    """The blocked token is refused from the next call on, and the new one does what it did."""
    new = token.rotate(state, request.args.get("token", ""))
    if new is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "target input invalid", "`token` is none of the account's: nothing was blocked.")
    return payloads.ok({"result": True, "token": new})
