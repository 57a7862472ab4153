"""The page of one programme, its film, and what viewers may not look up."""

from __future__ import annotations

import hashlib
import io
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import av
import httpx
import pytest
from playwright.sync_api import expect

from tests.web.history import History, Told
from tests.web.station import Station, wait_until
from webtv.media.graphics.still import thumbnail
from webtv.model.control import ControlState
from webtv.store.bans import Bans, write_bans
from webtv.store.control import write_control
from webtv.store.retired import Retired, RetiredProgrammes
from webtv.web import programmes
from webtv.web.board import ChannelState
from webtv.web.programmes import Pictures, Shown
from webtv.web.signal import Signal

if TYPE_CHECKING:
    from tests.web.visit import Visitor
    from webtv.model.programme import Programme


def aired(told: Told, title: str, **changes: Any) -> Programme:
    """A programme of the channel `k-2` that aired a while ago."""
    history = History(told.station, "k-2")
    programme = history.make(title, **changes)
    history.aired(programme, datetime.now(UTC) - timedelta(hours=3))
    return programme


def test_it_tells_all_that_is_known(reader: httpx.Client, told: Told) -> None:
    answer = reader.get(f"/programme/{told.past.id}")
    assert answer.status_code == 200
    page = answer.text
    for text in (
        "A storm comes in &amp; the lamp must burn.",
        "shot 2: a lighthouse at dusk, waves roll in",
        "What is told in shot 1.",
        "Camera: slow pan to the left",
        "Video: zeroscope-v2 at local, seed 1001, 12 s, CC-BY-NC-4.0",
        "slow pads, distant bells",
        "Offline template writer",
        "AI generated",
        told.past.sha256,
    ):
        assert text in page, text
    assert told.past.score
    assert f"House score <b>{told.past.score.value:.0f}</b>" in page
    assert "times before" in page  # it aired 71 times
    assert "<b>Last</b>" not in page
    address = f"{told.station.url}/programme/{told.past.id}"
    for name, content in (
        ("og:title", "The Keeper&#39;s &lt;b&gt;Last&lt;/b&gt; Light: Lichter"),
        ("og:image", f"{address}/picture.jpg"),
        ("og:video", f"{address}/film.mp4"),
        ("og:url", address),
    ):
        assert f'<meta property="{name}" content="{content}' in page


