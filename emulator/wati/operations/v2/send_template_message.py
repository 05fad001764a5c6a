"""sendTemplateMessage of v2: an approved template to one number, at any time.

Example: POST /424242/api/v2/sendTemplateMessage?whatsappNumber=919876543210 {"template_name": "order_update", "broadcast_name": "b1", "parameters": [{"name": "name", "value": "Ada"}]} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas_send, schemas_template, template_replies, template_sending
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v2/sendTemplateMessage",
    query=schemas_send.TARGET_QUERY,
    body=schemas_send.TEMPLATE_BODY,
    replies={200: schemas_send.V2_SINGLE, 400: schemas_send.V2_SINGLE},
    evidence="documented",
    source="help 11463225 for the success; failures from three clients' tests",
    scopes=schemas_template.WRITE_V2,
)
def v2_send_template_message(request: Request, state: WatiState) -> Reply:
    """A number that is none has isValidWhatsAppNumber false in a reply whose result is true."""
    asked = object_of(request) or {}
    name, values = asked.get("template_name"), template_sending.values_of(asked.get("parameters"))
    campaign = template_sending.campaign(state, name, asked.get("broadcast_name"), asked.get("channel_number"))
    wanted = template_replies.people_of(state, template_replies.whom(request.args), values)
    more = {"parameters": template_replies.parameters_of(values or {})}
    return template_replies.v2(state, name, campaign, wanted, more)
