"""What a run leaned on, and what it was warned of."""

from __future__ import annotations

from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.suggest import did_you_mean
from flow_runner.report.result import warnings
from flow_runner.testing.story import Story
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("then", 'the miss is explained by "{assumption}"', "未命中的原因由“{assumption}”解释")
def the_miss_is_explained(story: Story, assumption: str) -> None:
    """A search in Zoho found nothing, and would have under another choice of this assumption."""
    _check(assumption)
    told = [line for call in story.calls("zoho.search_records") for line in call.exchanged.help]
    require(any(assumption in line for line in told), "; ".join(told) or "nothing was missed, or nothing explains it")


@step("then", 'the run leans on "{assumption}"', "运行依赖假设“{assumption}”")
def the_run_leans_on(story: Story, assumption: str) -> None:
    """Another choice of it might have changed something."""
    _check(assumption)
    used = story.sandbox.tenant.universe.assumptions.used
    require(assumption in used, f"it leans on {', '.join(used) or 'none'}")


@step("then", 'the run does not lean on "{assumption}"', "运行不依赖假设“{assumption}”")
def the_run_does_not_lean_on(story: Story, assumption: str) -> None:
    """No choice of it would have changed anything."""
    _check(assumption)
    used = story.sandbox.tenant.universe.assumptions.used
    require(assumption not in used, f"it does, and '{used.get(assumption)}' was chosen")


@step("then", 'there is a warning "{code}"', "有警告“{code}”")
def there_is_a_warning(story: Story, code: str) -> None:
    """By the code that stands in brackets behind a warning of `wati-sandbox run`."""
    told = _warnings(story)
    require(any(f"[{code}]" in line for line in told), "; ".join(told) or "there are no warnings")


@step("then", 'there is no warning "{code}"', "没有警告“{code}”")
def there_is_no_warning(story: Story, code: str) -> None:
    """By the code that stands in brackets behind a warning of `wati-sandbox run`."""
    found = [line for line in _warnings(story) if f"[{code}]" in line]
    require(not found, "; ".join(found))


def _warnings(story: Story) -> list[str]:
    """Of all customers."""
    sandbox = story.sandbox
    usual, found = sandbox.phone, []
    for phone in dict.fromkeys(entry.contact for entry in sandbox.trace) or [usual]:
        sandbox.phone = phone
        found += warnings(sandbox)
    sandbox.phone = usual
    return list(dict.fromkeys(found))


def _check(assumption: str) -> None:
    """ValueError, with the nearest, for a name that no assumption has."""
    if assumption not in ASSUMPTIONS:
        raise ValueError(f"no assumption is called '{assumption}'.{did_you_mean(assumption, ASSUMPTIONS)}")
