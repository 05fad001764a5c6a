"""Where Zoho Accounts is, by data centre.

Example: GET /oauth/serverinfo => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import data_centers, payloads, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/oauth/serverinfo",
    public=True,
    replies={200: schemas.SERVERS},
    evidence="reported",
    source="documented in zoho.com multi-dc; that it has result and locations from clients that read them",
)
def get_server_info(request: Request, state: ZohoState) -> Reply:
    """The addresses are the sandbox's own, by path; the real ones would lead a client away from it."""
    places = {name: data_centers.address(request, name) for name in data_centers.DATA_CENTERS}
    return payloads.ok({"result": "success", "locations": places})
