"""One prefix of a bucket in S3, or one folder, behind the same few calls."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from urllib.parse import unquote, urlsplit

from webtv.errors import ConfigError, DamagedError, PreflightError
from webtv.files import draft_of, sync_folder
from webtv.objects.faults import store_error
from webtv.objects.room import check_room
from webtv.threads import in_thread

if TYPE_CHECKING:
    from obstore.store import ObjectStore as Backend
    from obstore.store import S3Config

ResultT = TypeVar("ResultT")

Headers = Mapping[str, str]
"""`Content-Type`, `Cache-Control`."""

REQUEST_S = 30.0
"""Seconds that one request may take, its body included: files go in pieces."""

CONNECT_S = 5.0

PIECE_BYTES = 8 << 20
"""Bytes of a file that one request carries."""

_AT_ONCE = 3
"""Pieces of one file that are on their way up at the same time."""


@dataclass(frozen=True, slots=True)
class Keys:
    """How a store in S3 is reached. Empty keys: the machine's own role."""

    key_id: str = ""
    key: str = ""
    session: str = ""
    endpoint: str = ""
    region: str = "us-east-1"

    def __repr__(self) -> str:
        return f"Keys(endpoint={self.endpoint!r}, region={self.region!r})"


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as a listing has it. The tag changes whenever the content does."""

    size: int
    tag: str


class ObjectStore:
    """Files by name, such as `library/llamas/x.mp4`.

    Every call raises `StoreError` when the store cannot be used, within a bounded time; nothing is
    tried again here. Objects appear whole or not at all.
    """

    def __init__(self, backend: Backend, *, address: str) -> None:
        self.address = address
        """Where it is, for people. Holds no key."""
        self._backend = backend
        self._serves = address.startswith("s3://")

    async def names(self, folder: str) -> dict[str, Listed]:
        """All objects below `folder`, which ends without a slash."""
        import obstore

        def look() -> dict[str, Listed]:
            pages = obstore.list(self._backend, prefix=folder, chunk_size=1000)
            every = (each for page in pages for each in page)
            return {each["path"]: Listed(each["size"], each["e_tag"] or "") for each in every}

        return await self._asked(look)

    async def read(self, name: str, *, most_bytes: int) -> bytes | None:
        """A small object, None if there is none. A larger one is a `DamagedError`."""
        import obstore

        def get() -> bytes:
            answer = obstore.get(self._backend, name)
            size = answer.meta["size"]
            if size > most_bytes:
                raise DamagedError(f"{self.address}/{name} has more than {most_bytes} bytes")
            data = bytes(answer.bytes())
            if len(data) != size:
                raise DamagedError(f"{self.address}/{name} breaks off")
            return data

        try:
            return await self._asked(get)
        except FileNotFoundError:
            return None

    async def read_from(self, name: str, start: int, end: int) -> bytes:
        """The bytes of an object from `start` to before `end`."""
        import obstore

        def get() -> bytes:
            return bytes(obstore.get_range(self._backend, name, start=start, end=end))

        try:
            piece = await self._asked(get)
        except FileNotFoundError:
            raise DamagedError(f"{self.address}/{name} is not there") from None
        if len(piece) != end - start:
            raise DamagedError(f"{self.address}/{name} breaks off")
        return piece

    async def download(self, name: str, path: Path, *, size: int, sha256: str = "") -> None:
        """Bring an object to `path`, which appears whole, verified and on disk.

        Raises `DamagedError` if it has another size or digest than it should, `OSError` if it
        cannot be written, or would fill the disk; then nothing has changed.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        check_room(path.parent, size)
        draft, digest = draft_of(path), hashlib.sha256()
        try:
            with draft.open("xb") as file:
                for start in range(0, size, PIECE_BYTES):
                    end = min(start + PIECE_BYTES, size)
                    piece = await self.read_from(name, start, end)
                    await in_thread(partial(_keep, file, piece, digest), name="store")
                await in_thread(partial(os.fsync, file.fileno()), name="store")
            if sha256 and digest.hexdigest() != sha256:
                raise DamagedError(f"{self.address}/{name} has not the SHA-256 it came with")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(path.parent)

    async def holds(self, name: str) -> bool:
        """Whether a reader gets an object now."""
        import obstore

        try:
            await self._asked(partial(obstore.head, self._backend, name))
        except FileNotFoundError:
            return False
        return True

    async def write(self, name: str, data: bytes, *, headers: Headers | None = None) -> None:
        """Put a small object in place; S3 sends `headers` to whoever gets it."""
        import obstore

        put = partial(obstore.put, attributes=self._attributes(headers))
        await self._put(lambda: put(self._backend, name, data))

    async def upload(self, name: str, path: Path, *, headers: Headers | None = None) -> None:
        """Put a file in place, as `write`. Raises `FileNotFoundError` if it has gone."""
        import obstore

        path.stat()
        put = partial(
            obstore.put,
            attributes=self._attributes(headers),
            chunk_size=PIECE_BYTES,
            max_concurrency=_AT_ONCE,
        )
        await self._put(lambda: put(self._backend, name, path))

    async def remove(self, names: Iterable[str]) -> None:
        """Delete objects, in this order; those that are not there are passed over."""
        import obstore

        for name in names:
            try:
                await self._asked(partial(obstore.delete, self._backend, name))
            except FileNotFoundError:
                continue

    def _attributes(self, headers: Headers | None) -> dict[str, str] | None:
        """Headers as obstore takes them; a folder keeps none."""
        return dict(headers) if headers and self._serves else None

    async def _put(self, put: Callable[[], object]) -> None:
        try:
            await self._asked(put)
        except FileNotFoundError as error:
            raise store_error(error, store=self.address) from None

    async def _asked(self, ask: Callable[[], ResultT]) -> ResultT:
        """Ask obstore in a thread, and turn its errors into ours; no object stays as it is.

        Its own coroutines are not used: one may abort Python when it ends soon after them.
        """
        from obstore.exceptions import BaseError

        try:
            return await in_thread(ask, name="store")
        except FileNotFoundError as error:
            if "NoSuchBucket" not in str(error):
                raise
            raise store_error(error, store=self.address) from None
        except (BaseError, OSError, ValueError) as error:
            raise store_error(error, store=self.address) from None


