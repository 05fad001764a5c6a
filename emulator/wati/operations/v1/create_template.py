"""whatsApp/templates: submit a template to WhatsApp's review.

Example: POST /424242/api/v1/whatsApp/templates {"elementName": "hello", "body": "Hi {{1}}", "language": "en"} => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas_template, template_account
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.schemas import or_failure
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/whatsApp/templates",
    body=schemas_template.SUBMISSION,
    replies={200: or_failure(schemas_template.SUBMITTED, schemas_template.REFUSED), 400: schemas_template.REFUSED},
    evidence="reported",
    source="docs.wati.io create a template; ok:true from a client; ten submissions an hour were captured",
    scopes=schemas_template.WRITE,
)
def create_template(request: Request, state: WatiState) -> Reply:
    """PENDING at first; a minute later it was reviewed. Placeholders are {{1}}, or names."""
    return template_account.submit(state, object_of(request))
