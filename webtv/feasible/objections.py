"""All that speaks against a channel, as the station is set up now.

A file can be right in every field and still never air, because no backend films shots as long as it
wants. What backends do is in their contracts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.config.pipeline import BackendConfig
from webtv.config.problem import Where, dotted
from webtv.config.settings import Settings
from webtv.feasible.lengths import against_lengths, chain_of
from webtv.feasible.objection import Objection
from webtv.feasible.voices import against_voices
from webtv.feasible.writing import against_writer
from webtv.files import is_file
from webtv.generators.call import Request, build_inputs
from webtv.generators.local import START_MODELS, local_spaces
from webtv.generators.picture_size import ratio_of

_CROPPED = 0.2
"""A picture whose shape differs by more than this share gets blurred borders."""


def objections(
    channel_id: str, channel: Channel, *, contracts: Mapping[str, Contract], settings: Settings
) -> Iterator[Objection]:
    """Everything that speaks against a valid channel, as the station is set up now."""
    yield from against_lengths(channel, contracts)
    for where, config, contract in _backends(channel, contracts):
        yield from _shape(where, config, contract, channel)
    yield from _pictures(channel, contracts, settings.assets_dir / channel_id)
    yield from against_voices(channel, contracts, settings)
    yield from against_writer(channel, settings)
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


def _backends(
    channel: Channel, contracts: Mapping[str, Contract]
) -> Iterator[tuple[Where, BackendConfig, Contract]]:
    for stage, config in channel.pipeline.stages().items():
        yield from ((w, c, contracts[c.space]) for w, c in chain_of(stage, config.chain))


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
