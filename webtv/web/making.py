"""How a programme was made, in lines: shot by shot, and as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.log import redact
from webtv.model.cost import cost_text
from webtv.model.programme import FilmedShot, Generation, Programme, said, written_by
from webtv.model.score import PARTS, Score


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: its share, 0 to 1, and what it looks at."""

    name: str
    share: float
    told: str


@dataclass(frozen=True, slots=True)
class ShotView:
    """One shot as pages show it: `words` are its line, `details` how it was made."""

    number: int
    start_s: float
    words: str
    prompt: str
    details: tuple[str, ...]
    score: Score | None


def score_parts(score: Score | None) -> tuple[Part, ...]:
    """The parts of a score, as far as it has any, in the order of the formula."""
    if score is None:
        return ()
    return tuple(
        Part(name, score.parts[name], part.told)
        for name, part in PARTS.items()
        if name in score.parts
    )


def shots_of(programme: Programme) -> list[ShotView]:
    """Each shot in words, in order."""
    return [
        ShotView(
            number=number,
            start_s=shot.start_s,
            words=said(shot.speaker, shot.line) if shot.line else "",
            prompt=shot.prompt,
            details=tuple(_details(shot)),
            score=shot.score,
        )
        for number, shot in enumerate(programme.shots, start=1)
    ]


def _details(shot: FilmedShot) -> list[str]:
    told = [("Camera", shot.camera), ("Sound", shot.sound), ("Not to be seen", shot.negative)]
    return [
        *(f"{name}: {text}" for name, text in told if text),
        *map(made_by, shot.generations),
    ]


def made_by(work: Generation) -> str:
    """One backend's work in a line, without keys."""
    parts = [f"{work.stage.capitalize()}: {redact(work.backend)}"]
    if work.seed is not None:
        parts.append(f"seed {work.seed}")
    if work.seconds_taken:
        parts.append(f"{work.seconds_taken:.0f} s")
    if work.licence:
        parts.append(work.licence)
    return ", ".join(parts)


def facts_of(programme: Programme) -> list[tuple[str, tuple[str, ...]]]:
    """What else is known of how it was made, a name and its lines each."""
    writer = redact(written_by(programme.writing, programme.writer))
    known = [
        ("Theme", (programme.theme,)),
        ("Writer", ("Offline template writer" if writer == "template" else writer,)),
        ("Music", (programme.music, *map(made_by, programme.music_generations))),
        ("Narration", (programme.narration, *map(made_by, programme.narration_generations))),
        ("Made", (_made(programme), cost_text(programme.cost) or "No cost is on record")),
        ("Film", (_film(programme), f"SHA-256 {programme.sha256}", _signed(programme))),
    ]
    kept = ((name, tuple(line for line in lines if line)) for name, lines in known)
    return [(name, lines) for name, lines in kept if lines]


def _made(programme: Programme) -> str:
    if not programme.seconds_taken:
        return ""
    minutes = programme.seconds_taken / 60
    return (
        f"in {minutes:.0f} minutes" if minutes >= 2 else f"in {programme.seconds_taken:.0f} seconds"
    )


def _signed(programme: Programme) -> str:
    return "The film has a signed C2PA manifest" if programme.signed_by else ""


def _film(programme: Programme) -> str:
    loud = "" if programme.loudness_lufs is None else f", {programme.loudness_lufs:.1f} LUFS"
    return f"{programme.width} by {programme.height}, {programme.fps:g} pictures a second{loud}"
