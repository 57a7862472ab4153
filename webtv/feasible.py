"""What a channel's file asks for that cannot work, and what will look or sound bad.

A file can be right in every field and still never air, because no backend films shots as long as it
wants. What backends do is in their contracts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from webtv.config.channel import Channel
from webtv.config.contract import Contract, Scalar
from webtv.config.pipeline import BackendConfig
from webtv.config.problem import Where, dotted
from webtv.config.settings import Settings
from webtv.files import is_file
from webtv.generators.call import Request, build_inputs, filmed_s
from webtv.generators.local import START_MODELS, local_spaces
from webtv.generators.picture_size import ratio_of
from webtv.ingest.check import SLOWEST
from webtv.model.programme import Plan, Shot
from webtv.model.stage import Stage
from webtv.writers.choose import choose_writer
from webtv.writers.offline.phrases import LANGUAGES
from webtv.writers.offline.template import TemplateWriter

UNEASY = 1.6
"""A clip shown so many times slower or faster than filmed looks wrong, though it passes."""

_CROPPED = 0.2
"""A picture whose shape differs by more than this share gets blurred borders."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Something about one field. `hard` if it cannot work, else it will look or sound bad."""

    where: Where
    text: str
    hard: bool = False


def objections(
    channel_id: str, channel: Channel, *, contracts: Mapping[str, Contract], settings: Settings
) -> Iterator[Objection]:
    """Everything that speaks against a valid channel, as the station is set up now."""
    yield from _lengths(channel, contracts)
    for where, config, contract in _backends(channel, contracts):
        yield from _shape(where, config, contract, channel)
    yield from _pictures(channel, contracts, settings.assets_dir / channel_id)
    yield from _voice(channel, contracts, settings)
    yield from _writer(channel, settings)
    yield from _models(channel, contracts, settings)
    yield from _live(channel, settings)


def hopeless(
    channel_id: str, channel: Channel, *, contracts: Mapping[str, Contract], settings: Settings
) -> list[str]:
    """Why no programme of a channel could air, as lines below a first one; empty if one could."""
    found = objections(channel_id, channel, contracts=contracts, settings=settings)
    # Without its presenter an announcement is a card; all else goes on.
    hard = [each for each in found if each.hard and each.where[0] != "presenter"]
    lines = [f"{dotted(objection.where)}: {objection.text}" for objection in hard]
    return [f"no programme of {channel_id} could air:", *lines] if lines else []


def shots_s(channel: Channel) -> float:
    """How long each shot of a programme is filmed, seconds, when all are of the wanted length."""
    programme = channel.programme
    shot = Shot(prompt="any", seconds=programme.shot_s)
    plan = Plan(title="any", shots=(shot,) * programme.shots, music="any")
    return plan.fitted(channel.house).shots[0].seconds / programme.slow_motion


def lengths_s(channel: Channel, contract: Contract) -> tuple[float, float]:
    """The shortest and longest shots that a channel's first backend films well, seconds.

    Where it films none well, all lengths that a shot may have: `objections` says what is wrong.
    """
    params, slower = channel.pipeline.video.params, channel.programme.slow_motion
    halves = [half / 2 for half in range(4, 21)]
    well = [
        wanted_s
        for wanted_s in halves
        if (made_s := filmed_s(contract, params, wanted_s / slower)) is None
        or 1 / UNEASY <= wanted_s / slower / (made_s or 1e-9) <= UNEASY
    ]
    return (well[0], well[-1]) if well else (halves[0], halves[-1])


def _backends(
    channel: Channel, contracts: Mapping[str, Contract]
) -> Iterator[tuple[Where, BackendConfig, Contract]]:
    for stage, config in channel.pipeline.stages().items():
        yield from ((w, c, contracts[c.space]) for w, c in _chain(stage, config.chain))


def _chain(stage: Stage, chain: tuple[BackendConfig, ...]) -> Iterator[tuple[Where, BackendConfig]]:
    for place, config in enumerate(chain):
        where: Where = ("pipeline", stage)
        yield (where if place == 0 else (*where, "fallbacks", place - 1)), config


