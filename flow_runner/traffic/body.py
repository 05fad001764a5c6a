"""What a body says, as far as it can be read and therefore masked; of any other only size and type are kept."""

from __future__ import annotations

import email.parser
import email.policy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn
from urllib.parse import parse_qsl

from emulator.kernel.http import MAX_FIELDS, Json

MAX_KEPT_BYTES = 1024 * 1024
MAX_DEPTH = 40
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_TEXTS = re.compile(r"text/.*|application/(.*\+)?(json|xml|javascript|x-ndjson)|")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Kind = Literal["json", "form", "text", "unread"]


@dataclass(frozen=True, slots=True)
class Body:
    """`value` is a JSON value, a form's fields as a list of [name, value], or a text; None where it was not read.

    `size` is in bytes, `type` is the media type.
    """

    kind: Kind
    value: Json
    size: int
    type: str

    def to_json(self) -> dict[str, Any]:
        return {"bytes": self.size, "type": self.type} if self.kind == "unread" else {self.kind: self.value}

    @classmethod
    def from_json(cls, data: dict[str, Any] | None, content_type: str) -> Body | None:
        """What `to_json` has written, beside the content type of its headers."""
        if data is None:
            return None
        if "bytes" in data:
            return cls("unread", None, data["bytes"], data["type"])
        kinds: tuple[Kind, ...] = ("json", "form", "text")
        kind = next(kind for kind in kinds if kind in data)
        return cls(kind, data[kind], 0, media_type(content_type))


def body_of(raw: bytes, headers: Mapping[str, str]) -> Body | None:
    """The body of a message with these headers, whose names are lower-case; None where it is empty."""
    if not raw:
        return None
    content_type = headers.get("content-type", "")
    kind = media_type(content_type)
    unread = Body("unread", None, len(raw), kind)
    if len(raw) > MAX_KEPT_BYTES or headers.get("content-encoding", "identity").lower() != "identity":
        return unread
    if kind == MULTIPART:
        fields = _multipart(content_type, raw)
        return Body("form", fields, len(raw), kind) if fields is not None else unread
    text = _text(raw, content_type)
    if text is None:
        return unread
    if kind == FORM:
        fields = _fields(text)
        return Body("form", fields, len(raw), kind) if fields is not None else unread
    value = read_json(text)
    if isinstance(value, dict | list) or (value is not None and kind.endswith("json")):
        return Body("json", value, len(raw), kind) if is_shallow(value) else unread
    return Body("text", text, len(raw), kind) if _TEXTS.fullmatch(kind) else unread


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def read_json(text: str) -> Json:
    """A JSON value; None for what is none (and for null, which says as little)."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None


def is_shallow(value: Json) -> bool:
    """Whether a value is nested so little that it can be walked, and written as YAML."""
    level = [value]
    for _ in range(MAX_DEPTH):
        nested = [item for item in level if isinstance(item, dict | list)]
        level = [below for item in nested for below in (item.values() if isinstance(item, dict) else item)]
        if not level:
            return True
    return False


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


def _text(raw: bytes, content_type: str) -> str | None:
    """None for what is not text in the charset that it claims."""
    found = re.search(r"(?i)charset\s*=\s*\"?([\w.-]+)", content_type)
    charset = found[1].lower() if found else "utf-8"
    try:
        text = raw.decode("utf-8-sig" if charset in ("utf-8", "utf8") else charset)
    except (UnicodeError, LookupError):
        return None
    return None if _CONTROL.search(text) else text


def _fields(text: str) -> list[list[str]] | None:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        return None
    return None if any(_CONTROL.search(part) for pair in pairs for part in pair) else [list(pair) for pair in pairs]


def _multipart(content_type: str, raw: bytes) -> list[list[str]] | None:
    """Text fields as they are; of a file, or what is no text, only how large it is."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + raw)
    if not message.is_multipart():
        return None
    fields = []
    for part in message.iter_parts():
        payload = part.get_payload(decode=True)
        value = payload.removesuffix(b"\r\n") if isinstance(payload, bytes) else b""
        text = None if part.get_filename() else _text(value, str(part.get("Content-Type", "")))
        name = part.get_param("name", header="content-disposition")
        fields.append([name if isinstance(name, str) else "", f"({len(value)} bytes)" if text is None else text])
    return fields
