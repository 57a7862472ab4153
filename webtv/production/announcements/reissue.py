"""An announcement that comes again: what was made and bought for it once serves every time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from webtv.files import move_durable, write_atomic
from webtv.model.cost import Cost
from webtv.model.programme import Programme
from webtv.production.announcements.announcements import announced_by
from webtv.store.library import Library
from webtv.work.commission import Commission

_LOOKS: dict[str, Any] = {
    "title": True,
    "house": True,
    "language": True,
    "narration": True,
    "presenter": True,
    "bug": True,
    "titles": True,
    "pipeline": {"narration", "presenter"},
}
"""Fields of a channel that an announcement's sound and picture depend on."""


def digest_of(commission: Commission) -> str:
    """A digest of all that an announcement is made from; with the same one it would be the same."""
    said = announced_by(commission)
    made_from = {
        "title": commission.plan.title,
        "text": commission.plan.narration,
        "presenter": said is not None and said.presenter,
        "channel": commission.channel.model_dump(mode="json", include=_LOOKS),
    }
    text = json.dumps(made_from, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


def find_earlier(commission: Commission, library: Library) -> Programme | None:
    """The last time an announcement was made in full; None if it has to be made now. Reads disk.

    One that lacks its voice or its presenter is made again: they may be there by now.
    """
    digest = digest_of(commission)
    said = announced_by(commission)
    voice = commission.channel.pipeline.narration is not None and commission.plan.narration
    staged = said is not None and said.presenter
    for programme in reversed(library.programmes(commission.channel_id)):
        if programme.kind != "announcement" or programme.announcement != digest:
            continue
        performed = any(generation.stage == "presenter" for generation in programme.generations)
        if (programme.narration_generations or not voice) and (performed or not staged):
            return programme
    return None


def reissue(earlier: Programme, commission: Commission, library: Library) -> Programme:
    """Put `earlier` into the library once more, for its next time; it costs nothing.

    The file is the same one, under another name. Raises `OSError`.
    """
    programme = earlier.model_copy(
        update={
            "id": commission.programme_id,
            "airs_at": commission.airs_at,
            "approval": "waiting" if commission.channel.safety.hold else "",
            "file": f"{commission.programme_id}.mp4",
            "created_at": commission.created_at,
            "seconds_taken": 0.0,
            "cost": Cost(),
        }
    )
    target = library.media(programme)
    hidden = target.with_name(f".{target.name}.part")
    hidden.unlink(missing_ok=True)
    _link(library.media(earlier), hidden)
    move_durable(hidden, target)
    write_atomic(
        library.sidecar(programme.channel, programme.id), programme.model_dump_json(indent=2)
    )
    return programme


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # Not every file system has hard links.
        shutil.copyfile(source, target)
