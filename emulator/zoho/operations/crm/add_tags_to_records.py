"""Add Tags to Records: to up to 500 at once.

Example: POST /crm/v8/Leads/actions/add_tags {"tags":[{"name":"VIP"}],"ids":["415086800000000001"]} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import call, schemas_records, tagging
from emulator.zoho.api import ZOHO
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "POST",
    "/crm/{version}/{module}/actions/add_tags",
    scopes=(of_module("CREATE", "UPDATE", "WRITE"),),
    query=tagging.ASKED,
    body=schemas_records.TAGS_SENT,
    replies=tagging.REPLIES,
    evidence="documented",
    source="zoho.com CRM v2 and v7 add-tags",
)
@call.answered
def add_tags_to_records(asked: call.Call) -> Reply:
    """As for one record; each has a result of its own."""
    wanted = tagging.asked_of(asked)
    return tagging.tagged(asked, wanted, tagging.ids_of(asked), tagging.with_more, counted=True)
