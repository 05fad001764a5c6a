"""The interpreter: it does no I/O and keeps no time of its own. Flow → Nodes → Steps, driven in Sprints, answering
with Events.
"""

import sys

from emulator.kernel.registry import discover
from flow_runner.engine import nodes as _nodes
from flow_runner.engine.engine import Engine, Sprint
from flow_runner.engine.flow import Flow
from flow_runner.engine.library import Library
from flow_runner.engine.problem import FlowError, Problem
from flow_runner.engine.session import Session

discover(sys.modules[_nodes.__name__])

__all__ = ["Engine", "Flow", "FlowError", "Library", "Problem", "Session", "Sprint"]
