"""Films that people send to an inbox: whole or not at all, and what became of them."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect

from tests.console.desk import Desk, Visitor
from tests.store.values import make_programme, shelve
from webtv.console.inbox.names import FORMATS, UnwantedError, check_head, film_name
from webtv.console.inbox.upload import Uploads
from webtv.model.programme import programme_id
from webtv.production.inbox.inbox import SETTLED_S, Inbox
from webtv.production.inbox.shown import nonce_of
from webtv.store.library import Library

FILM = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 40
BORDER = "----border7"
HERE = "/console/channels/sea/inbox"


def form(name: str, film: bytes, **fields: str) -> bytes:
    """A form as browsers send it."""
    parts = [
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'Content-Disposition: form-data; name="film"; filename="{name}"\r\n'
    head += "Content-Type: video/mp4\r\n\r\n"
    return b"".join(
        [*parts, f"--{BORDER}\r\n{head}".encode(), film, f"\r\n--{BORDER}--\r\n".encode()]
    )


async def send(
    visitor: Visitor,
    name: str = "sea.mp4",
    film: bytes = FILM,
    *,
    csrf: str = "",
    page: bool = False,
) -> tuple[int, str]:
    """Send a film from a page of the console. Returns status and text of the answer."""
    answer = await visitor.http.post(
        f"{HERE}/films",
        content=form(name, film, csrf=csrf or visitor.csrf),
        headers={
            "origin": visitor.at,
            "sec-fetch-site": "same-origin",
            "content-type": f"multipart/form-data; boundary={BORDER}",
            "accept": "text/html" if page else "application/json",
        },
    )
    return answer.status_code, answer.text


def listed(desk: Desk) -> list[str]:
    folder = desk.settings.inbox_dir / "sea"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("the walk.MP4", "the walk.mp4"),
        ("../../etc/cron.d/x.mov", "x.mov"),
        ("C:\\films\\Łódź 2026.webm", "Łódź 2026.webm"),
        ("...hidden.mkv", "hidden.mkv"),
        ("a\u202e\x1b[2Jb  .gif", "a [2Jb.gif"),
        ("e\u0301te\u0301.ts", "été.ts"),
        (f"{'é' * 200}.avi", f"{'é' * 100}.avi"),
    ],
)
def test_names_are_of_one_part_and_safe_to_show(sent: str, kept: str) -> None:
    assert film_name(sent) == kept


@pytest.mark.parametrize(
    "sent", ["", "film", ".mp4", "film.mp4.exe", "notes.txt", "a.yaml", "x.m3u8"]
)
def test_what_has_the_name_of_no_film_is_refused(sent: str) -> None:
    with pytest.raises(UnwantedError, match="no film: its name must end in mp4, m4v"):
        film_name(sent)


def test_what_begins_as_no_film_is_refused() -> None:
    heads = (
        FILM[:16],
        b"\x1aE\xdf\xa3" + bytes(12),
        b"RIFF\0\0\0\0AVI LIST",
        b"GIF89a" + bytes(10),
    )
    for head in heads:
        check_head("a.mp4", head)
    check_head("a.m2ts", b"\0\0\0\0\x47" + bytes(11))
    for head in (b"#EXTM3U\n#EXT-X-V", b"MZ" + bytes(14), b"<!doctype html><", bytes(16)):
        with pytest.raises(UnwantedError, match="does not begin as films do"):
            check_head("a.mp4", head)
    assert "apng" in FORMATS


async def test_a_film_comes_whole_and_is_in_the_inbox(desk: Desk) -> None:
    big = FILM + bytes(3 << 20)
    async with desk.visitor("editor") as visitor:
        status, text = await send(visitor, "a/b/The Sea.mp4", big)
        assert (status, json.loads(text)) == (201, {"film": "The Sea.mp4", "bytes": len(big)})
        status, text = await send(visitor, "The Sea.mp4", page=True)
        assert status == 200
        assert "&#39;The Sea (2).mp4&#39; is in the inbox" in text
        page = (await visitor.get(HERE)).text
    assert "The Sea (2).mp4" in page
    assert 'enctype="multipart/form-data"' in page
    assert listed(desk) == ["The Sea (2).mp4", "The Sea.mp4"]
    assert (desk.settings.inbox_dir / "sea" / "The Sea.mp4").read_bytes() == big
    entry = desk.office.audit.last(1)[0]
    assert (entry.action, entry.outcome, entry.who) == ("film.send", "done", "editor")
    assert entry.detail["film"] == "The Sea (2).mp4"
    async with desk.visitor("operator") as visitor:
        assert "enctype" not in (await visitor.get(HERE)).text


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"csrf": "x"}, 403, "not of this session"),
        ({"name": "notes.txt"}, 415, "its name must end in"),
        ({"film": b"#EXTM3U\n" + bytes(100)}, 415, "does not begin as films do"),
        ({"film": b"\0\0\0\x20ftyp"}, 415, "is empty"),
        ({"film": FILM + bytes(200_000)}, 413, "too large"),
        ({"film": FILM + bytes(2 << 20)}, 413, "A form here has at most"),
    ],
)
async def test_what_is_not_wanted_is_said_and_leaves_nothing(
    tmp_path: Path, changed: dict[str, bytes | str], status: int, said: str
) -> None:
    desk = Desk(tmp_path, upload_gb=0.0001)
    desk.office.users.add("editor", "correct horse battery", "editor")
    async with desk.visitor("editor") as visitor:
        got, text = await send(visitor, **changed)  # type: ignore[arg-type]
    assert (got, said in text) == (status, True), text
    assert listed(desk) == []


async def test_the_disk_keeps_room_for_the_station(tmp_path: Path) -> None:
    desk = Desk(tmp_path, home_gb=0.00001)
    desk.office.users.add("editor", "correct horse battery", "editor")
    async with desk.visitor("editor") as visitor:
        status, text = await send(visitor)
    assert status == 507
    assert "WEBTV_HOME_GB" in text
    assert listed(desk) == []


async def taken(uploads: Uploads, body: AsyncIterator[bytes]) -> tuple[str, int]:
    def admit(_fields: Mapping[str, str]) -> None:
        return

    return await uploads.take(
        "sea",
        "anna",
        content_type=f"multipart/form-data; boundary={BORDER}",
        length=len(FILM),
        body=body,
        admit=admit,
    )


async def test_a_film_that_breaks_off_leaves_nothing(desk: Desk) -> None:
    uploads = Uploads(desk.settings, reserve_bytes=0)
    whole = form("sea.mp4", FILM)

    async def broken(*, ends: bool) -> AsyncIterator[bytes]:
        yield whole[:4000]
        if not ends:
            raise ClientDisconnect

    with pytest.raises(UnwantedError, match="no film came, or not all of it"):
        await taken(uploads, broken(ends=True))
    with pytest.raises(ClientDisconnect):
        await taken(uploads, broken(ends=False))
    assert listed(desk) == []


async def test_each_person_sends_so_many_at_a_time(desk: Desk) -> None:
    uploads = Uploads(desk.settings, reserve_bytes=0)
    said: list[str] = []

    async def body(depth: int) -> AsyncIterator[bytes]:
        """Another film is sent while this one comes."""
        try:
            if depth:
                await taken(uploads, body(depth - 1))
        except UnwantedError as error:
            said.append(str(error))
        yield form(f"sea{depth}.mp4", FILM)

    await taken(uploads, body(2))
    assert said == ["other films are coming in: try again in some minutes"]
    assert listed(desk) == ["sea1.mp4", "sea2.mp4"]


async def test_what_became_of_each_film_is_shown(desk: Desk) -> None:
    folder = desk.settings.inbox_dir / "sea"
    folder.mkdir(parents=True)
    inbox = Inbox(desk.settings.inbox_dir)
    for name in ("shown.mp4", "bad.mp4", "making.mp4"):
        (folder / name).write_bytes(FILM)
    now = datetime.now(UTC)
    inbox.look("sea", now=now, monotonic=0)
    films = {f.name: f for f in inbox.look("sea", now=now, monotonic=SETTLED_S + 1)}
    inbox.done(films["shown.mp4"])
    inbox.refuse(films["bad.mp4"], "bad.mp4 has no picture")
    done = folder / "done" / "shown.mp4"
    known = programme_id("sea", now, nonce_of("shown.mp4", done.stat().st_ino))
    made = make_programme(1, "sea").model_copy(
        update={"id": known, "kind": "footage", "created_at": now, "title": "The shown one"}
    )
    shelve(Library(desk.settings.library_dir), made)
    (folder / "new.mp4").write_bytes(FILM)
    (folder / ".upload-1234.tmp").write_bytes(FILM)
    (folder / "refused" / "link.mp4").symlink_to("/etc/hostname")
    async with desk.visitor("viewer") as visitor:
        page = (await visitor.get(HERE)).text
    for wanted in (
        "new.mp4",
        "in the inbox",
        "being looked at",
        "shown as <strong>The shown one</strong>",
        "refused: bad.mp4 has no picture",
    ):
        assert wanted in page, wanted
    assert "upload-1234" not in page
    assert "link.mp4" not in page


async def test_drafts_that_nobody_ended_go(desk: Desk) -> None:
    folder = desk.settings.inbox_dir / "sea"
    folder.mkdir(parents=True)
    for name, age in (("old", timedelta(hours=2)), ("new", timedelta())):
        draft = folder / f".upload-{name}.tmp"
        draft.write_bytes(FILM)
        then = (datetime.now(UTC) - age).timestamp()
        os.utime(draft, (then, then))
    async with desk.visitor("editor") as visitor:
        assert (await send(visitor))[0] == 201
    assert listed(desk) == [".upload-new.tmp", "sea.mp4"]
