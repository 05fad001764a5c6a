"""sendTemplateMessages of v2: an approved template to many, with a local id for each.

Example: POST /424242/api/v2/sendTemplateMessages {"template_name": "order_update", "broadcast_name": "b1", "receivers": [{"whatsappNumber": "919876543210", "customParams": [], "localMessageId": "mine-1"}]} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas_send, schemas_template, template_replies, template_sending
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v2/sendTemplateMessages",
    body=schemas_send.RECEIVERS_BODY,
    replies={200: schemas_send.V2_MANY, 400: schemas_send.V2_MANY},
    evidence="documented",
    source="docs.wati.io v2 sendTemplateMessages; the reply from a client's documentation with an example",
    scopes=schemas_template.WRITE_V2,
)
def v2_send_template_messages(request: Request, state: WatiState) -> Reply:
    """An entry per receiver; a blank parameter of one refuses all."""
    asked = object_of(request) or {}
    name = asked.get("template_name")
    campaign = template_sending.campaign(state, name, asked.get("broadcast_name"), asked.get("channel_number"))
    wanted = template_sending.receivers(state, asked.get("receivers"))
    return template_replies.v2(state, name, campaign, wanted, {})
