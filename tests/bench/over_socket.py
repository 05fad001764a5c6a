"""Requests per second over a socket: a stateful lead search, against a bare Flask route under the same server."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.account import phones, world
from tests.bench.measure import Figure
from tests.bench.server import WATI_SANDBOX, free_port, get, running

CUSTOMERS = 200
TURNS: dict[int, tuple[int, float]] = {1: (5, 0.5), 16: (5, 0.6)}
"""Rounds, and seconds of each, by the number of connections."""


def search() -> Iterator[Figure]:
    """Each request asks for another customer's lead."""
    numbers = phones(CUSTOMERS)
    data = world(numbers)
    authorization = f"Authorization: Zoho-oauthtoken {data['zoho']['access_tokens'][0]['token']}"
    searches = [get(f"/crm/v8/Leads/search?phone={phone}", authorization) for phone in numbers]
    bare, sandbox = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "world.json"  # YAML is a superset of JSON
        file.write_text(json.dumps(data), encoding="utf-8")
        serve = [WATI_SANDBOX, "serve", "--port", str(sandbox), "--world", str(file)]
        with (
            running([sys.executable, "-m", "tests.bench.floor", str(bare)], bare, "/lead"),
            running(serve, sandbox, "/_sandbox/health"),
        ):
            servers = {
                "bare": {"port": bare, "requests": [get("/lead")]},
                "sandbox": {"port": sandbox, "requests": searches},
            }
            for connections in TURNS:
                yield _figure(servers, connections)


def _figure(servers: dict[str, Any], connections: int) -> Figure:
    rounds, seconds = TURNS[connections]
    plan = {"servers": servers, "connections": connections, "rounds": rounds, "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.client"],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, list[float]] = json.loads(done.stdout)
    ratio = median(a / b for a, b in zip(found["sandbox"], found["bare"], strict=True))
    return Figure(
        f"lead search over a socket, {connections} connection{'s' if connections > 1 else ''}",
        f"{median(found['sandbox']):,.0f}/s",
        f"bare Flask {median(found['bare']):,.0f}/s",
        ratio,
        target=0.6,
        more_is_better=True,
    )
