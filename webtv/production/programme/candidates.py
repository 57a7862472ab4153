"""Best of n: takes of one shot in one stage, ranked by the house score."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from webtv.errors import RefusedError, RejectedError
from webtv.ingest.check import Checked
from webtv.media.quality.measures import Measures
from webtv.media.quality.score import clip_score
from webtv.production.calls.calls import Made
from webtv.production.calls.retry import SECOND_SEED, Make, make_until_accepted

_NEXT_SEED = 4 * SECOND_SEED
"""Added to a seed for the next take; up to that, seeds are for other tries at the same one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a stage made, and what was seen of it."""

    made: Made
    measures: Measures | None = None
    checked: Checked | None = None

    @property
    def score(self) -> float:
        """Its house score; 0 where nothing was measured."""
        score = clip_score(self.measures)
        return score.value if score is not None else 0.0


async def candidates(
    make: Make,
    look: Callable[[Made], Awaitable[Candidate]],
    *,
    count: int,
    links: int,
    log: structlog.BoundLogger,
) -> list[Candidate]:
    """Up to `count` takes that `look` lets through, the best first.

    The first one is tried for until its retries end, and raises what that raises; of the others,
    those that are refused are left out. They are made one after the other: a backend that takes no
    seed gives the same file again, which is neither paid twice nor counted twice.
    """
    found = [await make_until_accepted(make, look, links=links, log=log)]
    for place in range(1, count):
        try:
            made = await make(more=place * _NEXT_SEED, without=())
            if all(made.path != other.made.path for other in found):
                found.append(await look(made))
        except (RejectedError, RefusedError) as error:
            log.info("take left out", stage=found[0].made.generation.stage, reason=str(error))
    if len(found) > 1:
        scores = [round(each.score) for each in found]
        log.info("best take chosen", stage=found[0].made.generation.stage, scores=scores)
    return sorted(found, key=lambda each: -each.score)