def test_the_film_comes_whole_and_in_parts(reader: httpx.Client, told: Told) -> None:
    path = f"/programme/{told.past.id}/film.mp4"
    whole = reader.get(path)
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.headers["accept-ranges"] == "bytes"
    assert hashlib.sha256(whole.content).hexdigest() == told.past.sha256
    part = reader.get(path, headers={"range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, whole.content[1000:2000])
    assert part.headers["content-range"] == f"bytes 1000-1999/{told.past.size_bytes}"
    beyond = reader.get(path, headers={"range": f"bytes={told.past.size_bytes}-"})
    assert beyond.status_code == 416
    many = ",".join(f"{at}-{at}" for at in range(0, 3000, 2))
    assert reader.get(path, headers={"range": f"bytes={many}"}).status_code in (200, 206, 400)
    head = reader.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(told.past.size_bytes)


def test_its_picture_is_one_of_the_film(reader: httpx.Client, told: Told) -> None:
    picture = reader.get(f"/programme/{told.past.id}/picture.jpg")
    assert picture.headers["content-type"] == "image/jpeg"
    with av.open(io.BytesIO(picture.content), "r") as jpeg:
        frame = next(jpeg.decode(video=0))
    assert (frame.width, frame.height) == (640, 360)
    assert frame.to_ndarray(format="gray").std() > 10
    asked = time.monotonic()
    assert reader.get(f"/programme/{told.past.id}/picture.jpg").content == picture.content
    assert time.monotonic() - asked < 60


def test_a_film_is_not_to_be_had_before_it_airs(reader: httpx.Client, told: Told) -> None:
    page = reader.get(f"/programme/{told.next.id}")
    assert page.status_code == 200
    assert "To be seen here once it has aired." in page.text
    assert "größer als je" in page.text
    assert "a lighthouse at dusk" not in page.text
    for name in ("film.mp4", "picture.jpg"):
        assert reader.get(f"/programme/{told.next.id}/{name}").status_code == 404


def test_what_is_on_can_be_seen_from_its_beginning(reader: httpx.Client, told: Told) -> None:
    assert "On now" in reader.get(f"/programme/{told.now.id}").text
    assert reader.head(f"/programme/{told.now.id}/film.mp4").status_code == 200


def test_what_viewers_may_not_look_up(reader: httpx.Client, told: Told) -> None:
    listed = History(told.station, "k-2").make("Never aired")
    waiting = aired(told, "Waits", approval="waiting")
    ident = aired(told, "Ident", kind="ident")
    banned, pulled = aired(told, "Banned"), aired(told, "Pulled")
    write_bans(told.station.settings.bans_file, Bans(programmes=(banned.id,)))
    write_control(told.station.settings.control_dir, "k-2", ControlState().pull(pulled.id))
    try:
        for programme in (listed, waiting, ident, banned, pulled):
            for name in ("", "/film.mp4", "/picture.jpg"):
                answer = reader.get(f"/programme/{programme.id}{name}")
                assert answer.status_code == 404, programme.title
                assert programme.title not in answer.text
    finally:
        told.station.settings.bans_file.unlink()
        shutil.rmtree(told.station.settings.control_dir)
    for path in ("..%2f..%2fbans", "20260101T000000-00000g", "20260101T000000-000000", "x" * 3000):
        assert reader.get(f"/programme/{path}").status_code == 404
        assert reader.get(f"/programme/{path}/film.mp4").status_code == 404


def test_a_film_that_is_a_link_is_not_sent(reader: httpx.Client, told: Told) -> None:
    programme = aired(told, "Link")
    media = History(told.station, "k-2").library.media(programme)
    media.unlink()
    media.symlink_to(told.station.settings.channels_dir / "k-2.yaml")
    assert reader.get(f"/programme/{programme.id}/film.mp4").status_code == 404


def test_a_film_without_a_picture_is_looked_at_again(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(station, "k-2")
    programme = history.make("Late")
    film = history.library.media(programme)
    damaged = film.with_name("damaged.mp4")
    damaged.write_bytes(b"\0" * 1000)
    state = ChannelState("k-2", 1, None, "", None, None, None, None, Signal())
    pictures = Pictures()
    shown = Shown(programme, state, (), True, None, damaged)
    assert pictures.get(shown) == b""
    assert pictures.get(replace(shown, film=film)) == b""  # kept for a while
    monkeypatch.setattr(programmes, "RETRY_S", 0.0)
    assert (pictures.get(replace(shown, film=film)) or b"").startswith(b"\xff\xd8")


def test_the_page_stays_when_the_film_is_gone(reader: httpx.Client, told: Told) -> None:
    programme = aired(told, "Gone", logline="It was here.")
    history = History(told.station, "k-2")
    settings = told.station.settings
    long_ago = programme.model_copy(update={"id": "20250101T000000-abcdef"})
    retired = RetiredProgrammes(settings.retired_dir)
    picture = thumbnail(history.library.media(programme), 1.0, width=480) or b""
    now = datetime.now(UTC)
    retired.add(Retired(programme=programme, airings=4, retired_at=now), picture)
    retired.add(Retired(programme=long_ago, airings=7, retired_at=now))
    history.library.remove(programme)

    answer = reader.get(f"/programme/{programme.id}")
    assert answer.status_code == 200
    for text in (
        "It was here.",
        "The film has left the library. Its page stays.",
        "Gone, shot 2: a lighthouse at dusk, waves roll in",
        "seed 1001",
        f'src="/programme/{programme.id}/picture.jpg"',
        "House score",
        "New programme",
    ):
        assert text in answer.text, text
    kept = reader.get(f"/programme/{programme.id}/picture.jpg")
    assert kept.content.startswith(b"\xff\xd8")
    assert reader.get(f"/programme/{programme.id}/film.mp4").status_code == 404
    page = reader.get(f"/programme/{long_ago.id}").text
    assert "7 times, longer ago than the log reaches" in page
    assert reader.get(f"/programme/{long_ago.id}/picture.jpg").status_code == 404
    # The guide is read anew after a second.
    wait_until(lambda: f"/programme/{programme.id}" in reader.get("/rss/k-2").text)
    other = programme.model_copy(update={"id": "20250101T000000-bbbbbb"})
    retired.add(Retired(programme=other, airings=7, retired_at=now), picture)
    write_bans(settings.bans_file, Bans(programmes=(other.id,)))
    try:
        for name in ("", "/picture.jpg"):
            assert reader.get(f"/programme/{other.id}{name}").status_code == 404
    finally:
        settings.bans_file.unlink()


@pytest.mark.browser
def test_the_film_plays_on_its_page(told: Told, visit: Visitor) -> None:
    visitor = visit(f"{told.station.url}/programme/{told.past.id}")
    page = visitor.page
    page.locator("[data-seek]").nth(1).click()
    film = "document.querySelector('video')"
    wait_until(lambda: page.evaluate(f"{film}.currentTime") > 4.2, what="the second shot plays")
    assert page.evaluate(f"{film}.videoWidth") == 512
    expect(page.locator(".shots > li")).to_have_count(2)
    assert visitor.complaints == []


@pytest.mark.browser
def test_the_page_on_a_phone_and_without_javascript(told: Told, visit: Visitor) -> None:
    phone = visit(f"{told.station.url}/programme/{told.past.id}", phone=True)
    expect(phone.page.locator("h1")).to_be_visible()
    assert phone.widths() == [390, 390]
    plain = visit(f"{told.station.url}/programme/{told.past.id}", scripts=False)
    expect(plain.page.locator("video")).to_be_visible()
    expect(plain.page.locator(".airings time").first).to_contain_text(",")
