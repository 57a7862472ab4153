"""What production and playout tell the rest of the station about themselves."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from webtv.model.asrun import Kind
from webtv.model.audience import AudienceStatus
from webtv.model.control import ControlState
from webtv.model.value import Seconds, StoredValue, Timestamp


class ShotLine(StoredValue):
    """A shot's place in what is on air."""

    start_s: Seconds
    prompt: str
    line: str = Field("", description="What viewers read while it is seen; empty where none is.")


class OnAir(StoredValue):
    """What one channel sends right now."""

    kind: Kind
    programme: str | None = None
    title: str
    logline: str = ""
    started_at: Timestamp
    ends_at: Timestamp
    shots: tuple[ShotLine, ...] = ()
    ai_generated: bool = Field(True, description="False for what people filmed.")

    @property
    def liked(self) -> str:
        """The programme that hearts are for; empty while none is on."""
        return self.programme or "" if self.kind in ("programme", "rerun") else ""


class NextUp(StoredValue):
    """What the channel takes after that."""

    kind: Kind
    programme: str | None = None
    title: str
    starts_at: Timestamp


class DestinationStatus(StoredValue):
    """One place the channel is sent to. `url` never holds a key."""

    id: str
    kind: Literal["rtmp", "srt", "file", "hls"]
    url: str
    state: Literal["connecting", "sending", "stalled", "retrying", "stopped"]
    connected_since: Timestamp | None = None
    bytes_sent: int = 0
    kbps: float = Field(0.0, description="Bitrate now, kbit/s.")
    lag_s: float = Field(0.0, description="Seconds of media that wait to be sent.")
    drops: int = Field(0, description="Pictures not sent because the destination was too slow.")
    reconnects: int = 0
    last_error: str = ""
    reconnect_at: Timestamp | None = Field(
        None, description="When the connection is renewed on purpose, at the join after that time."
    )


class PlayoutStatus(StoredValue):
    """One channel, as playout sees it. Stale after `STALE_AFTER_S` seconds."""

    channel: str
    written_at: Timestamp
    on_air: OnAir | None = None
    next: NextUp | None = None
    destinations: tuple[DestinationStatus, ...] = ()
    playlist: int = Field(0, description="Number of the last playlist taken.")
    cued: int | None = Field(None, description="Number of the playlist that is next.")
    control: ControlState = Field(ControlState(), description="An operator's standing orders.")
    note: str = Field("", description="What is wrong in playout, in one sentence; or empty.")


class ShotProgress(StoredValue):
    """How far one shot of the programme being made has come."""

    index: int = Field(ge=0)
    stage: str
    state: Literal["waiting", "running", "done", "dropped"]


class MakingStatus(StoredValue):
    """One programme in the making."""

    programme: str = Field("", description="Its id; empty while it is being written.")
    title: str = ""
    stage: str = Field(description="What production does for it now, in a word.")
    shots: tuple[ShotProgress, ...] = ()
    done: float = Field(0.0, ge=0, le=1, description="Share that is done.")
    written: int = Field(
        0,
        ge=0,
        description="Characters of a language model's answer that have come so far.",
    )


class BackendStatus(StoredValue):
    """A backend that a channel uses, or falls back on."""

    id: str = Field(description="Contract and place, such as `film at local`.")
    stages: tuple[str, ...] = Field(description="What it does for this channel.")
    link: int = Field(0, ge=0, description="Its place in the chain: 0 is used while it works.")
    state: Literal["ready", "busy", "away", "parked"] = Field(
        description="away: tried again at `retry_at`. parked: an operator must act."
    )
    calls: int = Field(0, ge=0, description="Calls it works on now, for all channels.")
    slots: int = Field(0, ge=0, description="Calls it takes at once.")
    error: str = Field("", description="What is wrong, in one sentence; empty while it works.")
    retry_at: Timestamp | None = None


class BudgetStatus(StoredValue):
    """What a channel has spent today (UTC) of one unit."""

    unit: Literal["gpu_s", "credits", "tokens", "money"]
    spent: float = Field(ge=0)
    limit: float | None = Field(None, ge=0, description="None if there is none.")


class ProductionStatus(StoredValue):
    """One channel, as production sees it.

    `making`, `stage`, `shots` and `done` are of the oldest programme in the making; `makings` has
    all of them, oldest first.
    """

    channel: str
    title: str
    written_at: Timestamp
    writer: str = ""
    writer_note: str = ""
    wrote: str = Field(
        "", description="How a language model wrote the newest programme: answers and tokens."
    )
    making: str = Field("", description="Title of the programme being made, or empty.")
    stage: str = Field("idle", description="What production does for this channel now, in a word.")
    shots: tuple[ShotProgress, ...] = ()
    done: float = Field(0.0, ge=0, le=1, description="Share of the programme being made.")
    makings: tuple[MakingStatus, ...] = ()
    backends: tuple[BackendStatus, ...] = ()
    budget: tuple[BudgetStatus, ...] = ()
    programmes: int = 0
    buffer_s: float = 0.0
    score: float | None = Field(None, description="Mean house score of what was made in a day.")
    opening_s: float = Field(
        0.0, description="Seconds of programmes that a new channel still makes without pacing."
    )
    audience: AudienceStatus | None = Field(
        None, description="Of what viewers suggest; null where they may not."
    )
    note: str = Field("", description="What holds production up, in one sentence; or empty.")
    config_error: str = ""


