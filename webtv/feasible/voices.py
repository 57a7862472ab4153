"""Voices that the narration's backend does not have, or that are of another language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.config.problem import Where
from webtv.config.settings import Settings
from webtv.feasible.objection import Objection


def against_voices(
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
