"""The containers in which clips and music may come.

A generator may be anybody's. Left to guess, ffmpeg also takes playlists for media, and then opens
whatever files and addresses of ours they name.
"""

from __future__ import annotations

CONTAINERS = (
    "mov,matroska,avi,gif,apng,mpegts,mpeg,m4v,flv,asf,ivf,nut,ogg,wav,w64,aiff,au,caf,mp3,flac,aac"
    ",dv,mxf,webp_anim"
)
"""ffmpeg's names of them; none of these leads to another file."""

MEDIA_ONLY = {"format_whitelist": CONTAINERS}
"""As an option for opening a file."""
