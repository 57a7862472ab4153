"""HLS: each channel's playlist and segments, from its own folder and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse

from webtv.config.channel import CHANNEL_ID

_FILE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.(m3u8|ts|m4s|mp4|aac|vtt)$")

_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "ts": "video/mp2t",
    "m4s": "video/mp4",
    "mp4": "video/mp4",
    "aac": "audio/aac",
    "vtt": "text/vtt",
}
"""Sources: RFC 8216 section 4, RFC 3555, RFC 4337, RFC 8130."""

_SEGMENT_CACHE = "public, max-age=3600, immutable"


def hls_routes(folder: Path) -> APIRouter:
    """`/hls/<channel>/<file>` out of `folder`. Any site may play it (CORS `*`)."""
    routes = APIRouter()

    @routes.api_route("/hls/{channel}/{file}", methods=["GET", "HEAD"], include_in_schema=False)
    def hls(channel: str, file: str) -> Response:
        """A playlist, never cached, or a segment, which never changes."""
        match = _FILE.match(file)
        if match is None or not CHANNEL_ID.match(channel):
            raise HTTPException(404, "there is no such file")
        media_type, path = _TYPES[match[1]], folder / channel / file
        headers = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Date, Content-Range",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        try:
            if match[1] == "m3u8":
                # Read whole: the file may be replaced between looking at it and sending it.
                headers["Cache-Control"] = "no-cache"
                return Response(path.read_bytes(), media_type=media_type, headers=headers)
            headers["Cache-Control"] = _SEGMENT_CACHE
            return FileResponse(
                path, media_type=media_type, headers=headers, stat_result=path.stat()
            )
        except OSError:
            raise HTTPException(404, "there is no such file", headers=headers) from None

    return routes
