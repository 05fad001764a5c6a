"""Remove Tags: from a record.

Example: POST /crm/v8/Leads/415086800000000001/actions/remove_tags {"tags":[{"name":"VIP"}]} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import call, parameter, schemas_records, tagging
from emulator.zoho.api import ZOHO
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "POST",
    "/crm/{version}/{module}/{id}/actions/remove_tags",
    scopes=(of_module("DELETE", "UPDATE", "WRITE"),),
    query=tagging.ASKED,
    body=schemas_records.TAGS_SENT,
    replies=tagging.REPLIES,
    evidence="documented",
    source="zoho.com CRM v2 and v7 remove-tags",
)
@call.answered
def remove_tags(asked: call.Call) -> Reply:
    """A tag that the record does not have is passed over."""
    return tagging.tagged(asked, tagging.asked_of(asked), [parameter.record_id(asked.request)], tagging.with_fewer)
