"""The one way in, for requests from a process, through WSGI and through a socket alike."""

from __future__ import annotations

from datetime import timedelta

from emulator import control
from emulator.kernel.http import Reply, Request
from emulator.world import UnknownTenant, World


def answer(world: World, request: Request) -> Reply:
    """The reply to any request that reaches the sandbox. NoReply where a fault keeps it from the client."""
    try:
        tenant = world.tenant_for(request)
    except UnknownTenant as error:
        return control.failed(404, str(error))
    if request.origin:
        tenant.wati.origin = request.origin
    try:
        world.keep_time(tenant)
        if request.path.startswith(control.PREFIX):
            return control.answer(world, tenant, request)
        with tenant.lock:
            reply = tenant.call(request)
            if reply.latency_s:
                tenant.universe.clock.advance(timedelta(seconds=reply.latency_s))
            return reply
    finally:
        tenant.deliver()
