"""Scenarios that were played, as people read it in a terminal: a line for each file, then why any did not pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from emulator.kernel.words import counted
from flow_runner.report.scenario import PASSED, ScenarioReport, StepReport, by_verdict

STYLES = {
    PASSED: "green",
    "expectation not met": "red",
    "the flow failed": "bold red",
    "the sandbox refused": "magenta",
    "contract broken": "red",
    "prepared and never used": "yellow",
    "unusable": "bold yellow",
}
MARKS = {"✓": "green", "✗": "bold red", " ": "dim"}


class Page:
    """Prints scenarios as they come: `verbose` tells each by its name, `quiet` only those that did not pass."""

    def __init__(self, console: Console, verbose: bool = False, quiet: bool = False) -> None:
        self.console = console
        self.verbose = verbose
        self.quiet = quiet
        self._file = ""
        self._dots = Text()

    def scenario(self, one: ScenarioReport) -> None:
        """One that was played."""
        if self.quiet:
            return
        if one.file != self._file:
            self.flush()
            self._file = one.file
            if self.verbose:
                self.line(Text(one.file, "bold"))
        if self.verbose:
            self._named(one)
        else:
            self._dots.append("." if one.passed else "✗", STYLES.get(one.verdict, "red"))

    def flush(self) -> None:
        """Print the line of the file that is over."""
        if self._dots:
            self.line(Text(f"{self._file} ") + self._dots)
        self._dots = Text()

    def failure(self, one: ScenarioReport) -> None:
        """Why it did not pass: the verdict, the steps, what was found, and what happened."""
        self.line(Text())
        self.line(Text.assemble((f"✗ {one.verdict}", STYLES.get(one.verdict, "red")), f"  {one.file}:{one.at}"))
        self.line(Text(f"  {one.title}", "bold"))
        for step in one.steps:
            self.line(Text("    ") + _step(step))
        if one.steps:
            self.line(Text())
        for line in one.told.split("\n"):
            self.line(Text(f"  {line}".rstrip()))
        for title, text in () if self.quiet else one.sections:
            self.line(Text(f"\n  ── {title}", "dim"))
            for line in text.split("\n"):
                self.line(Text(f"  {line}".rstrip(), "dim"))

    def notes(self, reports: Sequence[ScenarioReport]) -> None:
        """What is to be told also of scenarios that passed."""
        told = [f"{one.file}: {note}" for one in reports for note in one.notes]
        if told:
            self.line(Text())
        for line in told:
            self.line(Text(line, "cyan"))

    def assumptions(self, reports: Sequence[ScenarioReport]) -> None:
        """What the verdicts lean on that nobody knows, and how many scenarios do."""
        counts = Counter(f"{name} = {choice}" for one in reports for name, choice in one.assumptions)
        if counts and not self.quiet:
            told = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items()))
            self.line(Text(f"\nassumes  {told}", "magenta"))

    def ending(self, reports: Sequence[ScenarioReport], seconds: float, unplayed: int = 0) -> None:
        """How many came out how, and how long that took."""
        told = Text(f"\n{counted(len(reports), 'scenario')}: ", "bold")
        counts = by_verdict(reports)
        for number, (verdict, count) in enumerate(counts.items()):
            told.append(", " if number else "").append(f"{count} {verdict}", STYLES.get(verdict, "red"))
        if unplayed:
            told.append(f", {unplayed} not played", "yellow")
        self.line(told.append(f"  in {seconds:.2f} s", "dim"))

    def line(self, text: Text) -> None:
        self.console.print(text, soft_wrap=True)

    def _named(self, one: ScenarioReport) -> None:
        told = Text(f"  {'✓' if one.passed else '✗'} {one.title}", STYLES.get(one.verdict, "red"))
        self.line(told if one.passed else told.append(f"  {one.verdict}", "bold"))


def _step(step: StepReport) -> Text:
    return Text(f"{step.mark} {step.keyword} {step.sentence}".rstrip(), MARKS[step.mark])
