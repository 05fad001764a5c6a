"""Python programs that use `requests` reach the sandbox in process: no socket, no port, virtual time-outs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from emulator.kernel.http import Reply, Request
from flow_runner.engine.step import TIMED_OUT, Silence
from flow_runner.sandbox.transport import EgressRefused, Transport

NEVER_S = 10.0 * 365 * 24 * 3600


class InProcessAdapter(BaseAdapter):
    """Carries every request of a session: Wati and Zoho by their real names, stubs, and nothing else."""

    def __init__(self, transport: Transport) -> None:
        super().__init__()
        self.transport = transport

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """ReadTimeout and ConnectionError as over a wire; ConnectionError with advice for a host nobody answers for."""
        seconds = timeout[1] if isinstance(timeout, tuple) else timeout
        headers = dict(request.headers)
        asked = Request.to(request.method or "GET", request.url or "", headers, request.body or b"")
        try:
            given = self.transport.carry(asked, NEVER_S if seconds is None else seconds).given
        except EgressRefused as refusal:
            raise requests.ConnectionError(str(refusal), request=request) from refusal
        if isinstance(given, Silence):
            kind = requests.ReadTimeout if given.reason == TIMED_OUT else requests.ConnectionError
            raise kind(given.reason, request=request)
        return _response(request, given)

    def close(self) -> None:
        """There is nothing to close."""


def session(transport: Transport) -> requests.Session:
    """A `requests.Session` whose every request goes to the sandbox."""
    made = requests.Session()
    made.trust_env = False
    for scheme in ("http://", "https://"):
        made.mount(scheme, InProcessAdapter(transport))
    return made


def _response(request: requests.PreparedRequest, reply: Reply) -> requests.Response:
    response = requests.Response()
    response.status_code = reply.status
    response.headers = CaseInsensitiveDict(reply.headers)
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    response.raw = io.BytesIO(reply.body)
    response.url = request.url or ""
    response.request = request
    return response
