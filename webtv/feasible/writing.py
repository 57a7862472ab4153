"""A writer without its key, and languages that a writer or a model does not know."""

from __future__ import annotations

from collections.abc import Iterator

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.feasible.objection import Objection
from webtv.writers.choose import choose_writer
from webtv.writers.offline.owntales import own_languages
from webtv.writers.offline.phrases.regions import variety
from webtv.writers.offline.template import TemplateWriter


def against_writer(channel: Channel, settings: Settings) -> Iterator[Objection]:
    """A writer without its key, or one who does not know the channel's language."""
    config = channel.writer
    station = settings.openai_api_key, settings.openai_base_url
    if config.kind == "openai" and not any((config.api_key, config.base_url, *station)):
        text = "openai needs a key: set OPENAI_API_KEY, or `writer.api_key`; or a `base_url`"
        yield Objection(("writer", "kind"), text, hard=True)
        return
    writer = choose_writer(config, api_key=station[0], base_url=station[1])
    language = variety(channel.language, channel.theme)[:2]
    if isinstance(writer, TemplateWriter) and language not in own_languages():
        known = ", ".join(own_languages())
        text = f"the offline writer tells tales in {known}: there will be the theme's words alone"
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
