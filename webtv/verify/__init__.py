"""`webtv verify`: which programmes of this station a recording shows, and what its manifest says.

In: a file from anywhere. Out: parts with times, each named by the mark in its picture (`parts`),
with what library, retired sidecars and as-run log know of it (`record`).
"""
