"""whatsApp/templates/{wabaId}/{name}/{language}: delete a template in one language.

Example: DELETE /424242/api/v1/whatsApp/templates/126372477108951/nothing/en => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas_template, template_account
from emulator.wati.api import WATI
from emulator.wati.schemas import or_failure
from emulator.wati.state import WatiState


@WATI.operation(
    "DELETE",
    "/{tenantId}/api/v1/whatsApp/templates/{wabaId}/{name}/{language}",
    replies={200: or_failure(schemas_template.DELETED, schemas_template.REFUSED), 400: schemas_template.REFUSED},
    evidence="reported",
    source="docs.wati.io delete a template; ok:true from a client",
    scopes=schemas_template.WRITE,
)
def delete_template_language(request: Request, state: WatiState) -> Reply:
    """The other languages stay."""
    params = request.params
    return template_account.delete(state, params["wabaId"], params["name"], params["language"])
