"""What is not known of Wati and Zoho, as text and as JSON (schema: `ASSUMPTIONS_SCHEMA`)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

from emulator.kernel.assumption import Assumption
from emulator.kernel.evidence import Evidence
from emulator.kernel.json_schema import list_of, record

if TYPE_CHECKING:
    from rich.console import Console

TOPICS = {
    "flow": "how Wati runs a chatbot",
    "wati": "Wati's API and account",
    "zoho": "Zoho's API",
}
TEXT = {"type": "string"}
ASSUMPTION = record(
    {
        "name": {"type": "string", "description": "topic and name, as --assume and world.yaml take it"},
        "default": TEXT,
        "alternatives": list_of(TEXT, "empty: no other choice is built yet"),
        "meaning": {"type": "string", "description": "what each choice does"},
        "reason": {"type": "string", "description": "why that is the default"},
        "evidence": {"enum": list(get_args(Evidence)), "description": "how sure the default is, from sure to guessed"},
    }
)
ASSUMPTIONS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox assumptions --format json` prints",
    "type": "array",
    "items": ASSUMPTION,
}


def as_json(assumptions: Iterable[Assumption]) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "default": one.default,
            "alternatives": list(one.choices[1:]),
            "meaning": one.meaning,
            "reason": one.reason,
            "evidence": one.evidence,
        }
        for one in assumptions
    ]


def print_text(console: Console, assumptions: Iterable[Assumption]) -> None:
    """By topic: the name, the default and what else might be true; what that means, and why the default is one."""
    from rich.text import Text

    for topic, group in groupby(assumptions, key=lambda one: one.name.partition(".")[0]):
        console.print(Text.assemble((topic, "bold"), f": {TOPICS[topic]}" if topic in TOPICS else ""))
        for one in group:
            others = f"(or {', '.join(one.choices[1:])})" if len(one.choices) > 1 else "(no other choice yet)"
            head = Text.assemble(f"  {one.name} = ", (one.default, "bold"), f" {others}  ", (one.evidence, "dim"))
            console.print(head, soft_wrap=True)
            console.print(Text(f"      {one.meaning}"), soft_wrap=True)
            console.print(Text(f"      why: {one.reason}", "dim"), soft_wrap=True)
        console.print()
    console.print(
        "Choose another one: --assume NAME=CHOICE, or in world.yaml: assumptions: { NAME: CHOICE }.", soft_wrap=True
    )
    console.print("Try all that a run leans on: wati-sandbox run FLOW --every-assumption", soft_wrap=True)
