"""sendTemplateMessageCSV: an approved template to the numbers of a CSV file.

Example: POST /424242/api/v1/sendTemplateMessageCSV?template_name=order_update&broadcast_name=b1 => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import recipients_csv, schemas_send, template, template_replies, template_sending
from emulator.wati.api import WATI
from emulator.wati.assumptions.sends import SEND_FAILURE_TEXT
from emulator.wati.schemas import TEXT, record
from emulator.wati.sending import MALFORMED
from emulator.wati.state import WatiState
from emulator.wati.template_sending import Campaign, Receiver, Refusal

FIELD = "whatsapp_numbers_csv"


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendTemplateMessageCSV",
    query=record({**schemas_send.TEMPLATE_NAMES, "channelPhoneNumber": TEXT}, ["broadcast_name", "template_name"]),
    form=record({FIELD: {"type": "string", "format": "binary"}}),
    replies={200: schemas_send.LISTED, 400: schemas_send.LISTED},
    evidence="documented",
    source="docs.wati.io sendTemplateMessageCSV; result and info from its field list; texts as of sendTemplateMessage",
    scopes=(("api", "messagetemplate:write"),),
)
def send_template_message_csv(request: Request, state: WatiState) -> Reply:
    """The file has a column Phone; its other columns are parameters. All of it is read before anything is sent."""
    args = request.args
    campaign = template_sending.campaign(
        state, args.get("template_name"), args.get("broadcast_name"), args.get("channelPhoneNumber")
    )
    wanted = campaign if isinstance(campaign, Refusal) else _receivers(request, state, campaign)
    return template_replies.listed(state, campaign, wanted)


def _receivers(request: Request, state: WatiState, campaign: Campaign) -> list[Receiver] | Refusal:
    part = request.file(FIELD)
    if part is None:
        state.universe.assumptions.lean(SEND_FAILURE_TEXT)
        return Refusal(MALFORMED, f"The body must be multipart/form-data with a field `{FIELD}` that has a filename.")
    try:
        lines = recipients_csv.read(part.content)
    except ValueError as error:
        state.universe.assumptions.lean(SEND_FAILURE_TEXT)
        return Refusal(MALFORMED, str(error))
    needed = template.parameters(campaign.template)
    found = []
    for line in lines:
        # a column that the template has no place for may be empty
        values = {name: value for name, value in line.values.items() if name in needed or (name and value.strip())}
        found.append(template_sending.receiver(state, line.phone, values))
    return template_sending.once(state, found)
