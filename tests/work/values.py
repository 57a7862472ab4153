"""Commissions, calls and generations for tests of the work book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from webtv.config.channel import Channel
from webtv.model.cost import Cost
from webtv.model.programme import Generation, Plan, Shot
from webtv.work.book import WorkBook
from webtv.work.call import Artifact, CallKey
from webtv.work.commission import Commission

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FREE = Cost()
BACKEND = "zeroscope-v2 at me/zeroscope"


class Now:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


def programme_id(number: int) -> str:
    return f"20260301T120000-{number:06x}"


def commission(number: int = 1, channel: str = "llamas") -> Commission:
    return Commission(
        programme_id=programme_id(number),
        channel_id=channel,
        channel=Channel(title="Llamas", theme="llamas in the high Andes"),
        plan=Plan(title="Dawn 🦙", shots=(Shot(prompt="a llama at dawn"),), music="slow pan pipes"),
        writer="template",
        created_at=NOON + timedelta(seconds=number),
    )


def key(number: int = 1, *, shot: int = 0, seed: int = 7, channel: str = "llamas") -> CallKey:
    return CallKey(
        programme_id(number), channel, "video", shot, BACKEND, {"prompt": "a llama", "seed": seed}
    )


def generation(cost: Cost = FREE) -> Generation:
    return Generation(stage="video", backend=BACKEND, prompt="a llama", seed=7, cost=cost)


def clip(folder: Path, content: str = "moving pictures", name: str = "a.mp4") -> Path:
    path = folder / name
    path.write_text(content)
    return path


async def make(
    book: WorkBook, folder: Path, wanted: CallKey, content: str = "x", cost: Cost = FREE
) -> Artifact:
    """A whole call that went well."""
    ticket = await book.begin(wanted)
    return await book.done(ticket, clip(folder, content), generation(cost))


def files(folder: Path) -> list[str]:
    """Every file below a folder, hidden ones too."""
    return sorted(p.name for p in folder.rglob("*") if p.is_file())
