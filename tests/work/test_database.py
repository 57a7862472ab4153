"""The database: its tables are those of the models, and its failures say what they are."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import structlog
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import Session

from tests.ports import free_port
from tests.work.server import empty
from tests.work.values import NOON, clip, commission, generation, key, make, programme_id
from webtv.errors import ConfigError, DamagedWorkBookError, PreflightError, WorkBookError
from webtv.model.cost import Cost
from webtv.work.book import WorkBook
from webtv.work.database import Database
from webtv.work.engine import parse_url
from webtv.work.tables import REVISION, Table


async def opened(file: Path) -> WorkBook:
    return await WorkBook.open(f"sqlite:///{file}", artifacts=file.parent / "clips")


@contextmanager
def files_no_larger_than(limit: int) -> Iterator[None]:
    """As on a full disk, for this process. Python ignores the signal that comes with it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_migrations_make_the_models_tables(url: str) -> None:
    database = Database(url)
    database.open()
    database.close()
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        assert context.get_current_revision() == REVISION
    engine.dispose()


def test_migrations_go_back_to_nothing(url: str) -> None:
    database = Database(url)
    database.open()
    database.close()
    config = Config()
    config.set_main_option("script_location", "webtv:work/migrations")
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


async def test_the_file_is_for_its_owner_alone_and_durable(tmp_path: Path) -> None:
    file = tmp_path / "home with ? and %41" / "work.db"
    mask = os.umask(0o000)
    try:
        book = await opened(file)
    finally:
        os.umask(mask)
    await book.commission(commission())
    assert {p.name for p in file.parent.glob("work.db*")} == {
        "work.db",
        "work.db-wal",
        "work.db-shm",
    }
    for path in file.parent.glob("work.db*"):
        assert path.stat().st_mode & 0o777 == 0o600

    def pragmas(session: Session) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [session.connection().exec_driver_sql(f"PRAGMA {n}").scalar() for n in names]

    database = Database(f"sqlite:///{file}")
    database.open()
    assert database.transact(pragmas) == ["wal", 2, 1, 5000]
    database.close()
    await book.close()


async def test_a_newer_version_is_told(tmp_path: Path) -> None:
    file = tmp_path / "work.db"
    await (await opened(file)).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(PreflightError, match=r"work\.db: a newer WebTV wrote it \(revision 9999\)"):
        await opened(file)


