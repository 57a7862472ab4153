"""Sends a channel to places: RTMP, SRT, recordings.

In: units of MPEG-TS from the fan-out. Out: bytes at a server or on disk, and what came back from
there. A destination that is slow or away loses its own packets, and nobody else's.
"""
