"""From a channel's state to the API's answer."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from webtv.config.channel import Channel
from webtv.log import redact
from webtv.model.audience import AudienceStatus
from webtv.model.status import OnAir, ProductionStatus
from webtv.web.addresses import Addresses
from webtv.web.answers import (
    AddressesAnswer,
    AudienceAnswer,
    ChannelAnswer,
    OnAirAnswer,
    ProductionAnswer,
    SignalAnswer,
    WriterAnswer,
)
from webtv.web.board import ChannelState
from webtv.web.plain import gist, plain
from webtv.web.progress import describe_production, overall

CONFIG_ERROR = "The channel's file has an error; `webtv check` says where and what."
"""What strangers are told of a file that is wrong: its text and its path are none of theirs."""

FAULT = "out of order; the log says why"
"""What strangers are told in place of an error's own words."""


def describe_channel(
    state: ChannelState, *, addresses: Addresses, now: datetime, operator: bool = False
) -> ChannelAnswer:
    """Describe one channel as the API tells it: plain text without keys.

    Errors have their own words, with paths and what servers said, for an `operator` alone.
    """
    answer = _describe(state, addresses=addresses, now=now)
    return plain(answer if operator else _for_strangers(answer))


def _describe(state: ChannelState, *, addresses: Addresses, now: datetime) -> ChannelAnswer:
    playout, production, channel = state.playout, state.production, state.channel
    on_air = playout.on_air if playout and channel else None
    error = state.error or (production.config_error if production else "")
    return ChannelAnswer(
        id=state.id,
        number=state.number,
        title=channel.title if channel else state.id,
        description=channel.description if channel else "",
        as_of=now,
        on_air=_item(on_air, now) if on_air else None,
        just_aired=_item(state.just_aired, now) if on_air and state.just_aired else None,
        next=playout.next if playout and channel else None,
        buffer_s=production.buffer_s if production else 0.0,
        destinations=tuple(
            d.model_copy(update={"url": redact(d.url), "last_error": redact(d.last_error)})
            if d.kind == "rtmp" and d.id != "rtmp"
            else d
            for d in (playout.destinations if playout else ())
        ),
        probes=tuple(
            result.model_copy(update={"fault": redact(result.fault)})
            for result in (state.probe.results if state.probe else ())
        ),
        config_error=redact(error) or None,
        writer=_writer(production),
        pictures=_pictures(channel),
        production=_production(production, channel),
        audience=_audience(state.id, channel, production),
        signal=SignalAnswer(
            live=state.signal.live,
            edge=state.signal.edge,
            age_s=state.signal.age_s,
            low_latency=bool(state.signal.live and channel and channel.hls.container == "ts"),
        ),
        urls=AddressesAnswer(
            watch=addresses.watch(state.id),
            hls=addresses.hls(state.id, state.signal.playlist),
            rtmp=addresses.rtmp(state.id),
            flv=addresses.flv(state.id),
            thumbnail=addresses.thumbnail(state.id) if state.signal.live else None,
        ),
    )


def _for_strangers(answer: ChannelAnswer) -> ChannelAnswer:
    """`answer` without the words of errors: that something is wrong can still be seen."""
    production, writer = answer.production, answer.writer
    if production:
        note = gist(production.note)
        line = note if production.line == production.note else production.line
        backends = tuple(
            backend.model_copy(update={"error": FAULT if backend.error else ""})
            for backend in production.backends
        )
        production = production.model_copy(
            update={"note": note, "line": line, "backends": backends}
        )
    if writer:
        writer = writer.model_copy(update={"note": gist(writer.note)})
    return answer.model_copy(
        update={
            "config_error": CONFIG_ERROR if answer.config_error else None,
            "production": production,
            "writer": writer,
            "destinations": tuple(
                each.model_copy(update={"last_error": FAULT if each.last_error else ""})
                for each in answer.destinations
            ),
            "probes": tuple(
                each.model_copy(update={"fault": gist(each.fault)}) for each in answer.probes
            ),
        }
    )


def prompt_on_air(on_air: OnAir, now: datetime) -> str:
    """The line of the shot on air at `now`, else its prompt; empty where there are no shots."""
    elapsed_s = (now - on_air.started_at).total_seconds()
    told = any(shot.line for shot in on_air.shots)
    prompt = ""
    for shot in on_air.shots:
        if not prompt or shot.start_s <= elapsed_s:
            prompt = shot.line or (prompt if told else shot.prompt)
    return prompt


def _item(on_air: OnAir, now: datetime) -> OnAirAnswer:
    return OnAirAnswer(prompt=prompt_on_air(on_air, now), **dict(on_air))


def _writer(production: ProductionStatus | None) -> WriterAnswer | None:
    if production is None or not production.writer:
        return None
    template = production.writer == "template"
    name = "offline template writer" if template else production.writer
    return WriterAnswer(
        name=name, note=redact(production.writer_note), wrote=redact(production.wrote)
    )


def _pictures(channel: Channel | None) -> str:
    """Where a channel's pictures come from, for the notice on the page."""
    if channel is None:
        return ""
    stage = channel.pipeline.video
    if stage.source == "local":
        return "paper theatre, staged on this machine without a neural network"
    return f"{stage.space} on Hugging Face" if stage.source == "public" else stage.space


def _audience(
    ident: str, channel: Channel | None, production: ProductionStatus | None
) -> AudienceAnswer | None:
    if channel is None or not channel.audience.on:
        return None
    reckoned = (production.audience if production else None) or AudienceStatus()
    return AudienceAnswer(
        page=f"/audience/{quote(ident)}",
        suggestions=channel.audience.suggestions,
        hearts=channel.audience.hearts,
        longest=channel.audience.longest,
        first_s=reckoned.first_s,
        aired=reckoned.aired,
        error_s=reckoned.error_s,
    )


def _production(
    production: ProductionStatus | None, channel: Channel | None
) -> ProductionAnswer | None:
    if production is None or channel is None:
        return None
    return ProductionAnswer(
        line=describe_production(production),
        making=production.making,
        stage=production.stage,
        done=production.done,
        shots=overall(production.shots, channel),
        makings=tuple(
            making.model_copy(update={"shots": overall(making.shots, channel)})
            for making in production.makings
        ),
        backends=tuple(
            backend.model_copy(update={"id": redact(backend.id), "error": redact(backend.error)})
            for backend in production.backends
        ),
        budget=production.budget,
        programmes=production.programmes,
        note=redact(production.note),
    )
