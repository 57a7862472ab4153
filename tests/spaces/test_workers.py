"""The walls around a worker hold towards the Spaces too: its answers are data."""

from __future__ import annotations

import gc
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from webtv.spaces.workers import WorkerDiedError, Workers


class Lure:
    """Pickled, it is a call: whoever unpickles it writes a file."""

    def __init__(self, written: Path) -> None:
        self.written = written

    def __reduce__(self) -> tuple[object, ...]:
        return Path.write_text, (self.written, "caught")


def answer_with_a_lure(written: Path) -> None:
    raise ValueError(Lure(written))


def answer_with_nonsense() -> None:
    def is_line(value: object) -> bool:
        return isinstance(value, Connection)

    line = next(value for value in gc.get_objects() if is_line(value) and value.writable)
    line.send_bytes(b"[" * 50_000)


async def test_what_a_worker_answers_runs_nothing(tmp_path: Path) -> None:
    (writes := tmp_path / "made").mkdir()
    tests = Path(__file__).parents[1]
    workers = Workers(1, reads=[tests], writes=writes)
    try:
        with pytest.raises(ValueError, match="Lure"):
            await workers.call(partial(answer_with_a_lure, tmp_path / "caught"))
    finally:
        workers.stop()

    assert not (tmp_path / "caught").exists()


async def test_an_answer_that_is_none_costs_its_worker_alone(tmp_path: Path) -> None:
    (writes := tmp_path / "made").mkdir()
    workers = Workers(1, reads=[Path(__file__).parents[1]], writes=writes)
    try:
        with pytest.raises(WorkerDiedError):
            await workers.call(answer_with_nonsense)
        await workers.call(partial(Path.touch, writes / "a"))
    finally:
        workers.stop()

    assert (writes / "a").exists()
