"""sendTemplateMessage as an old client of Wati's own has it: the number in the path, the parameters a text of JSON.

Example: POST /424242/api/v1/sendTemplateMessage/919876543210 {"template_name": "a", "broadcast_name": "b", "parameters": "[]"} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

import json
from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas_send, template_replies
from emulator.wati.api import WATI
from emulator.wati.body import number_of, object_of
from emulator.wati.schemas import TEXT_OR_NULL, record
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendTemplateMessage/{whatsappNumber}",
    body=record(
        {
            **schemas_send.TEMPLATE_NAMES,
            "parameters": {"anyOf": [schemas_send.PARAMETERS, {"type": "string"}]},
            "channel_number": TEXT_OR_NULL,
        },
        ["broadcast_name", "template_name"],
    ),
    replies={200: schemas_send.SINGLE_OR_REFUSED, 400: schemas_send.SINGLE_OR_REFUSED},
    evidence="reported",
    source="the client wati-api of 2021, by Wati's makers; the documentation has the number in the query",
    scopes=schemas_send.WRITE_TEMPLATES,
)
def send_template_message_by_path(request: Request, state: WatiState) -> Reply:
    """As sendTemplateMessage."""
    body = object_of(request)
    return template_replies.single(state, number_of(request, state), body, _parameters(body))


def _parameters(body: dict[str, Any] | None) -> Any:
    """Read where they are a text; as they are where they are not, or cannot be read."""
    found = (body or {}).get("parameters")
    if not isinstance(found, str):
        return found
    try:
        return json.loads(found)
    except (ValueError, RecursionError):
        return found
