"""Wati's API: who serves it, who may call it and how often, and what it answers where nothing matches."""

from __future__ import annotations

from emulator.kernel.api import Api
from emulator.kernel.http import Reply, Request
from emulator.wati.access import authenticate, claims
from emulator.wati.limits import admit
from emulator.wati.state import WatiState

HOSTS = r"([\w-]+\.)*wati\.io"
PATHS = r"/(\d+/)?api/(v[12]|ext/v3|file)(/|$)"


def no_route(request: Request, methods: tuple[str, ...]) -> Reply:
    """404, or 405 with the methods that the path has. Documented; the empty body is assumed."""
    return Reply(405, headers={"Allow": ", ".join(methods)}) if methods else Reply(404)


WATI: Api[WatiState] = Api(
    "wati", HOSTS, PATHS, authenticate, no_route, optional_prefix="/{tenantId}", admit=admit, claims=claims
)
