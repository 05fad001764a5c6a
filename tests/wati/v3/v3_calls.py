"""Calls to v3 as a client makes them; the vendor's own schema judges every reply."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from emulator.wati.api import WATI
from tests.wati.v3 import vendor
from tests.wati.wati_calls import BEARER, PRIYA

BASE = "/api/ext/v3/"
ADA, BEN = "15550100001", "15550100002"
BSUID = "IN.1234567890"
SALES, SUPPORT = "66aa00bb11cc22dd33ee4501", "66aa00bb11cc22dd33ee4502"
CHANNEL, CHANNEL_ID, CHANNEL_PHONE = "Support line", "66aa00bb11cc22dd33ee4601", "15550199998"
WELCOME = "66aa00bb11cc22dd33ee4701"
BOT_ID = "66aa00bb11cc22dd33ee4801"
PAGE = {"page_number": "1", "page_size": "20"}
BOUNDARY = "xxBOUNDARYxx"


def call(
    tenant: Tenant, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, **args: str
) -> Reply:
    """`path` is what stands behind /api/ext/v3/. The reply is held against our contract and the vendor's."""
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    url = BASE + quote(path, safe="/%:") + (f"?{urlencode(args)}" if args else "")
    reply = tenant.call(Request.to(method, url, {**BEARER, **(headers or {})}, sent))
    operation = WATI.match(method, BASE + path.replace("%3A", ":")).operation
    assert operation is not None, f"{method} {path}"
    exchange = list(tenant.universe.journal)[-1]
    assert [told for told in exchange.violations if told.startswith("reply")] == []
    if reply.raw is None and reply.status not in (401, 429):
        theirs = operation.path.removeprefix("/{tenantId}" + BASE)
        assert vendor.breaches(method, theirs, reply.status, json.loads(reply.body)) == []
    return reply


def ok(tenant: Tenant, method: str, path: str, body: Any = None, **args: str) -> Any:
    reply = call(tenant, method, path, body, **args)
    assert reply.status == 200, reply.text
    return json.loads(reply.body)


def refused(tenant: Tenant, method: str, path: str, body: Any = None, **args: str) -> tuple[int, str]:
    """Status and message of a call that must change nothing."""
    before = data_of(tenant)
    reply = call(tenant, method, path, body, **args)
    given = json.loads(reply.body)
    assert list(given) == ["code", "message", "timestamp"]
    assert given["code"] == reply.status >= 400
    assert data_of(tenant) == before
    return reply.status, given["message"]


def data_of(tenant: Tenant) -> Any:
    """Everything but the counters of calls, with what waits for the chatbots."""
    return {**tenant.wati.snapshot(), "calls": None, "outbox": tenant.universe.outbox.snapshot()}


def help_of(reply: Reply) -> str:
    return reply.headers.get("X-Sandbox-Help", "")


def send_text(tenant: Tenant, text: str = "Hello", target: str = PRIYA) -> Any:
    return ok(tenant, "POST", "conversations/messages/text", {"target": target, "text": text})["message"]


def messages(tenant: Tenant, target: str = PRIYA, **args: str) -> list[Any]:
    found: list[Any] = ok(tenant, "GET", f"conversations/{target}/messages", **{**PAGE, **args})["message_list"]
    return found


def multipart(fields: dict[str, str], file: tuple[str, str, bytes] | None = None) -> tuple[bytes, dict[str, str]]:
    """The body and its header; `file` is name, content type and bytes."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}'.encode() for name, text in fields.items()]
    if file:
        name, kind, content = file
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + content)
    body = b"".join(b"--" + BOUNDARY.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return body + f"--{BOUNDARY}--\r\n".encode(), {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}


def upload(tenant: Tenant, uploaded: tuple[str, str, bytes] | None, **fields: str) -> Reply:
    body, headers = multipart(fields, uploaded)
    return call(tenant, "POST", "conversations/messages/file", body, headers)


def campaign(*phones: str, template: str = "welcome", **params: str) -> dict[str, Any]:
    """The body of a campaign; every recipient has these parameters."""
    given = [{"name": key, "value": value} for key, value in params.items()]
    recipients = [{"phone_number": phone, "custom_params": given} for phone in phones]
    return {"template_name": template, "broadcast_name": "spring", "recipients": recipients}
