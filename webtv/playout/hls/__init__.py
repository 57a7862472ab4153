"""Cuts a channel into HLS segments, in the process.

In: units of MPEG-TS from the fan-out. Out: segments, captions and playlists in `HOME/hls/<id>/`
(RFC 8216). Only this room writes there, but for the file by which the web server asks for parts.
"""
