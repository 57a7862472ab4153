"""Plans what airs: fresh programmes, reruns, announcements.

In: library, as-run log, commissions. Out: playlists in `playlists/<id>/`. Old programmes are
deleted here.
"""
