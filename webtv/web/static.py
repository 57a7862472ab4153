"""Static files: our own, and hls.js as it comes from npm."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"

VENDOR = {"hls.js": "hls.min.js", "hls.worker.js": "hls.worker.js"}
"""Name under `/static/vendor/` and name in `node_modules/hls.js/dist/`."""


class CheckedFiles(StaticFiles):
    """Files of a folder: fonts may be kept for a year, the rest is asked about each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with its caching."""
        response = await super().get_response(path, scope)
        lasting = path.endswith(".woff2")
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if lasting else "no-cache"
        )
        return response


def vendor_routes(node_modules: Path) -> APIRouter:
    """`/static/vendor/hls.js` and its worker; the rest of the package is not served."""
    routes = APIRouter(include_in_schema=False)
    files = CheckedFiles(directory=node_modules / "hls.js" / "dist", check_dir=False)

    @routes.api_route("/static/vendor/{name}", methods=["GET", "HEAD"])
    async def vendor(request: Request, name: str) -> Response:
        """One file of hls.js."""
        if name not in VENDOR:
            raise HTTPException(404, "there is no such file")
        return await files.get_response(VENDOR[name], request.scope)

    return routes
