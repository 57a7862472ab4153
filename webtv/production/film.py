"""Single films beside the pipeline: what one holds, and a card that stands where none is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from webtv.config.channel import Channel
from webtv.errors import MediaError, RejectedError
from webtv.media.graphics.card import make_card
from webtv.media.probe import MediaInfo, probe
from webtv.threads import in_thread

_READ_S = 120.0
_DRAW_S = 310.0


async def read_film(film: Path, name: str) -> MediaInfo:
    """What a film or a sound holds; people call it `name`. Raises `RejectedError`."""
    try:
        look = partial(probe, film, name=name, deadline_s=_READ_S)
        return await in_thread(look, name="probe", deadline_s=_READ_S + 1)
    except TimeoutError:
        raise RejectedError(f"reading {name} took over {_READ_S:g} s", check="decodable") from None
    except RejectedError:
        raise
    except MediaError:
        raise RejectedError(f"{name} is no film that can be read", check="decodable") from None


async def draw_card(
    ffmpeg: Path, channel: Channel, *, title: str, text: str, seconds: float, out: Path
) -> Path:
    """A card of `seconds` in the look of a channel, drawn to `out`. Raises `MediaError`."""
    draw = partial(
        make_card,
        ffmpeg,
        channel.house,
        title=title,
        text=text,
        channel=channel.title,
        language=channel.language,
        seconds=seconds,
        out=out,
    )
    return await in_thread(draw, name="card", deadline_s=_DRAW_S)
