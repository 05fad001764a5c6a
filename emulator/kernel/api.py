"""An API and its operations, as values; and the router that finds the operation for a path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, get_args

from emulator.kernel.contract import Contract
from emulator.kernel.evidence import Evidence
from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import nearest

S = TypeVar("S")

Handler = Callable[[Request, S], Reply]


@dataclass(frozen=True, slots=True)
class Operation(Generic[S]):
    """One endpoint. `query`, `body` (JSON) and `form` (multipart) are contracts of what arrives, `replies` of what
    leaves, by status.

    A status whose contract is None has an empty body. `produces` is the content type of a 200 that is no JSON.
    `scopes` is for the API's own authentication: every group must be met by at least one of its names; `public`
    operations need none.
    """

    name: str
    method: str
    path: str
    handler: Handler[S]
    replies: Mapping[int, Contract | None]
    evidence: Evidence
    source: str
    query: Contract | None = None
    body: Contract | None = None
    form: Contract | None = None
    produces: str = ""
    scopes: tuple[tuple[str, ...], ...] = ()
    public: bool = False


@dataclass(slots=True)
class _Branch:
    """A segment of the paths: its literal children, its one parameter child, and what ends here."""

    literals: dict[str, _Branch] = field(default_factory=dict)
    parameter: _Branch | None = None
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    operations: dict[str, Operation[Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Match:
    """What the router found: an operation, or the methods that the path would have (empty: no such path)."""

    operation: Operation[Any] | None
    params: dict[str, str]
    methods: tuple[str, ...] = ()


class Api(Generic[S]):
    """One vendor's API: who serves it (`hosts`, a pattern of real host names; `paths`, a pattern of local paths),
    how it authenticates, whom it turns away for asking too often (`admit`), whether a request names this account
    (`claims`), what it answers where nothing matches, which headers stand in all replies (`headers`), and its
    operations. Paths are reachable without their `optional_prefix` too, and behind an `extra_prefix`.
    """

    def __init__(
        self,
        name: str,
        hosts: str,
        paths: str,
        authenticate: Callable[[Request, Operation[S], S], Reply | None],
        no_route: Callable[[Request, tuple[str, ...]], Reply],
        optional_prefix: str = "",
        admit: Callable[[Request, Operation[S], S], Reply | None] = lambda request, operation, state: None,
        claims: Callable[[Request, S], bool] = lambda request, state: False,
        extra_prefix: str = "",
        headers: Callable[[Request, Reply, S], Mapping[str, str]] = lambda request, reply, state: {},
    ) -> None:
        self.name = name
        self.hosts = re.compile(hosts)
        self.paths = re.compile(paths)
        self.authenticate = authenticate
        self.admit = admit
        self.claims = claims
        self.headers = headers
        self.no_route = no_route
        self.optional_prefix = optional_prefix
        self.extra_prefix = extra_prefix
        self.operations: dict[str, Operation[S]] = {}
        self._root = _Branch()

    def operation(
        self,
        method: str,
        path: str,
        *,
        replies: Mapping[int, dict[str, Any] | None],
        evidence: Evidence,
        source: str,
        query: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        form: dict[str, Any] | None = None,
        produces: str = "",
        scopes: tuple[tuple[str, ...], ...] = (),
        public: bool = False,
    ) -> Callable[[Handler[S]], Handler[S]]:
        """Register the decorated handler as an operation, named `<api>.<function>`; schemas are JSON Schema."""
        if evidence not in get_args(Evidence):
            raise ValueError(f"evidence '{evidence}' is none of {get_args(Evidence)}")

        def register(handler: Handler[S]) -> Handler[S]:
            self._add(
                Operation(
                    name=f"{self.name}.{handler.__name__}",
                    method=method,
                    path=path,
                    handler=handler,
                    replies={
                        status: None if schema is None else Contract(schema) for status, schema in replies.items()
                    },
                    evidence=evidence,
                    source=source,
                    query=Contract(query) if query else None,
                    body=Contract(body) if body else None,
                    form=Contract(form) if form else None,
                    produces=produces,
                    scopes=scopes,
                    public=public,
                )
            )
            return handler

        return register

    def match(self, method: str, path: str) -> Match:
        """Literal segments win over parameters; parameters are decoded text without a slash."""
        segments = path.strip("/").split("/")
        values: list[str] = []
        branch = self._walk(self._root, segments, 0, values)
        if branch is None:
            return Match(None, {})
        operation = branch.operations.get(method)
        if operation is None:
            return Match(None, {}, tuple(sorted(branch.operations)))
        return Match(operation, dict(zip(branch.names[method], values, strict=True)))

    def near_miss(self, request: Request) -> str:
        """What the client may have meant, for the journal: routes are compared with the request's own values in. One
        that the path begins with, up to a word of its own, is nearer than any other.
        """
        segments, asked = request.path.strip("/").split("/"), f"{request.method} {request.path}"
        known = [(op.method, path) for op in self.operations.values() for path in self._of(op)]
        alike = [(method, path) for method, path in known if _is_alike(path, segments)] or known
        routes = {f"{method} {_filled(path, segments)}": path for method, path in alike}
        begun = [route for route, path in routes.items() if path[-1] != "}" and asked.startswith(f"{route}/")]
        close = max(begun, key=len) if begun else nearest(asked, routes)
        told = f" Did you mean {close}?" if close else ""
        return f"No operation matches {asked}.{told}"

    def _of(self, operation: Operation[S]) -> Iterator[str]:
        """The paths of an operation: with the prefix, without it where it is optional, and behind the extra one."""
        yield operation.path
        if self.optional_prefix and operation.path.startswith(self.optional_prefix):
            yield operation.path.removeprefix(self.optional_prefix)
        if self.extra_prefix:
            yield self.extra_prefix + operation.path

    def _add(self, operation: Operation[S]) -> None:
        if operation.name in self.operations:
            raise ValueError(f"operation '{operation.name}' is registered twice")
        for path in self._of(operation):
            self._route(operation, path)
        self.operations[operation.name] = operation

    def _route(self, operation: Operation[S], path: str) -> None:
        branch, names = self._root, []
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                if branch.parameter is None:
                    branch.parameter = _Branch()
                branch = branch.parameter
            else:
                branch = branch.literals.setdefault(segment, _Branch())
        if operation.method in branch.operations:
            raise ValueError(f"{operation.method} {path} is registered twice")
        branch.operations[operation.method] = operation
        branch.names[operation.method] = tuple(names)

    def _walk(self, branch: _Branch, segments: list[str], place: int, values: list[str]) -> _Branch | None:
        if place == len(segments):
            return branch if branch.operations else None
        segment = segments[place]
        literal = branch.literals.get(segment)
        if literal is not None:
            found = self._walk(literal, segments, place + 1, values)
            if found is not None:
                return found
        if branch.parameter is not None and segment:
            values.append(segment)
            found = self._walk(branch.parameter, segments, place + 1, values)
            if found is not None:
                return found
            values.pop()
        return None


def _is_alike(path: str, asked: list[str]) -> bool:
    """Whether any literal segment of a route stands where it was asked for."""
    return any(one == other for one, other in zip(path.strip("/").split("/"), asked, strict=False))


def _filled(path: str, asked: list[str]) -> str:
    """The route with its parameters taken from the segments that were asked for, as far as there are any."""
    segments = path.strip("/").split("/")
    given = [mine if part.startswith("{") else part for part, mine in zip(segments, asked, strict=False)]
    return "/" + "/".join([*given, *segments[len(given) :]])
