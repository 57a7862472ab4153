"""A channel's clock, as radio and television call it: what airs between programmes, and how soon
one may come back.
"""

from __future__ import annotations

from pydantic import Field

from webtv.model.value import Value


class ClockConfig(Value):
    """What airs between programmes, and how soon one may come back.

    Idents and trails are made once, with the channel's colours and music, and last one step of the
    splice grid: 8 s. At 23.976 and 29.97 frames a second a step is 21 s, and there are none.
    """

    ident_every: int = Field(
        4,
        ge=0,
        le=100,
        title="Ident",
        description="Programmes from one ident of the channel to the next; 0 for no idents.",
    )
    trails: bool = Field(
        True,
        title="Trails",
        description="Whether each programme is named on a card before it begins.",
    )
    no_repeat_within_s: float = Field(
        600,
        ge=0,
        le=86400,
        title="No repeat within",
        description="Seconds in which no programme comes back while there is another. Where the "
        "theme in force has too little for that, other themes of the channel help out for an hour.",
    )
