"""What the pages show, from the station's files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.console.desk import Desk
from webtv.alarms.conditions import alarms_of
from webtv.console.fresh import fresh_share
from webtv.console.pipeline import pipeline_of, state_in
from webtv.model.asrun import AsRunEntry
from webtv.model.control import ControlState, Cue
from webtv.model.status import (
    BackendStatus,
    DestinationStatus,
    MakingStatus,
    NextUp,
    OnAir,
    PlayoutStatus,
    ProductionStatus,
    ShotProgress,
)
from webtv.store.asrun import AsRunLog
from webtv.store.rejected import RejectedStills
from webtv.store.status import write_status

NASTY = "<script>alert(1)</script> & \"Łódź\" 'x'"
NOW = datetime.now(UTC)


def entry(kind: str, aired_s: float) -> AsRunEntry:
    return AsRunEntry.model_validate(
        {
            "channel": "sea",
            "kind": kind,
            "title": NASTY,
            "started_at": NOW - timedelta(minutes=5),
            "ended_at": NOW,
            "aired_s": aired_s,
            "planned_s": aired_s,
        }
    )


@pytest.fixture(scope="module")
def busy(shared: Desk) -> Desk:
    """A channel with something of everything, all of it named to hurt a page."""
    shots = tuple(
        ShotProgress(index=n, stage=stage, state=state)
        for n, (stage, state) in enumerate([("upscale", "running"), ("video", "waiting")])
    )
    now = datetime.now(UTC)  # statuses are soon stale
    making = MakingStatus(title=NASTY, stage="filming", shots=shots, done=0.3)
    playout = PlayoutStatus(
        channel="sea",
        written_at=now,
        on_air=OnAir(
            kind="programme",
            programme="20261123T010203-abcdef",
            title=NASTY,
            started_at=now,
            ends_at=now + timedelta(minutes=1),
        ),
        next=NextUp(kind="rerun", title=NASTY, starts_at=now + timedelta(minutes=1)),
        destinations=(
            DestinationStatus(
                id="friend",
                kind="rtmp",
                url="rtmp://192.0.2.7/app/s3cretkey",
                state="retrying",
                last_error="rtmp://192.0.2.7/app/s3cretkey refused",
            ),
        ),
        control=ControlState(
            cues=(Cue(programme="20261123T010203-abcdef", at=now + timedelta(hours=1)),),
            next=("20261123T010203-abcdef",),
        ),
    )
    production = ProductionStatus(
        channel="sea",
        title=NASTY,
        written_at=now,
        making=NASTY,
        stage="filming",
        shots=shots,
        makings=(making,),
        backends=(
            BackendStatus(id="zeroscope-v2 at local", stages=("video",), state="busy", slots=2),
            BackendStatus(id="film at local", stages=("interpolate",), state="away", error=NASTY),
        ),
        buffer_s=300,
        note=NASTY,
    )
    (shared.settings.channels_dir / "sea.yaml").write_text(
        "title: Sea\ntheme: waves on the shore\n"
    )
    write_status(shared.settings.status_dir, playout)
    write_status(shared.settings.status_dir, production)
    AsRunLog(shared.settings.asrun_dir).append(entry("programme", 30))
    AsRunLog(shared.settings.asrun_dir).append(entry("rerun", 90))
    RejectedStills(shared.settings.rejected_dir).save(
        "sea", "20261123T010203-abcdef", 3, b"jpeg", reason="video: it is <b>black</b>"
    )
    shared.look()
    return shared


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/console", ["5.0 min", "25 %", "friend", "retrying"]),
        ("/console/channels/sea", ["Skip", "Hold", "Pull", "No cue", "Not next", "refused"]),
        ("/console/channels/sea/programmes", ["0 in the library"]),
        ("/console/channels/sea/production", ["zeroscope-v2 at local", "1 to go here"]),
        ("/console/channels/sea/rejected", ["Shot 4", "video: it is &lt;b&gt;black&lt;/b&gt;"]),
        ("/console/channels/sea/asrun", ["rerun"]),
    ],
)
async def test_pages_show_what_there_is_and_no_markup_or_key(
    busy: Desk, path: str, wanted: list[str]
) -> None:
    async with busy.visitor("engineer") as visitor:
        answer = await visitor.get(path)
    assert answer.status_code == 200
    for text in wanted:
        assert text in answer.text, text
    assert "<script>alert" not in answer.text
    assert "s3cretkey" not in answer.text


async def test_viewers_see_no_buttons(busy: Desk) -> None:
    async with busy.visitor("viewer") as visitor:
        for path in ("/console/channels/sea", "/console/channels/sea/programmes"):
            page = (await visitor.get(path)).text
            assert "/orders/" not in page
        assert "/theme" not in (await visitor.get("/console/channels/sea")).text


async def test_pictures_of_rejections_are_of_their_folder_alone(busy: Desk) -> None:
    (still,) = RejectedStills(busy.settings.rejected_dir).stills("sea")
    async with busy.visitor("viewer") as visitor:
        base = "/console/channels/sea/rejected"
        assert (await visitor.get(f"{base}/{still.stem}.jpg")).content == b"jpeg"
        for name in ("..%2f..%2faccounts", "%2e%2e/x", "x%00", ".hidden"):
            assert (await visitor.get(f"{base}/{name}.jpg")).status_code == 404


async def test_the_overview_tells_of_a_change(busy: Desk) -> None:
    from webtv.console.overview import Overview

    class Same:
        def of(self, _channel: str) -> float | None:
            return None

    board = busy.inner.state.board
    overview = Overview(busy.settings, board, Same())  # type: ignore[arg-type]
    before = overview.digest()
    assert overview.digest() == before
    state = board.channels["sea"]
    assert any("friend is retrying" in a.text for a in alarms_of(state, production_expected=True))
    quiet = PlayoutStatus(channel="sea", written_at=NOW)
    old = board.channels
    board.channels = {"sea": type(state)(**{**_fields(state), "playout": quiet})}
    assert overview.digest() != before
    board.channels = old


def _fields(state: object) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__dataclass_fields__}  # type: ignore[attr-defined]


def test_the_share_of_what_was_new() -> None:
    assert fresh_share([]) is None
    assert fresh_share([entry("programme", 30), entry("rerun", 90)]) == 0.25
    assert fresh_share([entry("slate", 30)]) == 0


def test_a_shot_in_each_stage() -> None:
    stages = ("video", "upscale", "interpolate")
    shot = ShotProgress(index=0, stage="upscale", state="running")
    assert [state_in(shot, stage, stages) for stage in stages] == ["done", "running", "waiting"]
    dropped = ShotProgress(index=0, stage="upscale", state="dropped")
    assert [state_in(dropped, each, stages) for each in stages] == ["done", "dropped", "dropped"]
    assert pipeline_of(None, None, []).backends == ()
