"""The builder's HTML as WhatsApp shows it. Source: real exports, and an importer tested against one.

`<p>` is a line, `<p><br></p>` an empty one; strong, em, del and code become `*`, `_`, `~` and three backticks, which
hug the words and never span a line break; a list item gets a bullet, a link its address.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

STYLES = {"strong": "*", "b": "*", "em": "_", "i": "_", "s": "~", "del": "~", "strike": "~", "code": "```"}
BLOCKS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote"})
BULLET = "• "
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z][^<>]*>")


def to_whatsapp(html: str) -> str:
    """Text without any tag keeps its line breaks; only its entities are unescaped."""
    if not _TAG.search(html):
        return "".join(text for text, _ in _read(html, plain=True).runs).replace("\xa0", " ")
    return _joined(_read(html).runs)


def _read(html: str, plain: bool = False) -> _Reader:
    """The runs of a text; what looks like a declaration and is none counts as text."""
    for text in (html, html.replace("<!", "&lt;!")):
        parser = _Reader(plain)
        try:
            parser.feed(text)
            parser.close()
        except AssertionError:  # the standard library's parser gives up on `<![odd`
            continue
        break
    return parser


class _Reader(HTMLParser):
    """Collects runs of text with their markers; a run of one line break separates lines."""

    def __init__(self, plain: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.plain = plain
        self.runs: list[tuple[str, str]] = []
        self._styles: list[str] = []
        self._open_block = False
        self._after_break = False
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.runs.append(("\n", ""))
            self._after_break = True
        elif tag in BLOCKS or tag == "li":
            self._new_line()
            self._open_block = True
            if tag == "li":
                self.runs.append((BULLET, ""))
        elif tag in STYLES:
            self._styles.append(STYLES[tag])
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.runs))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            if self._after_break:  # the last break of a paragraph is its own end, as in `<p><br></p>`
                self.runs.pop()
                self._after_break = False
            self.runs.append(("\n", "end"))
            self._open_block = False
        elif tag in STYLES and STYLES[tag] in self._styles:
            self._styles.remove(STYLES[tag])
        elif tag == "a" and self._link is not None:
            href, start = self._link
            shown = "".join(text for text, _ in self.runs[start:]).strip()
            if href and href != shown:
                self.runs.append((f" ({href})" if shown else href, ""))
            self._link = None

    def handle_data(self, data: str) -> None:
        if self.plain:
            self.runs.append((data, ""))
            return
        if not self._open_block and not data.strip() and (not self.runs or self.runs[-1][0] == "\n"):
            return
        if self._after_break:
            data = data.removeprefix("\n")
        if data:
            self._after_break = False
            self.runs.append((data.replace("\n", " "), "".join(self._styles)))

    def _new_line(self) -> None:
        if self.runs and self.runs[-1][0] not in ("\n", BULLET):
            self.runs.append(("\n", "end"))


def _joined(runs: list[tuple[str, str]]) -> str:
    merged: list[tuple[str, str]] = []
    for text, style in runs:
        style = "" if text == "\n" else style
        if merged and merged[-1][1] == style and "\n" not in (text, merged[-1][0]):
            merged[-1] = (merged[-1][0] + text, style)
        else:
            merged.append((text, style))
    text = "".join(_marked(*run) for run in merged).replace("\xa0", " ")
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _marked(text: str, style: str) -> str:
    words = text.strip()
    if not style or not words:
        return text
    markers = re.findall(r"```|.", style)
    head, tail = "".join(markers), "".join(reversed(markers))
    start = text.index(words)
    return text[:start] + head + words + tail + text[start + len(words) :]