def connect(address: str, keys: Keys) -> ObjectStore:
    """The store at `s3://BUCKET/PREFIX` or `file:///FOLDER`. Nothing is asked yet.

    Raises `PreflightError` if the library for it is not installed, `ConfigError` if it cannot be.
    """
    try:
        from obstore.exceptions import BaseError
        from obstore.store import LocalStore, S3Store
    except ModuleNotFoundError:
        raise PreflightError(
            "the library for stores is not installed: run `pip install '.[store]'` in the "
            "project's folder"
        ) from None
    for name in [name for name in os.environ if name.startswith("AWS_") and not os.environ[name]]:
        del os.environ[name]  # obstore would take them for values
    address = address.rstrip("/")
    parts = urlsplit(address)
    try:
        if parts.scheme == "file":
            folder = Path(unquote(parts.path))
            return ObjectStore(LocalStore(folder, mkdir=True), address=address)
        config: S3Config = {"region": keys.region}
        if keys.endpoint:
            config["endpoint"] = keys.endpoint
        if keys.key_id:
            config["access_key_id"] = keys.key_id
            config["secret_access_key"] = keys.key
        if keys.session:
            config["session_token"] = keys.session
        backend = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=config,
            client_options={
                "allow_http": keys.endpoint.startswith("http://"),
                "timeout": timedelta(seconds=REQUEST_S),
                "connect_timeout": timedelta(seconds=CONNECT_S),
            },
            # Whoever calls tries again, with the station's own patience.
            retry_config={"max_retries": 0, "retry_timeout": timedelta(seconds=REQUEST_S)},
        )
    except (BaseError, OSError, ValueError) as error:
        raise ConfigError(
            f"WEBTV_STORE: {address} cannot be used: {str(error).splitlines()[0]}"
        ) from None
    return ObjectStore(backend, address=address)


def _keep(file: BinaryIO, piece: bytes, digest: hashlib._Hash) -> None:
    digest.update(piece)
    file.write(piece)
