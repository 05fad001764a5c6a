"""The wire to an account: time and size are limited, redirects are not followed, a dead host is asked no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from emulator.kernel.http import Reply
from flow_runner.verify.observation import Silent

if TYPE_CHECKING:
    import requests

CONNECT_S, READ_S = 5.0, 30.0
RETRIES = 3
CHUNK_BYTES = 64 * 1024
MAX_REPLY_BYTES = 8 * 1024 * 1024  # more than any reply that a check asks for
ENOUGH = 2
"""So many silences in a row, or a first one, and a service is not asked again."""


class Line:
    """Sends requests, and remembers which service is silent: `wati`, `crm` or `accounts`."""

    __slots__ = ("_dead", "_session", "_silences")

    def __init__(self, session: requests.Session) -> None:
        self._session = session
        self._silences: dict[str, int] = {}
        self._dead: dict[str, str] = {}

    def send(
        self,
        service: str,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: Any = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        """Silent, with the host and why, where no reply comes."""
        if service in self._dead:
            raise Silent(self._dead[service])
        host = urlsplit(url).netloc
        try:
            reply = self._sent(method, url, headers, body, form)
        except _failures() as error:
            why = f"{host}: {_why(error)}"
            self._silences[service] = self._silences.get(service, ENOUGH - 1) + 1
            if self._silences[service] >= ENOUGH:
                self._dead[service] = why
            raise Silent(why) from None  # the error quotes the address, with numbers and names in it
        self._silences[service] = 0
        if reply.status == 429:
            self._dead[service] = f"{host}: too many requests (429): wait a while, then run the rest with --only"
            raise Silent(self._dead[service])
        if 300 <= reply.status < 400:
            raise Silent(f"{host}: it redirects ({reply.status}), which is not followed: name the address it leads to")
        return reply

    def _sent(self, method: str, url: str, headers: Mapping[str, str], body: Any, form: Any) -> Reply:
        with self._session.request(
            method,
            url,
            headers=headers,
            json=body,
            data=form,
            timeout=(CONNECT_S, READ_S),
            allow_redirects=False,
            stream=True,
        ) as found:
            raw = b""
            for chunk in found.iter_content(CHUNK_BYTES):
                raw += chunk
                if len(raw) > MAX_REPLY_BYTES:
                    raise TooLarge(f"a reply has over {MAX_REPLY_BYTES // 1024 // 1024} MiB")
            return Reply(found.status_code, headers=dict(found.headers), raw=raw)


class TooLarge(Exception):
    """More than any reply should have."""


def over_the_network(once: str = "") -> requests.Session:
    """A session for a real account: nothing of this machine goes along, and "too many requests" (429) is waited out for
    a few seconds: what was refused so had no effect. Addresses that begin with `once` are asked once: Zoho's token
    endpoint shuts out longer who asks again.
    """
    from importlib.metadata import version

    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    session = requests.Session()
    session.trust_env = False
    session.headers["User-Agent"] = f"wati-sandbox/{version('wati-sandbox')}"  # Wati's front refuses Python's own
    patience = Retry(
        total=RETRIES,
        connect=0,
        read=0,
        redirect=0,
        other=0,
        status=RETRIES,
        status_forcelist=(429,),
        allowed_methods=("GET", "POST"),
        backoff_factor=3,
        respect_retry_after_header=False,  # it could say a year
        raise_on_status=False,
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=patience))
    if once:
        session.mount(once, HTTPAdapter())
    return session


def _failures() -> tuple[type[Exception], ...]:
    import requests

    return (requests.RequestException, TooLarge)


def _why(error: Exception) -> str:
    import requests

    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted"
    if isinstance(error, requests.ConnectTimeout):
        return f"no connection within {CONNECT_S:.0f} s"
    if isinstance(error, requests.Timeout):
        return f"no reply within {READ_S:.0f} s"
    if isinstance(error, TooLarge):
        return str(error)
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the reply broke off"
    if isinstance(error, requests.ConnectionError):
        return "no connection: it refuses, breaks off, or there is no such host"
    return f"no reply ({type(error).__name__})"
