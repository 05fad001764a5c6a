"""The parts of a multipart/form-data body: text fields and files."""

from __future__ import annotations

import email.parser
import email.policy
from typing import NamedTuple


class Part(NamedTuple):
    """One part: `file_name` is None for a text field, and what the client said it is for a file. `content_type` is
    empty where the client said nothing.
    """

    name: str
    content: bytes
    file_name: str | None = None
    content_type: str = ""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


def parts(content_type: str, body: bytes) -> list[Part]:
    """In order; empty where the body is none of its kind. The bytes of a file are as they were sent."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    found = []
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(payload, bytes):
            file_name = part.get_filename()
            if file_name is None:
                payload = payload.removesuffix(b"\r\n")
            content_type = part.get_content_type() if "content-type" in part else ""
            found.append(Part(name, payload, file_name, content_type))
    return found
