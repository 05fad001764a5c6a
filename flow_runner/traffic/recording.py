"""A recording: each exchange is masked, and written as a line of its own, as soon as it is over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import Condition
from typing import Any, TextIO

from emulator.document import DocumentError, Mistake
from emulator.kernel.contract import Contract
from emulator.kernel.http import Request
from flow_runner.traffic.exchange import RECORDED_SCHEMA, Recorded, Seen
from flow_runner.traffic.mask import Mask

MAX_FILE_BYTES = 256 * 1024 * 1024


class Recording:
    """One file. Exchanges are numbered as they begin; any number of threads may have one at a time.

    `told` hears of each when it is written, one after the other; `failed` says why one could not be.
    """

    def __init__(self, file: TextIO, mask: Mask, told: Callable[[Recorded, Seen], None]) -> None:
        self._file = file
        self._mask = mask
        self._told = told
        self._free = Condition()
        self._begun = 0
        self._open = 0
        self._closed = False
        self.count = 0
        self.failed = ""

    def begin(self) -> int:
        """The number of an exchange; `end` or `give_up` must follow."""
        with self._free:
            self._begun += 1
            self._open += 1
            return self._begun

    def end(self, seen: Seen) -> None:
        """Never raises: whatever becomes of the recording, the client gets its reply."""
        with self._free:
            try:
                if not self._closed:
                    self._write(seen)
            except Exception as error:  # of our bugs, too, only the kind is told: the rest may quote a secret
                self.failed = self.failed or f"exchange {seen.number} could not be recorded: {type(error).__name__}"
            finally:
                self._over()

    def give_up(self) -> None:
        """Of an exchange of which there is nothing to record."""
        with self._free:
            self._over()

    def close(self, timeout_s: float) -> int:
        """Wait for exchanges that are open, and write nothing after. How many were given up on is told."""
        with self._free:
            try:
                self._free.wait_for(lambda: self._open == 0, timeout_s)
            finally:
                self._closed = True
            return self._open

    def _write(self, seen: Seen) -> None:
        recorded = self._mask.exchange(seen)
        self._file.write(f"{json.dumps(recorded.to_json())}\n")
        self._file.flush()
        self.count += 1
        self._told(recorded, seen)

    def _over(self) -> None:
        self._open -= 1
        self._free.notify_all()


def finished(path: Path, mask: Mask) -> list[Recorded]:
    """What was recorded, in the order in which it began, without what the mask learned only later: the file too is
    written anew without that.
    """
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    again = sorted((mask.again(line) for line in lines), key=lambda line: line["number"])
    if again != lines:
        beside = path.with_name(f"{path.name}.new")
        beside.write_text("".join(f"{json.dumps(line)}\n" for line in again), encoding="utf-8")
        beside.replace(path)
    return [Recorded.from_json(line) for line in again]


def load(path: Path) -> list[Recorded]:
    """A recording that was written before. DocumentError with every line that is wrong, OSError if it cannot be read.

    A last line that breaks off is left out: there the recorder was killed.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise DocumentError([Mistake(path.name, 1, (), f"over {MAX_FILE_BYTES // 1024 // 1024} MiB are no recording")])
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise DocumentError([Mistake(path.name, 1, (), f"this is not UTF-8 text: {error.reason}")]) from error
    contract, found, mistakes = Contract(RECORDED_SCHEMA), [], []
    whole, _, _ = text.rpartition("\n")
    for number, line in enumerate(whole.split("\n") if whole else (), 1):
        data, wrong = _read(line, contract)
        if wrong:
            mistakes.append(Mistake(path.name, number, (), wrong))
        else:
            found.append(Recorded.from_json(data))
    if mistakes:
        raise DocumentError(mistakes)
    return sorted(found, key=lambda one: one.number)


def _read(line: str, contract: Contract) -> tuple[Any, str]:
    """A line's data, and what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None, "this is no JSON"
    wrong = contract.violations(data)
    if wrong:
        return None, f"this is no recorded exchange: {wrong[0]}"
    try:
        Request.to(data["method"], data["url"])
    except ValueError as error:
        return None, f"this is no recorded exchange: url: {error}"
    return data, ""
