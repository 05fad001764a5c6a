"""Remove Tags from Records: from up to 500 at once.

Example: POST /crm/v8/Leads/actions/remove_tags {"tags":[{"name":"VIP"}],"ids":["415086800000000001"]} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import call, schemas_records, tagging
from emulator.zoho.api import ZOHO
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "POST",
    "/crm/{version}/{module}/actions/remove_tags",
    scopes=(of_module("DELETE", "UPDATE", "WRITE"),),
    query=tagging.ASKED,
    body=schemas_records.TAGS_SENT,
    replies=tagging.REPLIES,
    evidence="documented",
    source="zoho.com CRM v2 and v7 remove-tags",
)
@call.answered
def remove_tags_from_records(asked: call.Call) -> Reply:
    """As for one record; each has a result of its own."""
    wanted = tagging.asked_of(asked)
    return tagging.tagged(asked, wanted, tagging.ids_of(asked), tagging.with_fewer, counted=True)
