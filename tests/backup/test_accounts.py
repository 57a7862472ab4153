"""The console's accounts and audit in backups: nobody is lost, and no key is given away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.backup.stations import Place
from webtv.archive.writer import new_archive
from webtv.console.accounts.passwords import Passwords
from webtv.console.audit import Actor
from webtv.console.office import Office

PASSWORD = "correct horse battery"
SECRET = "A" * 32


def office_of(place: Place) -> Office:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return Office(place.settings, Passwords(cheap))


@pytest.fixture
def places(tmp_path: Path) -> tuple[Place, Place]:
    """A station with two people and a line in the audit, and an empty place."""
    old, new = Place(tmp_path / "old"), Place(tmp_path / "new")
    for place in (old, new):
        place.folder.mkdir()
    office = office_of(old)
    office.users.add("anna", PASSWORD, "admin")
    office.users.add("nina", None, "viewer")
    office.invitations.invite("nina")
    office.sessions.begin("anna", address="", agent="")
    with office.database.write() as db:
        db.execute("UPDATE users SET totp = ? WHERE name = 'nina'", (SECRET,))
        db.execute("INSERT INTO passkeys VALUES ('i', 1, 'nina', 'p', 's', X'01', 0, 1, NULL, '')")
    office.audit.write(Actor("anna", "session", "::1"), "order.skip", "done")
    return old, new


@pytest.mark.parametrize("keys", [False, True])
def test_people_come_back_with_the_audit_that_names_them(
    places: tuple[Place, Place], keys: bool
) -> None:
    old, new = places
    file = old.folder.parent / "station.tar"
    made = old.run("backup", *(["--keys"] if keys else []), file)
    assert made.exit_code == 0, made.output
    assert ("without passwords" in made.stderr) is not keys
    data = file.read_bytes()
    assert (SECRET.encode() in data, b"$argon2id$" in data) == (keys, keys)

    done = new.run("restore", file)
    assert done.exit_code == 0, done.output
    office = office_of(new)
    assert [user.name for user in office.users.all()] == ["anna", "nina"]
    assert [each.user for each in office.passkeys.of()] == ["nina"]
    assert (office.users.log_in("anna", PASSWORD) is not None) is keys
    assert office.users.log_in("anna", "") is None
    assert office.sessions.of("anna") == []
    verdict = office.audit.verify()
    assert (verdict.lines, verdict.faults) == (1, ())
    folder = new.settings.console_dir
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert not list(old.settings.home.rglob("*.before-*"))


def test_an_audit_that_is_there_is_kept_beside_the_one_that_comes(
    places: tuple[Place, Place],
) -> None:
    old, new = places
    file = old.folder.parent / "station.tar"
    assert old.run("backup", file).exit_code == 0
    office_of(new).audit.write(Actor("bert", "session", "::1"), "order.hold", "done")
    done = new.run("restore", file)
    assert done.exit_code == 0, done.output
    (kept,) = new.settings.console_dir.glob("audit.jsonl.before-*")
    assert "bert" in kept.read_text()
    assert str(kept) in done.output
    assert office_of(new).audit.verify().faults == ()


def test_a_file_of_accounts_that_does_more_than_hold_rows_is_refused(
    places: tuple[Place, Place],
) -> None:
    old, new = places
    evil = old.folder / "evil.db"
    with closing(sqlite3.connect(evil)) as db:
        db.execute("CREATE TABLE users (name TEXT, role TEXT)")
        db.execute("CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM users; END")
    file = old.folder.parent / "evil.tar"
    with new_archive(file, replace=False) as archive:
        archive.add_file("home/console/accounts.db", evil)
        archive.finish("station")
    refused = new.run("restore", file)
    assert refused.exit_code == 1
    assert "trigger" in refused.stderr
    assert not new.settings.accounts_file.exists()
