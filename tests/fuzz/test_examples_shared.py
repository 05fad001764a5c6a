"""Failing examples that machines share: what one process finds, another tries first."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import fakeredis
import pytest
from hypothesis.database import DirectoryBasedExampleDatabase, MultiplexedDatabase, ReadOnlyDatabase

from flow_runner.testing.examples import example_database, places, shown

TEST = """
from pathlib import Path
from hypothesis import Phase, given, settings, strategies as st

CALLS = Path(__file__).with_name("calls.txt")

@settings(phases=[Phase.reuse, Phase.generate])
@given(st.integers(0, 99))
def test_most_numbers_are_right(number):
    with CALLS.open("a") as calls:
        calls.write(f"{number} ")
    assert number != 77
"""


def machine(folder: Path) -> Path:
    """A folder that stands for a machine of its own, with a fresh checkout."""
    folder.mkdir()
    (folder / "test_numbers.py").write_text(TEST, encoding="utf-8")
    return folder


def run(folder: Path, *options: str, **env: str) -> tuple[list[str], str]:
    """The numbers that were tried, in order, and what pytest said."""
    (folder / "calls.txt").unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    given = {**os.environ, **env}
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, timeout=60, check=False)
    calls = folder / "calls.txt"
    return (calls.read_text().split() if calls.exists() else []), done.stdout + done.stderr


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    """A Redis server of this process, on a port of this machine."""
    server = fakeredis.TcpFakeServer(("127.0.0.1", 0), server_type="redis")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"redis://127.0.0.1:{server.server_address[1]}/0"
    server.shutdown()
    server.server_close()


def test_what_one_machine_finds_another_tries_first_from_a_folder(tmp_path: Path) -> None:
    option = f"--wati-examples={tmp_path / 'examples'}"
    found, said = run(machine(tmp_path / "a"), option)
    assert "1 failed" in said
    assert found[0] != "77"
    again, said = run(machine(tmp_path / "b"), option)
    assert "1 failed" in said
    assert again[0] == "77"


def test_from_redis_too_by_the_variable_and_in_ci(tmp_path: Path, redis_url: str) -> None:
    """In CI hypothesis repeats itself by default, and then keeps no examples: being asked for them wins."""
    where = {"WATI_EXAMPLES": redis_url, "CI": "true"}
    found, said = run(machine(tmp_path / "a"), **where)
    assert "1 failed" in said
    assert found[0] != "77"
    again, said = run(machine(tmp_path / "b"), **where)
    assert "1 failed" in said
    assert again[0] == "77"


def test_of_several_places_the_nearest_is_read_first_and_read_only_ones_stay_as_they_are(tmp_path: Path) -> None:
    near, far = DirectoryBasedExampleDatabase(tmp_path / "near"), DirectoryBasedExampleDatabase(tmp_path / "far")
    near.save(b"key", b"near")
    far.save(b"key", b"far")
    database = example_database(tmp_path / "near", f"read-only:{tmp_path / 'far'}")
    assert isinstance(database, MultiplexedDatabase)
    assert list(database.fetch(b"key")) == [b"near", b"far"]
    database.save(b"key", b"new")
    assert set(far.fetch(b"key")) == {b"far"}
    assert b"new" in set(near.fetch(b"key"))
    assert isinstance(example_database(f"read-only:{tmp_path / 'far'}"), ReadOnlyDatabase)


def test_examples_in_redis_can_be_kept_and_taken_back(redis_url: str) -> None:
    database = example_database(redis_url)
    database.save(b"key", b"value")
    assert list(example_database(redis_url).fetch(b"key")) == [b"value"]
    database.delete(b"key", b"value")
    assert list(database.fetch(b"key")) == []


def test_places_may_be_repeated_or_have_commas_between() -> None:
    assert places(["a, redis://cache.example:6379/0", "read-only:b"]) == [
        "a",
        "redis://cache.example:6379/0",
        "read-only:b",
    ]


def test_a_password_is_never_shown() -> None:
    assert shown("redis://ann:hunter2@cache.example:6379/0") == "redis://***@cache.example:6379/0"
    with pytest.raises(ValueError) as told:
        example_database("redis://ann:hunter2@127.0.0.1:1/0")
    assert str(told.value) == "redis://***@127.0.0.1:1/0: no Redis answers there (ConnectionError)"


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("s3://bucket", "'s3://' holds no examples: name a folder, or redis://host:port/0"),
        ("redis://127.0.0.1:port/0", "redis://127.0.0.1:port/0: write it as redis://host:port/0"),
    ],
)
def test_what_is_no_place_is_told(where: str, why: str) -> None:
    with pytest.raises(ValueError) as told:
        example_database(where)
    assert str(told.value) == why


def test_a_file_is_no_place_and_pytest_says_so_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    _, said = run(machine(tmp_path / "a"), f"--wati-examples={tmp_path / 'file'}")
    assert said.splitlines()[0].startswith("ERROR: --wati-examples: ")
    assert said.count("\n") == 2
    with pytest.raises(ValueError, match="name a folder"):
        example_database()


def test_without_the_client_of_redis_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ValueError, match="pip install 'redis>=5'"):
        example_database("redis://127.0.0.1:6379/0")
