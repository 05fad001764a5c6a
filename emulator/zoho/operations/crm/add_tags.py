"""Add Tags: to a record.

Example: POST /crm/v8/Leads/415086800000000001/actions/add_tags {"tags":[{"name":"VIP"}]} => 400
Example: POST /crm/v2/Leads/415086800000000001/actions/add_tags?tag_names=VIP => 202
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import call, parameter, schemas_records, tagging
from emulator.zoho.api import ZOHO
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "POST",
    "/crm/{version}/{module}/{id}/actions/add_tags",
    scopes=(of_module("CREATE", "UPDATE", "WRITE"),),
    query=tagging.ASKED,
    body=schemas_records.TAGS_SENT,
    replies=tagging.REPLIES,
    evidence="documented",
    source="zoho.com CRM v2 and v7 add-tags",
)
@call.answered
def add_tags(asked: call.Call) -> Reply:
    """What a module has no tag for gets one. `over_write` takes the record's other tags away."""
    return tagging.tagged(asked, tagging.asked_of(asked), [parameter.record_id(asked.request)], tagging.with_more)
