"""Send template messages, to one or to many, as a campaign.

Example: POST /api/ext/v3/messageTemplates/send {"template_name": "t", "broadcast_name": "b"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, campaign, schema, scope
from emulator.wati.v3.endpoint import endpoint


@endpoint(
    "POST",
    "messageTemplates/send",
    body=object_of(schema.SEND_WANTED, *("template_name", "broadcast_name", "recipients"), more=True),
    reply=schema.SEND_RESULT,
    scopes=scope.TEMPLATES_SEND,
    source="the vendor's OpenAPI; target, and success:false with status 200, from docs.wati.io",
)
def v3_send_template_messages(request: Request, state: WatiState) -> Reply:
    """A template that is not there or not approved, or a parameter without a text: 200 with success false, and nobody
    gets anything. A number that is none is told among its errors, and the others get it.
    """
    return campaign.start(state, campaign.read(state, asked.body(request)))
