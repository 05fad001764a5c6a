"""Scopes of operations whose module stands in the path. Source: documented on the page of every operation."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.http import Request
from emulator.zoho.state import ZohoState

MODULE = "{module}"


def of_module(*kinds: str) -> tuple[str, ...]:
    """Scopes of which one is enough, for the module of the path; `kinds` are READ, CREATE and so on, besides ALL."""
    wide = [f"ZohoCRM.modules.{kind}" for kind in ("ALL", *kinds)]
    return (*wide, *(f"ZohoCRM.modules.{MODULE}.{kind}" for kind in ("ALL", *kinds)))


def of_notes(*kinds: str) -> tuple[str, ...]:
    """The same, for notes."""
    return tuple(one.replace(MODULE, "notes") for one in of_module(*kinds))


def of_settings(name: str) -> tuple[str, ...]:
    """Scopes of which one is enough to read these settings."""
    return tuple(f"ZohoCRM.settings.{one}" for one in ("ALL", "READ", f"{name}.ALL", f"{name}.READ"))


def spelled(group: tuple[str, ...], request: Request, state: ZohoState) -> Iterator[str]:
    """The scopes in lower case, with the module of the path; a custom module is `custom` too."""
    name = request.params.get("module", "")
    module = state.modules.get(name)
    for scope in group:
        yield scope.replace(MODULE, name).lower()
        if module is not None and module.custom and MODULE in scope:
            yield scope.replace(MODULE, "custom").lower()
