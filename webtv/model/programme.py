"""Programmes: what a writer plans, and what stands in the library once it is made."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, Literal

from pydantic import Field, model_validator

from webtv.model.cost import Cost
from webtv.model.house import HouseFormat
from webtv.model.rate import EXACT, FrameRate
from webtv.model.score import Score
from webtv.model.value import Seconds, StoredValue, Timestamp, Value

ProgrammeKind = Literal["programme", "announcement", "footage", "ident", "trail"]
"""What a programme is made as: announcements have a time, footage was filmed by people; idents and
trails air between the others."""

BETWEEN: tuple[ProgrammeKind, ...] = ("ident", "trail")
"""Kinds that are no programme of their own: they name the channel, or what comes next."""

_ID = "[0-9]{8}T[0-9]{6}-[0-9a-f]{6}"
PROGRAMME_ID = re.compile(rf"{_ID}\Z")
"""A programme id: the UTC second it was planned in, and six hex digits."""

LONGEST_TITLE = 90
"""Characters of a plan's title."""

SHORTEST_MUSIC = 3
"""Characters that a plan has to say of its music, at least."""

ANNOUNCED_FOR = timedelta(minutes=30)
"""An announcement that could not air within this time is out of date."""

_LATEST_PICTURE_S = 12.0


class Thread(Value):
    """Something a series has opened and not closed yet."""

    kind: Literal["thread", "promise", "gag"] = "thread"
    what: str = Field(min_length=2, max_length=200)
    opened: int = Field(1, ge=1, description="The episode that opened it.")


class Shot(Value):
    """One prompt to be filmed; it has no file yet."""

    prompt: str = Field(min_length=3, max_length=1200)
    style: str = Field(
        "", max_length=600, description="How it looks: said with the prompt and never cut off it."
    )
    line: str = Field("", max_length=400, description="What is said, or read, while it is seen.")
    speaker: str = Field("", max_length=60, description="Who says the line; empty: the narrator.")
    one_take: bool = Field(False, description="Whether it goes on from the shot before uncut.")
    negative: str = Field("", max_length=400, description="What must not be seen.")
    camera: str = Field("", max_length=200)
    sound: str = Field("", max_length=300, description="Sound effects; empty for none.")
    motion: int = Field(5, ge=1, le=10)
    seconds: float = Field(4.0, ge=2.0, le=10.0)


class Plan(Value):
    """A programme as its writer planned it."""

    title: str = Field(min_length=2, max_length=LONGEST_TITLE)
    logline: str = Field("", max_length=400)
    continuity: str = Field("", max_length=1200)
    shots: tuple[Shot, ...] = Field(min_length=1, max_length=24)
    music: str = Field(min_length=SHORTEST_MUSIC, max_length=400)
    narration: str = Field("", max_length=1500, description="Spoken words; empty for none.")
    story: str = Field("", max_length=1200, description="The story so far, for a series.")
    threads: tuple[Thread, ...] = Field((), max_length=24, description="What a series keeps open.")
    credit: str = Field("", max_length=90, description="Whom it thanks on screen; or empty.")

    def fitted(self, house: HouseFormat) -> Plan:
        """The plan with its shots as long as they will be seen: together whole grid steps.

        So clips and music are ordered at the length they air at. A shot stays within its limits.
        """
        wanted_s = sum(shot.seconds for shot in self.shots)
        longer = float(house.frames_on_grid(wanted_s) / house.rate) / wanted_s
        shots = tuple(
            shot.model_copy(update={"seconds": min(10.0, max(2.0, shot.seconds * longer))})
            for shot in self.shots
        )
        return self.model_copy(update={"shots": shots})


class SpokenLine(StoredValue):
    """A line of narration, and when it is heard."""

    start_s: Seconds
    end_s: Seconds
    text: str


class Generation(StoredValue):
    """One stage's work on one shot, kept as provenance: which backend, which inputs, how long."""

    stage: str
    backend: str
    prompt: str = Field("", description="The words as this backend got them.")
    params: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    seed: int | None = None
    seconds_taken: float = 0.0
    licence: str = Field("", description="Of the model's weights; empty where there are none.")
    trained: bool = Field(True, description="Whether a trained model did it; else rules did.")
    cost: Cost = Cost()
    task: str | None = Field(None, description="What the vendor calls this piece of work.")


class _WithGenerations(StoredValue):
    """A stored value that says what was asked of which backend: seeds, costs, licences."""

    @model_validator(mode="before")
    @classmethod
    def _known_by_old_names(cls, stored: Any) -> Any:
        """Sidecars written until November 2026 call generations takes."""
        if not isinstance(stored, dict):
            return stored
        return {re.sub("takes$", "generations", name): value for name, value in stored.items()}


class FilmedShot(_WithGenerations):
    """A shot in a finished programme. `start_s` counts from the programme's first frame."""

    prompt: str
    line: str = ""
    speaker: str = ""
    negative: str = ""
    camera: str = ""
    sound: str = ""
    motion: int = 5
    start_s: Seconds
    duration_s: Seconds
    generations: tuple[Generation, ...] = ()
    score: Score | None = Field(None, description="House score of its clip.")
    fingerprint: str = Field(
        "", pattern=r"^[0-9a-f]{0,48}$", description="Perceptual hash of its clip."
    )

    @property
    def told(self) -> str:
        """What it shows in words."""
        return self.line or self.prompt


