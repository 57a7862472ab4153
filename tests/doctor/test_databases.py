"""Faults of databases, planted one by one: webtv doctor names each."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.doctor.machines import Machine, ill
from tests.ports import free_port
from webtv.config.settings import Settings
from webtv.doctor.book import look_at_book


@pytest.fixture
def work_db(settings: Settings) -> Path:
    settings.home.mkdir()
    path = settings.home / "work.db"
    with closing(sqlite3.connect(path)) as book:
        book.execute("CREATE TABLE commissions (body TEXT)")
        book.executemany("INSERT INTO commissions VALUES (?)", [("x" * 500,)] * 100)
        book.commit()
    return path


def test_a_work_book_that_is_well(settings: Settings, work_db: Path) -> None:
    assert look_at_book(settings).kind == "good"


def test_a_work_book_that_somebody_holds(settings: Settings, work_db: Path) -> None:
    with closing(sqlite3.connect(work_db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = look_at_book(settings)
    assert (found.kind, found.cure) == ("fault", "end what holds it")
    assert f"{work_db} is held by" in found.told


def test_a_work_book_that_is_damaged(settings: Settings, work_db: Path) -> None:
    data = bytearray(work_db.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    work_db.write_bytes(data)
    found = look_at_book(settings)
    assert found.kind == "fault"
    assert f"{work_db} is damaged" in found.told
    assert found.cure.startswith("start production again")


def test_a_database_server_that_is_away(settings: Settings) -> None:
    port = free_port()
    url = f"postgresql://me:sesame@127.0.0.1:{port}/webtv"
    there = Settings.model_validate({**settings.model_dump(), "database_url": url})
    found = look_at_book(there)
    assert found.told == f"Postgres at 127.0.0.1:{port} cannot be reached (connection refused)"
    assert "WEBTV_DATABASE_URL" in found.cure


@pytest.mark.parametrize("url", ["mysql://127.0.0.1/x", "postgresql://127.0.0.1:1,127.0.0.1:2/x"])
def test_a_database_that_cannot_be_one(machine: Machine, url: str) -> None:
    told = ill(machine, WEBTV_DATABASE_URL=url)
    assert told.startswith("work book: WEBTV_DATABASE_URL: must be postgresql://")


def test_a_database_behind_a_socket_is_not_taken_for_one_that_is_away(settings: Settings) -> None:
    url = "postgresql:///webtv?host=/var/run/postgresql"
    there = Settings.model_validate({**settings.model_dump(), "database_url": url})
    assert look_at_book(there).kind == "good"
