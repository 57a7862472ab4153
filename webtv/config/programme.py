"""The fields of `programme:` and `production:`: the shape of a programme, and how many are made."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from webtv.model.value import Value

_PAID_PER_HOUR = 2.0


class ProgrammeConfig(Value):
    """The shape of one programme."""

    shots: int = Field(
        16,
        ge=1,
        le=24,
        title="Shots",
        description="Shots per programme. A language model may take a quarter more or fewer for "
        "the same time; the offline writer takes fewer, eight at least, where it has "
        "nothing more to show.",
    )
    first_shots: int = Field(
        6,
        ge=1,
        le=24,
        title="Shots of the first",
        description="Shots of the programmes that a channel opens with (`production.first`), so "
        "that it begins soon; not where `shots` is set here, unless this is too.",
    )
    shot_s: float = Field(
        4.0,
        ge=2,
        le=10,
        title="Shot length",
        description="Seconds of one shot on average: wide shots last longer, close ones shorter.",
    )
    transition: Literal["crossfade", "cut"] = Field(
        "crossfade", title="Transition", description="How one shot follows another."
    )
    transition_s: float = Field(
        0.5, ge=0.1, le=1.5, title="Transition length", description="Seconds of a crossfade."
    )
    slow_motion: float = Field(
        1, ge=1, le=4, title="Slow motion", description="How many times slower than filmed."
    )

    @property
    def opening_shots(self) -> int:
        """Shots of a channel's first programmes; what the file says of shots wins."""
        own = "first_shots" in self.model_fields_set or "shots" not in self.model_fields_set
        return min(self.first_shots, self.shots) if own else self.shots


class ProductionConfig(Value):
    """The amount that is made."""

    fresh_per_hour: float = Field(
        15,
        ge=0,
        le=240,
        title="Fresh per hour",
        description="New programmes an hour, at most, besides the one after an edit; 2 where "
        "making one costs a GPU's time, credits or money, unless this is set here.",
    )
    buffer_s: float = Field(
        180,
        ge=0,
        le=86400,
        title="Buffer",
        description="Seconds of never-aired programmes ahead at which production rests.",
    )
    first: int = Field(
        2,
        ge=1,
        le=50,
        title="First programmes",
        description="Programmes made at once, without pacing, while the library holds fewer.",
    )
    opening_s: float = Field(
        600,
        ge=0,
        le=7200,
        title="Opening",
        description="Seconds of different programmes that a new channel makes without pacing, "
        "where making them costs nothing; 0 once fresh_per_hour is set here, unless this is too.",
    )
    ahead: int = Field(
        4, ge=2, le=50, title="Playlists ahead", description="Playlists written before their turn."
    )

    def pace(self, *, costs: bool) -> float:
        """New programmes an hour; nobody shall pay for more than a few who did not ask for them."""
        own = "fresh_per_hour" in self.model_fields_set
        return (
            min(self.fresh_per_hour, _PAID_PER_HOUR) if costs and not own else self.fresh_per_hour
        )

    @property
    def unpaced_s(self) -> float:
        """Seconds of material that are made without pacing; what the file says of pace wins."""
        own = "opening_s" in self.model_fields_set or "fresh_per_hour" not in self.model_fields_set
        return self.opening_s if own and self.fresh_per_hour > 0 else 0.0
