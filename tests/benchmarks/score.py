"""What the house score catches of planted faults, and what it costs.

Clips of the local studio, after all of its stages, are spoiled in every way that a model or a
network spoils them. A fault is caught when the part of the score that is there for it falls below
one half; on clean clips no part may.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.quality import check, decode, spent
from tests.clips import encode, flip_bits, make_music
from tests.studio.artwork import artwork
from webtv.media.quality.measure import measure
from webtv.media.quality.measures import Measures
from webtv.media.quality.novelty import new_pictures, new_words
from webtv.media.quality.score import parts_of
from webtv.model.score import score_of
from webtv.studio.jobs import draw, enlarge, smooth

CAUGHT = 0.9
"""Share of the spoiled clips of each kind that must be caught."""

COST = 2.0
"""Times plain decoding that decoding and measuring may take."""

_LOW = 0.5
_ROUNDS = 5
_PROMPTS = (
    "A white llama walks through a mountain village at noon, camera pans slowly right",
    "Close-up of a baker who kneads bread in a warm kitchen at dawn",
    "A red fishing boat rides home through the surf at sunset, seagulls circle above",
    "A small robot sweeps a rooftop garden at night, neon city behind",
    "Wide shot of a steam train that crosses a viaduct in the snow",
    "A grey heron waits in fog at the river mouth, very slow, almost still",
)
_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-an")
_FLASHES = "eq=eval=frame:brightness='0.05*(1-2*mod(floor(n/3),2))'"
_STILL = "loop=-1:1:0,trim=end_frame=93,noise=alls=2:allf=t"
_MARKS = ("-err_detect", "ignore_err", "-flags", "+output_corrupt")
_HOLES = "volume='1-between(mod(t,4),2,3.5)':eval=frame"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to spoil a clip, given it, another clip and a target; and the parts that show it."""

    parts: tuple[str, ...]
    spoil: Callable[[Path, Path, Path], object]


def filtered(filters: str, *coding: str) -> Callable[[Path, Path, Path], object]:
    """Spoils by filters of ffmpeg."""

    def spoil(source: Path, other: Path, target: Path) -> None:
        encode("-i", str(source), "-vf", filters, *(coding or _H264), str(target))

    return spoil


def spliced(source: Path, other: Path, target: Path) -> None:
    """Half of one clip and half of another, as models cut in the midst of a shot."""
    graph = (
        "[0]trim=end_frame=45,setpts=N[a];[1]trim=start_frame=45,setpts=N[b];[a][b]concat,fps=24"
    )
    graph = graph.replace("setpts=N", "setpts=N/24/TB").replace("[0]", "[0]scale=910:512,setsar=1,")
    graph = graph.replace("[1]", "[1]scale=910:512,setsar=1,")
    encode("-i", str(source), "-i", str(other), "-filter_complex", graph, *_H264, str(target))


def garbled(source: Path, other: Path, target: Path) -> None:
    """Damaged on its way and encoded anew, so that it decodes without an error."""
    coded, hurt = target.with_suffix(".coded.mp4"), target.with_suffix(".hurt.mp4")
    coding = ("-c:v", "libx264", "-preset", "superfast", "-crf", "14", "-g", "12", "-an")
    encode("-i", str(source), *coding, str(coded))
    flip_bits(coded, hurt, count=60, seed=1)
    encode(*_MARKS, "-i", str(hurt), *_H264[:-3], "-crf", "16", "-an", str(target))


FAULTS: dict[str, Fault] = {
    "flicker": Fault(("steady",), filtered(_FLASHES)),
    "hidden cut": Fault(("uncut",), spliced),
    "still": Fault(("alive",), filtered("loop=-1:1:0,trim=end_frame=93")),
    "still, with grain": Fault(("motion",), filtered(_STILL)),
    "stop and go": Fault(("smooth",), filtered("fps=6,fps=24")),
    "garble": Fault(("whole", "uncut"), garbled),
    "few bits": Fault(("whole",), filtered("null", "-c:v", "mpeg4", "-q:v", "31", "-an")),
    "soft": Fault(("sharp",), filtered("gblur=sigma=3")),
}


