"""Fetch what a generator made: a file on this machine, or an address."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath
from time import monotonic
from urllib.parse import unquote, urlsplit

import httpx

from webtv.errors import MediaError
from webtv.log import redact

MAX_BYTES = 512_000_000
DEADLINE_S = 120.0
_SILENCE_S = 30.0


def fetch(
    source: str | Path,
    into: Path,
    *,
    name: str,
    max_bytes: int = MAX_BYTES,
    deadline_s: float = DEADLINE_S,
    client: httpx.Client | None = None,
) -> Path:
    """Copy or download `source` into the folder `into` and return the new file.

    It is called `name` with the source's suffix and appears only when it is whole. Raises
    `MediaError` when it is missing, larger than `max_bytes` or slower than `deadline_s`.
    """
    into.mkdir(parents=True, exist_ok=True)
    address = str(source)
    remote = address.startswith(("http://", "https://"))
    origin = PurePosixPath(unquote(urlsplit(address).path)) if remote else Path(address)
    target = into / f"{name}{origin.suffix.lower()}"
    partial = target.with_name(f".{target.name}.part")
    try:
        if remote:
            _download(address, partial, max_bytes=max_bytes, deadline_s=deadline_s, client=client)
        else:
            _copy(Path(address), partial, max_bytes=max_bytes)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def _copy(source: Path, target: Path, *, max_bytes: int) -> None:
    try:
        size = source.stat().st_size
        if size > max_bytes:
            raise _too_large(source.name, max_bytes)
        shutil.copyfile(source, target)
    except OSError as error:
        raise MediaError(f"{source} cannot be read: {error.strerror}") from error


def _download(
    url: str, target: Path, *, max_bytes: int, deadline_s: float, client: httpx.Client | None
) -> None:
    until = monotonic() + deadline_s
    shown = redact(urlsplit(url)._replace(query="").geturl())
    timeout = httpx.Timeout(min(_SILENCE_S, deadline_s))
    owned = client or httpx.Client()
    try:
        with (
            owned.stream("GET", url, follow_redirects=True, timeout=timeout) as response,
            target.open("wb") as file,
        ):
            if not response.is_success:
                raise MediaError(f"{shown} answered HTTP {response.status_code}")
            if int(response.headers.get("content-length", 0)) > max_bytes:
                raise _too_large(shown, max_bytes)
            received = 0
            for chunk in response.iter_bytes():
                received += len(chunk)
                if received > max_bytes:
                    raise _too_large(shown, max_bytes)
                if monotonic() > until:
                    raise MediaError(f"{shown} took longer than {deadline_s:.0f} s to download")
                file.write(chunk)
    except httpx.HTTPError as error:
        raise MediaError(
            f"{shown} cannot be downloaded: {error or type(error).__name__}"
        ) from error
    finally:
        if client is None:
            owned.close()


def _too_large(what: str, max_bytes: int) -> MediaError:
    return MediaError(f"{what} is larger than {max_bytes / 1e6:.0f} MB")