class Programme(_WithGenerations):
    """A finished programme: the sidecar beside its mezzanine file in the library."""

    id: str = Field(pattern=f"^{_ID}$")
    channel: str
    title: str
    logline: str = ""
    continuity: str = ""
    theme: str = ""
    language: str = "en"
    shots: tuple[FilmedShot, ...] = Field(min_length=1, max_length=1000)
    music: str = ""
    music_generations: tuple[Generation, ...] = ()
    narration: str = Field("", max_length=50_000)
    narration_generations: tuple[Generation, ...] = ()
    spoken: tuple[Seconds, Seconds] | None = Field(
        None, description="When narration begins and ends, in seconds; null without narration."
    )
    lines: tuple[SpokenLine, ...] = Field(
        (), max_length=100, description="Lines of narration, where each is heard with its picture."
    )
    story: str = ""
    threads: tuple[Thread, ...] = ()
    notes: tuple[str, ...] = Field((), description="What was made for it and left out, and why.")
    kind: ProgrammeKind = "programme"
    airs_at: Timestamp | None = Field(
        None, description="An announcement's time: it airs at the next join after it, once."
    )
    announcement: str = Field(
        "", description="Of an announcement: a digest of what it was made from."
    )
    look: str = Field("", description="Of an ident or a trail: a digest of what it was made from.")
    trails: str = Field("", description="Of a trail: the id of the programme that it names.")
    approval: Literal["", "waiting", "given"] = Field(
        "", description="Empty where nobody asks for it; what is waiting never airs."
    )
    credit: str = Field("", max_length=200, description="Whom it thanks on screen; or empty.")
    writer: str = ""
    writing: Generation | None = Field(
        None, description="How a language model wrote it; null where none did."
    )
    file: str = Field(
        pattern=r"\A[^/\x00]{1,250}\z",
        description="File name of the mezzanine, in the same folder as the sidecar.",
    )
    sha256: str
    size_bytes: int = Field(ge=1, le=2**62)
    frames: int = Field(ge=1, le=10**8)
    fps: FrameRate
    width: int = Field(ge=1, le=1 << 16)
    height: int = Field(ge=1, le=1 << 16)
    loudness_lufs: float | None = None
    created_at: Timestamp
    score: Score | None = Field(None, description="House score; null where none was made.")
    seconds_taken: float = Field(0.0, description="Wall-clock seconds from plan to library.")
    cost: Cost = Field(Cost(), description="Of all that was made for it, also what was dropped.")
    ai_generated: bool = True
    signed_by: str = Field(
        "", description="SHA-256 of the certificate that signed its manifest; empty: none did."
    )
    marked: bool = Field(False, description="Whether its picture has the invisible mark.")

    @property
    def rate(self) -> Fraction:
        """Frames per second, exact."""
        return EXACT[self.fps]

    def is_in(self, house: HouseFormat) -> bool:
        """Whether its pictures have the size and rate of `house`."""
        shape = self.width, self.height, self.fps
        return shape == (house.width, house.height, house.fps)

    @property
    def duration_s(self) -> float:
        """Length in seconds, exact by frame count."""
        return float(self.frames / self.rate)

    @property
    def picture_at_s(self) -> float:
        """The second of its picture: amid its second shot, when the title is gone."""
        shot = self.shots[min(1, len(self.shots) - 1)]
        return min(_LATEST_PICTURE_S, shot.start_s + shot.duration_s / 2)

    @property
    def words(self) -> str:
        """What it tells: title, logline and shots."""
        return " ".join((self.title, self.logline, *(shot.told for shot in self.shots)))

    @property
    def fingerprints(self) -> tuple[int, ...]:
        """The perceptual hashes of its clips, as far as there are any."""
        return tuple(int(shot.fingerprint, 16) for shot in self.shots if shot.fingerprint)

    @property
    def generations(self) -> tuple[Generation, ...]:
        """All work of backends in it, each shot's first."""
        filmed = tuple(generation for shot in self.shots for generation in shot.generations)
        return (*filmed, *self.music_generations, *self.narration_generations)

    @property
    def seeds(self) -> frozenset[int]:
        """Every seed it was made with."""
        return frozenset(
            generation.seed for generation in self.generations if generation.seed is not None
        )

    def may_air(self, now: datetime, *, aired: bool) -> bool:
        """Whether it may be listed now.

        What waits for approval may not. An announcement airs once (`aired` says that it has), at
        its time or soon after.
        """
        if self.approval == "waiting":
            return False
        if self.airs_at is None:
            return True
        return not aired and self.airs_at <= now < self.airs_at + ANNOUNCED_FOR


def work_text(work: Generation) -> str:
    """How a language model wrote something, in a few words: who, in how many answers and tokens."""
    calls = work.params.get("calls", 0)
    answers = f"{calls} answer{'' if calls == 1 else 's'}"
    return f"{work.backend} ({answers}, {work.cost.tokens:,} tokens, {work.seconds_taken:.0f} s)"


def written_by(work: Generation | None, writer: str) -> str:
    """Who wrote something: the language model and its `work`, else the `writer` by its name."""
    return work_text(work) if work is not None else writer


def said(speaker: str, line: str) -> str:
    """A line with whoever says it before it; the narrator is not named."""
    return f"{speaker}: {line}" if speaker else line


def programme_id(channel: str, now: datetime, nonce: str) -> str:
    """A new programme id; `nonce` keeps two plans of the same second apart."""
    digest = hashlib.sha256(f"{channel}\n{now.isoformat()}\n{nonce}".encode()).hexdigest()
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{digest[:6]}"
