"""Questions that give up on a customer."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.assumptions import QUESTION_FAIL_END
from flow_runner.engine.nodes.question import Question
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, flow, question
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

ASK, END = "main_question-age", agent()
EDGES = ((ASK, END["id"]),)


@check(
    "question-runs-out",
    "warning",
    why="A customer who does not get the form of the answer right is left alone in the middle of it: no message, no "
    "agent, and no exit for this case can be drawn.",
    fix="Accept any answer (validation None) and check it with Set a condition, whose false exit can ask again or lead "
    "to an agent.",
    evidence="observed",
    source="measured live: three bad answers get the fallback text, the fourth ends the run",
    example=flow(question(ASK, "age", type="Number", minValue="18"), END, edges=EDGES),
    neighbour=flow(question(ASK, "age"), END, edges=EDGES),
)
def question_runs_out(subject: Subject) -> Iterator[Found]:
    """Of questions that some answers pass: one that nothing passes, or of whose validation nothing is known, is told by
    the loader. Of none where the account assumes that such a question is left by its exit.
    """
    if subject.choice(QUESTION_FAIL_END) != QUESTION_FAIL_END.default:
        return
    hopeless = {problem.node for problem in subject.problems if problem.code in ("empty-regex", "guessed-validation")}
    for node, uses in subject.uses.items():
        if uses.gives_up_after is None or node in hopeless or node not in subject.graph.reachable:
            continue
        count = uses.gives_up_after
        told = f"{count} bad answer{'s are' if count != 1 else ' is'} met with the fallback text, the next one ends"
        if not count:
            told = "the first bad answer ends"
        fix = (
            "" if isinstance(subject.flow.nodes[node], Question) else "Let the fallback text say how to reach somebody."
        )
        yield subject.found(node, f"{told} the run without a word", "answerValidation", "failsCount", fix=fix)
