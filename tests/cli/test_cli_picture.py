"""The command line: `picture`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from flow_runner.sandbox.files import bundled_flows
from tests.builders import export, invoke_flow, message, question
from tests.cli.commands import FLOW, call, told, written

BOT = export(
    question("ask"), message("thanks"), message("other"), edges=[("ask", "thanks"), ("thanks", "other")], name="Shop"
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A chatbot in the current folder, and a run of it that waits at its first node."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "shop.json", json.dumps(BOT))
    ran("run.json", "shop.json")
    return "shop.json"


def ran(file: str, *args: str) -> None:
    Path(file).write_text(call("run", *args, "--format", "json").stdout, encoding="utf-8")


def walked(svg: str) -> list[str]:
    """The nodes on the highlighted path."""
    return re.findall(r'<g class="card[^"]* walked[^"]*" id="([^"]*)"', svg)


def dimmed(svg: str) -> list[str]:
    return re.findall(r'<g class="card[^"]* unreached[^"]*" id="([^"]*)"', svg)


def drawn(*args: str) -> str:
    found = call("picture", *args, "-o", "-")
    assert (found.exit_code, found.stderr) == (0, "")
    ET.fromstring(found.stdout)
    return found.stdout


@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_a_bundled_chatbot_is_drawn_by_name(flow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = call("picture", flow)
    assert (found.exit_code, found.stdout, found.stderr) == (0, f"wrote {flow}.svg\n", "")
    ET.parse(tmp_path / f"{flow}.svg")


def test_the_picture_is_written_where_it_is_wanted(shop: str) -> None:
    assert call("picture", shop, "-o", "out.svg").stdout == "wrote out.svg\n"
    before = Path("out.svg").read_text(encoding="utf-8")
    assert call("picture", shop, "-o", "out.svg", "--run", "run.json").exit_code == 0, "a picture may replace a picture"
    assert Path("out.svg").read_text(encoding="utf-8") != before


def test_a_plain_picture_dims_nothing(shop: str) -> None:
    assert (walked(drawn(shop)), dimmed(drawn(shop))) == ([], [])


def test_the_path_of_a_run_is_highlighted(shop: str) -> None:
    svg = drawn(shop, "--run", "run.json")
    assert (walked(svg), dimmed(svg)) == (["ask"], ["thanks", "other"])
    assert "last path: run.json, waiting: waits for the customer at ask</text>" in svg


def test_only_the_last_of_several_walks_is_highlighted(shop: str) -> None:
    ran("long.json", shop, "--say", "hi", "--say", "Pune", "--say", "hi again")
    svg = drawn(shop, "--run", "long.json")
    assert (walked(svg), dimmed(svg)) == (["ask"], [])


def test_what_is_recorded_is_shown_with_the_last_path(shop: str) -> None:
    call("run", shop, "--say", "hi", "--say", "Pune", "--coverage", "data")
    svg = drawn(shop, "--data", "data")
    assert walked(svg) == ["ask", "thanks", "other"]
    assert "1 scenario</text>" in svg
    assert "last path: run, which passed</text>" in svg


def test_a_run_is_highlighted_on_what_is_recorded(shop: str) -> None:
    call("run", shop, "--say", "hi", "--say", "Pune", "--coverage", "data")
    svg = drawn(shop, "--data", "data", "--run", "run.json")
    assert (walked(svg), dimmed(svg)) == (["ask"], [])


def test_a_triggered_chatbot_is_drawn_from_the_same_run(shop: str, tmp_path: Path) -> None:
    written(tmp_path, "main.json", json.dumps(export(invoke_flow("a", "shop"), name="Main")))
    ran("both.json", "main.json", "--with", "shop=shop.json")
    assert walked(drawn("main.json", "--run", "both.json")) == ["a"]
    assert walked(drawn(shop, "--run", "both.json")) == ["ask"]


def test_a_run_that_never_started_the_chatbot_is_told_in_the_picture(shop: str) -> None:
    ran("silent.json", shop)
    data = json.loads(Path("silent.json").read_text())
    Path("silent.json").write_text(json.dumps({**data, "walks": []}))
    assert "silent.json never came here</text>" in drawn(shop, "--run", "silent.json")


def test_what_is_recorded_of_another_version_is_told(shop: str, tmp_path: Path) -> None:
    call("run", shop, "--coverage", "data")
    written(tmp_path, "shop.json", json.dumps(BOT).replace("Your city?", "Where?"))
    found = call("picture", shop, "--data", "data", "-o", "out.svg")
    assert found.exit_code == 0
    assert found.stderr.splitlines()[0] == "shop.json: 1 scenario ran another version of it, and do not count"
    assert found.stderr.splitlines()[1].startswith("shop.json: nothing is recorded of this version of it (")


def test_a_run_of_another_version_is_told(shop: str, tmp_path: Path) -> None:
    written(tmp_path, "shop.json", json.dumps(BOT).replace("Your city?", "Where?"))
    code, found = told("picture", shop, "--run", "run.json")
    assert code == 2
    assert re.fullmatch(
        r"run.json: this run was of 'Shop', version \w{16}, and never came to 'Shop' as it is now, version \w{16}: "
        r"if the file has changed since, run it again",
        found,
    )


PREFIX = "run.json: this is not what `wati-sandbox run --format json` prints: "
BROKEN: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "no JSON": (lambda data: "{", "it is not JSON: Expecting property name"),
    "a list": (lambda data: [], "the file should be dict"),
    "an older run": (lambda data: {key: data[key] for key in data if key != "walks"}, "it has no 'walks'"),
    "walks of another kind": (lambda data: {**data, "walks": [{"flow": "x", "steps": [["a"]]}]}, "step 0 should be"),
    "a flow without version": (lambda data: {**data, "flow": {"name": "x"}}, "it has no 'version'"),
    "too deep": (lambda data: "[" * 100_000, "it is nested too deep"),
}


@pytest.mark.parametrize(("broken", "why"), BROKEN.values(), ids=list(BROKEN))
def test_a_file_that_is_no_run_is_told(shop: str, broken: Callable[[dict[str, Any]], Any], why: str) -> None:
    found = broken(json.loads(Path("run.json").read_text()))
    Path("run.json").write_text(found if isinstance(found, str) else json.dumps(found))
    code, text = told("picture", shop, "--run", "run.json")
    assert code == 2
    assert text.startswith(PREFIX + why)


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ("shp.json", "shp.json: there is no such file. Did you mean 'shop.json'?"),
        ("shop.json --run nope.json", "nope.json: No such file or directory"),
        ("shop.json --data nope", "nope: nothing is recorded there. Record: wati-sandbox run FLOW --coverage nope"),
        ("shop.json -o shop.json --force", "shop.json: that is FLOW itself, which is never changed"),
        ("shop.json -o run.json", "run.json: already there, and no picture. Overwrite with --force."),
        ("shop.json -o .", ".: this is a folder; name a file, such as shop.svg"),
        ("shop.json -o nope/x.svg", "nope/x.svg: No such file or directory"),
        ("shop.json --start nope", "shop.json: start: no node is called 'nope'."),
    ],
)
def test_a_mistake_is_told_and_is_exit_code_2(shop: str, args: str, text: str) -> None:
    code, found = told("picture", *args.split())
    assert code == 2
    assert found.startswith(text)


def test_another_file_is_overwritten_only_by_force(shop: str) -> None:
    assert call("picture", shop, "-o", "run.json", "--force").exit_code == 0
    assert Path("run.json").read_text().startswith("<svg")


def test_another_start_can_be_chosen(shop: str) -> None:
    assert 'id="thanks"' in re.findall(r"<g class=\"card.*", drawn(shop, "--start", "thanks"))[1]
    starting = [line for line in drawn(shop, "--start", "thanks").splitlines() if 'class="start"' in line]
    assert len(starting) == 1
    assert 'data-node="thanks"' in starting[0]


def test_the_demo_flow_is_drawn_with_a_run_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran("run.json", FLOW)
    svg = drawn(FLOW, "--run", "run.json")
    assert walked(svg)[-1] == "main_assignAgent-asha"
    assert "2 of 19 statuses" in svg
