"""What a channel may need, most urgent first: the rundown, then what would come back."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.store.playlists import Playlist


def by_need(listed: Sequence[Playlist], *, taken: int) -> list[Playlist]:
    """The playlists in the order in which a channel may need them.

    Those above `taken` come first, as they will air. Of the others playout takes one a programme
    when the rundown is at its end: the newest here first, since they fit the theme in force.
    """
    ahead = sorted(p for p in listed if p.number > taken)
    past = sorted((p for p in listed if p.number <= taken), reverse=True)
    return [*ahead, *past]
