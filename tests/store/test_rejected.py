from __future__ import annotations

import os
from pathlib import Path

from webtv.store.rejected import KEPT, RejectedStills


def test_the_newest_are_kept(tmp_path: Path) -> None:
    stills = RejectedStills(tmp_path / "rejected")
    elsewhere = stills.save("tides", "tides-1", 0, b"other", reason="")
    saved = []
    for number in range(KEPT + 3):
        saved.append(stills.save("llamas", "llamas-1", 2, b"%d" % number, reason="old"))
        os.utime(saved[-1], (number, number))  # the clock of a file system is coarse
    saved.append(stills.save("llamas", "llamas-2", 11, b"last", reason="video: it is black, ganz"))
    kept = stills.stills("llamas")
    assert kept == saved[: -KEPT - 1 : -1]
    assert kept[0].name.startswith("llamas-2-11-")
    assert kept[0].read_bytes() == b"last"
    assert stills.reason(kept[0]) == "video: it is black, ganz"
    assert len(list((tmp_path / "rejected" / "llamas").iterdir())) == 2 * KEPT
    assert stills.reason(tmp_path / "none.jpg") == ""
    assert stills.stills("tides") == [elsewhere]
    assert stills.stills("nobody") == []
