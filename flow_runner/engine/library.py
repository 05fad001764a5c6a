"""The chatbots of one account that are known here: the one under test, and those that it triggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flow_runner.engine.flow import Flow


class Library:
    """Flows by version, id and name. `main` is the one under test, and is among them."""

    __slots__ = ("_by_name", "_by_version", "_ids", "main")

    def __init__(self, main: Flow, others: Iterable[Flow] = (), ids: Mapping[str, Flow] | None = None) -> None:
        """`ids` say which export has which id in the account: an exported file does not hold its own."""
        self.main = main
        flows = [main, *others, *(ids or {}).values()]
        own = {flow.raw["id"]: flow for flow in flows if isinstance(flow.raw.get("id"), str)}
        self._ids: dict[str, Flow] = {**own, **(ids or {})}
        self._by_version: dict[str, Flow] = {}
        self._by_name: dict[str, Flow] = {}
        for flow in flows:
            self._by_version.setdefault(flow.version, flow)
            self._by_name.setdefault(flow.name.casefold(), flow)

    def __iter__(self) -> Iterator[Flow]:
        return iter(self._by_version.values())

    @property
    def versions(self) -> list[str]:
        return list(self._by_version)

    @property
    def names(self) -> list[str]:
        """What a chatbot can be called by: ids, and names as they stand in the exports."""
        return [*self._ids, *(flow.name for flow in self)]

    def ids_of(self, flow: Flow) -> list[str]:
        """By what it is called in the account, as far as that is known."""
        return [name for name, one in self._ids.items() if one is flow]

    def version(self, version: str) -> Flow | None:
        return self._by_version.get(version)

    def called(self, name: str) -> Flow | None:
        """By id, else by name without regard to case; None where no such chatbot is known."""
        return self._ids.get(name) or self._by_name.get(name.casefold())
