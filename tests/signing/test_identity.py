from __future__ import annotations

import stat
from pathlib import Path

import pytest

from webtv.config.settings import Settings
from webtv.doctor.signed import look_at_signing
from webtv.errors import ConfigError
from webtv.signing.identity import anchors, identity


def settings(home: Path, **more: object) -> Settings:
    return Settings(_env_file=None, home=home, **more)  # type: ignore[arg-type]


def told(station: Settings) -> list[str]:
    return [f"{finding.kind} {finding}" for finding in look_at_signing(station)]


def test_the_own_certificate_is_made_once_and_private(tmp_path: Path) -> None:
    station = settings(tmp_path)
    assert told(station)[0].startswith("good signing: on; the first programme makes")
    who = identity(station)
    assert identity(station) == who
    assert stat.S_IMODE(station.signing_file.stat().st_mode) == 0o600
    assert who.algorithm == "es256"
    assert "PRIVATE" not in repr(who)
    assert "PRIVATE" not in anchors(station)
    assert told(station)[0] == f"good signing: on, with the certificate {who.fingerprint[:16]}"


def test_what_an_earlier_certificate_signed_stays_known(tmp_path: Path) -> None:
    station = settings(tmp_path)
    identity(station)
    before = anchors(station)
    station.signing_file.unlink()
    identity(station)
    assert anchors(station).startswith(before.strip())
    assert anchors(station).count("BEGIN CERTIFICATE") == 2


def test_a_given_certificate_signs(tmp_path: Path) -> None:
    other = settings(tmp_path / "other")
    who = identity(other)
    file = other.signing_file
    station = settings(tmp_path, signing_cert=file, signing_key=file)
    assert identity(station) == who
    assert not station.signing_file.exists()


def test_what_is_wrong_with_a_given_one_is_said(tmp_path: Path) -> None:
    one, other = settings(tmp_path / "one"), settings(tmp_path / "other")
    identity(one), identity(other)
    (tmp_path / "text").write_text("hello")
    for cert, key, expected in (
        (one.signing_file, None, "WEBTV_SIGNING_CERT and WEBTV_SIGNING_KEY belong together"),
        (one.signing_file, other.signing_file, "is not the key of the first certificate"),
        (tmp_path / "text", one.signing_file, "must hold a certificate in PEM"),
        (one.signing_file, tmp_path / "text", "must hold a key in PEM"),
        (one.signing_file, tmp_path / "none", "cannot be read"),
    ):
        station = settings(tmp_path, signing_cert=cert, signing_key=key)
        with pytest.raises(ConfigError, match=expected):
            identity(station)
        assert told(station)[0].startswith("fault signing: ")


def test_off_is_said(tmp_path: Path) -> None:
    signing, watermark = told(settings(tmp_path, c2pa=False, watermark=False))
    assert signing.startswith("note signing: off (WEBTV_C2PA=false)")
    assert watermark.startswith("note watermark: off (WEBTV_WATERMARK=false)")