def _lengths(channel: Channel, contracts: Mapping[str, Contract]) -> Iterator[Objection]:
    """Clips too short for their shots, uneasy ones, and such as are mostly thrown away."""
    wanted_s = shots_s(channel)
    chain = list(_chain("video", channel.pipeline.video.chain))
    found = [
        _length(where, contracts[config.space], config.params, wanted_s) for where, config in chain
    ]
    useless = all(objection is not None and objection.hard for objection in found)
    for objection in filter(None, found):
        # Where another backend of the chain films it, the channel airs all the same.
        yield Objection(objection.where, objection.text, hard=objection.hard and useless)
    upscale = channel.pipeline.upscale
    if upscale is not None:
        longest_s = contracts[upscale.space].max_input_s
        if longest_s is not None and longest_s * SLOWEST < wanted_s:
            text = f"{upscale.space} takes {longest_s:g} s of film at most; {_asked(wanted_s)}"
            yield Objection(("pipeline", "upscale"), text, hard=not upscale.fallbacks)


def _length(
    where: Where, contract: Contract, params: Mapping[str, Scalar], wanted_s: float
) -> Objection | None:
    made_s = filmed_s(contract, params, wanted_s)
    if made_s is None or made_s <= 0:
        return None
    slower = wanted_s / made_s
    films = f"{contract.id} films {made_s:.3g} s; {_asked(wanted_s)}"
    if slower > SLOWEST:
        return Objection(where, f"{films}, too long for it", hard=True)
    if slower > UNEASY:
        return Objection(where, f"{films}, so they move {slower:.1f} times slower than filmed")
    if 1 / slower > UNEASY:
        return Objection(where, f"{films}, so {made_s - wanted_s:.3g} s of each are cut off")
    return None


def _asked(wanted_s: float) -> str:
    return f"shots are {wanted_s:.3g} s (programme.shots and shot_s, fitted to the house format)"


def _shape(
    where: Where, config: BackendConfig, contract: Contract, channel: Channel
) -> Iterator[Objection]:
    """A picture of another shape than the house's."""
    if contract.output_kind == "audio" or contract.stage == "presenter":
        return
    inputs = build_inputs(contract, config.params, Request(aspect=channel.house.aspect))
    settings = {name: value for name, value in inputs.items() if name in contract.params}
    ratio = next((settings[i.name] for i in contract.inputs if "ratio" in (i.source, i.name)), "")
    size = ratio_of(str(ratio))
    if size is None:
        width = next((v for n, v in settings.items() if n.startswith("width")), None)
        height = next((v for n, v in settings.items() if n.startswith("height")), None)
        if not isinstance(width, (int, float)) or not isinstance(height, (int, float)):
            return
        size = float(max(width, 1)), float(max(height, 1))
    house = channel.house
    have, want = size[0] / size[1], house.aspect
    if 1 - min(have / want, want / have) > _CROPPED:
        names = "ratio" if ratio else "width and height"
        yield Objection(
            where,
            f"{contract.id} makes pictures of {size[0]:.0f}x{size[1]:.0f} for a house of "
            f"{house.width}x{house.height}, so they get blurred borders: set its params {names}",
        )


def _pictures(
    channel: Channel, contracts: Mapping[str, Contract], assets: Path
) -> Iterator[Objection]:
    """Pictures and films that the file names and that are not there."""
    for place, member in enumerate(channel.cast):
        if member.image and not is_file(assets / member.image):
            text = f"{assets / member.image} is not there: {member.name} will look different"
            yield Objection(("cast", place, "image"), text)
    if channel.presenter is not None:
        used = any(announcement.presenter for announcement in channel.announcements)
        for field in ("image", "performance"):
            path = assets / getattr(channel.presenter, field)
            if not is_file(path):
                text = f"{path} is not there: nothing can be presented"
                yield Objection(("presenter", field), text, hard=used)
    for place, announcement in enumerate(channel.announcements):
        if announcement.presenter and (
            channel.presenter is None or channel.pipeline.presenter is None
        ):
            text = "is a card: it takes `presenter` and a stage `pipeline.presenter`"
            yield Objection(("announcements", place, "presenter"), text)
    first = contracts[channel.pipeline.video.space]
    needs = any(given.source == "image" and given.required for given in first.inputs)
    if needs and channel.pipeline.image is None and not any(m.image for m in channel.cast):
        text = f"{first.id} needs a picture to begin with: add `pipeline.image`, or cast pictures"
        yield Objection(("pipeline", "video"), text, hard=not channel.pipeline.video.fallbacks)


def _voice(
    channel: Channel, contracts: Mapping[str, Contract], settings: Settings
) -> Iterator[Objection]:
    """Voices that the backend does not have, or that are of another language."""
    narration = channel.pipeline.narration
    if narration is None:
        return
    contract = contracts[narration.space]
    local = narration.source == "local"
    voices: list[tuple[Where, str]] = [(("narration", "voice"), channel.narration.voice)]
    voices += [(("cast", at, "voice"), m.voice) for at, m in enumerate(channel.cast) if m.voice]
    for where, voice in voices:
        if text := _against(voice, contract, channel.language, local=local):
            yield Objection(where, text)
        elif local and contract.local_voices and settings.spaces_engine == "studio":
            yield from _only_voice(where, voice, contract)