Symptom = Literal["", "unreachable", "starved", "stale", "broken", "black", "frozen", "silent"]
"""What is wrong with what a viewer gets, in a word: nobody answers or it is refused; too little
comes; only old pictures come; it cannot be decoded or its clock runs back; and three that are
plain to see or hear."""


class ProbeResult(StoredValue):
    """What one pull of a channel showed, made as a viewer makes it."""

    destination: str = Field(description="Id of the destination that was pulled, such as hls.")
    checked_at: Timestamp
    fault: str = Field("", description="What a viewer would complain of; empty if nothing.")
    symptom: Symptom = Field("", description="The kind of fault; empty if there is none.")
    failures: int = Field(0, description="Pulls with a fault since the last one without.")
    tune_in_s: float | None = Field(None, description="Seconds until the first picture came.")
    pictures: int = Field(0, description="Decoded pictures that differ from the one before.")
    media_s: float = Field(0.0, description="Seconds of media received.")
    loudness_db: float | None = Field(None, description="RMS of the sound, dBFS.")

    @property
    def confirmed(self) -> bool:
        """Whether viewers are without: a fault was found twice in a row, so it is no accident."""
        return bool(self.fault) and self.failures >= CONFIRMED_FAILURES


class ProbeStatus(StoredValue):
    """One channel, as its viewers receive it."""

    channel: str
    written_at: Timestamp
    results: tuple[ProbeResult, ...] = ()


class StreamStatus(StoredValue):
    """One publisher on the RTMP server."""

    path: str = Field(description="Such as /live/llamas.")
    since: Timestamp = Field(description="When its connection was made.")
    bytes_in: int
    kbps: float = Field(description="Bitrate now, kbit/s.")
    viewers: int = 0
    steady_s: float = Field(0.0, description="Seconds since bytes last paused; 0 while they do.")
    video: bool = Field(False, description="Whether pictures have come.")
    audio: bool = Field(False, description="Whether sound has come.")


class ServerStatus(StoredValue):
    """The RTMP server, as it sees itself."""

    written_at: Timestamp
    started_at: Timestamp
    memory_bytes: int = Field(description="Resident memory.")
    memory_limit_bytes: int = Field(description="Above this the server ends, to be restarted.")
    memory_slope_bytes_per_h: float = Field(
        description="Growth of resident memory over the last hours."
    )
    streams: tuple[StreamStatus, ...] = ()


class Suspicion(StoredValue):
    """A part of the station that seems to be the reason why viewers get nothing."""

    part: Literal["rtmp", "playout", "web", "production"]
    reason: str = Field(description="What points at it, in one sentence.")
    since: Timestamp = Field(description="Nothing has spoken against it since then.")


class Verdict(StoredValue):
    """Which parts are at fault, judged by the probe for whoever can restart them."""

    written_at: Timestamp
    suspicions: tuple[Suspicion, ...] = ()


class MirrorStatus(StoredValue):
    """The mirror, as it sees the store that machines share."""

    written_at: Timestamp
    store: str = Field(description="Address of the store.")
    problem: str = Field("", description="Why it cannot be followed now; empty while it is.")
    produces: bool = Field(False, description="Whether production works in this HOME.")
    adopted: bool = Field(False, description="Whether all that production goes on from is here.")


class AlarmsStatus(StoredValue):
    """Who calls people, and whether it can."""

    written_at: Timestamp
    standing: int = Field(0, ge=0, description="Alarms that have lasted long enough to be told.")
    problem: str = Field("", description="Which services take none, and why; empty if all do.")


class ChatStatus(StoredValue):
    """The part that reads viewers' chats, as it sees itself."""

    written_at: Timestamp
    connected: bool
    problem: str = Field("", description="Why it cannot read now; empty while it does.")
    channels: tuple[str, ...] = Field((), description="Channels that name a chat.")


class SpacesStatus(StoredValue):
    """One service of the local Spaces, as it tells production where it is."""

    written_at: Timestamp
    url: str = Field(pattern=r"^https?://\S+$", description="Base URL; each app is below it.")
    models: bool = Field(description="Whether real models film there, or else the paper theatre.")


CONFIRMED_FAILURES = 2
"""So many faulty pulls in a row are a fault that viewers notice."""

STALE_AFTER_S = 15.0
"""A status older than this says that its owner is gone or stuck."""

SPACES_HELD_S = 300.0
"""Seconds that a service of Spaces is waited for after its last word. It may be starting again, and
another would film the rest of a programme in another look.
"""
