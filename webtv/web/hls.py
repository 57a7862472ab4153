"""HLS: each channel's playlist and segments, from its own folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from webtv.config.channel import CHANNEL_ID
from webtv.store.hls import CONTENT_TYPES, PLAYLIST, suffix_of
from webtv.web.playlist import ListFile, ListFiles

_SEGMENT_CACHE = "public, max-age=86400, immutable"


def hls_routes(folder: Path) -> APIRouter:
    """`/hls/<channel>/<file>` out of `folder`. Any site may play it (CORS `*`)."""
    routes = APIRouter()
    lists = ListFiles()

    @routes.api_route("/hls/{channel}/{file}", methods=["GET", "HEAD"], include_in_schema=False)
    def hls(request: Request, channel: str, file: str) -> Response:
        """A playlist, asked about each time, or a segment, which never changes."""
        suffix = suffix_of(file)
        if suffix is None or not CHANNEL_ID.match(channel):
            raise HTTPException(404, "there is no such file")
        media_type, path = CONTENT_TYPES[suffix], folder / channel / file
        headers = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Date, Content-Range, ETag",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        try:
            if suffix == PLAYLIST:
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
        return Response(file.packed, media_type=CONTENT_TYPES[PLAYLIST], headers=headers)
    return Response(file.body, media_type=CONTENT_TYPES[PLAYLIST], headers=headers)
