"""What a client sends to Zoho Accounts: parameters of the query, of a form of either kind, and perhaps of JSON."""

from __future__ import annotations

import base64
import binascii

from emulator.kernel.http import BadBody, Request
from emulator.zoho.assumptions import JSON_TOKEN_BODY
from emulator.zoho.state import ZohoState

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def given(request: Request, state: ZohoState) -> dict[str, str]:
    """By name; the query counts before the form, and JSON, as far as the assumption goes, last."""
    found = {**request.form(), **request.args}
    sent = _json(request)
    if sent is not None and state.universe.assumptions.lean(JSON_TOKEN_BODY) == "accept":
        found = {**sent, **found}
    return found


def basic(request: Request) -> tuple[str, str]:
    """Client id and secret of an `Authorization: Basic`; empty texts where there is none that can be read."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    name, _, secret = text.partition(":")
    return name, secret


def _json(request: Request) -> dict[str, str] | None:
    """The texts of a JSON object; None where the body is none, or a form."""
    if not request.body or request.headers.get("content-type", "").lower().startswith(FORMS):
        return None
    try:
        sent = request.json()
    except BadBody:
        return None
    if not isinstance(sent, dict):
        return None
    return {name: value for name, value in sent.items() if isinstance(value, str)}
