"""Delays below nothing, or longer than the loader takes."""

from __future__ import annotations

from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.example import agent, delay, flow

END = agent()
PAUSE = "main_timeDelay-pause"

told_by_loader(
    "odd-delay",
    "warning",
    why="Nobody can mean a delay below nothing or of over thirty days; it may come from a unit that is not seconds.",
    fix="Set the delay again in the builder: delaySeconds counts seconds.",
    evidence="reported",
    source="one reader of freshly made nodes: the unit is seconds; the longest delay is not documented",
    example=flow(delay(PAUSE, -60), END, edges=((PAUSE, END["id"]),)),
    neighbour=flow(delay(PAUSE, 60), END, edges=((PAUSE, END["id"]),)),
)
