"""Services that the recorder may call: nothing but these, each below a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from emulator.kernel.http import DEFAULT_PORTS
from emulator.kernel.suggest import did_you_mean

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True, slots=True)
class Upstream:
    """A service: requests below `/name` go to `base`; what is recorded says `known_as`, which chatbots call.

    Both are addresses without a slash at the end.
    """

    name: str
    base: str
    known_as: str


class Way(NamedTuple):
    """Where a request goes: the upstream, and the path and query behind its base, as the client wrote them."""

    upstream: Upstream
    rest: str


class NoWay(ValueError):
    """A request that is for no upstream; the text says which there are."""


def upstreams_of(given: Iterable[str], stands_for: Iterable[str] = (), insecure: bool = False) -> list[Upstream]:
    """From `NAME=URL` texts. ValueError says what is wrong with the first that cannot be used."""
    bases = _named(given, "--upstream", insecure)
    known = _named(stands_for, "--stands-for", insecure=True)
    for name in known:
        if name not in bases:
            raise ValueError(f"--stands-for {name}: no upstream has this name.{did_you_mean(name, bases)}")
    return [Upstream(name, base, known.get(name, base)) for name, base in bases.items()]


def way_of(upstreams: Sequence[Upstream], target: str) -> Way:
    """The way of a request's target, raw, as it stands in the first line. NoWay if there is none.

    A single upstream answers at `/` as well. A path with `..` is refused, for it would leave the upstream's base.
    """
    path, _, query = target.partition("?")
    if not path.startswith("/"):
        raise NoWay(
            f"'{path}' is no path: this is no forward proxy, so point clients at /NAME/ here.{_names(upstreams)}"
        )
    if any(part in (".", "..") for part in re.split(r"[/\\]", unquote(unquote(path)))):
        raise NoWay("a path with '.' or '..' may lead out of the upstream's address, and is not passed on")
    tail = f"?{query}" if "?" in target else ""
    _, name, *rest = path.split("/")
    for upstream in upstreams:
        if upstream.name == name:
            return Way(upstream, "".join(f"/{part}" for part in rest) + tail)
    if len(upstreams) == 1:
        return Way(upstreams[0], path + tail)
    raise NoWay(f"no upstream is called '{name}'.{_names(upstreams)}")


def moved(upstreams: Iterable[Upstream], asked: str, location: str) -> str:
    """Where a redirect leads the client: back here if below an upstream, else where the upstream says."""
    try:
        target = urljoin(asked, location)
        parts = urlsplit(target)
    except ValueError:
        return location
    for upstream in upstreams:
        base = urlsplit(upstream.base)
        below = parts.path == base.path or parts.path.startswith(f"{base.path}/")
        if origin_of(parts) == origin_of(base) and below:
            tail = parts._replace(scheme="", netloc="", path=parts.path[len(base.path) :]).geturl()
            return f"/{upstream.name}{tail}"
    return target


def origin_of(parts: SplitResult) -> tuple[str, str, int | None]:
    """Scheme, host and port; the port that the scheme has anyway is written out."""
    return parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme)


def _named(given: Iterable[str], option: str, insecure: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in given:
        name, _, url = text.partition("=")
        if not _NAME.fullmatch(name) or not url:
            raise ValueError(f"{option} {text}: expected NAME=URL, for example zoho=https://www.zohoapis.com")
        if name in found:
            raise ValueError(f"{option} {name}: two have this name")
        found[name] = _address(url, f"{option} {name}", insecure)
    return found


def _address(url: str, where: str, insecure: bool) -> str:
    """A base address in its plain form. ValueError if it is none."""
    try:
        parts = urlsplit(url)
        _, host, port = origin_of(parts)
    except ValueError as error:
        raise ValueError(f"{where}: this is no address: {error}") from error
    shown = f"[{host}]" if ":" in host else host
    if parts.scheme not in DEFAULT_PORTS or not _HOST.fullmatch(shown):
        raise ValueError(f"{where}: expected http(s)://host[:port][/path]")
    if "@" in parts.netloc or parts.query or parts.fragment or any(part == ".." for part in parts.path.split("/")):
        raise ValueError(f"{where}: an address here has no password, no query, no fragment and no '..'")
    if parts.scheme == "http" and host not in LOOPBACK and not insecure:
        raise ValueError(f"{where}: http sends secrets in clear to {host}: use https, or allow it with --insecure")
    netloc = shown if port == DEFAULT_PORTS[parts.scheme] else f"{shown}:{port}"
    return f"{parts.scheme}://{netloc}{parts.path.rstrip('/')}"


def _names(upstreams: Iterable[Upstream]) -> str:
    return f" Upstreams: {', '.join(f'/{one.name}/' for one in upstreams)}"
