"""sendTemplateMessage: an approved template to one number, at any time.

Example: POST /424242/api/v1/sendTemplateMessage?whatsappNumber=919876543210 {"template_name": "order_update", "broadcast_name": "b1", "parameters": [{"name": "name", "value": "Ada"}]} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas_send, template_replies
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendTemplateMessage",
    query=schemas_send.TARGET_QUERY,
    body=schemas_send.TEMPLATE_BODY,
    replies={200: schemas_send.SINGLE_OR_REFUSED, 400: schemas_send.SINGLE_OR_REFUSED},
    evidence="observed",
    source="docs.wati.io sendTemplateMessage; the success with its misspelt key and the refusals were captured",
    scopes=schemas_send.WRITE_TEMPLATES,
)
def send_template_message(request: Request, state: WatiState) -> Reply:
    """A template that is not there or not approved, a blank parameter, a number that is none: nothing is sent."""
    body = object_of(request)
    return template_replies.single(state, template_replies.whom(request.args), body, (body or {}).get("parameters"))