def _against(voice: str, contract: Contract, language: str, *, local: bool) -> str:
    """What speaks against a voice; empty if nothing."""
    for given in contract.inputs:
        if given.source == "voice" and given.choices and voice not in given.choices:
            return f"{contract.id} has no voice {voice}: it speaks as {given.default}"
    speaks = contract.voices.get(voice[:1]) if re.match(r"[a-z][a-z]_", voice) else None
    here = contract.local_voices if local and contract.local_voices else contract.voices
    if speaks is None or (speaks == language[:2] and voice[0] in here):
        return ""
    fitting = [letter for letter, lang in contract.voices.items() if lang == language[:2]]
    begin = " or ".join(f"{letter}…" for letter in fitting if letter in here)
    if begin:
        cure = f"its voices for {language} begin with {begin}"
    elif fitting:
        cure = f"its voices for {language} need `source: public`"
    else:
        cure = f"it has no voice for {language}"
    told = (
        "is not here" if speaks == language[:2] else f"speaks {speaks}, and the channel {language}"
    )
    return f"{voice} {told}: {cure}"


def _only_voice(where: Where, voice: str, contract: Contract) -> Iterator[Objection]:
    """Another voice than that of the paper theatre, where no models are wanted."""
    (only,) = (given.default for given in contract.inputs if given.source == "voice")
    if voice != only:
        text = f"the paper theatre speaks as {only} alone (WEBTV_SPACES_ENGINE=studio)"
        yield Objection(where, text)


def _writer(channel: Channel, settings: Settings) -> Iterator[Objection]:
    """A writer without its key, or one who does not know the channel's language."""
    config = channel.writer
    station = settings.openai_api_key, settings.openai_base_url
    if config.kind == "openai" and not any((config.api_key, config.base_url, *station)):
        text = "openai needs a key: set OPENAI_API_KEY, or `writer.api_key`; or a `base_url`"
        yield Objection(("writer", "kind"), text, hard=True)
        return
    writer = choose_writer(config, api_key=station[0], base_url=station[1])
    if isinstance(writer, TemplateWriter) and channel.language[:2] not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        text = f"the offline writer knows {known}: titles will be plain words of the theme"
        yield Objection(("language",), text)
    if isinstance(writer, TemplateWriter) and not channel.language.startswith("en"):
        yield from _english(channel)


def _english(channel: Channel) -> Iterator[Objection]:
    """Prompts in another language than English for backends that were trained on English."""
    stages = [channel.pipeline.video, *channel.pipeline.video.fallbacks]
    if all(source == "local" for stage in stages for source in stage.sources):
        return  # the paper theatre reads all languages
    if not channel.theme_en:
        text = "video models read English: give `theme_en` beside it, for prompts"
        yield Objection(("theme",), text)
        return
    for place, member in enumerate(channel.cast):
        if not member.look_en:
            text = f"video models read English: give `look_en` for {member.name}"
            yield Objection(("cast", place, "look"), text)


def _models(
    channel: Channel, contracts: Mapping[str, Contract], settings: Settings
) -> Iterator[Objection]:
    """Models that are wanted where there is the paper theatre: nothing hard, for they may come."""
    if not _on_paper(settings):
        return
    if channel.pipeline.profile == "zeroscope":
        text = f"the paper theatre films in place of models, which need {START_MODELS}"
        yield Objection(("pipeline", "profile"), text)
    for where, config, contract in _backends(channel, contracts):
        if contract.local_engine == "models" and set(config.sources) == {"local"}:
            text = f"{contract.id} is not served here: it needs {START_MODELS}"
            yield Objection(where, text)


def _on_paper(settings: Settings) -> bool:
    """Whether the local Spaces are to have no models, or tell that they have none."""
    told = local_spaces(settings)
    return settings.spaces_engine == "studio" if told is None else not told.models


def _live(channel: Channel, settings: Settings) -> Iterator[Objection]:
    """Live programmes that cannot be: nothing hard, since the rundown airs in their place."""
    if not channel.live:
        return
    if _on_paper(settings):
        text = f"the paper theatre makes none, the rundown airs instead: it needs {START_MODELS}"
        yield Objection(("live",), text)
    if channel.safety.hold:
        text = (
            "nobody can approve one before it airs, as safety.hold asks: the rundown airs instead"
        )
        yield Objection(("live",), text)
