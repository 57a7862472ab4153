"""The files that production and playout share: library, playlists, as-run log, status.

Nothing else connects the two halves of the station, so either may die without the other.
"""
