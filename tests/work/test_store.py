"""The artifact folder: named by content, shared by content, swept of everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.work.values import Now, clip, commission, files, key, make, programme_id
from webtv.work.book import WorkBook
from webtv.work.store import ArtifactStore

STRAY = "ab" * 32


async def test_a_settled_programme_leaves_no_files(book: WorkBook, tmp_path: Path) -> None:
    clips = tmp_path / "clips"
    for number in (1, 2):
        await book.commission(commission(number))
        for shot in range(3):
            await make(book, tmp_path, key(number, shot=shot), f"{number} {shot}")
    assert len(files(clips)) == 6
    await book.settle(programme_id(1), "made")
    assert len(files(clips)) == 3
    assert await book.result(key(1)) is None
    assert await book.result(key(2)) is not None
    await book.settle(programme_id(2), "lost", "why")
    assert list(clips.iterdir()) == []


async def test_what_two_programmes_share_stays_for_the_second(
    book: WorkBook, tmp_path: Path
) -> None:
    for number in (1, 2):
        await book.commission(commission(number))
        await make(book, tmp_path, key(number), "the same pictures")
    assert len(files(tmp_path / "clips")) == 1
    await book.settle(programme_id(1), "made")
    found = await book.result(key(2))
    assert found is not None
    assert found[0].path.read_text() == "the same pictures"
    await book.settle(programme_id(2), "made")
    assert files(tmp_path / "clips") == []


async def test_what_comes_after_the_end_is_swept(
    book: WorkBook, url: str, tmp_path: Path, now: Now
) -> None:
    await book.commission(commission())
    ticket = await book.begin(key())
    await book.settle(programme_id(1), "lost", "cancelled")
    assert await make(book, tmp_path, key(), "late")
    assert ticket.id
    await book.close()
    book = await WorkBook.open(url, artifacts=tmp_path / "clips", now=now)
    assert files(tmp_path / "clips") == []
    await book.close()


async def test_files_that_nobody_knows_are_swept_at_the_start(
    book: WorkBook, url: str, tmp_path: Path, now: Now
) -> None:
    await book.commission(commission())
    artifact = await make(book, tmp_path, key(), "pictures")
    await book.close()
    (artifact.path.parent / f".{STRAY}.mp4.1234abcd.tmp").write_text("half")
    folder = tmp_path / "clips" / "ab"
    folder.mkdir()
    (folder / f"{STRAY}.mp4").write_text("unknown")
    (tmp_path / "clips" / "README").write_text("an operator's")
    book = await WorkBook.open(url, artifacts=tmp_path / "clips", now=now)
    assert files(tmp_path / "clips") == sorted(["README", artifact.path.name])
    assert not folder.exists()
    await book.close()


def test_a_file_system_without_links_gets_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    store = ArtifactStore(tmp_path / "clips")
    artifact = store.measure(clip(tmp_path, "pictures"))
    store.add(tmp_path / "a.mp4", artifact)
    assert artifact.path.read_text() == "pictures"
    assert artifact.path.stat().st_nlink == 1
    assert files(tmp_path / "clips") == [artifact.path.name]


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.MP4", ".mp4"), ("a.tar.gz", ".gz"), ("a", ""), ("a.é", ""), ("a.averylongsuffix", "")],
)
def test_only_plain_suffixes_are_kept(tmp_path: Path, name: str, suffix: str) -> None:
    artifact = ArtifactStore(tmp_path / "clips").measure(clip(tmp_path, "x", name))
    assert artifact.path.name == artifact.sha256 + suffix
    assert artifact.path.parent.name == artifact.sha256[:2]
