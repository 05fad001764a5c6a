"""Names to things, duplicates refused; and the discovery that finds every module of a folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Generic, TypeVar

from emulator.kernel.suggest import did_you_mean

T = TypeVar("T")


class Registry(Generic[T]):
    """What a folder of self-registering modules has to offer. Filled at import, read-only afterwards."""

    __slots__ = ("_items", "kind")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> T:
        if name in self._items:
            raise ValueError(f"{self.kind} '{name}' is registered twice: by {self._items[name]!r} and {item!r}")
        self._items[name] = item
        return item

    def get(self, name: str) -> T | None:
        return self._items.get(name)

    def __getitem__(self, name: str) -> T:
        """KeyError with the nearest name where it is unknown."""
        try:
            return self._items[name]
        except KeyError:
            raise KeyError(f"no {self.kind} is called '{name}'.{did_you_mean(name, self._items)}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._items))

    def values(self) -> list[T]:
        return [self._items[name] for name in self]


def discover(package: ModuleType) -> None:
    """Import every module below a package, so that each registers itself."""
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
