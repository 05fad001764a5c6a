"""Whether a conversation depends on what nobody knows, as people read it: where it does, both transcripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.text import Text

from emulator.kernel.secret import mask_text
from emulator.kernel.words import counted
from flow_runner.explore.outcome import Differing
from flow_runner.explore.vary import Variation
from flow_runner.report.every_assumption import Varied, shown
from flow_runner.report.side_by_side import print_columns
from flow_runner.report.transcript import Lines, Transcript
from flow_runner.report.word_diff import hanging, marked
from flow_runner.sandbox.trace import Entry

SHORT = 60  # characters of a text that is told whole
LISTED = 8  # differences that are told of one alternative
IN_ORDER = ("messages", "exchanges", "sent to stubs", "expectations not met")
BEHIND = ("exchanges", "sent to stubs", "attributes", "variables")
"""What neither customer nor team can see."""
Wanted = Callable[[Entry], bool]


def print_text(console: Console, varied: Varied, wanted: Wanted, show_secrets: bool = False) -> None:
    """Assumption by assumption, and a verdict at the end. `wanted` are the entries that transcripts show."""
    page = _Page(console, varied, wanted, show_secrets)
    if varied.variations:
        page.line(Text("\nunder every alternative, one at a time, each in a fresh account", "bold"))
    name = ""
    for one in varied.variations:
        if one.alternative.assumption.name != name:
            name = one.alternative.assumption.name
            page.assumption(one)
        page.variation(one)
    page.line(Text())
    page.not_varied()
    page.verdict()


class _Page:
    def __init__(self, console: Console, varied: Varied, wanted: Wanted, show_secrets: bool) -> None:
        self.console = console
        self.varied = varied
        self.wanted = wanted
        self.show_secrets = show_secrets

    def assumption(self, one: Variation) -> None:
        assumption = one.alternative.assumption
        in_force = self.varied.base.leaned[assumption.name]
        self.line(Text.assemble((f"\n{assumption.name} = {in_force}", "magenta"), (f"  {assumption.meaning}", "dim")))

    def variation(self, one: Variation) -> None:
        secrets = self.varied.base.secrets | one.played.secrets
        told = (_grade(one), "bold yellow") if one.differing else ("same outcome", "green")
        twin = self.twin(one)
        as_there = f", as under {twin.alternative.assumption.name} = {twin.alternative.choice}" if twin else ""
        self.line(Text.assemble(f"  {one.alternative.choice:<18}  ", told, as_there))
        if twin:
            return
        found = shown(one.differing, None if self.show_secrets else secrets)
        for each in found[:LISTED]:
            for line in _difference(each):
                self.line(line)
        if len(found) > LISTED:
            self.line(Text(f"      … and {len(found) - LISTED} more: --format json tells all", "dim"))
        if found:
            self.line(Text())
            self.columns(one, secrets)

    def twin(self, one: Variation) -> Variation | None:
        """The first of those before it that came out in the same other way."""
        before = self.varied.variations[: self.varied.variations.index(one)] if one.differing else ()
        return next((other for other in before if other.played.outcome == one.played.outcome), None)

    def columns(self, one: Variation, secrets: frozenset[str]) -> None:
        in_force = self.varied.base.leaned[one.alternative.assumption.name]
        left, right = (self.lines(played.entries, secrets) for played in (self.varied.base, one.played))
        if [line.plain for line in left] == [line.plain for line in right]:
            self.line(Text("      (what was said and done reads the same)", "dim"))
        else:
            print_columns(self.console, (in_force, one.alternative.choice), left, right)

    def lines(self, entries: Iterable[Entry], secrets: frozenset[str]) -> list[Text]:
        kept = Lines()
        transcript = Transcript(kept, None if self.show_secrets else lambda: secrets, narrow=True)
        transcript.entries([entry for entry in entries if self.wanted(entry)])
        return kept.kept

    def not_varied(self) -> None:
        told = [
            ("was chosen, and not varied", "were chosen, and not varied", self.varied.chosen),
            ("has no other choice yet", "have no other choice yet", self.varied.without_alternative),
            (
                "is leaned on under an alternative only, and was not varied",
                "are leaned on under an alternative only, and were not varied",
                self.varied.only_then,
            ),
        ]
        for one, many, names in told:
            if names:
                self.line(Text(f"{', '.join(names)} {one if len(names) == 1 else many}", "dim"))

    def verdict(self) -> None:
        varied = self.varied
        for one in varied.not_met:
            name, choice = one.alternative.assumption.name, one.alternative.choice
            for text in one.played.not_met:
                told = text if self.show_secrets else mask_text(text, one.played.secrets)
                self.line(Text(f"not met under {name} = {choice}: {told}", "bold red"))
        count = len(varied.variations)
        other = sum(1 for one in varied.variations if one.differing)
        if varied.depends_on:
            told = f"another outcome under {other} of {count} alternatives"
            self.line(Text(f"the outcome depends on {', '.join(varied.depends_on)}: {told}", "bold yellow"))
            self.line(Text("If you know what is true, say so: --assume NAME=CHOICE", "dim"))
        elif count:
            tried = f"{counted(len(varied.tried), 'assumption')}, {counted(count, 'alternative')}"
            told = f"this conversation is safe whichever way Wati and Zoho do it: {tried}, same outcome"
            self.line(Text(told, "bold green"))
        elif varied.base.leaned:
            self.line(Text("nothing was varied: there is no alternative to what this conversation leans on", "bold"))
        else:
            self.line(Text("this conversation leans on nothing that nobody knows", "bold green"))

    def line(self, text: Text) -> None:
        self.console.print(text, soft_wrap=True)


def _grade(one: Variation) -> str:
    hidden = all(each.topic.startswith(BEHIND) for each in one.differing)
    return "another outcome, of which customer and team notice nothing" if hidden else "another outcome"


def _difference(one: Differing) -> list[Text]:
    """`assignee  Asha Agent → nobody`, in one line if it is short."""
    head = f"      {f'{one.topic} > {one.name}' if one.name else one.topic:<12}  "
    before, after = one.before or "", one.after or ""
    if one.before == one.after:
        return hanging(head, Text(f"{one.before} (another secret)"))
    if one.topic.startswith(IN_ORDER) or max(len(before), len(after)) > SHORT or "\n" in before + after:
        return hanging(head, marked(before, after))
    values = (_value(one.topic, one.before), "red"), " → ", (_value(one.topic, one.after), "green")
    return hanging(head, Text.assemble(*values))


def _value(topic: str, text: str | None) -> str:
    if text is None:
        return "nobody" if topic.startswith("assignee") else "nothing"
    return text or "an empty text"
