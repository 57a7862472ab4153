"""HLS: each channel's playlist and segments, from its own folder and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from webtv.config.channel import CHANNEL_ID
from webtv.web.playlist import ListFile, ListFiles

_FILE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.(m3u8|ts|m4s|mp4|aac|vtt)\Z")

_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "ts": "video/mp2t",
    "m4s": "video/mp4",
    "mp4": "video/mp4",
    "aac": "audio/aac",
    "vtt": "text/vtt",
}
"""Sources: RFC 8216 section 4, RFC 3555, RFC 4337, RFC 8130."""

_SEGMENT_CACHE = "public, max-age=86400, immutable"


def hls_routes(folder: Path) -> APIRouter:
    """`/hls/<channel>/<file>` out of `folder`. Any site may play it (CORS `*`)."""
    routes = APIRouter()
    lists = ListFiles()

    @routes.api_route("/hls/{channel}/{file}", methods=["GET", "HEAD"], include_in_schema=False)
    def hls(request: Request, channel: str, file: str) -> Response:
        """A playlist, asked about each time, or a segment, which never changes."""
        match = _FILE.match(file)
        if match is None or not CHANNEL_ID.match(channel):
            raise HTTPException(404, "there is no such file")
        media_type, path = _TYPES[match[1]], folder / channel / file
        headers = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Date, Content-Range, ETag",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        try:
            if match[1] == "m3u8":
                return _playlist(lists.get(path), request, headers)
            headers["Cache-Control"] = _SEGMENT_CACHE
            return FileResponse(
                path, media_type=media_type, headers=headers, stat_result=path.stat()
            )
        except OSError:
            headers["Cache-Control"] = "no-store"  # it may be there in a second
            raise HTTPException(404, "there is no such file", headers=headers) from None

    return routes


def _playlist(file: ListFile, request: Request, headers: dict[str, str]) -> Response:
    """A playlist: 304 to who has it already, compressed for who takes that."""
    headers |= {
        "Cache-Control": "no-cache",
        "ETag": file.etag,
        "Last-Modified": file.modified,
        "Vary": "Accept-Encoding",
    }
    known = request.headers.get("if-none-match", "")
    if file.etag in (tag.strip() for tag in known.split(",")):
        return Response(status_code=304, headers=headers)
    if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(file.packed, media_type=_TYPES["m3u8"], headers=headers)
    return Response(file.body, media_type=_TYPES["m3u8"], headers=headers)
