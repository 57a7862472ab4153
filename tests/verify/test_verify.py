"""What `webtv verify` tells, of one station with one programme that was made as all are."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from structlog.testing import capture_logs
from typer.testing import CliRunner

from tests.clips import flip_bits, make_clip
from tests.ingest.conftest import NOW
from tests.verify.conftest import PROMPT, Station
from webtv.cli import app
from webtv.config.settings import Settings
from webtv.errors import ConfigError, MediaError
from webtv.media.probe import probe
from webtv.media.process.binary import find_ffmpeg
from webtv.media.watermark.look import Looked, look
from webtv.signing.identity import Identity, anchors, identity
from webtv.signing.read import read_manifest
from webtv.signing.sign import Signer
from webtv.store.retired import Retired, RetiredProgrammes
from webtv.verify.parts import judged, verify
from webtv.verify.record import Record
from webtv.verify.report import as_json, print_verdict


@pytest.fixture(scope="module")
def seen(recording: Path) -> Looked:
    return look(recording, deadline_s=120)


def test_a_recording_is_told_part_by_part(station: Station, seen: Looked) -> None:
    verdict = judged("recording.flv", seen, Record(station.settings))
    told = json.loads(as_json(verdict))
    assert told["channel"] == "harbour"
    marked, slate = told["parts"]
    assert (marked["by"], marked["programme"]) == ("mark", station.programme.id)
    assert marked["start_s"] == 0
    assert abs(marked["end_s"] - 8) <= 1
    assert marked["likeness"] > 0.5
    assert (slate["by"], slate["title"]) == ("as-run log", "Harbour (slate)")
    (programme,) = told["programmes"]
    assert programme["title"] == "Tom's harbour"
    assert programme["on_record_in"] == "library"
    (shot,) = programme["shots"]
    assert shot["prompt"] == PROMPT
    assert [(g["backend"], g["seed"]) for g in shot["generations"]] == [("test-model", 77)]


def test_a_station_that_has_no_record_of_it_names_nobody(seen: Looked, tmp_path: Path) -> None:
    stranger = Settings(_env_file=None, home=tmp_path)
    verdict = judged("recording.flv", seen, Record(stranger))
    assert [part.how for part in verdict.parts] == ["foreign mark", "unknown"]
    assert not verdict.named
    assert not verdict.good


def test_a_film_that_is_gone_is_known_by_its_retired_sidecar(
    station: Station, seen: Looked, tmp_path: Path
) -> None:
    home = Settings(_env_file=None, home=tmp_path)
    retired = Retired(programme=station.programme, airings=1, retired_at=NOW)
    RetiredProgrammes(home.retired_dir).add(retired)
    (known,) = judged("recording.flv", seen, Record(home)).named
    assert (known.source, known.title) == ("retired", "Tom's harbour")


def test_the_own_film_is_named_and_its_manifest_holds(station: Station) -> None:
    trusted = anchors(station.settings)
    verdict = verify(station.film, Record(station.settings), trusted=trusted)
    assert [part.id for part in verdict.parts] == [station.programme.id]
    assert verdict.began_at == NOW + timedelta(hours=1)
    assert verdict.manifest is not None
    assert verdict.manifest.state == "trusted"
    assert verdict.good
    console = Console(width=160, record=True, file=StringIO())
    print_verdict(console, verdict)
    told = console.export_text()
    assert "Manifest: signed by this station, and unchanged" in told
    assert "video: test-model, seed 77" in told


def test_what_is_not_marked_has_no_name(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", seconds=3, size=(640, 360), fps=24)
    monkeypatch.setenv("WEBTV_HOME", str(station.settings.home))
    result = CliRunner().invoke(app, ["verify", str(clip)])
    assert result.exit_code == 1
    assert "no mark, and not in the as-run log" in result.output
    assert "Manifest: none in this file" in result.output


def test_what_is_no_recording_is_said(station: Station, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no film")
    with pytest.raises(MediaError, match=r"notes.txt is not a readable recording"):
        verify(text, Record(station.settings), trusted="")
    with pytest.raises(MediaError, match="is not there"):
        verify(tmp_path / "none.mp4", Record(station.settings), trusted="")


def test_it_says_how_the_programme_was_made(station: Station) -> None:
    found = read_manifest(station.film, trusted=anchors(station.settings))
    assert found is not None
    assert (found.state, found.faults) == ("trusted", ())
    assert found.title == station.programme.title
    assert found.source_type == "trainedAlgorithmicMedia"
    assert found.programme["channel"] == "harbour"
    assert found.programme["id"] == station.programme.id
    (shot,) = found.programme["shots"]
    assert shot["prompt"] == PROMPT
    assert [(g["backend"], g["seed"]) for g in shot["generations"]] == [("test-model", 77)]
    assert station.programme.signed_by == identity(station.settings).fingerprint
    assert station.programme.marked


def test_strangers_see_that_it_is_whole_and_not_by_whom(station: Station) -> None:
    found = read_manifest(station.film, trusted="")
    assert found is not None
    assert found.state == "valid"


def test_a_changed_film_is_found(station: Station, tmp_path: Path) -> None:
    changed = flip_bits(station.film, tmp_path / "changed.mp4", count=1)
    found = read_manifest(changed, trusted=anchors(station.settings))
    assert found is not None
    assert (found.state, found.faults) == ("changed", ("assertion.bmffHash.mismatch",))


def test_signing_changes_no_packet_and_a_failure_leaves_the_film(
    station: Station, tmp_path: Path
) -> None:
    film = make_clip(tmp_path / "film.mp4", seconds=1, size=(320, 180))
    before = film.read_bytes()
    packets = copied(film)

    def nobody() -> Identity:
        raise ConfigError("signing.pem: cannot be read")

    broken = Signer(nobody)
    with capture_logs() as lines:
        assert broken.sign(film, probe(film), {}) == ""
        assert broken.sign(film, probe(film), {}) == ""
    assert [line["event"] for line in lines] == [
        "programmes cannot be signed, they air without a manifest"
    ]
    assert film.read_bytes() == before
    own = Signer(lambda: identity(station.settings))
    assert own.sign(film, probe(film), {"title": "A film"})
    assert film.read_bytes() != before
    assert copied(film) == packets
    assert list(tmp_path.iterdir()) == [film]


def copied(film: Path) -> bytes:
    """A digest of all packets, as a player copies them."""
    command = [str(find_ffmpeg(None)), "-v", "error", "-i", str(film), "-c", "copy", "-f", "md5"]
    return subprocess.run([*command, "-"], check=True, capture_output=True, timeout=60).stdout
