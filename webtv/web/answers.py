"""The API's answers: what a request for a channel gives."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from webtv.model.asrun import Cause, Kind, Outcome
from webtv.model.explain import Rule
from webtv.model.status import (
    BackendStatus,
    BudgetStatus,
    DestinationStatus,
    MakingStatus,
    NextUp,
    ProbeResult,
    ShotLine,
    ShotProgress,
)


class OnAirAnswer(BaseModel):
    """What is on air. `prompt` belongs to the shot on air when the answer was made."""

    kind: Kind
    programme: str | None
    title: str
    logline: str
    prompt: str
    started_at: datetime
    ends_at: datetime
    ai_generated: bool = Field(description="False for what people filmed, such as a live feed.")
    shots: tuple[ShotLine, ...] = Field(description="Every shot's prompt and start in seconds.")


class ProductionAnswer(BaseModel):
    """Production's work for a channel. `line` says it in one sentence."""

    line: str
    making: str
    stage: str
    done: float = Field(description="Share of the programme being made, 0 to 1.")
    shots: tuple[ShotProgress, ...]
    makings: tuple[MakingStatus, ...] = Field(
        description="All programmes in the making, oldest first."
    )
    backends: tuple[BackendStatus, ...] = Field(
        description="Who makes the pictures and sounds, and who stands in, stage by stage."
    )
    budget: tuple[BudgetStatus, ...] = Field(description="What was spent today (UTC).")
    programmes: int = Field(description="Programmes in the library.")
    note: str = Field(description="What holds production up, if anything.")


class WriterAnswer(BaseModel):
    """The writer of the programmes."""

    name: str
    note: str
    wrote: str = Field("", description="How the newest programme was written: answers and tokens.")


class SignalAnswer(BaseModel):
    """The signal that viewers receive, measured from the HLS files."""

    live: bool
    edge: str | None = Field(description="Name of the newest segment; changes while on air.")
    age_s: float | None = Field(description="Age of that segment in seconds.")
    low_latency: bool = Field(
        description="Whether `low-index.m3u8`, beside the other playlists, may be asked for."
    )


class AddressesAnswer(BaseModel):
    """The addresses at which a channel is watched."""

    watch: str
    hls: str
    rtmp: str
    flv: str
    thumbnail: str | None = Field(description="A recent frame; none while there is no signal.")


class AudienceAnswer(BaseModel):
    """What viewers may do for a channel, at `page`."""

    page: str = Field(description="Where they do it, on this server.")
    suggestions: bool
    hearts: bool
    longest: int = Field(description="Characters of a suggestion, at most.")
    first_s: float | None = Field(
        description="Seconds until a suggestion airs that is approved now; null: nobody knows."
    )
    aired: int = Field(description="Suggestions that have aired, of those on record.")
    error_s: float | None = Field(
        description="Mean error of when the last ones were foretold to air; null where none aired."
    )


class ChannelAnswer(BaseModel):
    """One channel."""

    id: str
    number: int = Field(description="Place in the guide, from 1.")
    title: str
    description: str
    as_of: datetime = Field(description="The server's clock when this answer was made.")
    on_air: OnAirAnswer | None
    just_aired: OnAirAnswer | None = Field(
        description="The item before, for a while: viewers are some seconds behind."
    )
    next: NextUp | None
    buffer_s: float = Field(description="Seconds of never-aired programmes ready.")
    destinations: tuple[DestinationStatus, ...] = Field(description="As playout sees them.")
    probes: tuple[ProbeResult, ...] = Field(
        description="As viewers see them; none while the probe is down."
    )
    config_error: str | None = Field(
        description="That the channel's file is wrong; for the operator, what and where."
    )
    writer: WriterAnswer | None
    pictures: str = Field(description="Where the pictures come from.")
    production: ProductionAnswer | None = Field(description="None while production is down.")
    audience: AudienceAnswer | None = Field(
        description="None where viewers take no part, as it is unless a channel's file says so."
    )
    signal: SignalAnswer
    urls: AddressesAnswer


class Fact(BaseModel):
    """One thing that is known of how a programme was made."""

    name: str
    lines: tuple[str, ...]


class ExplainedShot(BaseModel):
    """The shot that was seen."""

    number: int = Field(description="Its place in the programme, from 1.")
    of: int = Field(description="Shots of the programme.")
    start_s: float
    line: str = Field(description="What is said or read in it.")
    prompt: str
    details: tuple[str, ...] = Field(description="Camera, models, seeds, times and licences.")
    score: float | None


class ExplainAnswer(BaseModel):
    """Why something was on air at one second."""

    channel: str
    at: datetime
    kind: Kind
    cause: Cause
    rule: Rule = Field(description="The rule of the rundown, clock or operator that took it.")
    label: str = Field(description="The rule in a word or two.")
    why: str = Field(description="The rule in sentences.")
    title: str
    started_at: datetime
    ended_at: datetime | None = Field(description="None while it is on air.")
    outcome: Outcome | None = Field(description="How it left the air; None while it is on.")
    programme: str | None = Field(description="Its id, if it has a page.")
    shot: ExplainedShot | None
    facts: tuple[Fact, ...] = Field(description="Theme, writer, music, time and cost.")
    score: float | None = Field(description="House score, 0 to 100.")


class ChannelReadiness(BaseModel):
    """Whether one channel reaches its viewers."""

    ready: bool
    reason: str
    age_s: float | None = Field(description="Age of the newest HLS segment in seconds.")
    faults: dict[str, str] = Field(
        description="What viewers are without, by destination, as the probe found it twice."
    )


class Readiness(BaseModel):
    """Whether every channel reaches its viewers."""

    ready: bool
    reason: str
    probe: str = Field(description="Whether the probe's view is in this.")
    channels: dict[str, ChannelReadiness]


class Health(BaseModel):
    """The web server itself."""

    status: str
    version: str


class Fault(BaseModel):
    """The reason why a request could not be answered."""

    error: str
