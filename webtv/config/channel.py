"""The fields of a channel file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, SecretStr, field_validator, model_validator

from webtv.config.clock import ClockConfig
from webtv.config.destination import DestinationConfig
from webtv.config.hls import HlsConfig
from webtv.config.limits import BudgetConfig, QcConfig, SafetyConfig
from webtv.config.pipeline import PipelineConfig
from webtv.config.spoken import language_of
from webtv.config.story import (
    AnnouncementConfig,
    CastMember,
    DaypartConfig,
    FootageConfig,
    NarrationConfig,
    PresenterConfig,
)
from webtv.model.house import HouseFormat
from webtv.model.value import Value

CHANNEL_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}\Z")
"""A channel's id is its file name without `.yaml`."""

Text = Annotated[str, Field(min_length=1)]


_PAID_PER_HOUR = 2.0


class WriterConfig(Value):
    """The writer that turns the theme into programmes."""

    kind: Literal["auto", "openai", "template"] = Field(
        "auto",
        title="Kind",
        description="openai: any OpenAI-compatible server. template: the offline writer. "
        "auto: openai when OPENAI_API_KEY or base_url is set; else a model server on this machine "
        "(WEBTV_MODEL_PORTS), while one answers; else template.",
    )
    model: str = Field(
        "gpt-4o-mini",
        title="Model",
        description="Name of the language model. Of a server that auto found, its first model "
        "where it has none of this name.",
    )
    form: Literal["auto", "full", "short"] = Field(
        "auto",
        title="Form",
        description="full: three drafts in outline, a judge, then shots (3 to 7 answers). short: "
        "all in one small answer. auto: short for models under 5 billion parameters and for "
        "servers under 6 tokens a second.",
    )
    base_url: str | None = Field(
        None, title="Base URL", description="Server of this channel, instead of OPENAI_BASE_URL."
    )
    api_key: SecretStr | None = Field(
        None, title="Key", description="Key of this channel, as ${NAME}; else OPENAI_API_KEY."
    )
    temperature: float = Field(
        0.9, ge=0, le=2, title="Temperature", description="How freely the model writes."
    )
    timeout_s: float = Field(
        900,
        ge=1,
        le=7200,
        title="Timeout",
        description="Seconds for one whole answer. A model on one's own machine may need minutes.",
    )
    first_s: float = Field(
        300,
        ge=1,
        le=3600,
        title="First word",
        description="Seconds until the first word of an answer; then the offline writer steps in.",
    )
    silence_s: float = Field(
        120,
        ge=1,
        le=3600,
        title="Silence",
        description="Seconds between two words of an answer; then the offline writer steps in.",
    )
    price_in: float = Field(
        0, ge=0, title="Price read", description="Money for a million tokens read."
    )
    price_out: float = Field(
        0, ge=0, title="Price written", description="Money for a million tokens written."
    )


