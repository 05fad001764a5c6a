"""sendTemplateMessages: an approved template to many, each with parameters of their own.

Example: POST /424242/api/v1/sendTemplateMessages {"template_name": "order_update", "broadcast_name": "b1", "receivers": [{"whatsappNumber": "919876543210", "customParams": [{"name": "name", "value": "Ada"}]}]} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas_send, template_replies, template_sending
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendTemplateMessages",
    body=schemas_send.RECEIVERS_BODY,
    replies={200: schemas_send.MANY, 400: schemas_send.MANY},
    evidence="reported",
    source="docs.wati.io sendTemplateMessages; members of the reply from the documentation and a client in production",
    scopes=schemas_send.WRITE_TEMPLATES,
)
def send_template_messages(request: Request, state: WatiState) -> Reply:
    """A blank parameter of one receiver refuses all; numbers that are none are listed, and the others get it."""
    asked = object_of(request) or {}
    campaign = template_sending.campaign(
        state, asked.get("template_name"), asked.get("broadcast_name"), asked.get("channel_number")
    )
    return template_replies.many(state, campaign, template_sending.receivers(state, asked.get("receivers")))
