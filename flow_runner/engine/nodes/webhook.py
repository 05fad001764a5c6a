"""Webhook."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from emulator.kernel.http import BadBody, Reply, Request
from flow_runner.engine import assumptions as open_points
from flow_runner.engine.context import Context
from flow_runner.engine.events import WebhookAnswered, WebhookCalled, WebhookFailed
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, Uses, node_type
from flow_runner.engine.path import MISSING, Path, as_text, lookup
from flow_runner.engine.replies import told_apart
from flow_runner.engine.step import TIMED_OUT, Answer, Call, End, Go, Input, Silence, Step

CODE_KEYS = ("statusCode", "status", "code", "expectedStatus", "expectedInput", "value")
ATTRIBUTE, VARIABLE = "ContactCustomParameter", "ContactInputVariable"
CODE = re.compile(r"\s*([1-5]\d\d)(?:\.0+)?\s*")
DEFAULT = "default"
SHORTEST_TIMEOUT_S = min(float(choice) for choice in open_points.WEBHOOK_TIMEOUT.choices)
URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


class Status(NamedTuple):
    """An exit for one HTTP status. `code` is None for the default entry."""

    id: str
    code: int | None
    target: str


class Header(NamedTuple):
    """A header of the request; its value may hold placeholders, and a secret."""

    name: str
    value: str


class Saved(NamedTuple):
    """A response variable: what to set, and where in the reply its value stands."""

    kind: str
    name: str
    path: Path


@node_type(
    "Webhook",
    evidence="observed",
    source="25 real nodes; exits by status are assumed: no filled export was seen",
    marks=("methodType", "url", "headers", "body", "testVariables", "responseVariables", "expectedStatuses"),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class Webhook:
    """Calls an HTTP service, saves parts of its reply, and leaves by its status."""

    id: str
    method: str
    url: str
    headers: tuple[Header, ...]
    body: str
    saved: tuple[Saved, ...]
    statuses: tuple[Status, ...]

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> Webhook:
        method = fields.text("methodType", "Get").upper()
        if method not in ("GET", "POST"):
            fields.warn("odd-method", f"the builder knows GET and POST, not {method}", "methodType")
        return cls(
            id=node_id,
            method=method,
            url=fields.text("url").strip(),
            headers=tuple(
                Header(one.text("headerName").strip(), one.text("headerValue"))
                for one in fields.objects("headers")
                if one.text("headerName").strip()
            ),
            body=fields.text("body"),
            saved=tuple(
                Saved(one.text("type", VARIABLE), one.text("name").removeprefix("@"), Path.parse(one.text("path")))
                for one in fields.objects("responseVariables")
            ),
            statuses=_statuses(fields),
        )

    def enter(self, ctx: Context) -> Step:
        url = quote(self._rendered_url(ctx), safe=URL_SAFE, errors="replace")
        headers = {name: _one_line(ctx.render(value, f"header {name}")) for name, value in self.headers}
        ctx.emit(WebhookCalled(self.id, self.method, url))
        try:
            request = Request.to(self.method, url, headers, self._rendered_body(ctx, headers))
        except ValueError as error:
            return self._without_reply(ctx, f"the address cannot be read: {error}")
        if not request.host:
            return self._without_reply(ctx, "the address has no host")
        return Call(request, float(ctx.assumptions.choice(open_points.WEBHOOK_TIMEOUT)))

    def resume(self, ctx: Context, given: Input) -> Step:
        if isinstance(given, Silence):
            if given.reason == TIMED_OUT:
                ctx.lean(open_points.WEBHOOK_TIMEOUT)
            return self._without_reply(ctx, given.reason)
        assert not isinstance(given, Answer)
        if given.latency_s > SHORTEST_TIMEOUT_S:
            ctx.lean(open_points.WEBHOOK_TIMEOUT)
        ctx.emit(WebhookAnswered(self.id, given.status))
        self._save(ctx, given)
        return self._by_status(ctx, given.status)

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError("a webhook's own time-out comes as a Silence")

    def exits(self) -> tuple[Exit, ...]:
        if not self.statuses:
            return (ONLY,)
        coded = [one for one in self.statuses if one.code is not None]
        default = next((one for one in self.statuses if one.code is None), None)
        own = (default.id,) if default and default.id else ()
        handles = (*own, f"{self.id}-default", "*-default", DEFAULT, "")
        return (
            *(Exit(str(one.code), str(one.code), one.target, (one.id, str(one.code))) for one in coded),
            Exit(DEFAULT, "any other status", default.target if default else "", handles),
        )

    def uses(self) -> Uses:
        return Uses(
            texts=(self.url, *(value for _, value in self.headers), self.body),
            variables_set=tuple(one.name for one in self.saved if one.kind != ATTRIBUTE and one.name),
            attributes_set=tuple(one.name for one in self.saved if one.kind == ATTRIBUTE and one.name),
            replies=told_apart(one.code for one in self.statuses if one.code is not None),
            summary=f"{self.method} {self.url}",
        )

    def _rendered_url(self, ctx: Context) -> str:
        """Values are escaped, but for one that begins the address: it brings scheme and host."""
        begins = ctx.flow.grammar.references(self.url)[:1] if self.url.startswith(("@", "{{")) else []
        head = begins[0].text if begins else ""
        rest = ctx.render(self.url.removeprefix(head), "url", lambda value: _in_url(ctx, value))
        return ctx.render(head, "url") + rest

    def _rendered_body(self, ctx: Context, headers: dict[str, str]) -> bytes:
        if not self.body or self.method == "GET":
            return b""
        if not any(name.lower() == "content-type" for name in headers):
            headers["Content-Type"] = "application/json"
        return ctx.render_json(self.body, "body", lambda value: _in_json(ctx, value)).encode("utf-8", "replace")

    def _without_reply(self, ctx: Context, reason: str) -> Step:
        ctx.emit(WebhookFailed(self.id, reason))
        if ctx.lean(open_points.NO_REPLY) == "fail":
            return End(f"the webhook {self.id} got no reply: {reason}", failed=True)
        if not self.statuses:
            return Go("")
        if ctx.flow.target(self.id, DEFAULT):
            return Go(DEFAULT)
        told = f"the webhook {self.id} got no reply ({reason}) and has no exit for that"
        return End(told, failed=True, exit=DEFAULT)

    def _by_status(self, ctx: Context, status: int) -> Step:
        if not self.statuses:
            return Go("")
        if status in [one.code for one in self.statuses]:
            return Go(str(status))
        if ctx.flow.target(self.id, DEFAULT) or any(one.code is None for one in self.statuses):
            return Go(DEFAULT)
        drawn = ", ".join(str(one.code) for one in self.statuses)
        failed = ctx.lean(open_points.STATUS_UNMATCHED) == "fail"
        told = f"the webhook {self.id} was answered {status}, which has no exit (it has {drawn})"
        return End(told, failed=failed, exit=DEFAULT)

    def _save(self, ctx: Context, reply: Reply) -> None:
        if not self.saved:
            return
        if reply.is_empty:
            if ctx.lean(open_points.SAVE_EMPTY) == "blank":
                for one in self.saved:
                    _put(ctx, one, "")
            return
        try:
            payload = reply.json()
        except BadBody:
            ctx.warn("reply-not-json", f"the reply to {self.id} is not JSON, so nothing could be saved from it")
            return
        found = [(one, *lookup(payload, one.path)) for one in self.saved]
        odd = not 200 <= reply.status < 300 and all(one.code != reply.status for one in self.statuses)
        if (
            odd
            and any(value is not MISSING for _, value, _ in found)
            and ctx.lean(open_points.SAVE_ON_ERROR) == "nothing"
        ):
            return
        for one, value, indexed in found:
            self._save_one(ctx, one, value, indexed)

    def _save_one(self, ctx: Context, one: Saved, value: object, indexed: bool) -> None:
        if indexed and ctx.lean(open_points.PATH_ARRAYS) == "unsupported":
            return
        if value is None:
            if ctx.lean(open_points.NULL_VALUE) == "blank":
                _put(ctx, one, "")
        elif value is not MISSING:
            _put(ctx, one, as_text(value))


def _statuses(fields: Fields) -> tuple[Status, ...]:
    """`expectedStatuses` in every shape that was ever guessed: objects under several keys, bare numbers and texts."""
    entries = fields.raw.get("expectedStatuses") or []
    found: list[Status] = []
    if not isinstance(entries, list):
        told = f"expectedStatuses should be a list, found {type(entries).__name__}; it is not used"
        fields.warn("odd-value", told, "expectedStatuses")
        entries = []
    for number, entry in enumerate(entries):
        raw = entry if isinstance(entry, dict) else {"statusCode": entry}
        one = fields.item("expectedStatuses", number, raw)
        text = next((one.text(key) for key in CODE_KEYS if raw.get(key) not in (None, "")), "")
        readable = CODE.fullmatch(text)
        code = int(readable[1]) if readable else None
        if code is None and not one.flag("isDefault") and text not in ("", "0", DEFAULT):
            one.warn("unreadable-status", f"'{text}' is no HTTP status; the entry is never taken")
            continue
        if one.flag("isDefault") or text == DEFAULT:
            code = None
        elif code is None:
            one.warn("unreadable-status", "the entry names no HTTP status; it is never taken")
            continue
        if code is not None and any(status.code == code for status in found):
            one.warn("status-twice", f"status {code} is routed twice; the first entry counts")
            continue
        found.append(Status(one.text("id") or ("" if code is None else str(code)), code, one.text("nodeResultId")))
    return tuple(found)


def _put(ctx: Context, one: Saved, value: str) -> None:
    if one.kind == ATTRIBUTE:
        ctx.set_attribute(one.name, value)
    else:
        ctx.set_variable(one.name, value)


def _in_url(ctx: Context, value: str) -> str:
    quoted = quote(value, safe="", errors="replace")
    return quoted if quoted != value and ctx.lean(open_points.URL_ESCAPING) == "value" else value


def _in_json(ctx: Context, value: str) -> str:
    escaped = json.dumps(value, ensure_ascii=False)[1:-1]
    return escaped if escaped != value and ctx.lean(open_points.BODY_ESCAPING) == "json" else value


def _one_line(value: str) -> str:
    """A header's value: what was put into it must not start another header."""
    return value.replace("\n", " ").replace("\r", " ").strip()
