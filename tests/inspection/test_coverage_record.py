"""What is kept of coverage: sums in any order, files that no two processes share, and what is damaged in them."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.engine import Library
from flow_runner.inspection import recorder as recorder_module
from flow_runner.inspection.record import LastWalk, Record, from_line, merged
from flow_runner.inspection.recorder import Recorder
from flow_runner.inspection.store import erase, load, prepare, save, seen_from
from flow_runner.inspection.tally import Count, Point
from flow_runner.inspection.walk import Visit
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import invoke_flow, message, parse, question

ORDER = (1, "00000000", 1)
TEXTS = st.sampled_from(["", "a", "b", "名字", "\ud800", 'quo"te\n'])
COUNTS = st.builds(Count, st.integers(0, 9), st.integers(0, 9))
POINTS = st.one_of(
    st.builds(lambda node: Point("nodes", node), TEXTS),
    st.builds(Point, st.sampled_from(["exits", "statuses"]), TEXTS, TEXTS),
)
WALKS = st.builds(
    LastWalk,
    st.tuples(st.integers(1, 3), st.sampled_from(["0000000a", "0000000b"]), st.integers(1, 2)),
    TEXTS,
    st.booleans(),
    st.lists(st.builds(Visit, TEXTS, st.one_of(st.none(), TEXTS), TEXTS), max_size=3).map(tuple),
    st.integers(0, 3),
)
RECORDS = st.builds(
    Record,
    st.sampled_from(["v1", "v2"]),
    st.just("Bot"),
    st.sampled_from(["", "bot.json"]),
    COUNTS,
    st.dictionaries(POINTS, COUNTS, max_size=5),
    st.one_of(st.none(), WALKS),
)
KEYS = st.sampled_from(["wati_sandbox_coverage", "version", "name", "scenarios", "nodes", "exits", "last"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inside: st.lists(inside) | st.dictionaries(KEYS, inside),
)
SAME = RECORDS.map(lambda one: Record("v1", "Bot", "", one.scenarios, one.counts, one.last))


def record(version: str = "v1", node: str = "a", passed: int = 1, **more: Any) -> Record:
    return Record(version, "Bot", "bot.json", Count(passed), {Point("nodes", node): Count(passed)}, **more)


@settings(derandomize=True, deadline=None)
@given(SAME, SAME, SAME)
def test_records_of_a_flow_merge_in_any_order_and_grouping(a: Record, b: Record, c: Record) -> None:
    assert a.merged(b) == b.merged(a)
    assert a.merged(b).merged(c) == a.merged(b.merged(c))


@settings(derandomize=True, deadline=None)
@given(st.lists(RECORDS, max_size=6), st.randoms(use_true_random=False))
def test_any_number_of_records_merge_to_the_same_in_any_order(records: list[Record], chance: Any) -> None:
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert merged(shuffled) == merged(records)
    halves = merged([*merged(records[:3]), *merged(records[3:])])
    assert halves == merged(records)


@settings(derandomize=True, deadline=None)
@given(RECORDS)
def test_a_record_goes_through_json_unchanged(one: Record) -> None:
    line = json.dumps(one.to_json()).encode()
    order = one.last.order if one.last else ORDER
    assert b"\n" not in line
    assert from_line(line, order) == one


@settings(derandomize=True, deadline=None, max_examples=300)
@given(ANYTHING)
def test_any_other_json_is_told_as_damaged(value: Any) -> None:
    with pytest.raises(ValueError, match="."):
        from_line(json.dumps(value).encode(), ORDER)


DAMAGED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a count that is none": lambda data: data.update(nodes={"a": [1]}),
    "a count that is negative": lambda data: data.update(nodes={"a": [-1, 0]}),
    "a count that is no number": lambda data: data.update(nodes={"a": ["1", 0]}),
    "a count beyond all counts": lambda data: data.update(nodes={"a": [2**60, 0]}),
    "a measure that is missing": lambda data: data.pop("exits"),
    "exits that are a list": lambda data: data.update(exits=[]),
    "another format": lambda data: data.update(wati_sandbox_coverage=2),
    "a visit without a node": lambda data: data.update(last={**LAST, "visits": [[None, "x", ""]]}),
    "a visit of two": lambda data: data.update(last={**LAST, "visits": [["a", "b"]]}),
    "a walk without a scenario": lambda data: data.update(last={"visits": []}),
}
LAST = {"scenario": "", "passed": True, "visits": [], "left_out": 0}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=list(DAMAGED))
def test_a_damaged_record_is_no_record(damage: Callable[[dict[str, Any]], Any]) -> None:
    data = record().to_json()
    damage(data)
    with pytest.raises(ValueError, match="."):
        from_line(json.dumps(data).encode(), ORDER)


def test_damaged_lines_are_told_with_their_place_and_the_others_count(tmp_path: Path) -> None:
    path = save(tmp_path / "data", [record(), record("v2")])
    first, second = path.read_bytes().splitlines()
    path.write_bytes(first + b"\n" + first[:40] + b"\n\xff\n" + b"[" * 100_000 + b"\n" + second + b"\n")
    kept = load(tmp_path / "data")
    assert [one.version for one in kept.records] == ["v1", "v2"]
    assert [told.partition(": this line is damaged and does not count: ")[0] for told in kept.problems] == [
        f"{path}:{number}" for number in (2, 3, 4)
    ]


def test_other_files_are_neither_read_nor_erased(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    save(folder, [record()])
    (folder / "notes.jsonl").write_text("mine")
    assert load(folder).problems == []
    assert erase(folder) == 1
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", "notes.jsonl"]


def test_erasing_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    save(folder, [record()])
    save(folder, [record()])
    (folder / "000003-0123abcd.jsonl.part").write_text("half a line")
    assert erase(folder) == 2
    assert not folder.exists()
    assert erase(folder) == 0


def test_a_folder_that_was_there_is_left_there(tmp_path: Path) -> None:
    save(tmp_path, [record()])
    assert erase(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_git_ignores_the_folder(tmp_path: Path) -> None:
    prepare(tmp_path / "data")
    assert (tmp_path / "data" / ".gitignore").read_text() == "*\n"


def test_the_same_written_twice_is_counted_twice(tmp_path: Path) -> None:
    paths = {save(tmp_path, [record()]) for _ in range(3)}
    assert len(paths) == 3
    assert load(tmp_path).records[0].scenarios == Count(3)


def test_files_of_several_machines_can_be_put_into_one_folder(tmp_path: Path) -> None:
    one, other = save(tmp_path / "one", [record(node="a")]), save(tmp_path / "other", [record(node="b")])
    other.rename(tmp_path / "one" / other.name)
    assert one.name != other.name
    assert set(load(tmp_path / "one").records[0].counts) == {Point("nodes", "a"), Point("nodes", "b")}


def _save_some(folder: str) -> None:
    for _ in range(20):
        save(Path(folder), [record()])


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_save_some, args=(str(tmp_path),)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    kept = load(tmp_path)
    assert (kept.problems, kept.records[0].scenarios) == ([], Count(40))


def played(recorder: Recorder, sandbox: Sandbox, *says: str, passed: bool = True, scenario: str = "s") -> None:
    recorder.watch(sandbox)
    for text in says:
        sandbox.says(text)
    recorder.finish(scenario, passed)


def test_scenarios_are_added_up_by_whether_they_passed(tmp_path: Path) -> None:
    flow = parse(question("a"), message("b"), edges=[("a", "b")])
    recorder = Recorder()
    played(recorder, Sandbox(flow, file=tmp_path / "bot.json"), "hi", scenario="first")
    played(recorder, Sandbox(flow), "hi", "ok", passed=False, scenario="second")
    recorder.write(tmp_path / "data")
    [kept] = load(tmp_path / "data").records
    assert (kept.key, kept.scenarios) == ((flow.version, "Test bot", "../bot.json"), Count(1, 1))
    assert kept.counts[Point("nodes", "a")] == Count(1, 1)
    assert kept.counts[Point("nodes", "b")] == Count(0, 1)
    assert kept.last is not None
    assert (kept.last.scenario, kept.last.passed, kept.last.visits) == ("second", False, (("a", "", ""), ("b", "", "")))


def test_the_last_walk_is_that_of_the_later_file(tmp_path: Path) -> None:
    flow = parse(question("a"), message("b"), edges=[("a", "b")])
    for says in (("hi", "ok"), ("hi",)):
        recorder = Recorder()
        played(recorder, Sandbox(flow), *says)
        recorder.write(tmp_path)
    [kept] = load(tmp_path).records
    assert kept.last is not None
    assert kept.last.visits == (("a", None, ""),)


def test_a_sandbox_that_outlives_its_scenario_counts_for_the_next_one_too(tmp_path: Path) -> None:
    sandbox = Sandbox(parse(question("a"), message("b"), edges=[("a", "b")]))
    recorder = Recorder()
    played(recorder, sandbox, "hi")
    sandbox.says("ok")
    recorder.finish("another", False)
    recorder.write(tmp_path)
    [kept] = load(tmp_path).records
    assert (kept.scenarios, kept.counts[Point("nodes", "b")]) == (Count(1, 1), Count(0, 1))


def test_triggered_chatbots_are_recorded_too(tmp_path: Path) -> None:
    menu = parse(message("a", "menu"), name="Menu")
    main = parse(message("a"), invoke_flow("b", "menu"), edges=[("a", "b")])
    recorder = Recorder()
    played(recorder, Sandbox(Library(main, ids={"menu": menu})), "hi")
    recorder.write(tmp_path)
    counted = {one.name: one.counts[Point("nodes", "a")] for one in load(tmp_path).records}
    assert counted == {"Test bot": Count(1), "Menu": Count(1)}


def test_a_chatbot_that_was_opened_and_never_ran_is_not_recorded(tmp_path: Path) -> None:
    recorder = Recorder()
    played(recorder, Sandbox(parse(message("a"))))
    assert recorder.write(tmp_path / "data") is None
    assert not (tmp_path / "data").exists()


def test_chatbots_without_number_are_not_all_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder_module, "MAX_FLOWS", 2)
    recorder = Recorder()
    for number in range(5):
        played(recorder, Sandbox(parse(message(f"a{number}"))), "hi")
    recorder.write(tmp_path)
    assert (len(load(tmp_path).records), recorder.left_out) == (2, 3)


def test_what_is_kept_does_not_grow_with_the_messages(tmp_path: Path) -> None:
    sandbox = Sandbox(parse(question("a"), edges=[("a", "a")]))
    recorder = Recorder()
    played(recorder, sandbox, *["hi"] * 1500)
    path = recorder.write(tmp_path)
    assert path is not None
    assert len(path.read_text().splitlines()) == 1
    [kept] = load(tmp_path).records
    assert kept.last is not None
    assert (len(kept.last.visits), kept.last.left_out) == (1000, 500)


def test_a_file_is_kept_relative_to_the_folder(tmp_path: Path) -> None:
    assert seen_from(tmp_path / "a" / "data", tmp_path / "a" / "bots" / "bot.json") == "../bots/bot.json"
    assert seen_from(tmp_path, None) == ""
