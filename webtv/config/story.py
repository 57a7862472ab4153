"""The people and places of a channel: its cast, its hours, its announcements."""

from __future__ import annotations

from typing import Annotated

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from webtv.model.value import Value

_SHORTEST_THEME = 3
"""Characters of a theme, of a channel's too: it takes the place of that."""

_LONGEST_NAME = 255
"""Bytes of a file's name, on every file system of Linux."""


def _cron(text: str) -> str:
    from datetime import UTC, datetime

    try:
        CronSim(text, datetime(2026, 1, 1, tzinfo=UTC))
        if len(text.split()) != 5:  # it takes seconds too
            raise CronSimError("Wrong number of fields")
    except CronSimError as error:
        raise ValueError(
            f"must be a cron expression of five fields such as 0 20 * * *: {error}"
        ) from None
    return text


def _short_enough(name: str) -> str:
    if len(name.encode()) > _LONGEST_NAME:
        raise ValueError(f"must be the name of a file, of at most {_LONGEST_NAME} bytes")
    return name


def entries(value: object) -> object:
    """Return a YAML list of texts as a text with an entry a line; anything else as it is."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(f"- {' '.join(each.split())}" for each in value)
    return value


def _enough(theme: str) -> str:
    if 0 < len(theme) < _SHORTEST_THEME:
        raise ValueError(f"must have at least {_SHORTEST_THEME} characters, or none")
    return theme


Cron = Annotated[str, AfterValidator(_cron)]
FileName = Annotated[str, Field(pattern=r"^[\w-][\w .-]{0,99}$"), AfterValidator(_short_enough)]
"""A file in `HOME/assets/<channel>/`, by its name alone."""


class CastMember(Value):
    """Somebody who comes again and again."""

    name: str = Field(min_length=1, max_length=40, title="Name", description="As it is told.")
    look: str = Field(
        min_length=3,
        max_length=300,
        title="Look",
        description="What a camera sees, repeated in every shot: kind, face, hair, build.",
    )
    clothes: str = Field("", max_length=200, title="Clothes", description="What is worn.")
    look_en: str = Field(
        "",
        max_length=300,
        title="Look in English",
        description="Look and clothes once more, for prompts in English.",
    )
    image: FileName | None = Field(
        None,
        title="Image",
        description="Reference picture in HOME/assets/<channel>/, for backends that take one.",
    )
    voice: str = Field(
        "",
        max_length=60,
        title="Voice",
        description="A voice of the narration's backend for what they say; else the narrator's.",
    )


class DaypartConfig(Value):
    """Another theme from a time of day on, until the next daypart begins."""

    model_config = ConfigDict(str_strip_whitespace=True)

    cron: Cron = Field(title="Cron", description="When it begins, such as `0 22 * * *`.")
    theme: Annotated[str, BeforeValidator(entries), AfterValidator(_enough)] = Field(
        "", max_length=4000, title="Theme", description="Instead of the channel's; empty keeps it."
    )
    theme_en: Annotated[str, BeforeValidator(entries)] = Field(
        "", max_length=4000, title="Theme in English", description="Of this daypart's theme."
    )
    style: str = Field("", max_length=600, title="Style", description="Instead of the channel's.")
    music_style: str = Field(
        "", max_length=300, title="Music style", description="Instead of the channel's."
    )
    tone: str = Field("", max_length=200, title="Tone", description="Instead of the channel's.")


class NarrationConfig(Value):
    """The sound of narration, where the pipeline has it."""

    voice: str = Field(
        "af_heart", max_length=60, title="Voice", description="A voice of the narration's backend."
    )
    duck_db: float = Field(
        12, ge=0, le=40, title="Ducking", description="By how much the music gives way, dB."
    )


class LiveConfig(Value):
    """A live programme: filmed by a model while it airs, from the theme in force."""

    cron: Cron = Field(title="Cron", description="When it begins, at the next join.")
    minutes: int = Field(30, ge=1, le=720, title="Minutes", description="How long it lasts.")
    title: str = Field(
        "", max_length=90, title="Title", description="Shown to viewers; else the channel's."
    )


class PresenterConfig(Value):
    """The presenter of announcements: a portrait, and a filmed performance that moves it."""

    image: FileName = Field(title="Image", description="Portrait in HOME/assets/<channel>/.")
    performance: FileName = Field(
        title="Performance", description="Driving video in HOME/assets/<channel>/, 3 to 30 s."
    )


class FootageConfig(Value):
    """The treatment of films that people drop into HOME/inbox/<channel>/."""

    longest_s: float = Field(
        120,
        ge=8,
        le=600,
        title="Longest",
        description="Seconds of a film that are shown; what is longer is cut off.",
    )
    edit: bool = Field(
        False,
        title="Edit",
        description="Whether the pipeline's `edit` stage makes another video of each.",
    )


class AnnouncementConfig(Value):
    """Something said at a time, between two programmes."""

    cron: Cron = Field(title="Cron", description="When it airs, at the next join.")
    title: str = Field(min_length=2, max_length=90, title="Title", description="Shown in full.")
    text: str = Field(
        "", max_length=600, title="Text", description="Spoken, where the pipeline has narration."
    )
    presenter: bool = Field(
        False, title="Presenter", description="Whether the presenter says it; else a card."
    )
