"""The commands of docs/operating.md, run one after the other on a station."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from tests.backup.stations import CHANNEL, KEY, Place
from tests.test_docs import fenced

PAGE = Path(__file__).parent.parent / "docs" / "operating.md"


def commands() -> list[str]:
    lines = "".join(fenced(PAGE, "")).splitlines()
    return [line for line in lines if line.startswith("webtv ")]


def test_every_command_of_the_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "nice", lambda _by: 0)
    monkeypatch.setenv("STREAM_REEF_FAR_KEY", "another")
    place = Place(tmp_path)
    place.write("channels/reef.yaml", CHANNEL.replace(KEY, '"${STREAM_REEF_FAR_KEY}"'))
    place.programme()
    ran = commands()
    assert ran
    for line in ran:
        done = place.run(*shlex.split(line)[1:])
        assert done.exit_code == 0, f"{line}: {done.output}"
