"""HLS: each channel's playlist and segments, from its own folder and nowhere else."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from webtv.config.channel import CHANNEL_ID
from webtv.store.hls import CONTENT_TYPES, PLAYLIST, suffix_of
from webtv.web.playlist import ListFiles

_SEGMENT_CACHE = "public, max-age=1209600, immutable"

MEDIA_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Date, Content-Range, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Of all that players fetch: any site may play it."""


def segment_answer(folder: Path, file: str) -> Response:
    """A file of a channel that never changes. Raises `HTTPException` if it is not there."""
    suffix = suffix_of(file)
    if suffix is None or suffix == PLAYLIST:
        raise HTTPException(404, "there is no such file")
    path, headers = folder / file, {**MEDIA_HEADERS, "Cache-Control": _SEGMENT_CACHE}
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):  # a pipe would keep the answer waiting for a writer
            raise FileNotFoundError(path)
    except OSError:
        headers["Cache-Control"] = "no-store"  # it may be there in a second
        raise HTTPException(404, "there is no such file", headers=headers) from None
    return FileResponse(path, media_type=CONTENT_TYPES[suffix], headers=headers, stat_result=state)


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
        if suffix != PLAYLIST:
            return segment_answer(folder / channel, file)
        try:
            known = lists.get(folder / channel / file)
        except OSError:
            headers = {**MEDIA_HEADERS, "Cache-Control": "no-store"}  # it may be there in a second
            raise HTTPException(404, "there is no such file", headers=headers) from None
        return known.answer(request, media_type=CONTENT_TYPES[suffix], headers=MEDIA_HEADERS)

    return routes
