"""What somebody needs who asks why a scenario did not pass: the conversation, the exchanges, the way on the flow."""

from __future__ import annotations

import io
from collections.abc import Iterator

from emulator.kernel.journal import Exchange
from emulator.kernel.secret import mask_text
from emulator.kernel.visible import visible
from flow_runner.inspection.secret import secrets_in
from flow_runner.inspection.walk import walks
from flow_runner.report.console import console
from flow_runner.report.transcript import Transcript
from flow_runner.sandbox.sandbox import Sandbox

WIDTH = 120
MOST_EXCHANGES = 40


def sections(sandbox: Sandbox) -> list[tuple[str, str]]:
    """(title, text) of the transcript, the journal and the path, without secrets; what is empty is left out."""
    secrets = secrets_in(sandbox)
    found = [
        ("transcript", transcript(sandbox, secrets)),
        ("journal", visible(mask_text("\n".join(_journal(sandbox)), secrets))),
        ("path on the flow", visible(mask_text("\n".join(_paths(sandbox)), secrets))),
    ]
    return [(title, text) for title, text in found if text.strip()]


def transcript(sandbox: Sandbox, secrets: frozenset[str]) -> str:
    """Of all customers, as `wati-sandbox run` prints it; each customer is announced."""
    out = console(io.StringIO(), WIDTH, colour=False)
    written = Transcript(out, lambda: secrets)
    entries = list(sandbox.trace)
    many, last = len({entry.contact for entry in entries}) > 1, ""
    for entry in entries:
        if many and entry.contact != last:
            out.print(f"── {entry.contact}", soft_wrap=True)
        last = entry.contact
        written.entries([entry])
    file = out.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def _journal(sandbox: Sandbox) -> Iterator[str]:
    """The exchanges with Wati and Zoho: what would have made them succeed stands below each."""
    kept = list(sandbox.tenant.universe.journal)
    if len(kept) > MOST_EXCHANGES:
        yield f"… {len(kept) - MOST_EXCHANGES} earlier ones"
    for one in kept[-MOST_EXCHANGES:]:
        yield _exchange(one)
        yield from (f"      {told}" for told in (*one.help, *one.violations))


def _exchange(one: Exchange) -> str:
    asked = one.request
    query = f"?{asked.query}" if asked.query else ""
    came = f"{one.reply.status}" if one.reply is not None else f"no reply ({one.no_reply})"
    broken = f"  broken by {', '.join(one.faults)}" if one.faults else ""
    return f"#{one.number}  {asked.method} {asked.host}{asked.path}{query} → {came}  {one.operation}{broken}".rstrip()


def _paths(sandbox: Sandbox) -> Iterator[str]:
    """Each walk of each customer: nodes, with the reply and the exit by which they were left."""
    for contact in dict.fromkeys(entry.contact for entry in sandbox.trace):
        for walk in walks(sandbox.flow.version, sandbox.entries(contact)):
            yield f"{contact}:"
            for node, exit, reply in walk.visits:
                answered = f"  answered {reply}" if reply else ""
                left = "  and stayed there" if exit is None else f"  left by '{exit}'" if exit else ""
                yield f"  → {node}{answered}{left}"
