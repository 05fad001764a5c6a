"""A database of failing examples that machines share: what one of them finds, the others try first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from hypothesis.database import (
    DirectoryBasedExampleDatabase,
    ExampleDatabase,
    MultiplexedDatabase,
    ReadOnlyDatabase,
)

from emulator.kernel.secret import MASK

READ_ONLY = "read-only:"
REDIS = ("redis", "rediss", "unix")
PATIENCE_S = 5
_USER = re.compile(r"//[^/]*@")


def example_database(*where: str | Path) -> ExampleDatabase:
    """One of hypothesis's own for each place: a folder, or `redis://host:port/0`; with `read-only:` before it nothing
    is written there. Of several all are read and written: name the nearest first.

    ValueError, which repeats no password, where a folder cannot be made, no server answers, or it is no place.
    """
    if not where:
        raise ValueError("name a folder, or redis://host:port/0")
    found = [_at(str(one)) for one in where]
    return found[0] if len(found) == 1 else MultiplexedDatabase(*found)


def places(given: Iterable[str]) -> list[str]:
    """The places of an option that may be repeated, or of a variable in which commas stand between them."""
    return [place.strip() for one in given for place in one.split(",") if place.strip()]


def shown(place: str) -> str:
    """A place without the user and password in it."""
    return _USER.sub(f"//{MASK}@", place)


def _at(place: str) -> ExampleDatabase:
    if place.startswith(READ_ONLY):
        return ReadOnlyDatabase(_at(place.removeprefix(READ_ONLY)))
    scheme, separator, _ = place.partition("://")
    if not separator:
        return DirectoryBasedExampleDatabase(_folder(place))
    if scheme not in REDIS:
        raise ValueError(f"'{scheme}://' holds no examples: name a folder, or redis://host:port/0")
    return _redis(place)


def _folder(place: str) -> Path:
    path = Path(place).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{place}: no folder for examples can be here: {error.strerror or error}") from error
    return path


def _redis(url: str) -> ExampleDatabase:
    try:
        import redis
        from hypothesis.extra.redis import RedisExampleDatabase
    except ImportError as error:
        raise ValueError("examples in Redis need its client: pip install 'redis>=5'") from error
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=PATIENCE_S)
        client.ping()
    except ValueError as error:
        raise ValueError(f"{shown(url)}: write it as redis://host:port/0") from error
    except redis.RedisError as error:
        raise ValueError(f"{shown(url)}: no Redis answers there ({type(error).__name__})") from error
    return RedisExampleDatabase(client)
