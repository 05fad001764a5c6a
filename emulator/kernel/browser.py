"""What a browser tells of the page that a request comes from."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from emulator.kernel.http import Request


def is_foreign(request: Request) -> bool:
    """A browser that acts for a web page of another origin: no page shall steer somebody's sandbox.

    A page may also come by a name of its own that leads to this machine (DNS rebinding), so that browsers are heard
    only under an address or as localhost. Other programs say neither Origin nor Sec-Fetch-Site.
    """
    origin = request.headers.get("origin", "")
    if not origin and "sec-fetch-site" not in request.headers:
        return False
    asked = _parts(request.origin)
    named = asked.hostname != "localhost" and not re.fullmatch(r"[0-9.]+|[0-9a-f:]+", asked.hostname or "")
    return named or bool(origin and _parts(origin).netloc != asked.netloc)


def _parts(url: str) -> SplitResult:
    """All of them empty where it cannot be read."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
