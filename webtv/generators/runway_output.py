"""Fetches what a task of Runway made, within limits of size and time."""

from __future__ import annotations

from pathlib import Path

import httpx

from webtv.config.contract import Contract
from webtv.errors import RefusedError, UnavailableError
from webtv.generators.output import HEAD_BYTES, check_kind
from webtv.http.client import async_client
from webtv.http.limits import Limits, TooLargeError
from webtv.http.place import public_addresses

MAX_BYTES = 500_000_000
"""A result larger than this is refused."""

DEADLINE_S = 300.0


async def download(
    address: str, target: Path, *, contract: Contract, backend: str, plain: bool = False
) -> None:
    """Put the file at `address` to `target`, where a part never stands.

    Only https to the Internet is fetched, unless `plain`, and redirects are not followed. A failure
    leaves the task to be collected; a result that is too large is refused, and so is what the
    contract does not promise.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in (("https", "http") if plain else ("https",)) or not url.host:
        raise RefusedError(f"{backend} gave no https address of its result", backend=backend)
    part = target.with_name(target.name + ".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    limits = Limits(body_bytes=MAX_BYTES, total_s=DEADLINE_S, idle_s=60.0)
    try:
        async with async_client(limits, resolve=None if plain else public_addresses) as http:
            await _stream(http, url, part)
        with part.open("rb") as file:
            check_kind(contract, file.read(HEAD_BYTES), backend=backend)
        part.replace(target)
    except TooLargeError:
        raise RefusedError(
            f"{backend} sent more than {MAX_BYTES // 1_000_000} MB", backend=backend
        ) from None
    except (httpx.HTTPError, OSError) as error:
        # Never the address itself: it is signed.
        what = (
            f"HTTP {error.response.status_code}"
            if isinstance(error, httpx.HTTPStatusError)
            else type(error).__name__
        )
        raise UnavailableError(
            f"the result of {backend} cannot be fetched: {what}", backend=backend, collectable=True
        ) from None
    finally:
        part.unlink(missing_ok=True)


async def _stream(http: httpx.AsyncClient, url: httpx.URL, part: Path) -> None:
    async with http.stream("GET", url, follow_redirects=False) as response:
        response.raise_for_status()
        with part.open("wb") as file:
            async for chunk in response.aiter_bytes():
                file.write(chunk)
