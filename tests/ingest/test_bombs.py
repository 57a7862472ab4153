"""Files made to kill whoever opens them: each ends as a refusal, and the station stays small."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.media.bombs import BOMBS
from tests.slack import slack
from webtv.errors import MediaError
from webtv.ingest.check import check_clip, check_image, check_music, check_speech
from webtv.media.graphics.still import thumbnail
from webtv.media.sound.loudness import decode

MOST_GROWTH_BYTES = 100 << 20

LOOKS: dict[str, Callable[[Path], object]] = {
    "clip": lambda path: check_clip(path, wanted_s=40),
    "image": check_image,
    "music": check_music,
    "speech": check_speech,
    "sound": lambda path: decode(path, longest_s=8),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_every_look_at_a_bomb_is_a_refusal_and_the_station_stays_small(
    kind: str, tmp_path: Path
) -> None:
    """In a process of its own, whose peak of memory is all of these looks'."""
    name, write = BOMBS[kind]
    bomb = write(tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.test_bombs", str(bomb)],
        capture_output=True,
        text=True,
        timeout=120 * slack(),
        check=True,
    )
    told = json.loads(done.stdout)
    assert told.pop("grown_bytes") < MOST_GROWTH_BYTES
    assert told.keys() == LOOKS.keys()
    assert all(name in reason for reason in told.values()), told


def _told(path: Path) -> dict[str, object]:
    """Why each look refuses a file, and by how much all of them raised the peak of memory."""
    told: dict[str, object] = {}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for what, look in LOOKS.items():
        try:
            look(path)
            told[what] = "it passed"
        except MediaError as error:
            told[what] = str(error)
    thumbnail(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {**told, "grown_bytes": grown * 1024}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_told(Path(sys.argv[1]))))
