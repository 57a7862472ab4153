"""What viewers take part with: suggestions, and how soon one of them can be on air."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from webtv.model.value import Seconds, StoredValue

LONGEST_NAME = 30
"""Characters of the name that a viewer gives."""

LONGEST_TEXT = 400
"""Characters of a suggestion, however long a channel lets them be."""

SuggestionState = Literal["waiting", "approved", "refused", "making", "aired", "lost"]
"""Nobody has looked at it yet; it is in line; an editor said no; a programme with it is made or
waits for its turn; viewers have seen it; no programme came of it."""


class Suggestion(StoredValue):
    """One scene that a viewer would like to see. Both texts are a stranger's: data, never orders.

    `ref` is the text by which its viewer finds it again.
    """

    ref: str
    name: str = Field("", max_length=LONGEST_NAME, description="Empty: nobody is named.")
    text: str = Field(min_length=3, max_length=LONGEST_TEXT)


class AudienceStatus(StoredValue):
    """How soon suggestions of one channel air, as production reckons, and how well it reckoned."""

    first_s: Seconds | None = Field(
        None,
        description="Seconds until the suggestion airs that is first in line; null: nobody knows.",
    )
    each_s: Seconds = Field(0.0, description="Seconds more for each one that is before it.")
    aired: int = Field(0, ge=0, description="Suggestions that have aired, of those on record.")
    error_s: float | None = Field(
        None,
        description="Mean difference between when the last ones aired and when their viewers "
        "were told that they would, in seconds; null where none aired.",
    )

    def airs_in(self, place: int) -> float | None:
        """Seconds until the suggestion airs that has `place` others before it."""
        return None if self.first_s is None else self.first_s + place * self.each_s


def time_to_air(
    *,
    planned_in_s: float,
    others: int,
    interval_s: float,
    making_s: float,
    length_s: float,
    on_air_s: float,
    fresh_s: float,
) -> float:
    """Seconds until a programme airs that follows a suggestion.

    The next programme is planned in `planned_in_s`, and `others` without a suggestion come first,
    one each `interval_s`. Making one takes `making_s`; each lasts `length_s`. Fresh programmes air
    in the order in which they are made: what is on air lasts `on_air_s` more, and `fresh_s` are
    ready or in the making. A programme that is ready waits for a join, half a programme on average.
    """
    ready_s = planned_in_s + others * interval_s + making_s + length_s / 2
    return max(ready_s, on_air_s + fresh_s + others * length_s)


def planned_in(
    *, since_last_s: float | None, interval_s: float, ahead_s: float, buffer_s: float
) -> float:
    """Seconds until a channel plans its next programme.

    It does so `interval_s` after the last one, `since_last_s` ago, and not while it has more than
    `buffer_s` of fresh programmes `ahead_s`, which the air uses up.
    """
    paced_s = 0.0 if since_last_s is None else interval_s - since_last_s
    return max(0.0, paced_s, ahead_s - buffer_s)


def in_words(seconds: float) -> str:
    """A length of time as one tells it: half a minute more or less is nothing."""
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours = round(seconds / 3600)
    return f"{hours} hours" if hours < 48 else f"{round(seconds / 86400)} days"
