"""wati-sandbox verify"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flow_runner.cli._files import FAILED, NOT_MET, UNUSABLE, choices, unusable, usable
from flow_runner.cli._progress import steps
from flow_runner.cli._terminal import console

if TYPE_CHECKING:
    from flow_runner.report.verify import Verified
    from flow_runner.verify.check import Check
    from flow_runner.verify.target import Target

LIVE = (
    "live reads WATI_BASE_URL (https://live-mt-server.wati.io/NUMBER), WATI_TOKEN, ZOHO_API_URL, ZOHO_ACCOUNTS_URL, "
    "ZOHO_CLIENT_ID, ZOHO_CLIENT_SECRET and ZOHO_REFRESH_TOKEN. ZOHO_ACCESS_TOKEN can stand for the last four, and "
    "ZOHO_TOKEN_WITHOUT_SEARCH is an access token with a narrower scope. Wati or Zoho alone will do."
)


@click.command("verify", epilog=LIVE)
@click.option("--target", type=click.Choice(["emulator", "live"]), default="emulator", show_default=True)
@click.option("--only", multiple=True, metavar="PATTERN", help="Only these checks, such as 'zoho.*'; repeat for more.")
@click.option("--list", "listed", is_flag=True, help="List all checks, what is believed and how sure that is.")
@click.option("--world", type=click.Path(path_type=Path), help="The sandbox's account, as world.yaml. [default: demo]")
@click.option("--assume", multiple=True, metavar="NAME=CHOICE", help="What the sandbox assumes.")
@click.option("--lead-phone", "leads", multiple=True, metavar="NUMBER", help="A number, just as a lead has it stored.")
@click.option("--contact", default="", metavar="NUMBER", help="The contact to look at, and alone to write to.")
@click.option("--allow-writes", is_flag=True, help="Write to --contact: one message is sent, an attribute put back.")
@click.option("--allow-refresh", is_flag=True, help="Ask Zoho for tokens, of which it gives 10 in 10 minutes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    target: str,
    only: tuple[str, ...],
    listed: bool,
    world: Path | None,
    assume: tuple[str, ...],
    leads: tuple[str, ...],
    contact: str,
    allow_writes: bool,
    allow_refresh: bool,
    form: str,
) -> None:
    """Hold the sandbox, or a real account, against what is believed of Wati and Zoho.

    The same checks on both: what comes out otherwise is told, and what an open assumption turns out to be. A real
    account is only read, unless you allow more; the sandbox is thrown away, and all of it is tried. Names, numbers and
    credentials are never printed.

    \b
    wati-sandbox verify
    wati-sandbox verify --list
    wati-sandbox verify --target live --only 'wati.*'
    wati-sandbox verify --target live --allow-refresh --lead-phone "+91 98765 43210"
    wati-sandbox verify --target live --contact 919876543210 --allow-writes

    Exit codes: 0 all as assumed, 1 something differs or was settled otherwise, 2 unusable input or credentials, 3 no
    answer.
    """
    checks = _wanted(only)
    if listed:
        _print_checks(checks, form)
        return
    if allow_writes and not contact and target == "live":
        unusable("--allow-writes writes to one contact only: say which, with --contact NUMBER")
    with usable():
        assumed = _assumed(world, assume)
        if target == "live":
            held = _live(contact, leads, allow_writes, allow_refresh)
        else:
            held = _emulator(world, assumed, contact, leads)
    verified = _verify(target, held, checks, assumed)
    _print(verified, form)
    sys.exit(_exit_code(verified))


def _wanted(only: tuple[str, ...]) -> list[Check]:
    """Leaves with exit code 2 where a pattern fits no check."""
    from fnmatch import fnmatchcase

    from emulator.kernel.suggest import did_you_mean
    from flow_runner.verify.suite import all_checks

    checks = all_checks()
    names = [one.name for one in checks]
    unknown = [
        f"no check is called '{pattern}'.{did_you_mean(pattern, names)}"
        for pattern in only
        if not any(fnmatchcase(name, pattern) for name in names)
    ]
    if unknown:
        unusable("\n".join([*unknown, "All: wati-sandbox verify --list"]))
    return [one for one in checks if not only or any(fnmatchcase(one.name, pattern) for pattern in only)]


def _assumed(world: Path | None, assume: tuple[str, ...]) -> dict[str, str]:
    """What the sandbox assumes where somebody said so. ValueError for what is not on offer."""
    import flow_runner.sandbox.sandbox  # noqa: F401  # declares all that a world can choose
    from emulator import seed
    from emulator.kernel.assumption import Assumptions

    said = seed.load(world).data.get("assumptions", {}) if world else {}
    return Assumptions({**said, **choices(assume)}).chosen


def _emulator(world: Path | None, assumed: dict[str, str], contact: str, leads: tuple[str, ...]) -> Target:
    from emulator import seed
    from flow_runner.sandbox.files import DEMO_WORLD
    from flow_runner.verify.emulated import emulated

    data = seed.load(world or DEMO_WORLD).data
    tenant = seed.tenant_from({**data, "assumptions": {**data.get("assumptions", {}), **assumed}})
    return emulated(tenant, _number(contact), leads)


def _live(contact: str, leads: tuple[str, ...], allow_writes: bool, allow_refresh: bool) -> Target:
    """Says whom it will ask, and what it may do, before it asks."""
    from flow_runner.verify.access import from_environment
    from flow_runner.verify.line import over_the_network
    from flow_runner.verify.target import Permission, Target

    access = from_environment(os.environ)
    permission = Permission(allow_writes, allow_refresh, _number(contact), leads)
    for api, missing in access.missing.items():
        click.echo(f"verify leaves out {api.capitalize()}: {missing}", err=True)
    writes = "the contact of --contact is written to, and one message is sent" if allow_writes else "nothing is written"
    tokens = "Zoho is asked for tokens" if allow_refresh else "no token is asked for"
    click.echo(f"verify asks {', '.join(access.hosts)}, and no other host; {writes}; {tokens}", err=True)
    return Target(access, over_the_network(once=access.token_url), permission)


def _number(contact: str) -> str:
    from flow_runner.sandbox.phone import wa_id

    return wa_id(contact) if contact else ""


def _verify(name: str, target: Target, checks: list[Check], assumed: dict[str, str]) -> Verified:
    from emulator.kernel.assumption import ASSUMPTIONS
    from flow_runner.report.verify import Verified
    from flow_runner.verify.privacy import hiding
    from flow_runner.verify.suite import verify

    with steps(len(checks)) as begin:
        verdicts = verify(target, checks, begin)
    hide = hiding(target.secrets(), target.personal)
    defaults = {one.name: one.default for one in ASSUMPTIONS.values()}
    hosts = tuple(target.access.hosts) if name == "live" else ()
    return Verified(name, hosts, tuple(verdicts), {**defaults, **assumed}, hide)


def _exit_code(verified: Verified) -> int:
    """What keeps the answer from being one is told on stderr, each once."""
    from flow_runner.report.verify import told

    silent = {told(verified, one) for one in verified.verdicts if verified.result(one) == "no_answer"}
    refused = {told(verified, one) for one in verified.verdicts if one.refused}
    for why in sorted(silent | refused):
        click.echo(f"verify: {why}", err=True)
    if silent:
        return FAILED
    if refused:
        return UNUSABLE
    if all(verified.result(one) == "skipped" for one in verified.verdicts):
        click.echo("verify: nothing was looked at: every check was skipped", err=True)
        return FAILED
    return 0 if verified.agrees() else NOT_MET


def _print(verified: Verified, form: str) -> None:
    if form == "json":
        from flow_runner.report.verify import as_json

        click.echo(json.dumps(as_json(verified), indent=2, ensure_ascii=False))
        return

    from flow_runner.report.verify_text import print_text

    print_text(console(), verified)


def _print_checks(checks: list[Check], form: str) -> None:
    if form == "json":
        from flow_runner.report.verify import checks_as_json

        click.echo(json.dumps(checks_as_json(checks), indent=2, ensure_ascii=False))
        return

    from flow_runner.report.verify_text import print_checks

    print_checks(console(), checks)
