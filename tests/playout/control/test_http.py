"""An operator's orders to one running station, and what its viewers see of them: no hole.

The tests run in order and share the station. Channel `desk` is watched over RTMP from the first
to the last but one.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.playout.misfits import MISFITS, list_again
from tests.playout.station import Station, Viewer, running
from tests.rtmp.server import listens, until, watchable
from webtv.model.control import ControlState
from webtv.model.status import OnAir
from webtv.playout.schedule.exit import SPARE_S
from webtv.store.control import read_control
from webtv.store.hls import read_media_playlist

PARTS = 6
UNKNOWN = "20200101T000000-ffffff"
TAKE_S = 5.0
"""A take comes within a second; a loaded test machine may have others."""


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("home"))
    playlists = made.home / "playlists"
    long = made.programme("desk", 1, seconds=24)
    for number in range(2, PARTS + 1):
        list_again(made.library, playlists / "desk", long, number)
    good = made.programme("rough", 1)
    for number, (spoil, _) in enumerate(MISFITS.values(), start=2):
        spoil(list_again(made.library, playlists / "rough", good, number))
    for number in (100, 101):
        list_again(made.library, playlists / "rough", good, number)
    for ident in ("desk", "rough", "new"):
        made.channel(ident)
    with running(made):
        yield made


@pytest.fixture(scope="module")
def viewers(station: Station) -> Iterator[dict[str, Viewer]]:
    watching = {}
    for channel in ("desk", "rough"):
        address = station.rtmp(channel)
        until(lambda a=address: watchable(a), within_s=30, what="RTMP plays")  # type: ignore[misc]
        watching[channel] = Viewer(address)
        watching[channel].start()
    yield watching
    for viewer in watching.values():
        viewer.enough.set()
        viewer.join(timeout=20)


def programme(station: Station, number: int) -> str:
    """The id of the programme "Part `number`" on channel desk."""
    return next(p.id for p in station.library.programmes("desk") if p.title == f"Part {number}")


def on_air(station: Station, channel: str = "desk") -> OnAir:
    now = station.on_air(channel)
    assert now is not None
    return now


def until_on_air(station: Station, title: str, *, channel: str = "desk") -> None:
    until(lambda: on_air(station, channel).title == title, within_s=TAKE_S, what=f"{title} airs")


def standing(station: Station) -> ControlState:
    status = station.control("GET", "/channels/desk").json()
    return ControlState.model_validate(status["control"])


def given(station: Station, order: str, **body: object) -> None:
    answer = station.order("desk", order, **body)
    assert answer.status_code == 202, answer.text
    assert answer.json()["durable"]


def test_a_skip_takes_the_next(station: Station, viewers: dict[str, Viewer]) -> None:
    assert on_air(station).title == "Part 1"
    given(station, "skip")
    until_on_air(station, "Part 2")
    assert on_air(station).kind == "programme"


def test_programmes_ordered_next_come_in_their_order(station: Station) -> None:
    for number in (5, 6):
        given(station, "next", programme=programme(station, number))
    assert len(standing(station).next) == 2
    for number, left in ((5, 1), (6, 0)):
        given(station, "skip")
        until_on_air(station, f"Part {number}")
        until(lambda n=left: len(standing(station).next) == n, within_s=1, what="one is taken")  # type: ignore[misc]
    given(station, "skip")
    until_on_air(station, "Part 3")  # the rundown goes on where it was


@pytest.mark.parametrize(
    ("order", "body", "code", "says"),
    [
        ("next", {"programme": UNKNOWN}, 404, "is not in the library"),
        ("next", {"programme": "../../etc"}, 422, "not the id of a programme"),
        ("next", {}, 422, "programme: Field required"),
        ("next", {"programme": UNKNOWN, "now": True}, 422, "now: Extra inputs"),
        ("unnext", {"programme": UNKNOWN}, 404, "does not stand next"),
        ("cue", {"programme": UNKNOWN, "at": "2999-01-01T00:00:00Z"}, 404, "not in the library"),
        ("cue", {"programme": UNKNOWN, "at": "2999-01-01T00:00:00"}, 422, "timezone"),
        ("cue", {"programme": UNKNOWN, "at": "soon"}, 422, "at: "),
        ("uncue", {"at": "2999-01-01T00:00:00Z"}, 404, "nothing is cued for"),
        ("pull", {"programme": UNKNOWN}, 404, "is not in the library"),
        ("unpull", {"programme": UNKNOWN}, 404, "is not pulled"),
        ("release", {}, 409, "not held"),
        ("resume", {}, 409, "not paused"),
        ("giveback", {}, 409, "no live feed"),
        ("explode", {}, 404, "there is no order explode"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    station: Station, order: str, body: dict[str, object], code: int, says: str
) -> None:
    answer = station.order("desk", order, **body)
    assert (answer.status_code, says in answer.json()["detail"]) == (code, True), answer.text
    assert standing(station) == ControlState()
    assert on_air(station).title == "Part 3"


def test_a_cue_in_the_past_is_refused(station: Station) -> None:
    at = datetime.now(UTC) - timedelta(seconds=1)
    answer = station.order("desk", "cue", programme=programme(station, 1), at=at.isoformat())
    assert answer.status_code == 422
    assert "is past" in answer.json()["detail"]


def test_orders_need_the_token_and_a_channel(station: Station) -> None:
    for token in (None, "guess"):
        answer = station.control("POST", "/channels/desk/hold", token=token)
        assert answer.status_code == 401
    assert station.order("nothing", "hold").status_code == 404
    assert station.control("GET", "/channels/nothing").status_code == 404
    assert standing(station) == ControlState()


def test_the_slate_is_held_until_it_is_released(station: Station) -> None:
    given(station, "hold")
    until_on_air(station, "Desk")
    refused = station.order("desk", "skip")
    assert (refused.status_code, "is held" in refused.json()["detail"]) == (409, True)
    assert on_air(station).kind == "slate"
    given(station, "release")
    until_on_air(station, "Part 4")


def test_what_is_pulled_leaves_at_once_and_does_not_come_again(station: Station) -> None:
    pulled = programme(station, 4)
    given(station, "next", programme=pulled)
    given(station, "pull", programme=pulled)
    until(lambda: on_air(station).programme != pulled, within_s=TAKE_S, what="it is off the air")
    assert standing(station).next == ()
    assert read_control(station.home / "control", "desk")[0].pulled == (pulled,)
    for order, body in (("next", {}), ("cue", {"at": "2999-01-01T00:00:00Z"}), ("pull", {})):
        answer = station.order("desk", order, programme=pulled, **body)
        assert (answer.status_code, "pulled" in answer.json()["detail"]) == (409, True)
    for _ in range(PARTS):
        before = on_air(station)
        assert before.programme != pulled
        given(station, "skip")
        until(lambda b=before: on_air(station) != b, within_s=TAKE_S, what="the next")  # type: ignore[misc]
    given(station, "unpull", programme=pulled)


def test_a_cue_is_taken_at_its_time(station: Station) -> None:
    before = on_air(station)
    chosen = next(n for n in (1, 2) if before.title != f"Part {n}")
    at = datetime.now(UTC) + timedelta(seconds=5)
    given(station, "cue", programme=programme(station, chosen), at="2999-01-01T00:00:00Z")
    given(station, "cue", programme=programme(station, chosen), at=at.isoformat())
    given(station, "uncue", at="2999-01-01T00:00:00+00:00")
    until(lambda: on_air(station) != before, within_s=9, what="it airs")
    now = on_air(station)
    assert now.title == f"Part {chosen}"
    assert abs((now.started_at - at).total_seconds()) < 0.5  # 0.07 where nothing else runs
    assert standing(station).cues == ()


def test_production_is_paused_by_a_file(station: Station) -> None:
    given(station, "pause")
    assert read_control(station.home / "control", "desk")[0].production_paused
    given(station, "resume")


def test_the_first_programme_does_not_wait_for_the_end_of_the_slate(station: Station) -> None:
    until(lambda: on_air(station, "new").kind == "slate", within_s=20, what="the slate airs")
    made = station.programme("new", 1, listed=False)
    before = on_air(station, "new")
    until(lambda: on_air(station, "new") != before, within_s=20, what="the slate begins anew")
    station.playlist("new", 1, made.id, station.library.media(made))
    until(
        lambda: on_air(station, "new").title == "Part 1",
        within_s=TAKE_S + SPARE_S,
        what="the programme airs",
    )
    until(lambda: bool(station.asrun("new")), within_s=5, what="the slate is in the log")
    assert [(e.kind, e.outcome) for e in station.asrun("new")] == [("slate", "cut")]


def test_misfits_on_the_rundown_cost_viewers_nothing(
    station: Station, viewers: dict[str, Viewer]
) -> None:
    until(
        lambda: any(e.playlist == 100 for e in station.asrun("rough")), within_s=60, what="the good"
    )
    assert {e.playlist for e in station.asrun("rough") if e.kind != "slate"} <= {1, 100, 101}
    lines = [json.loads(li) for li in station.log().splitlines() if "playlist skipped" in li]
    skipped = {line["playlist"] for line in lines}
    # On a busy machine the good one before them may not be ready in time, and is skipped too.
    assert len({name for name in skipped if not name.startswith("00000001-")}) == len(MISFITS)
    unbroken(viewers["rough"])


def test_viewers_of_all_this_saw_no_hole(station: Station, viewers: dict[str, Viewer]) -> None:
    given(station, "skip")  # what was cued leaves the air, into the log
    unbroken(viewers["desk"])
    for viewer in viewers.values():
        viewer.enough.set()
    for channel in ("desk", "rough", "new"):
        media = read_media_playlist((station.hls(channel) / "live.m3u8").read_text())
        assert not any(segment.fresh for segment in media.segments)
        status = station.status(channel)
        assert status is not None
        assert all(destination.reconnects == 0 for destination in status.destinations)


def test_the_asrun_log_tells_why_each_was_taken(station: Station) -> None:
    until(lambda: station.asrun("desk")[-1].cause == "cue", within_s=5, what="it is in the log")
    entries = station.asrun("desk")
    assert {e.cause for e in entries} == {"rundown", "next", "cue", "hold"}
    assert [e.title for e in entries if e.cause == "next"] == ["Part 5", "Part 6"]
    assert [e.kind for e in entries if e.cause == "hold"] == ["slate"]
    assert all(e.outcome == "cut" for e in entries)
    programmes = [e for e in entries if e.kind != "slate"]
    assert {e.detail for e in programmes} == {"skipped", "hold", "pulled", "cue"}
    for one, two in pairwise(entries):
        assert abs((two.started_at - one.ended_at).total_seconds()) < 0.2
    orders = [line for line in station.log().splitlines() if '"event": "order"' in line]
    assert sum('"order": "hold"' in line for line in orders) == 1


def test_orders_outlive_a_crash_of_playout(station: Station) -> None:
    pulled, later = programme(station, 2), "2999-01-01T00:00:00+00:00"
    given(station, "pull", programme=pulled)
    given(station, "cue", programme=programme(station, 3), at=later)
    given(station, "hold")
    before = standing(station)
    station.kill("playout")
    station.start("playout")
    until(lambda: listens(station.control_port), within_s=20, what="playout answers")

    def airs() -> bool:
        return bool(station.control("GET", "/channels/desk").json().get("on_air"))

    until(airs, within_s=15, what="it is on air again")
    assert standing(station) == before
    assert station.control("GET", "/channels/desk").json()["on_air"]["kind"] == "slate"
    given(station, "release")
    until(lambda: on_air(station).kind == "rerun", within_s=TAKE_S, what="a programme airs")
    assert on_air(station).programme != pulled


def unbroken(viewer: Viewer) -> None:
    """Every picture and every frame of sound came, in order; sound may lack a frame at a take."""
    video, audio = list(viewer.times["video"]), list(viewer.times["audio"])
    assert viewer.is_alive()
    assert len(video) > 24 * 8
    assert 0.040 < min(b - a for a, b in pairwise(video))
    assert max(b - a for a, b in pairwise(video)) < 0.043
    assert 0.020 < min(b - a for a, b in pairwise(audio))
    assert max(b - a for a, b in pairwise(audio)) < 0.044