class ProgrammeConfig(Value):
    """The shape of one programme."""

    shots: int = Field(
        16,
        ge=1,
        le=24,
        title="Shots",
        description="Shots per programme. A language model may take a quarter more or fewer for "
        "the same time.",
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
        10,
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


class BugConfig(Value):
    """The mark in a corner that says the pictures are made by AI."""

    enabled: bool = Field(True, title="On", description="Whether the mark is shown.")
    text: str = Field("AI generated", max_length=40, title="Text", description="What it says.")
    position: Literal["top-left", "top-right", "bottom-left", "bottom-right"] = Field(
        "top-right", title="Position", description="The corner it stands in."
    )


class TitleConfig(Value):
    """The programme's title on screen."""

    enabled: bool = Field(True, title="On", description="Whether the title is shown.")
    seconds: float = Field(
        4.0, ge=1, le=20, title="Seconds", description="How long, from the first frame."
    )


class Channel(Value):
    """One channel."""

    model_config = ConfigDict(str_strip_whitespace=True)

    title: Text = Field(max_length=60, title="Title", description="Name on screens.")
    number: int | None = Field(
        None,
        ge=1,
        le=999,
        title="Number",
        description="On the page; else the next free one, by id.",
    )
    theme: str = Field(
        min_length=3,
        max_length=4000,
        title="Theme",
        description="What the channel is about, in your own words.",
    )
    theme_en: str = Field(
        "",
        max_length=4000,
        title="Theme in English",
        description="The theme once more, for backends that read English only, sentence by "
        "sentence. Titles stay in the channel's language.",
    )
    description: str = Field(
        "", max_length=400, title="Description", description="One sentence for viewers."
    )
    style: str = Field(
        "", max_length=600, title="Style", description="How it looks, repeated in every prompt."
    )
    music_style: str = Field("", max_length=300, title="Music style", description="How it sounds.")
    tone: str = Field("", max_length=200, title="Tone", description="Its mood and manner.")
    cast: tuple[CastMember, ...] = Field(
        (), max_length=12, title="Cast", description="Who comes again and again."
    )
    places: tuple[Text, ...] = Field(
        (), max_length=30, title="Places", description="Where it plays, each as a camera sees it."
    )
    series: bool = Field(
        False, title="Series", description="Whether each programme goes on where the last ended."
    )
    timezone: str = Field(
        "UTC", title="Time zone", description="Of dayparts and announcements: Europe/Berlin."
    )
    dayparts: tuple[DaypartConfig, ...] = Field(
        (), max_length=24, title="Dayparts", description="Other themes at other hours."
    )
    announcements: tuple[AnnouncementConfig, ...] = Field(
        (), max_length=50, title="Announcements", description="What is said at set times."
    )
    language: str = Field(
        "en",
        pattern=r"^[a-z]{2}(-[A-Z]{2})?$",
        title="Language",
        description="Language of titles, such as en or pt-BR; left out, that of the theme.",
    )
    avoid: tuple[Text, ...] = Field(
        (), title="Avoid", description="Words and things that must not be written about."
    )
    writer: WriterConfig = Field(WriterConfig(), title="Writer", description="Who writes.")
    programme: ProgrammeConfig = Field(
        ProgrammeConfig(), title="Programme", description="Shape of a programme."
    )
    pipeline: PipelineConfig = Field(
        PipelineConfig(), title="Pipeline", description="Which backends per stage."
    )
    narration: NarrationConfig = Field(
        NarrationConfig(),
        title="Narration",
        description="How narration sounds; `off` where nobody shall speak.",
    )
    footage: FootageConfig = Field(
        FootageConfig(), title="Footage", description="What becomes of films in the inbox."
    )
    presenter: PresenterConfig | None = Field(None, title="Presenter", description="Who announces.")
    budget: BudgetConfig = Field(
        BudgetConfig(), title="Budget", description="Most that is spent in a day."
    )
    qc: QcConfig = Field(QcConfig(), title="Quality control", description="What clips must pass.")
    safety: SafetyConfig = Field(
        SafetyConfig(), title="Safety", description="Who looks before anything airs."
    )
    production: ProductionConfig = Field(
        ProductionConfig(), title="Production", description="How much is made."
    )
    clock: ClockConfig = Field(
        ClockConfig(),
        title="Clock",
        description="What airs between programmes, and how soon one may come back.",
    )
    house: HouseFormat = Field(
        HouseFormat(), title="House format", description="Format of all that airs."
    )
    hls: HlsConfig = Field(HlsConfig(), title="HLS", description="What web viewers get.")
    bug: BugConfig = Field(BugConfig(), title="Bug", description="The AI mark in a corner.")
    titles: TitleConfig = Field(TitleConfig(), title="Titles", description="Title on screen.")
    destinations: tuple[DestinationConfig, ...] = Field(
        (), title="Destinations", description="More places to send to, such as Twitch."
    )

    @model_validator(mode="before")
    @classmethod
    def _language_of_theme(cls, values: Any) -> Any:
        """A channel speaks the language of its theme unless it names another."""
        if not isinstance(values, Mapping) or values.get("language") or "theme" not in values:
            return values
        spoken = language_of(f"{values['theme']} {values.get('tone') or ''}")
        return values if spoken == "en" else {**values, "language": spoken}

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
            raise ValueError("must be a time zone such as Europe/Berlin") from None
        return value

    @field_validator("destinations")
    @classmethod
    def _unique(cls, value: tuple[DestinationConfig, ...]) -> tuple[DestinationConfig, ...]:
        ids = [d.id for d in value]
        for name in ids:
            if ids.count(name) > 1 or name in ("rtmp", "hls"):
                raise ValueError(f"id {name} is taken; each destination needs its own")
        return value
