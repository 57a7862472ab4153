"""The mirror: keeps a machine's HOME and the store that machines share in step (`WEBTV_STORE`).

In come what production and playout write here, and what others put into the store; out go the same
files, there and here. It is a process of its own that knows both halves by their files alone, and
the only part that has the store's key. Whatever happens to the store or to the mirror, what is in
HOME airs.

| who works in this HOME | goes up | comes down |
|---|---|---|
| production | library, playlists, clips, assets | all of those, once, before production begins |
| no production | | what the channels of this machine may air in the next hours |
| playout | its as-run log, standing orders | the as-run logs of other machines |

A name stands in the store only after all that it refers to: films, then sidecars, then playlists.
They come down in that order too, and go in the other one.
"""