async def test_a_locked_file_can_be_used_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webtv.work.engine.BUSY_S", 0.2)
    book = await opened(tmp_path / "work.db")
    other = sqlite3.connect(tmp_path / "work.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorkBookError, match=r"work\.db: database is locked"):
        await book.commission(commission())
    with pytest.raises(WorkBookError, match="database is locked"):
        await opened(tmp_path / "work.db")
    other.execute("COMMIT")
    other.close()
    await book.commission(commission())
    assert await book.open_commissions() == [commission()]
    await book.close()


async def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webtv.work.entries.RETRY_S", 0.05)
    book = await opened(tmp_path / "work.db")
    await book.commission(commission())
    await make(book, tmp_path, key())
    ticket, bought = await book.begin(key(shot=1)), await book.begin(key(shot=2))
    film = clip(tmp_path, "pictures")
    with structlog.testing.capture_logs() as log, files_no_larger_than(1):
        with pytest.raises(WorkBookError, match=r"work\.db: "):
            await book.commission(commission(2))
        done = asyncio.create_task(book.done(ticket, film, generation()))
        submitted = asyncio.create_task(book.submitted(bought, "task-1"))
        await asyncio.sleep(0.3)
        assert not done.done()
        assert not submitted.done()
    assert (await done).path.read_text() == "pictures"
    await submitted
    await book.commission(commission(2))
    assert len(await book.open_commissions()) == 2
    assert await book.result(key()) is not None
    assert (await book.begin(key(shot=2))).task == "task-1"
    await book.close()
    assert [line["event"] for line in log] == ["the work book cannot be used, it is tried again"]


@pytest.mark.parametrize("damage", ["not a database", "header", "cut"])
async def test_a_damaged_file_is_set_aside(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "work.db"
    book = await opened(file)
    for number in range(40):
        await book.commission(commission(number))
    await book.close()
    whole = file.read_bytes()
    match damage:
        case "not a database":
            file.write_bytes(b"It was a dark and stormy night. " * 200)
        case "header":
            file.write_bytes(bytes(100) + whole[100:])
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
    broken = file.read_bytes()
    with structlog.testing.capture_logs() as log:
        book = await opened(file)
    assert [line["event"] for line in log] == [
        "the work book is damaged: a new one is begun with what could be read of it"
    ]
    assert Path(log[0]["damaged"]).read_bytes() == broken
    await book.commission(commission(99))
    assert commission(99) in await book.open_commissions()
    await book.close()
    with structlog.testing.capture_logs() as log:
        book = await opened(file)
    assert log == []
    await book.close()


async def test_what_can_be_read_of_a_damaged_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "work.db"
    book = await opened(file)
    for number in range(30):
        await book.commission(commission(number))
    artifact = await make(book, tmp_path, key(), cost=Cost(credits=25))
    await book.charge("llamas", Cost(credits=5), "presenter", NOON)
    await book.close()
    _spoil_a_page_of(file, "ix_commissions_settled_at")
    with structlog.testing.capture_logs() as log:
        book = await opened(file)
    assert log[0]["records"] >= 30
    assert len(await book.open_commissions()) == 30
    found = await book.result(key())
    assert found is not None
    assert found[0] == artifact
    assert await book.cost_of(programme_id(1)) == Cost(credits=25)
    await book.close()


async def test_damage_that_shows_later_asks_for_a_new_start(tmp_path: Path) -> None:
    file = tmp_path / "work.db"
    book = await opened(file)
    await book.commission(commission())
    for path in tmp_path.glob("work.db*"):
        path.unlink()
    with pytest.raises(DamagedWorkBookError, match=r"work\.db is gone"):
        await book.commission(commission(2))
    assert "work.db is gone" in book.damage
    await book.close()
    book = await opened(file)
    assert await book.open_commissions() == []
    await book.close()


@pytest.mark.parametrize("url", ["mysql://a:secret@b/c", "work.db", "postgresql+asyncpg://a/b", ""])
async def test_a_wrong_url_is_told_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="WEBTV_DATABASE_URL: must be postgresql://") as caught:
        await WorkBook.open(url, artifacts=tmp_path)
    assert "secret" not in str(caught.value)


async def test_a_server_that_is_away_can_be_used_later(tmp_path: Path) -> None:
    url = f"postgresql://webtv:secret@127.0.0.1:{free_port()}/webtv"
    with pytest.raises(WorkBookError, match=r"(?s)127\.0\.0\.1.*refused") as caught:
        await WorkBook.open(url, artifacts=tmp_path)
    assert "secret" not in str(caught.value)


async def test_a_connection_that_broke_comes_back(postgres: str, tmp_path: Path) -> None:
    book = await WorkBook.open(empty(postgres), artifacts=tmp_path / "clips")
    await book.commission(commission())
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'webtv'"
        )
    assert await book.open_commissions() == [commission()]
    await book.close()


async def test_two_productions_do_not_share_a_server(postgres: str, tmp_path: Path) -> None:
    book = await WorkBook.open(empty(postgres), artifacts=tmp_path / "clips")
    with pytest.raises(WorkBookError, match="another production works with this database"):
        await WorkBook.open(postgres, artifacts=tmp_path / "more")
    await book.close()
    await (await WorkBook.open(postgres, artifacts=tmp_path / "more")).close()


def _spoil_a_page_of(file: Path, name: str) -> None:
    """Overwrite the root page of a table or an index."""
    with sqlite3.connect(file) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)
        ).fetchone()
    connection.close()
    with file.open("r+b") as opened_file:
        opened_file.seek((page - 1) * size)
        opened_file.write(b"\xff" * size)
