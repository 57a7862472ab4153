"""Quality control in production: what backends made is looked at, and what is refused is noted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from webtv.clock import Clock
from webtv.config.limits import QcConfig
from webtv.errors import RejectedError
from webtv.generators.call import filmed_s as filmed_by
from webtv.ingest.check import (
    Checked,
    check_clip,
    check_image,
    check_music,
    check_new,
    check_speech,
)
from webtv.media.graphics.still import thumbnail
from webtv.media.quality.measures import PictureMeasures
from webtv.model.stage import FILMING
from webtv.production.calls.calls import Made
from webtv.store.rejected import RejectedStills
from webtv.threads import in_thread
from webtv.work.book import WorkBook
from webtv.work.commission import Commission
from webtv.work.rejection import Rejection

ResultT = TypeVar("ResultT")

AT_ONCE = 2
"""Files looked at at the same time: it is work for the processor, and playout needs that too."""

LOOK_S = 120.0
"""Seconds that a look may take; damaged files can make decoders crawl."""

REMEMBERED = 400
"""A channel's last clips that a new one must differ from."""


class QualityControl:
    """Accepts what backends made, or refuses it and writes the reason into the work book."""

    def __init__(self, *, book: WorkBook, stills: RejectedStills, clock: Clock) -> None:
        self._book = book
        self._stills = stills
        self._clock = clock
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def clip(
        self,
        commission: Commission,
        shot: int,
        made: Made,
        *,
        wanted_s: float,
        first: bool,
        filmed_s: float | None = None,
        pictures: bool = True,
    ) -> Checked:
        """Accept a clip for a shot, or raise `RejectedError`.

        `filmed_s` is how long it was filmed where a stage does not film itself. The `first` clip
        of a shot must also not repeat one of the channel's last programmes. Its `pictures` need not
        be looked at where the next stage is looked at, too.
        """
        qc = commission.channel.qc
        recent = await self._recent(commission, qc) if first else []
        contract = made.backend.contract
        promises = contract.stage in FILMING and contract.stage != "presenter"
        promised_s = filmed_by(contract, made.generation.params, wanted_s) if promises else None

        def look() -> Checked:
            checked = check_clip(
                made.path,
                wanted_s=wanted_s,
                filmed_s=filmed_s,
                promised_s=promised_s,
                qc=qc,
                pictures=pictures,
            )
            check_new(checked, recent, qc=qc)
            return checked

        return await self._pass(commission, shot, made, look)

    async def image(self, commission: Commission, shot: int, made: Made) -> PictureMeasures:
        """Accept a picture for a shot to begin with, or raise `RejectedError`."""
        look = partial(check_image, made.path, qc=commission.channel.qc)
        return await self._pass(commission, shot, made, look)

    async def music(self, commission: Commission, made: Made) -> None:
        """Accept a piece of music, or raise `RejectedError`."""
        await self._pass(
            commission, None, made, partial(check_music, made.path, qc=commission.channel.qc)
        )

    async def speech(self, commission: Commission, made: Made) -> None:
        """Accept spoken words, or raise `RejectedError`."""
        await self._pass(
            commission, None, made, partial(check_speech, made.path, qc=commission.channel.qc)
        )

    async def remember(self, commission: Commission, fingerprints: Mapping[int, int]) -> None:
        """The clips of a programme that will air: later ones must not repeat them."""
        await self._book.remember_hashes(
            commission.channel_id, commission.programme_id, fingerprints, self._clock.now()
        )

    async def _recent(self, commission: Commission, qc: QcConfig) -> list[tuple[str, int, int]]:
        if qc.similar is None:
            return []
        known = await self._book.recent_hashes(commission.channel_id, REMEMBERED)
        return [each for each in known if each[0] != commission.programme_id]

    async def _pass(
        self, commission: Commission, shot: int | None, made: Made, look: Callable[[], ResultT]
    ) -> ResultT:
        try:
            async with self._turn:
                return await in_thread(look, name="check", deadline_s=LOOK_S)
        except TimeoutError:
            error = RejectedError(f"looking at it took over {LOOK_S:g} s", check="decodable")
        except RejectedError as refused:
            # Its name is its content's checksum, which tells people nothing.
            reason = str(refused).replace(made.path.name, "it")
            error = RejectedError(reason, check=refused.check, at_s=refused.at_s)
        await self._note(commission, shot, made, error)
        raise error

    async def _note(
        self, commission: Commission, shot: int | None, made: Made, error: RejectedError
    ) -> None:
        name = ""
        if shot is not None:
            picture = await in_thread(
                partial(self._still, commission, shot, made, error), name="thumbnail"
            )
            name = picture.name if picture else ""
        await self._book.reject(
            Rejection(
                channel=commission.channel_id,
                programme=commission.programme_id,
                shot=shot,
                stage=made.generation.stage,
                backend=made.generation.backend,
                seed=made.generation.seed,
                check=error.check,
                reason=str(error),
                thumbnail=name,
                at=self._clock.now(),
            )
        )

    def _still(
        self, commission: Commission, shot: int, made: Made, error: RejectedError
    ) -> Path | None:
        picture = thumbnail(made.path, error.at_s)
        if picture is None:
            return None
        reason = f"{made.generation.stage}: {error}"
        return self._stills.save(
            commission.channel_id, commission.programme_id, shot, picture, reason=reason
        )
