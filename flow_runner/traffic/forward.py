"""Sends a request to its upstream, and to nobody else: no redirect is followed, no proxy or .netrc is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import requests
import urllib3

from emulator.kernel.http import MAX_BODY_BYTES
from flow_runner.traffic.exchange import LOST, REFUSED, TIMED_OUT, TOO_LARGE, Answer
from flow_runner.traffic.upstream import Way

HOP_BY_HOP = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer"),
        *("transfer-encoding", "upgrade"),
    }
)
"""Headers of one connection, which are not passed on."""
READABLE = "gzip, deflate"
CHUNK = 64 * 1024


class Outcome(NamedTuple):
    """What came of it: an answer, or None and why; `elapsed_s` until it began."""

    answer: Answer | None
    no_reply: str = ""
    why: str = ""
    elapsed_s: float = 0.0


def forward(way: Way, method: str, headers: Mapping[str, str], body: bytes, timeout_s: float) -> Outcome:
    """One request over a connection of its own, so that none that has gone stale is taken for a lost reply.

    `timeout_s` is for the connection, and for every wait for more.
    """
    url = way.upstream.base + way.rest
    try:
        with requests.Session() as session:
            session.trust_env = False
            session.headers.clear()
            request = requests.Request(method, url, headers=_sent(headers), data=body or None)
            prepared = session.prepare_request(request)
            if urlsplit(prepared.url or "").netloc != urlsplit(way.upstream.base).netloc:
                return Outcome(None, REFUSED, "the address would lead to another host")
            with session.send(prepared, timeout=timeout_s, allow_redirects=False, stream=True) as found:
                return _read(found, method)
    except requests.Timeout:
        return Outcome(None, TIMED_OUT, f"{way.upstream.base} did not answer within {timeout_s:g} s")
    except requests.ConnectionError as error:
        return _unanswered(way.upstream.base, error, timeout_s)
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
        return Outcome(None, LOST, f"what {way.upstream.base} answered is broken: {type(error).__name__}")


def passed_on(headers: Iterable[tuple[str, str]], dropped: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Headers without those of the connection, which may name more of them."""
    pairs = list(headers)
    named = {word.strip().lower() for name, value in pairs if name.lower() == "connection" for word in value.split(",")}
    gone = {*HOP_BY_HOP, *named, *dropped}
    yield from ((name, value) for name, value in pairs if name.lower() not in gone)


def _sent(headers: Mapping[str, str]) -> dict[str, str | bytes]:
    """The client's own; only such compression is asked for as can be read here."""
    sent: dict[str, str | bytes] = {
        name: value.encode("latin-1", "replace")
        for name, value in passed_on(headers.items(), ("host", "content-length", "expect", "accept-encoding"))
    }
    wanted = "gzip" in headers.get("accept-encoding", "") or "deflate" in headers.get("accept-encoding", "")
    return {**sent, "accept-encoding": READABLE if wanted else "identity"}


def _read(found: requests.Response, method: str) -> Outcome:
    """The reply, uncompressed; where that cannot be done, as it came."""
    body, elapsed_s = bytearray(), found.elapsed.total_seconds()
    for chunk in found.iter_content(CHUNK):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            told = f"the reply has over {MAX_BODY_BYTES // 1_000_000} MB, which are not passed on"
            return Outcome(None, TOO_LARGE, told, elapsed_s)
    coding = found.headers.get("content-encoding", "identity").lower()
    readable = all(part.strip() in ("gzip", "x-gzip", "deflate", "identity") for part in coding.split(","))
    dropped = ["content-length"] if method != "HEAD" else []
    dropped += ["content-encoding"] if readable and method != "HEAD" else []
    headers = tuple(passed_on(found.raw.headers.items(), dropped))
    return Outcome(Answer(found.status_code, headers, bytes(body)), elapsed_s=elapsed_s)


def _unanswered(base: str, error: requests.ConnectionError, timeout_s: float) -> Outcome:
    cause: object = error.args[0] if error.args else error
    cause = getattr(cause, "reason", cause)
    match cause:
        case urllib3.exceptions.ReadTimeoutError():
            return Outcome(None, TIMED_OUT, f"{base} sent nothing for {timeout_s:g} s in the middle of its reply")
        case urllib3.exceptions.SSLError():
            return Outcome(None, REFUSED, f"the certificate of {base} is not trusted")
        case urllib3.exceptions.NewConnectionError() | urllib3.exceptions.NameResolutionError():
            return Outcome(None, REFUSED, f"{base} cannot be reached")
        case _:
            return Outcome(None, LOST, f"{base} broke off the connection")
