"""The tenants of one server, and which of them a request belongs to."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection
from typing import Any, Literal

from emulator.courier import Courier
from emulator.kernel.http import Request
from emulator.kernel.suggest import did_you_mean
from emulator.seed import tenant_from
from emulator.tenant import Tenant
from emulator.wall_clock import Ticker, stopwatch

DEFAULT_TENANT = "default"
TENANT_HEADER = "x-sandbox-tenant"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
PREFIX = re.compile(r"/~([^/]*)(/.*|$)")


class UnknownTenant(LookupError):
    """No tenant has that name; the text names the nearest."""


class World:
    """Tenants by name; `default` is always there. `on_create` sees every tenant that is made or reset."""

    def __init__(
        self,
        data: dict[str, Any] | None = None,
        on_create: Callable[[Tenant], None] | None = None,
        allowed: Collection[str] = (),
        clock: Literal["virtual", "real"] = "virtual",
    ) -> None:
        """`data` is a checked world (see `seed.load`): what `default`, and every tenant made without its own, has.

        Webhooks reach this machine and the hosts whose names are `allowed`. With a real clock time passes by itself.
        """
        self._data = data or {}
        self._on_create = on_create
        self._courier = Courier(allowed)
        self._ticker = Ticker(self.tenants) if clock == "real" else None
        self._seeds: dict[str, dict[str, Any]] = {}
        self._tenants: dict[str, Tenant] = {}
        self._lock = threading.Lock()
        self.create(DEFAULT_TENANT)

    def create(self, name: str, data: dict[str, Any] | None = None) -> Tenant:
        """ValueError where the name is taken, or is not lower-case letters, digits, `-` and `_`."""
        if not NAME.fullmatch(name):
            raise ValueError(f"'{name}' cannot be a tenant's name: lower-case letters, digits, - and _, at most 63")
        with self._lock:
            if name in self._tenants:
                raise ValueError(f"a tenant called '{name}' exists already: reset it, or drop it first")
            return self._make(name, self._data if data is None else data)

    def tenant(self, name: str) -> Tenant:
        """UnknownTenant where there is none."""
        found = self._tenants.get(name)
        if found is None:
            raise UnknownTenant(f"no tenant is called '{name}'.{did_you_mean(name, self._tenants)}")
        return found

    def tenant_for(self, request: Request) -> Tenant:
        """By the path prefix `/~name`, which is taken off the request, else by header, else by the account that the
        request names, as the real services do; the default tenant where that says nothing.
        """
        prefixed = PREFIX.match(request.path) if request.path.startswith("/~") else None
        if prefixed is None:
            named = request.headers.get(TENANT_HEADER)
            return self._named_by(request) if named is None else self.tenant(named)
        name, rest = prefixed.groups()
        tenant = self.tenant(name)
        request.path = rest or "/"
        request.origin += f"/~{name}"
        return tenant

    def _named_by(self, request: Request) -> Tenant:
        default = self.tenant(DEFAULT_TENANT)
        if len(self._tenants) == 1 or default.claims(request):
            return default
        return next((tenant for tenant in list(self._tenants.values()) if tenant.claims(request)), default)

    def reset(self, name: str) -> Tenant:
        """Back to the data that the tenant was made with."""
        with self._lock:
            self.tenant(name).carrier = None  # what was on its way stays there
            return self._make(name, self._seeds[name])

    def drop(self, name: str) -> None:
        """ValueError for the default tenant, which stays."""
        if name == DEFAULT_TENANT:
            raise ValueError("the default tenant cannot be dropped; reset it instead")
        with self._lock:
            self.tenant(name).carrier = None
            del self._tenants[name], self._seeds[name]

    def keep_time(self, tenant: Tenant) -> None:
        """Bring the tenant's clock up to date, where the world follows real time."""
        if self._ticker is not None:
            self._ticker.start()
            tenant.catch_up()

    def tenants(self) -> list[Tenant]:
        return list(self._tenants.values())

    @property
    def names(self) -> list[str]:
        return sorted(self._tenants)

    def _make(self, name: str, data: dict[str, Any]) -> Tenant:
        tenant = tenant_from(data, name)
        tenant.carrier = self._courier.wake
        tenant.passed = stopwatch() if self._ticker is not None else None
        self._tenants[name], self._seeds[name] = tenant, data
        if self._on_create is not None:
            self._on_create(tenant)
        return tenant
