"""What ingest is asked to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from webtv.config.channel import Channel
from webtv.media.quality.measures import Measures
from webtv.model.cost import Cost
from webtv.model.programme import Generation, Plan, ProgrammeKind, Shot
from webtv.work.commission import Commission


@dataclass(frozen=True, slots=True)
class FilmedClip:
    """A shot, the file it became, and how.

    `sound` is the file whose sound belongs to this picture: the clip itself, or what the sound
    stage made of it; None leaves the clip mute. As `effects` it is heard under the music, and is
    left out where the clip is stretched too much for it. As `own`, for what people filmed or a
    presenter says, it takes the place of music, or music gives way to it; such a clip keeps its
    time: what does not fit is cut off at its end. `seconds` is how long the clip is seen where
    that is not as its shot was planned. `measures` and `fingerprint` are what was seen of it when
    it was checked. `filmed_s` is how long it was filmed, which its file does not tell after stages
    that change its rate; None if all of it is to be seen, however long that takes.
    """

    shot: Shot
    path: Path
    generations: tuple[Generation, ...] = ()
    sound: Path | None = None
    sound_role: Literal["effects", "own"] = "effects"
    seconds: float | None = None
    measures: Measures | None = None
    fingerprint: int | None = None
    filmed_s: float | None = None

    @property
    def recorded(self) -> bool:
        """Whether picture and sound were recorded together, and keep their time."""
        return self.sound_role == "own"

    @property
    def shown_s(self) -> float:
        """Seconds it asks for; the programme as a whole is fitted to the splice grid."""
        return self.shot.seconds if self.seconds is None else self.seconds

    def paced_s(self, channel: Channel) -> float | None:
        """Seconds it lasts at the pace that its channel shows it; None where nobody knows."""
        return self.filmed_s and self.filmed_s * channel.programme.slow_motion


class Piece(Protocol):
    """Music or spoken words that a backend made."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def generation(self) -> Generation:
        """How it was made."""


@dataclass(frozen=True, slots=True)
class IngestJob:
    """Everything one programme is made of.

    `clips` are the shots that could be filmed, in order; a dropped shot is simply absent and the
    programme shorter. `narration` is the plan's narration, spoken: one file, or one for each run of
    lines where several voices speak it. `seconds_taken` counts from the start of its plan to now;
    `cost` is all that was spent on it, also on what was dropped.
    `titled` is false where the title is in the picture already, as on a card. `announcement` is a
    digest of what an announcement is made from, `look` one of what an ident or a trail is, and
    `trails` the programme that a trail names.
    """

    channel_id: str
    channel: Channel
    programme_id: str
    plan: Plan
    clips: tuple[FilmedClip, ...]
    music: Path | None
    music_generations: tuple[Generation, ...]
    writer: str
    created_at: datetime
    seconds_taken: float = 0.0
    narration: tuple[Path, ...] = ()
    narration_generations: tuple[Generation, ...] = ()
    kind: ProgrammeKind = "programme"
    airs_at: datetime | None = None
    cost: Cost = field(default_factory=Cost)
    titled: bool = True
    notes: tuple[str, ...] = ()
    announcement: str = ""
    look: str = ""
    trails: str = ""
    writing: Generation | None = None

    @classmethod
    def of(
        cls,
        commission: Commission,
        clips: tuple[FilmedClip, ...],
        *,
        music: Piece | None = None,
        narration: Sequence[Piece] = (),
        titled: bool = True,
        announcement: str = "",
    ) -> IngestJob:
        """What a commission has become."""
        return cls(
            channel_id=commission.channel_id,
            channel=commission.channel,
            programme_id=commission.programme_id,
            plan=commission.plan,
            clips=clips,
            music=music.path if music else None,
            music_generations=(music.generation,) if music else (),
            narration=tuple(piece.path for piece in narration),
            narration_generations=tuple(piece.generation for piece in narration),
            writer=commission.writer,
            writing=commission.writing,
            kind=commission.kind,
            airs_at=commission.airs_at,
            created_at=commission.created_at,
            titled=titled,
            announcement=announcement,
        )

    @property
    def filmed(self) -> tuple[Generation, ...]:
        """All work of backends on its shots."""
        return tuple(generation for clip in self.clips for generation in clip.generations)

    @property
    def generations(self) -> tuple[Generation, ...]:
        """All work of backends in it, each shot's first."""
        return (*self.filmed, *self.music_generations, *self.narration_generations)

    @property
    def ai_generated(self) -> bool:
        """Whether anything in it was made by a backend; footage and plain cards are not."""
        return self.kind == "programme" or bool(self.generations)

    @property
    def drawn(self) -> bool:
        """Whether all of its pictures were drawn by rule: by the local studio or the station."""
        return self.kind != "footage" and not any(each.trained for each in self.filmed)
