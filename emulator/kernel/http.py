"""Requests and replies as plain values: what arrives in process, through WSGI and through a socket alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit

from emulator.kernel.multipart import Part, parts

Json = Any

MAX_BODY_BYTES = 30_000_000  # what ASP.NET Core takes unless told otherwise; that Wati was not is assumed
MAX_FIELDS = 1000
DEFAULT_PORTS = {"http": 80, "https": 443}


class NoReply(Exception):
    """The client gets no reply at all. `reason` is `refused`, `lost` or `timed out`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadBody(ValueError):
    """A body that is not what its reader was told to expect; the text says why."""


@dataclass(slots=True)
class Request:
    """One HTTP request. Built once, not changed after; `args` and `parts` are parsed when first asked for.

    `host` is empty for a request to the sandbox's own address, `origin` is that address as the client wrote it
    (`http://127.0.0.1:8080`), `headers` has lower-case names, `path` is decoded, `query` is not; `url` is what `to` was
    given.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    host: str = ""
    scheme: str = "http"
    origin: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    _args: dict[str, str] | None = None
    _parts: list[Part] | None = None

    @classmethod
    def to(
        cls, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | str = b"", origin: str = ""
    ) -> Request:
        """A request from an absolute URL or a path. ValueError where the URL cannot be read."""
        parts = urlsplit(url)
        return cls(
            method=method.upper(),
            path=unquote(parts.path) or "/",
            query=parts.query,
            headers={name.lower(): value for name, value in (headers or {}).items()},
            body=body.encode() if isinstance(body, str) else body,
            host=_host(parts),
            scheme=parts.scheme or "http",
            origin=origin,
            url=url,
        )

    @property
    def hostname(self) -> str:
        """The host without its port."""
        return urlsplit(f"//{self.host}").hostname or ""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, headers and body in clear; what `from_json` reads."""
        return {
            "method": self.method,
            "host": self.host,
            "scheme": self.scheme,
            "path": self.path,
            "query": self.query,
            "headers": dict(self.headers),
            "body": text_of(self.body),
            "origin": self.origin,
            "url": self.url,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Request:
        return cls(**{**data, "body": bytes_of(data["body"])})

    @property
    def args(self) -> dict[str, str]:
        """The query's parameters; of a repeated one the first counts, and a trailing `&` is no parameter."""
        if self._args is None:
            self._args = _first_of(self.query)
        return self._args

    def json(self) -> Json:
        """The body as JSON, whatever its content type says (vendors' own clients send none). BadBody if it is not."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise BadBody(f"the body is not JSON: {error}") from error

    def form(self) -> dict[str, str]:
        """Text fields of an urlencoded or multipart body; empty for any other content type."""
        if self._kind() == "application/x-www-form-urlencoded":
            return _first_of(self.body.decode("utf-8", "replace"))
        values: dict[str, str] = {}
        for part in self.parts():
            if part.file_name is None:
                values.setdefault(part.name, part.text)
        return values

    def file(self, name: str) -> Part | None:
        """The first file of that name in a multipart body."""
        return next((part for part in self.parts() if part.name == name and part.file_name is not None), None)

    def parts(self) -> list[Part]:
        """Of a multipart body; empty for any other content type."""
        if self._parts is None:
            is_multipart = self._kind() == "multipart/form-data"
            self._parts = parts(self.headers["content-type"], self.body) if is_multipart else []
        return self._parts

    def _kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(slots=True)
class Reply:
    """One HTTP reply: `payload` is sent as JSON, `raw` as it stands; with neither the body is empty.

    `latency_s` is how long the client waits for it, in seconds of the tenant's clock; `help` is what we have to say
    about it (near misses), which travels beside the body and never in it.
    """

    status: int = 200
    payload: Json = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    latency_s: float = 0.0
    help: tuple[str, ...] = ()

    @property
    def body(self) -> bytes:
        if self.raw is not None:
            return self.raw
        if self.payload is None:
            return b""
        try:
            return _compact(self.payload).encode()
        except UnicodeEncodeError:  # half a character, which JSON can hold and UTF-8 cannot
            return json.dumps(self.payload, separators=(",", ":")).encode()

    @property
    def is_empty(self) -> bool:
        """Whether the body has no bytes; cheaper than making them."""
        return not self.raw if self.raw is not None else self.payload is None

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Json:
        """The body as JSON. BadBody if it is not, or is empty."""
        if self.raw is None and self.payload is not None:
            return self.payload
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise BadBody(f"the reply is not JSON: {error}") from error


def _host(parts: SplitResult) -> str:
    """Host and port of a URL; a port that its scheme has anyway is left out, and IPv6 keeps its brackets."""
    name, port = parts.hostname or "", parts.port
    name = f"[{name}]" if ":" in name else name
    return name if port is None or port == DEFAULT_PORTS.get(parts.scheme) else f"{name}:{port}"


def text_of(body: bytes) -> str:
    """Bytes as a text that JSON can hold and `bytes_of` turns back, whatever they are."""
    return body.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _first_of(query: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in query.split("&", MAX_FIELDS)[:MAX_FIELDS]:
        if pair:
            name, _, value = pair.partition("=")
            values.setdefault(unquote_plus(name), unquote_plus(value))
    return values
