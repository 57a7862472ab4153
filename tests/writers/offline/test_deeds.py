"""Who is seen doing what happens in a world, where a theme has no cast."""

from __future__ import annotations

import pytest

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.deeds import SOMEBODY, doer_in
from webtv.writers.offline.worlds import worlds_in

BAKERY = worlds_in("en").by_name["bakery"]
SCORES = next(each for each in BAKERY.of("do") if "blade" in each.picture)
QUEUES = next(each for tale in BAKERY.tales for each in tale.moments if "guest" in each.tags)
KNEADS = next(each for each in BAKERY.of("do") if "pressing" in each.picture)
WHISPERS = worlds_in("en").by_name["stage"].of("do")[0]


@pytest.mark.parametrize(
    ("who", "moment", "seen"),
    [
        ("children", SCORES, SOMEBODY),
        ("children", KNEADS, "children"),
        ("a shepherd", KNEADS, SOMEBODY),
        ("a postman", KNEADS, SOMEBODY),
        ("a baker", KNEADS, "a baker"),
        ("a baker", QUEUES, SOMEBODY),
        ("children", WHISPERS, SOMEBODY),
        ("a grandmother", KNEADS, "a grandmother"),
    ],
)
def test_nobody_does_what_is_not_theirs(who: str, moment: Moment, seen: str) -> None:
    assert doer_in(who, moment) == seen
