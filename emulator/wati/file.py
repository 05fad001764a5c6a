"""Files that went through the account: kept under the path that Wati gives them, per tenant and up to a size."""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import PurePosixPath

from emulator.wati.rows import StoredFile
from emulator.wati.state import WatiState

MEGABYTE = 1024 * 1024
WHATSAPP_LIMITS = {"image": 5 * MEGABYTE, "video": 16 * MEGABYTE, "audio": 16 * MEGABYTE, "document": 100 * MEGABYTE}
"""Bytes, by type of message. Source: WhatsApp's limits of media."""
MAX_STORED_BYTES = 64 * MEGABYTE
"""Of all files of one account; our own limit."""
FOLDERS = {"image": "images", "video": "videos", "audio": "audios", "document": "documents"}
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
UNKNOWN_TYPE = "application/octet-stream"


def type_of(content_type: str) -> str:
    """The type of the message that a file of this content type becomes."""
    kind = content_type.partition("/")[0].lower()
    return kind if kind in ("image", "video", "audio") else "document"


def keep(state: WatiState, name: str, content_type: str, content: bytes) -> StoredFile:
    """Keep a file. ValueError, in plain words, where it is empty or too large, or the account has no room for it."""
    if content_type in ("", UNKNOWN_TYPE):
        content_type = mimetypes.guess_type(name)[0] or UNKNOWN_TYPE
    kind = type_of(content_type)
    if not content:
        raise ValueError("the file is empty")
    if len(content) > WHATSAPP_LIMITS[kind]:
        raise ValueError(f"WhatsApp takes {kind} files of at most {WHATSAPP_LIMITS[kind] // MEGABYTE} MB")
    if sum(file.size for file in state.files) + len(content) > MAX_STORED_BYTES:
        raise ValueError(f"the sandbox keeps {MAX_STORED_BYTES // MEGABYTE} MB of files for an account: all used")
    suffix = PurePosixPath(name.replace("\\", "/")).suffix
    suffix = suffix.lower() if SUFFIX.fullmatch(suffix) else mimetypes.guess_extension(content_type) or ""
    return state.files.insert(
        StoredFile(
            id=state.universe.ids.object_id("wati.file"),
            path=f"data/{FOLDERS[kind]}/{state.universe.ids.uuid('wati.file')}{suffix}",
            name=name,
            content_type=content_type,
            content=base64.b64encode(content).decode(),
            size=len(content),
        )
    )


def found(state: WatiState, path: str) -> StoredFile | None:
    """By the whole path that Wati gave it, and by nothing else: a path is a key, and never leads into a folder."""
    return state.files.first("path", path)


def bytes_of(file: StoredFile) -> bytes:
    return base64.b64decode(file.content)
