"""The audit: what is changed in it shows."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.console.desk import PASSWORD, Desk
from tests.work.test_database import files_no_larger_than
from webtv.cli import app
from webtv.console.accounts.database import Database
from webtv.console.audit import Actor, Audit, AuditError
from webtv.errors import WebTVError

ANNA = Actor("anna", "session", "203.0.113.9")


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    made = Audit(tmp_path / "audit.jsonl", Database(tmp_path / "accounts.db"))
    for number in range(5):
        made.write(ANNA, "order.skip", "done", channel="sea", detail={"n": number})
    return made


def change(audit: Audit, lines: list[bytes]) -> None:
    audit.path.write_bytes(b"".join(lines))


def test_an_audit_that_nobody_touched_holds(audit: Audit) -> None:
    verdict = audit.verify()
    assert (verdict.lines, verdict.faults) == (5, ())
    assert [entry.number for entry in audit.last(2)] == [5, 4]
    assert audit.path.stat().st_mode & 0o077 == 0


def test_what_was_done_to_it_is_found(audit: Audit) -> None:
    whole = audit.path.read_bytes().splitlines(keepends=True)
    forged = json.loads(whole[2])
    forged["who"] = "bert"
    changed = json.dumps(forged).encode() + b"\n"
    found = {}
    for what, lines in {
        "changed": [*whole[:2], changed, *whole[3:]],
        "taken out": [*whole[:2], *whole[3:]],
        "put in twice": [*whole[:3], whole[2], *whole[3:]],
        "swapped": [whole[1], whole[0], *whole[2:]],
        "cut off": whole[:3],
        "all gone": [],
        "no JSON": [*whole[:2], b"{\n", *whole[3:]],
        "deep": [*whole[:4], b"[" * 100_000 + b"\n"],
    }.items():
        change(audit, lines)
        audit.last(5)
        found[what] = [fault.line for fault in audit.verify().faults]
    assert all(found.values()), found
    assert found["changed"][0] == 3
    change(audit, whole)
    assert audit.verify().faults == ()


def test_a_forged_hash_breaks_the_next_line(audit: Audit) -> None:
    from webtv.console.audit import digest_of

    lines = audit.path.read_bytes().splitlines(keepends=True)
    forged = json.loads(lines[2])
    forged["who"] = "bert"
    del forged["hash"]
    lines[2] = json.dumps({**forged, "hash": digest_of(forged)}).encode() + b"\n"
    change(audit, lines)
    assert [fault.line for fault in audit.verify().faults] == [4]


def test_an_audit_that_was_deleted_says_so_ever_after(audit: Audit) -> None:
    audit.path.unlink()
    audit.write(ANNA, "order.hold", "done")
    assert audit.verify().faults


@pytest.mark.parametrize("more", [-1, -3, 2])
def test_no_later_entry_hides_that_a_tail_was_cut_off_or_put_on(audit: Audit, more: int) -> None:
    lines = audit.path.read_bytes().splitlines(keepends=True)
    if more > 0:  # a chain that is right in itself, from another file of accounts
        other = Audit(audit.path, Database(audit.path.with_name("other.db")))
        for _ in range(more):
            other.write(ANNA, "order.hold", "done")
    else:
        change(audit, lines[:more])
    for _ in range(2):
        audit.write(ANNA, "order.skip", "done")
        assert audit.verify().faults


def test_an_entry_that_is_not_noted_is_not_there(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int, _digest: str) -> None:
        raise WebTVError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(audit, "_note_head", full)
        for _ in range(3):
            with pytest.raises(WebTVError):
                audit.write(ANNA, "order.skip", "done")
    audit.write(ANNA, "order.skip", "done")
    assert (audit.verify().lines, audit.verify().faults) == (6, ())


async def test_nothing_is_done_that_cannot_be_written_down(desk: Desk) -> None:
    token = desk.office.tokens.make("admin", label="", channels=["*"], orders=["*"], days=1)[1]
    lines = desk.office.audit.verify().lines
    async with desk.visitor("admin") as visitor:
        password = {
            "own_password": PASSWORD,
            "password": "another long one",
            "again": "another long one",
        }
        asked = {
            "/console/channels/sea/orders/skip": {},
            "/console/account/password": password,
            "/console/people/add": {**password, "name": "nina", "role": "viewer"},
            "/console/new": {"title": "Lake", "theme": "Waves on a lake, from dawn to dusk."},
        }
        for _ in range(3):  # the audit is the file that is as long as the disk has room for
            desk.office.audit.write(
                ANNA, "x", "done", detail={str(n): "x" * 15_000 for n in range(10)}
            )
        with files_no_larger_than(desk.office.audit.path.stat().st_size):
            for path, fields in asked.items():
                answer = await visitor.post(path, fields)
                assert answer.status_code in (409, 503), path
                assert "cannot be written into the audit" in html.unescape(answer.text), path
            bearer = {"authorization": f"Bearer {token}", "accept": "application/json"}
            path = "/console/api/channels/sea/orders/pause"
            async with desk.visitor() as program:
                said = (await program.http.post(path, headers=bearer)).json()["error"]
            assert "make room on the disk" in said
            assert "webtv control sea pause" in said
    assert desk.office.users.log_in("admin", PASSWORD)
    assert "nina" not in [user.name for user in desk.office.users.all()]
    assert [path.name for path in desk.settings.channels_dir.iterdir()] == ["sea.yaml"]
    assert desk.office.audit.verify().lines == lines + 3
    assert desk.office.audit.verify().faults == ()


async def test_an_order_is_written_down_before_and_after(desk: Desk) -> None:
    async with desk.visitor("operator") as visitor:
        await visitor.post("/console/channels/sea/orders/skip")
    after, before = desk.office.audit.last(2)
    assert (before.outcome, after.outcome) == ("asked", "failed")
    assert before.action == after.action == "order.skip"


def test_who_fails_too_often_may_ask_for_no_more(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webtv.console.audit.REFUSED_PER_HOUR", 2)
    for _ in range(2):
        audit.ask(ANNA, "order.skip")
        audit.write(ANNA, "order.skip", "failed")
    with pytest.raises(AuditError, match="too much went wrong"):
        audit.ask(ANNA, "order.skip")


def test_no_letter_hides_an_entry_from_those_who_read(audit: Audit) -> None:
    half = "\ud800"
    audit.write(
        ANNA, "order.hold", "done", channel=half, detail={half: half, "deep": [{half: half}]}
    )
    assert audit.last(1)[0].number == 6
    assert audit.verify().faults == ()


def test_a_look_at_it_while_others_write_finds_nothing(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = audit._lines

    def slowly(end: int | None = None) -> Iterator[bytes]:
        audit.write(ANNA, "order.next", "done")
        yield from lines(end)

    monkeypatch.setattr(audit, "_lines", slowly)
    verdict = audit.verify()
    assert (verdict.lines, verdict.faults) == (5, ())


def test_a_crash_between_the_two_writes_is_no_fault(audit: Audit) -> None:
    with audit._database.write() as db:
        entry = audit.last(2)[1]
        db.execute("UPDATE audit_head SET number = ?, hash = ?", (entry.number, entry.hash))
    assert audit.verify().faults == ()


def test_many_write_at_once(audit: Audit) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(lambda n: audit.write(ANNA, "order.next", "done", detail={"n": n}), range(40))
        )
    verdict = audit.verify()
    assert (verdict.lines, verdict.faults) == (45, ())


def test_refusals_fill_no_disk(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webtv.console.audit.STRANGERS_PER_HOUR", 3)
    monkeypatch.setattr("webtv.console.audit.REFUSED_PER_HOUR", 4)
    stranger = Actor("", "", "203.0.113.9")
    for _ in range(9):
        audit.write(stranger, "login", "refused", detail={"name": "admin"})
        audit.write(ANNA, "order.skip", "failed")
    assert audit.verify().lines == 5 + 3 + 4
    audit.write(ANNA, "order.skip", "done")
    assert audit.last(1)[0].detail == {"not_written_before": 5}


@pytest.mark.parametrize("text", ["\U0001f3ac" * 40_000, "x" * 1_000_000, '"' * 50_000])
def test_a_long_detail_stays_a_line(audit: Audit, text: str) -> None:
    audit.write(ANNA, "theme.save", "done", detail={"difference": text})
    audit.write(ANNA, "theme.save", "done", detail={str(n): text for n in range(20)})
    audit.write(ANNA, "theme.save", "done")
    verdict = audit.verify()
    assert (verdict.lines, verdict.faults) == (8, ())
    assert audit.last(1)[0].number == 8


def test_no_key_stands_in_it(audit: Audit) -> None:
    token = "wtv_" + "a" * 43
    audit.write(ANNA, "x", "done", detail={"url": "rtmp://a.example/app/s3cretkey", "t": [token]})
    text = audit.path.read_text()
    assert "s3cretkey" not in text
    assert token not in text


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBTV_HOME", str(tmp_path))
    run = CliRunner()

    def webtv(*words: str, typed: str = "") -> tuple[int, str]:
        done = run.invoke(app, list(words), input=typed)
        return done.exit_code, done.output

    password = "correct horse battery\n"
    assert webtv("users", "add", "anna", "--role", "admin", typed=password)[0] == 0
    assert webtv("users", "add", "bert", "--role", "boss", typed=password)[0] == 1
    assert webtv("users", "add", "bert", "--role", "editor", typed="short\n")[0] == 1
    assert webtv("users", "add", "bert", "--role", "editor", "--may", "ban", typed=password)[0] == 0
    assert "bert" in webtv("users", "list")[1]
    assert webtv("users", "role", "bert", "viewer")[0] == 0
    assert webtv("users", "passwd", "bert", typed="another long password\n")[0] == 0
    code, token = webtv("users", "token", "bert", "--channel", "*", "--order", "look")
    assert (code, token[:4]) == (0, "wtv_")
    assert webtv("users", "end-token", "1")[0] == 0
    assert webtv("users", "remove", "bert")[0] == 0
    assert webtv("users", "remove", "anna") == (
        1,
        "webtv: anna is the only admin: make another one first\n",
    )
    assert webtv("audit", "verify")[0] == 0
    assert "people.remove" in webtv("audit", "list")[1]
    path = tmp_path / "console" / "audit.jsonl"
    path.write_text(path.read_text().replace("viewer", "editor"))
    code, said = webtv("audit", "verify")
    assert code == 1
    assert "was changed" in said
