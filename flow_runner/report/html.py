"""Scenarios as one page: nothing in it is fetched, and nothing of a chatbot can run in it. The same for the same files.

Everything that is put into the page is escaped, but for the pictures, which escape their own texts; its policy allows
the one style sheet and the one script that come with it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, StrictUndefined

from emulator.kernel.words import counted
from flow_runner.inspection.picture.style import css
from flow_runner.report.chatbot import Chatbot
from flow_runner.report.scenario import PASSED, ScenarioReport, by_verdict, summary

MOST = 150  # lines of a conversation, exchanges, nodes of a way
MOST_CHARACTERS = 4000  # of one text
MOST_LINES = 20_000  # of all conversations together; those of scenarios that did not pass come first
ODD = frozenset({"unusable", "prepared and never used", "the sandbox refused"})


def html(reports: Iterable[ScenarioReport], chatbots: Sequence[Chatbot] = ()) -> str:
    """The page. Reports should be in full."""
    found = list(reports)
    style, script = _part("page.css"), _part("page.js")
    shown = _shown(found)
    virtual = sum(one.virtual_s for one in found)
    page: str = _template().render(
        policy=policy(style, f"\n{css()}\n", script),
        css=style,
        js=script,
        summary=summary(found),
        virtual=span(virtual) if virtual else "",
        counts=by_verdict(found),
        chatbots=chatbots,
        files=[(file, list(cases)) for file, cases in groupby(found, key=lambda one: one.file)],
        is_shown=lambda one: id(one) in shown,
        most=MOST,
        tone=tone,
        span=span,
        cut=cut,
        more=more,
    )
    return page


def policy(*inline: str) -> str:
    """What a browser may do with the page: apply these style sheets and run this script, the last one."""
    *styles, script = (f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in inline)
    return f"default-src 'none'; style-src {' '.join(styles)}; script-src {script}; base-uri 'none'; form-action 'none'"


def tone(verdict: str) -> str:
    """A class of the style sheet."""
    return "good" if verdict == PASSED else "odd" if verdict in ODD else "bad"


def span(seconds: float) -> str:
    """Virtual time, such as `1:00:05`."""
    return str(timedelta(seconds=round(seconds)))


def cut(text: str) -> str:
    """A text that is not too long for a page."""
    left = len(text) - MOST_CHARACTERS
    return text if left <= 0 else f"{text[:MOST_CHARACTERS]}… ({counted(left, 'character')} more)"


def more(items: Sequence[object]) -> str:
    """How many are left out."""
    return f"… and {len(items) - MOST} more" if len(items) > MOST else ""


def _shown(reports: list[ScenarioReport]) -> set[int]:
    """Those whose conversations have room in the page."""
    shown, room = set(), MOST_LINES
    for one in sorted(reports, key=lambda one: one.passed):
        room -= sum(len(run["transcript"]) + len(run["exchanges"]) for _, run in one.contacts) + 1
        if room >= 0:
            shown.add(id(one))
    return shown


def _part(name: str) -> str:
    return (files("flow_runner.report") / "page" / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    return environment.from_string(_part("page.html.j2"))
