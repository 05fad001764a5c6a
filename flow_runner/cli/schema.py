"""wati-sandbox schema"""

from __future__ import annotations

import json

import click

from emulator.kernel.suggest import did_you_mean
from flow_runner.cli._files import unusable

WHAT = {
    "run": "what `run --format json` prints",
    "every-assumption": "what `run --every-assumption --format json` prints",
    "lint": "what `lint --format json` prints",
    "redact": "what `redact --format json` prints",
    "diff": "what `diff --format json` prints",
    "fuzz-phones": "what `fuzz-phones --format json` prints",
    "assumptions": "what `assumptions --format json` prints",
    "operations": "what `operations --format json` prints",
    "coverage": "what `coverage --format json` prints",
    "explore": "what `explore --format json` prints",
    "faults": "what `faults --format json` prints",
    "verify": "what `verify --format json` prints",
    "checks": "what `verify --list --format json` prints",
    "record-traffic": "what `record-traffic --format json` prints",
    "recorded": "a line of recorded.jsonl, which `record-traffic` writes",
    "examples": "examples.json, which `record-traffic` writes",
    "test": "what `test --format json` prints",
    "steps": "what `steps --format json` prints",
    "world": "world.yaml, the account",
    "stubs": "stubs.yaml, canned answers for your own back ends",
    "script": "chat.yaml, a conversation with expectations",
}


@click.command("schema", epilog="Names: " + "; ".join(f"{name} ({what})" for name, what in WHAT.items()) + ".")
@click.argument("name")
def command(name: str) -> None:
    """Print a JSON Schema, for editors and for checking by other programs.

    \b
    wati-sandbox schema world > world.schema.json
    """
    from emulator.world_schema import WORLD_SCHEMA
    from flow_runner.report.assumptions import ASSUMPTIONS_SCHEMA
    from flow_runner.report.coverage import COVERAGE_SCHEMA
    from flow_runner.report.diff import DIFF_SCHEMA
    from flow_runner.report.every_assumption import EVERY_ASSUMPTION_SCHEMA
    from flow_runner.report.explore import EXPLORE_SCHEMA
    from flow_runner.report.faults import FAULTS_SCHEMA
    from flow_runner.report.lint import LINT_SCHEMA
    from flow_runner.report.operations import OPERATIONS_SCHEMA
    from flow_runner.report.phones import PHONES_SCHEMA
    from flow_runner.report.redact import REDACT_SCHEMA
    from flow_runner.report.result import RUN_SCHEMA
    from flow_runner.report.scenario import TEST_SCHEMA
    from flow_runner.report.traffic import RECORD_TRAFFIC_SCHEMA
    from flow_runner.report.verify import CHECKS_SCHEMA, VERIFY_SCHEMA
    from flow_runner.report.vocabulary import STEPS_SCHEMA
    from flow_runner.sandbox.script import SCRIPT_SCHEMA
    from flow_runner.sandbox.stubs import STUBS_SCHEMA
    from flow_runner.traffic.examples import EXAMPLES_SCHEMA
    from flow_runner.traffic.exchange import RECORDED_SCHEMA

    schemas = {
        "run": RUN_SCHEMA,
        "every-assumption": EVERY_ASSUMPTION_SCHEMA,
        "lint": LINT_SCHEMA,
        "redact": REDACT_SCHEMA,
        "diff": DIFF_SCHEMA,
        "fuzz-phones": PHONES_SCHEMA,
        "assumptions": ASSUMPTIONS_SCHEMA,
        "operations": OPERATIONS_SCHEMA,
        "coverage": COVERAGE_SCHEMA,
        "explore": EXPLORE_SCHEMA,
        "faults": FAULTS_SCHEMA,
        "verify": VERIFY_SCHEMA,
        "checks": CHECKS_SCHEMA,
        "record-traffic": RECORD_TRAFFIC_SCHEMA,
        "recorded": RECORDED_SCHEMA,
        "examples": EXAMPLES_SCHEMA,
        "test": TEST_SCHEMA,
        "steps": STEPS_SCHEMA,
        "world": WORLD_SCHEMA,
        "stubs": STUBS_SCHEMA,
        "script": SCRIPT_SCHEMA,
    }
    if name not in schemas:
        unusable(f"no schema is called '{name}'.{did_you_mean(name, schemas)}")
    click.echo(json.dumps(schemas[name], indent=2, ensure_ascii=False))
