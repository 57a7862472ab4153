"""The fields of a channel file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ConfigDict, Field, field_validator, model_validator

from webtv.config.audience import AudienceConfig
from webtv.config.clock import ClockConfig
from webtv.config.destination import DestinationConfig
from webtv.config.hls import HlsConfig
from webtv.config.limits import BudgetConfig, QcConfig, SafetyConfig
from webtv.config.onscreen import BugConfig, TitleConfig
from webtv.config.pipeline import PipelineConfig
from webtv.config.programme import ProductionConfig, ProgrammeConfig
from webtv.config.spoken import language_of
from webtv.config.story import (
    AnnouncementConfig,
    CastMember,
    DaypartConfig,
    FootageConfig,
    LiveConfig,
    NarrationConfig,
    PresenterConfig,
    entries,
)
from webtv.config.writer import WriterConfig
from webtv.model.house import HouseFormat
from webtv.model.value import Value

CHANNEL_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}\Z")
"""A channel's id is its file name without `.yaml`."""

Text = Annotated[str, Field(min_length=1)]


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
    theme: Annotated[str, BeforeValidator(entries)] = Field(
        min_length=3,
        max_length=4000,
        title="Theme",
        description="What the channel is about, in your own words.",
    )
    theme_en: Annotated[str, BeforeValidator(entries)] = Field(
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
    live: tuple[LiveConfig, ...] = Field(
        (),
        max_length=24,
        title="Live programmes",
        description="Programmes that a model films while they air, on a GPU of the station's own: "
        "see docs/gpu.md. Where it cannot, the rundown goes on.",
    )
    language: str = Field(
        "en",
        pattern=r"^[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$",
        title="Language",
        description="Language of titles, such as en, pt-BR or zh-Hant; left out, that of "
        "the theme. Its country decides between words that differ: pt-PT, es-MX, zh-TW.",
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
    audience: AudienceConfig = Field(
        AudienceConfig(), title="Audience", description="What viewers may do."
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

    def voice_of(self, speaker: str) -> str:
        """Return the voice of a speaker's lines; the narrator's where they have none."""
        named = (m.voice for m in self.cast if m.name.casefold() == speaker.casefold())
        return next(filter(None, named), self.narration.voice)
