"""S3 and a folder keep the same promises, and what is wrong with a store is said with its cure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.s3 import KEY, Bucket, Faults
from webtv.errors import ConfigError, DamagedError, StoreError
from webtv.objects import store as module
from webtv.objects.store import Keys, ObjectStore, connect

FILM = bytes(range(256)) * 100


@pytest.fixture(params=["s3", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "s3":
        bucket: Bucket = request.getfixturevalue("bucket")
        return bucket.store()
    return connect(f"file://{tmp_path}/shared%20folder", Keys())


async def test_what_was_put_is_listed_and_read(store: ObjectStore) -> None:
    assert await store.names("playlists") == {}
    await store.write("playlists/reef/1.ffconcat", b"one")
    await store.write("playlists/reef-2/1.ffconcat", b"another channel's")
    await store.write("library/reef/a.json", b"{}")
    await store.write("assets/reef/Früh am Riff, 1.png", b"png")
    assert set(await store.names("playlists/reef")) == {"playlists/reef/1.ffconcat"}
    assert set(await store.names("playlists")) == {
        "playlists/reef/1.ffconcat",
        "playlists/reef-2/1.ffconcat",
    }
    assert set(await store.names("assets")) == {"assets/reef/Früh am Riff, 1.png"}
    assert await store.read("assets/reef/Früh am Riff, 1.png", most_bytes=9) == b"png"
    assert await store.read("playlists/reef/2.ffconcat", most_bytes=9) is None
    before = (await store.names("playlists/reef"))["playlists/reef/1.ffconcat"]
    assert before.size == 3
    await store.write("playlists/reef/1.ffconcat", b"two")
    after = (await store.names("playlists/reef"))["playlists/reef/1.ffconcat"]
    assert after.tag != before.tag


async def test_what_was_removed_is_gone_and_may_be_removed_again(store: ObjectStore) -> None:
    await store.write("clips/ab/x", b"x")
    await store.remove(["clips/ab/x", "clips/ab/never"])
    await store.remove(["clips/ab/x"])
    assert await store.names("clips") == {}


async def test_files_travel_in_pieces_and_are_verified(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, back = tmp_path / "film.mp4", tmp_path / "there" / "film.mp4"
    film.write_bytes(FILM)
    await store.upload("library/reef/film.mp4", film)
    monkeypatch.setattr(module, "PIECE_BYTES", 10_000)
    digest = hashlib.sha256(FILM).hexdigest()
    await store.download("library/reef/film.mp4", back, size=len(FILM), sha256=digest)
    assert back.read_bytes() == FILM
    for size, sha256 in ((len(FILM), "0" * 64), (len(FILM) + 1, digest)):
        with pytest.raises(DamagedError):
            await store.download("library/reef/film.mp4", back, size=size, sha256=sha256)
    with pytest.raises(DamagedError, match="is not there"):
        await store.download("library/reef/none.mp4", back, size=1)
    assert back.read_bytes() == FILM  # a download that fails leaves what was there
    assert [path.name for path in back.parent.iterdir()] == ["film.mp4"]
    with pytest.raises(DamagedError, match="more than 10 bytes"):
        await store.read("library/reef/film.mp4", most_bytes=10)
    with pytest.raises(FileNotFoundError):
        await store.upload("library/reef/none.mp4", tmp_path / "none.mp4")


Call = Callable[[ObjectStore, Path], object]

FAULTS: dict[str, tuple[Faults, str]] = {
    "overloaded": (Faults(status=503, code="SlowDown"), "it is asked too often"),
    "failing": (Faults(status=500, code="InternalError"), r"answers with status 500 \(Internal"),
    "gone": (Faults(away=True), "fails|breaks off|reached"),
    "another key": (
        Faults(status=403, code="InvalidAccessKeyId"),
        "does not know the key: correct AWS_ACCESS_KEY_ID",
    ),
    "wrong key": (Faults(status=403, code="SignatureDoesNotMatch"), "the key is wrong: correct"),
    "no right": (Faults(status=403, code="AccessDenied"), "may not do this: let it list, read"),
    "old token": (Faults(status=400, code="ExpiredToken"), "renew AWS_SESSION_TOKEN"),
    "region": (Faults(status=301, code="PermanentRedirect"), "set AWS_REGION"),
}


@pytest.mark.parametrize("named", FAULTS)
async def test_every_call_says_what_is_wrong_and_tells_no_key(
    named: str, bucket: Bucket, tmp_path: Path
) -> None:
    bucket.faults, told = FAULTS[named]
    store = bucket.store()
    film = tmp_path / "film.mp4"
    film.write_bytes(b"film")
    calls: list[Call] = [
        lambda s, _: s.names("library"),
        lambda s, _: s.read("library/x", most_bytes=9),
        lambda s, _: s.write("library/x", b"x"),
        lambda s, _: s.upload("library/x", film),
        lambda s, f: s.download("library/x", f / "x", size=4),
        lambda s, _: s.remove(["library/x"]),
    ]
    for call in calls:
        with pytest.raises(StoreError) as raised:
            await call(store, tmp_path)  # type: ignore[misc]
        assert re.search(told, str(raised.value)), str(raised.value)
        assert str(raised.value).startswith(f"s3://{bucket.name}/one: ")
        assert KEY not in str(raised.value)


async def test_a_bucket_that_is_not_there_and_a_server_that_is_not(s3: str) -> None:
    with Bucket(s3) as never_made:
        store = never_made.store()
        for call in (store.names("library"), store.read("library/x", most_bytes=9)):
            with pytest.raises(StoreError, match="no such bucket: make it, or correct WEBTV_STORE"):
                await call
        with pytest.raises(StoreError, match="no such bucket"):
            await store.write("library/x", b"x")
    with pytest.raises(StoreError, match="cannot be reached: see whether it runs, and AWS_END"):
        await never_made.store().names("library")


async def test_answers_that_break_off_or_change_on_their_way(
    bucket: Bucket, tmp_path: Path
) -> None:
    store, film = bucket.store(), tmp_path / "film.mp4"
    await store.write("library/reef/film.mp4", FILM)
    digest = hashlib.sha256(FILM).hexdigest()
    for faults in (Faults(cut=True), Faults(wrong=True)):
        bucket.faults = faults
        with pytest.raises(StoreError):
            await store.download("library/reef/film.mp4", film, size=len(FILM), sha256=digest)
        assert list(tmp_path.iterdir()) == []
    bucket.faults = Faults()
    await store.download("library/reef/film.mp4", film, size=len(FILM), sha256=digest)


async def test_a_slow_server_is_waited_for_but_not_for_ever(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.faults = Faults(delay_s=0.5)
    await bucket.store().write("library/x", b"x")
    monkeypatch.setattr(module, "REQUEST_S", 0.2)
    with pytest.raises(StoreError, match="does not answer in time"):
        await bucket.store().write("library/x", b"x")


async def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises((ConfigError, StoreError)):
        await connect(f"file://{tmp_path}/file/below", Keys()).write("library/x", b"x")


def test_keys_are_in_no_representation() -> None:
    assert KEY not in repr(Keys("SESAME-id", KEY))