def film(folder: Path, prompt: str, *, seed: int) -> Path:
    """A shot of the local studio after all of its stages."""
    first, large, film = (folder / f"{seed}-{name}.mp4" for name in ("video", "upscale", "film"))
    draw(first, prompt=prompt, seed=seed, frames=24, artwork=artwork())
    enlarge(large, prompt=prompt, source=first, strength=0.7, artwork=artwork())
    smooth(film, source=large, doublings=2, fps=24, artwork=artwork())
    return film


def table(clips: Mapping[str, Path], folder: Path) -> bool:
    """Print what is caught; whether enough is."""
    good = True
    parts = {name: parts_of(measure(clip)) for name, clip in clips.items()}
    alarms = {
        (name, part) for name, told in parts.items() for part, share in told.items() if share < _LOW
    }
    print(f"{'fault':20} {'part':8} {'caught':>8}   score (clean: {_scores(parts.values())})")
    names = list(clips)
    for kind, fault in FAULTS.items():
        found = []
        for place, name in enumerate(names):
            target = folder / f"{kind.replace(' ', '-')}-{place}.mp4"
            fault.spoil(clips[name], clips[names[place - 1]], target)
            found.append(parts_of(measure(target)))
        caught = sum(min(told[p] for p in fault.parts) < _LOW for told in found)
        good &= caught >= CAUGHT * len(found)
        print(f"{kind:20} {fault.parts[0]:8} {caught:4} of {len(found)}   {_scores(found)}")
    for name, part in sorted(alarms):
        print(f"false alarm: {part} of {name}: {parts[name][part]:.2f}")
    print(f"false alarms on clean clips: {len(alarms)} of {sum(map(len, parts.values()))} parts")
    return good and not alarms


def sound(folder: Path) -> bool:
    """Print whether holes in music are found; whether they are."""
    whole, holes = make_music(folder / "music.wav", seconds=12), folder / "holes.wav"
    encode("-i", str(whole), "-af", _HOLES, str(holes))
    told = [parts_of(measure(path, picture=False, sound=True))["sound"] for path in (whole, holes)]
    caught = told[1] < _LOW <= told[0]
    print(
        f"{'silence':20} {'sound':8} {caught:4} of 1   (clean {told[0]:.2f}, holes {told[1]:.2f})"
    )
    return caught


def novelty(clips: Mapping[str, Path], folder: Path) -> bool:
    """Print whether a programme that comes again is found; whether it is."""
    prints = [_print(measure(clip)) for clip in clips.values()]
    words = list(clips)
    again = []
    for place, clip in enumerate(clips.values()):
        target = folder / f"again-{place}.mp4"
        filtered("scale=640:360,eq=gamma=0.9")(clip, clip, target)
        again.append(_print(measure(target)))
    half = len(prints) // 2
    shown = {
        "repeated pictures": (new_pictures(again, prints), False),
        "repeated words": (new_words(" ".join(words), [" ".join(words)]), False),
        "other pictures": (new_pictures(prints[half:], prints[:half]), True),
        "other words": (new_words(" ".join(words[half:]), [" ".join(words[:half])]), True),
    }
    good = True
    for kind, (share, clean) in shown.items():
        right = share is not None and (share >= _LOW) == clean
        good &= right
        print(f"{kind:20} {'new':8} {'ok' if right else 'MISSED':>9}   {share:.2f}")
    return good


def cost(clips: Mapping[str, Path]) -> bool:
    """Print what measuring costs; whether that is little enough."""
    ratios = []
    for clip in clips.values():
        rounds = [(spent(decode, clip), spent(check, clip)) for _ in range(_ROUNDS)]
        ratios.append(median(r[1] / r[0] for r in rounds))
    print(f"decoding and measuring: {median(ratios):.2f} times plain decoding, {COST:g} at most")
    return median(ratios) <= COST


def _print(measures: Measures) -> int:
    return measures.picture.fingerprint if measures.picture else 0


def _scores(parts: object) -> str:
    values = [score.value for each in parts if (score := score_of(each))]  # type: ignore[attr-defined]
    return f"{min(values):.0f} to {max(values):.0f}"


def main() -> int:
    """Print the table; 1 if a goal is missed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        clips = {prompt: film(folder, prompt, seed=n) for n, prompt in enumerate(_PROMPTS)}
        good = [table(clips, folder), sound(folder), novelty(clips, folder), cost(clips)]
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
