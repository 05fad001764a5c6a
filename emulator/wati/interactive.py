"""Buttons and lists: what WhatsApp takes of them, whatever the version of the API that they came through.

Values are read as they stand in a body, of any type. The members that all versions spell alike are read here: `type`,
`text`, `media` of a header, `text` of a button, `title` and `rows` of a section, `title` and `description` of a row.
Source: docs.wati.io, sendInteractiveButtonsMessage and sendInteractiveListMessage; the vendor's OpenAPI of v3; the
number of rows and sections from WhatsApp's own pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

BODY, LINE, BUTTON, TITLE, DETAIL = 1024, 60, 20, 24, 72
"""Characters: of the body, of header and footer, of a button, of the title of a row or section, of what a row tells."""
MAX_BUTTONS, MAX_SECTIONS, MAX_ROWS = 3, 10, 10
"""`MAX_ROWS` is of all sections together."""
HEADER_TYPES = ("text", "image", "video", "document")
"""In any case."""
MEDIA_SOURCES = ("url", "data", "file_path", "filePath")
"""Where the media of a header can come from; v1 knows the address alone."""


def button_problems(header: Any, body: Any, footer: Any, buttons: Any) -> list[str]:
    """What WhatsApp would not take of a message with buttons, in plain words; empty where it takes all of it."""
    return [*_header(header), *_frame(body, footer), *_buttons(buttons)]


def list_problems(header: Any, body: Any, footer: Any, button_text: Any, sections: Any) -> list[str]:
    """As `button_problems`, of a message with a list; its header is a text."""
    return [
        *_text("the header", header, LINE, required=False),
        *_frame(body, footer),
        *_text("the button", button_text, BUTTON),
        *_sections(sections),
    ]


def button_extra(header: Any, footer: Any, buttons: Any) -> dict[str, Any]:
    """What the history keeps of a message with buttons that has no problems; `choices` are (id, title)."""
    found = header if isinstance(header, dict) else {}
    media = found.get("media") if kind_of(header) != "text" else None
    return {
        "media": next((media[name] for name in MEDIA_SOURCES if media.get(name)), "") if media else "",
        "header": (found.get("text") or "") if not media else "",
        "footer": footer or "",
        "choices": _choices([button["text"] for button in buttons]),
    }


def list_extra(header: Any, footer: Any, button_text: str, sections: Any) -> dict[str, Any]:
    """What the history keeps of a message with a list that has no problems."""
    titles = [row["title"] for section in sections for row in section["rows"]]
    return {"header": header or "", "footer": footer or "", "button": button_text, "choices": _choices(titles)}


def kind_of(header: Any) -> str:
    """The type of a header, in lower case; `text` where it does not say."""
    kind = header.get("type") if isinstance(header, dict) else None
    return kind.strip().lower() if isinstance(kind, str) and kind.strip() else "text"


def _choices(titles: list[str]) -> list[list[str]]:
    """Ids that a caller gives are ignored (reported): WhatsApp gets numbers."""
    return [[str(number), title] for number, title in enumerate(titles, 1)]


def _header(header: Any) -> Iterator[str]:
    if header is None:
        return
    kind = kind_of(header)
    if not isinstance(header, dict) or not isinstance(header.get("type"), str | None):
        yield "the header must be an object with type and text or media"
    elif kind not in HEADER_TYPES:
        yield f"the header's type must be {', '.join(HEADER_TYPES)}"
    elif kind == "text":
        yield from _text("the header", header.get("text"), LINE, required=False)
    elif not _has_source(header.get("media")):
        yield f"a header of type {kind} needs media with a url"


def _has_source(media: Any) -> bool:
    sources = [media.get(name) for name in MEDIA_SOURCES] if isinstance(media, dict) else []
    given = [source for source in sources if source is not None]
    return all(isinstance(source, str) for source in given) and any(source.strip() for source in given)


def _frame(body: Any, footer: Any) -> Iterator[str]:
    yield from _text("the body", body, BODY)
    yield from _text("the footer", footer, LINE, required=False)


def _buttons(buttons: Any) -> Iterator[str]:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MAX_BUTTONS:
        yield f"there must be 1 to {MAX_BUTTONS} buttons"
        return
    texts = [button.get("text") if isinstance(button, dict) else button for button in buttons]
    for number, (button, text) in enumerate(zip(buttons, texts, strict=True), 1):
        if isinstance(button, dict):
            yield from _text(f"button {number}", text, BUTTON)
        else:
            yield f"button {number} must be an object with text"
    if any(text in texts[:place] for place, text in enumerate(texts) if isinstance(text, str)):
        yield "no two buttons may have the same text"


def _sections(sections: Any) -> Iterator[str]:
    if not isinstance(sections, list) or not 1 <= len(sections) <= MAX_SECTIONS:
        yield f"there must be 1 to {MAX_SECTIONS} sections"
        return
    count = 0
    for number, section in enumerate(sections, 1):
        where = f"section {number}"
        if not isinstance(section, dict) or not isinstance(section.get("rows"), list) or not section["rows"]:
            yield f"{where} must be an object with title and rows"
            continue
        yield from _text(f"the title of {where}", section.get("title"), TITLE, required=len(sections) > 1)
        count += len(section["rows"])
        for place, row in enumerate(section["rows"][: MAX_ROWS + 1], 1):
            yield from _row(f"row {place} of {where}", row)
    if count > MAX_ROWS:
        yield f"there must be at most {MAX_ROWS} rows in all, found {count}"


def _row(where: str, row: Any) -> Iterator[str]:
    if not isinstance(row, dict):
        yield f"{where} must be an object with title"
        return
    yield from _text(f"the title of {where}", row.get("title"), TITLE)
    yield from _text(f"the description of {where}", row.get("description"), DETAIL, required=False)


def _text(what: str, value: Any, limit: int, required: bool = True) -> Iterator[str]:
    if value is None or value == "":
        if required:
            yield f"{what} must have a text"
    elif not isinstance(value, str):
        yield f"{what} must be a text"
    elif required and not value.strip():
        yield f"{what} must have a text"
    elif len(value) > limit:
        yield f"{what} may have {limit} characters, found {len(value)}"
