from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from webtv.model.status import ShotLine
from webtv.model.subtitle import Subtitle
from webtv.playout.hls.captions import PlayoutEvent, captions
from webtv.playout.hls.dateranges import quoted
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.item import Item


def cues(item: Item) -> list[str]:
    """Time and text of each cue of a programme's first eight seconds."""
    written = captions([PlayoutEvent(item, 0)], start=0, end=8 * TICKS_PER_S)
    return [" ".join(block.splitlines()) for block in written.split("\n\n")[1:] if block.strip()]


def item(*spoken: Subtitle) -> Item:
    return Item(
        kind="programme",
        title="Sea",
        playlist=Path("sea.mp4"),
        frames=192,
        rate=Fraction(24),
        shots=(
            ShotLine(start_s=0, prompt="a wave"),
            ShotLine(start_s=4, prompt="Close-up: a gull, camera pans", line="a gull"),
        ),
        spoken=spoken,
    )


def test_prompts_are_shown_where_nothing_is_told() -> None:
    shots = tuple(shot.model_copy(update={"line": ""}) for shot in item().shots)
    _, *told = cues(replace(item(), shots=shots))
    assert [cue.partition(" --> ")[2][13:] for cue in told] == [
        "a wave",
        "Close-up: a gull, camera pans",
    ]


def test_a_shot_without_a_line_is_silent_beside_others() -> None:
    assert cues(item()) == [
        "00:00:00.000 --> 00:00:06.000 line:8% <b>Sea</b>",
        "00:00:04.000 --> 00:00:08.000 a gull",
    ]


def test_what_is_spoken_takes_the_place_of_prompts() -> None:
    lines = Subtitle(2.5, 5.0, "Waves <come>."), Subtitle(5.0, 9.0, "Gulls go.")
    assert cues(item(*lines)) == [
        "00:00:00.000 --> 00:00:06.000 line:8% <b>Sea</b>",
        "00:00:02.500 --> 00:00:05.000 Waves &lt;come&gt;.",
        "00:00:05.000 --> 00:00:08.000 Gulls go.",
    ]


def test_no_title_or_prompt_steers_a_screen() -> None:
    bad = "Sea\x1b]52;c;eA==\x07\x9b31m\u202egnol\u2066 \u0627\u200c\u0628"
    hostile = replace(item(), title=bad, shots=(ShotLine(start_s=0, prompt=bad),))
    shown = "Sea]52;c;eA==31mgnol \u0627\u200c\u0628"  # what joins letters stays
    assert [cue.partition(" --> ")[2][13:] for cue in cues(hostile)] == [
        f"line:8% <b>{shown}</b>",
        shown,
    ]
    assert quoted(bad) == f'"{shown}"'
