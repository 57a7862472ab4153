"""Which backends a shot goes through on its way to a clip, and what stands in for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from webtv.config.contract import Scalar
from webtv.config.url import with_host
from webtv.model.stage import STAGES, Stage
from webtv.model.value import Value

Source = Annotated[
    str,
    Field(pattern=r"^(local|public|[\w.-]+/[\w.-]+|https?://\S+)$"),
    AfterValidator(with_host),
]


class BackendConfig(Value):
    """One backend of a stage: a contract, where it is, and its parameters."""

    space: str = Field(title="Contract", description="Id of a contract: see `webtv/contracts/`.")
    source: Source = Field(
        "local",
        title="Source",
        description="local: the station's own Spaces. public: the contract's own source. Or a "
        "Space id of yours (owner/name), or a URL.",
    )
    pool: tuple[Source, ...] = Field(
        (),
        max_length=32,
        title="Pool",
        description="More Spaces of the same kind; each call goes to one that is free.",
    )
    params: dict[str, Scalar] = Field(
        default_factory=dict, title="Parameters", description="Inputs of the backend, by name."
    )

    @property
    def sources(self) -> tuple[str, ...]:
        """Every place that may do the work, each once."""
        return tuple(dict.fromkeys((self.source, *self.pool)))


class StageConfig(BackendConfig):
    """The backend of a stage, and those that stand in while it is away."""

    fallbacks: tuple[BackendConfig, ...] = Field(
        (),
        max_length=8,
        title="Fallbacks",
        description="What to use while the backend is away, in order of preference.",
    )

    @property
    def chain(self) -> tuple[BackendConfig, ...]:
        """The backend and its fallbacks, best first."""
        return (self, *self.fallbacks)

    @property
    def candidates(self) -> int:
        """Takes that are made of each shot in this stage, to choose among."""
        return 1


class TakesConfig(StageConfig):
    """A stage of which a channel may have several takes made, to choose among."""

    best_of: int = Field(
        1,
        ge=1,
        le=8,
        title="Best of",
        description="Takes that are made of each shot, with other seeds; the one with the best "
        "house score airs, and the next best stands in if a later stage spoils it. Each is paid "
        "for.",
    )

    @property
    def candidates(self) -> int:
        """`best_of`."""
        return self.best_of


PROFILES: Mapping[str, Mapping[str, Any]] = {
    "studio": {},
    "zeroscope": {},
    "wan": {"video": {"space": "wan-2-2-5b"}, "upscale": None, "interpolate": None},
}
"""What a profile changes about the default of each stage. The paper theatre has the stages of
Zeroscope, whose APIs it serves: which of the two films is the choice of `webtv spaces --engine`.
"""


class PipelineConfig(Value):
    """The stages of a shot, in order, and those of the whole programme; null leaves one out."""

    profile: Literal["studio", "zeroscope", "wan"] = Field(
        "studio",
        title="Profile",
        description="The stages in one word; those that the file names go before it. studio and "
        "zeroscope: Zeroscope, Zeroscope XL, FILM and MusicGen, played by the paper theatre or "
        "filmed by models, as `webtv spaces --engine` says. wan: Wan 2.2 and MusicGen; it needs "
        "`webtv spaces --engine models`, or `source: public`.",
    )
    image: TakesConfig | None = Field(
        None, title="Image", description="Paints the first picture of a shot, for `video` to move."
    )
    video: TakesConfig = Field(
        TakesConfig(space="zeroscope-v2"),
        title="Video",
        description="Films the prompt, from the image where there is one.",
    )
    edit: TakesConfig | None = Field(
        None, title="Edit", description="Makes another video of the video, by the prompt."
    )
    upscale: StageConfig | None = Field(
        StageConfig(space="zeroscope-xl"), title="Upscale", description="More pixels."
    )
    interpolate: StageConfig | None = Field(
        StageConfig(space="film"), title="Interpolation", description="More frames."
    )
    sound: StageConfig | None = Field(
        None, title="Sound effects", description="What is heard in the picture, in sync with it."
    )
    music: StageConfig | None = Field(
        StageConfig(space="musicgen"), title="Music", description="Music under the programme."
    )
    narration: StageConfig | None = Field(
        None,
        title="Narration",
        description="Speaks the programme's narration over the music. A file in English that names "
        "none has the station's own voice, `{space: kokoro}`; `off` is silence.",
    )
    presenter: StageConfig | None = Field(
        None,
        title="Presenter",
        description="Animates the presenter's portrait by a driving performance.",
    )

    @model_validator(mode="before")
    @classmethod
    def _profile(cls, values: Any) -> Any:
        """The stages of the profile, where the file names none of its own."""
        if not isinstance(values, Mapping) or not isinstance(values.get("profile"), str):
            return values
        return {**PROFILES.get(values["profile"], {}), **values}

    def stages(self) -> dict[Stage, StageConfig]:
        """The stages in use; those of a shot come first, in order."""
        named = {stage.name: getattr(self, stage.name) for stage in STAGES}
        return {name: stage for name, stage in named.items() if stage is not None}
