from datetime import UTC, datetime, timedelta

from webtv.model.asrun import Kind
from webtv.model.status import (
    OnAir,
    PlayoutStatus,
    ProbeResult,
    ProbeStatus,
    ProductionStatus,
    ShotProgress,
)
from webtv.station.view import View, news, progress_line

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _on_air(title: str, *, kind: Kind = "programme", start: datetime = NOW) -> OnAir:
    return OnAir(kind=kind, title=title, started_at=start, ends_at=start + timedelta(seconds=24))


def _playing(channel: str, on_air: OnAir) -> PlayoutStatus:
    return PlayoutStatus(channel=channel, written_at=NOW, on_air=on_air)


def _making(**fields: object) -> ProductionStatus:
    base = {"channel": "llamas", "title": "Llamas", "written_at": NOW}
    return ProductionStatus.model_validate(base | fields)


def test_a_take_is_one_line() -> None:
    first = View(playout={"llamas": _playing("llamas", _on_air("High Pass"))})
    later = NOW + timedelta(seconds=24)
    second = View(
        playout={"llamas": _playing("llamas", _on_air("Low Road", kind="rerun", start=later))}
    )
    assert news(View(), first) == ["llamas: High Pass (24 s)"]
    assert news(first, first) == []
    assert news(first, second) == ["llamas: Low Road (24 s, rerun)"]


def test_slate_after_slate_is_not_news() -> None:
    first = View(playout={"llamas": _playing("llamas", _on_air("Llamas", kind="slate"))})
    later = _on_air("Llamas", kind="slate", start=NOW + timedelta(seconds=8))
    assert news(first, View(playout={"llamas": _playing("llamas", later)})) == []


def test_a_bad_file_is_told_once_with_every_error_and_again_when_mended() -> None:
    good = View(production={"llamas": _making()})
    bad = View(production={"llamas": _making(config_error="a.yaml:1:1: x\na.yaml:2:1: y")})
    told = news(good, bad)
    assert told[1:] == ["    a.yaml:1:1: x", "    a.yaml:2:1: y"]
    assert news(bad, bad) == []
    assert news(bad, good) == ["llamas: its file is good again"]


def test_a_removed_channel_is_told_while_others_air() -> None:
    both = View(
        playout={n: _playing(n, _on_air("Same")) for n in ("llamas", "sea")},
    )
    one = View(playout={"sea": _playing("sea", _on_air("Same"))}, production={"sea": _making()})
    assert news(both, one) == ["llamas: off air, its file was removed"]
    again = View(playout=one.playout, production={"llamas": _making()})  # playout starts again
    assert news(both, again) == ["llamas: off air"]
    assert news(both, View(playout=one.playout)) == ["llamas: off air"]  # production starts too
    assert news(both, View()) == []


def test_progress_names_the_earliest_running_shot() -> None:
    shots = (
        ShotProgress(index=0, stage="upscale", state="done"),
        ShotProgress(index=1, stage="interpolate", state="running"),
        ShotProgress(index=2, stage="video", state="running"),
    )
    view = View(production={"llamas": _making(making="High Pass", shots=shots, done=0.4)})
    assert progress_line(view, "llamas") == ("interpolate, shot 2 of 3: High Pass", 0.4)


def test_progress_says_what_holds_it_up() -> None:
    view = View(production={"llamas": _making(note="Space film unavailable")})
    assert progress_line(view, "llamas")[0] == "Space film unavailable"


def test_a_lost_space_is_told_once_for_all_channels_and_its_countdown_is_not_news() -> None:
    def look(seconds: int) -> View:
        note = f"Space film unavailable, trying again in {seconds} s"
        return View(production={n: _making(channel=n, note=note) for n in ("llamas", "sea")})

    told = news(View(), look(9))
    assert told == ["llamas, sea: Space film unavailable, trying again in 9 s"]
    assert news(look(9), look(8)) == []


def test_viewers_who_are_without_are_told_once_and_once_when_served_again() -> None:
    def look(failures: int) -> View:
        fault = "no new HLS segment for 20 s" if failures else ""
        seen = ProbeResult(destination="hls", checked_at=NOW, fault=fault, failures=failures)
        status = ProbeStatus(channel="llamas", written_at=NOW, results=(seen,))
        return View(production={"llamas": _making()}, probe={"llamas": status})

    assert news(look(0), look(1)) == []
    told = "llamas: viewers by HLS are without: no new HLS segment for 20 s"
    assert news(look(1), look(2)) == [told]
    assert news(look(2), look(3)) == []
    assert news(look(3), look(0)) == ["llamas: viewers by HLS are served again"]


def test_channels_that_open_alike_are_told_in_one_line() -> None:
    names = ("llamas", "sea")
    fresh = View(production={n: _making(channel=n, opening_s=600) for n in names})
    opened = View(production={n: _making(channel=n, programmes=9) for n in names})
    told = "llamas, sea: opening, 10 minutes of different programmes are made first"
    assert news(View(), fresh) == [told]
    assert news(fresh, opened) == ["llamas, sea: has opened, 9 programmes; paced from now on"]


def test_a_store_that_is_lost_and_back_is_one_line_each() -> None:
    lost = View(store_problem="s3://reef: the key is wrong: correct it")
    assert news(View(), lost) == [
        f"the store cannot be followed, what is here airs: {lost.store_problem}"
    ]
    assert news(lost, lost) == []
    assert news(lost, View()) == ["the store is followed again"]
