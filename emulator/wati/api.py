"""Wati's API: who serves it, who may call it, and what it answers where nothing matches."""

from __future__ import annotations

from emulator.kernel.api import Api, Operation
from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState

HOSTS = r"([\w-]+\.)*wati\.io"
PATHS = r"/(\d+/)?api/v[12]/"


def authenticate(request: Request, operation: Operation[WatiState], state: WatiState) -> Reply | None:
    """A bearer token, and the account number of the path must be its own.

    The 401 has an empty body (observed). That a foreign account number is a 401 too is assumed.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token == state.token:
        if request.params.get("tenantId", state.tenant_id) == state.tenant_id:
            return None
        return _unauthorized(f"the account of this token is {state.tenant_id}")
    return _unauthorized("no bearer token was sent" if not token else "the bearer token is not the account's")


def no_route(request: Request, methods: tuple[str, ...]) -> Reply:
    """404, or 405 with the methods that the path has. Documented; the empty body is assumed."""
    return Reply(405, headers={"Allow": ", ".join(methods)}) if methods else Reply(404)


def _unauthorized(why: str) -> Reply:
    return Reply(401, help=(f"Wati answers 401 with an empty body: {why}.",))


WATI: Api[WatiState] = Api("wati", HOSTS, PATHS, authenticate, no_route, optional_prefix="/{tenantId}")
