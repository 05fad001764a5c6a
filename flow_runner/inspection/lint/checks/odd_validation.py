"""What the loader tells of the validation of answers."""

from __future__ import annotations

from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.example import Raw, agent, flow, question

END = agent()
CITY = "main_question-city"


def _asked(**validation: str) -> Raw:
    return flow(question(CITY, **validation), END, edges=((CITY, END["id"]),))


told_by_loader(
    "unknown-validation",
    "warning",
    why="No kind of validation is known by this name: here every answer is accepted, and on the platform it may be so "
    "too, with whatever the customer typed.",
    fix="Use None, Number or Regex, which are in real exports; a regex can ask for an e-mail address or a date.",
    evidence="reported",
    source="None and Regex in real exports, Number in an importer's",
    example=_asked(type="Colour"),
    neighbour=_asked(),
)
told_by_loader(
    "empty-regex",
    "error",
    why="Without a pattern every answer is rejected, whatever the customer types, until the run ends without a word.",
    fix="Write the pattern, or set the validation to None.",
    evidence="observed",
    source="measured live by one operator",
    example=_asked(type="Regex", regex=""),
    neighbour=_asked(),
)
told_by_loader(
    "bad-regex",
    "error",
    why="The pattern cannot be read, so no answer can be checked against it.",
    fix="Mend the pattern at the position that is told: an open bracket must be closed, and what is meant literally "
    "needs a backslash before it.",
    evidence="assumed",
    source="the syntax of regular expressions; which engine the platform has is not known",
    example=_asked(type="Regex", regex="^([a-z]+$"),
    neighbour=_asked(),
)
told_by_loader(
    "regex-bomb",
    "error",
    why="A customer who types the wrong thing keeps the matcher busy for ever, and with it perhaps the chatbot.",
    fix="Take one of the two repetitions out: ^[a-z ]+$ instead of ^([a-z]+ ?)+$.",
    evidence="observed",
    source="tried on long answers under a time limit, as it was loaded",
    example=_asked(type="Regex", regex="(a|aa)+$"),
    neighbour=_asked(),
)
told_by_loader(
    "guessed-validation",
    "note",
    why="The builder may well have this validation, but its name in the file was never seen: on the platform it may "
    "check something else, or nothing.",
    fix="If you typed it, choose the validation in the builder instead. If Wati exported it, all is well: please "
    "report it.",
    evidence="assumed",
    source="importers name these kinds; no export with one was seen",
    example=_asked(type="Email"),
    neighbour=_asked(),
)
