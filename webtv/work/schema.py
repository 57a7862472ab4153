"""The tables of one database, and the migrations that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData

from webtv.work.tables import REVISION, Table


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables that are brought up to date together.

    `name` is what logs call the database. Several schemas may share one database on Postgres:
    each notes its revision in a `version_table` of its own. `for_guests` are the tables that
    strangers' parts of the station may add to.
    """

    name: str
    metadata: MetaData
    migrations: Path
    revision: str
    version_table: str = "alembic_version"
    for_guests: frozenset[str] = frozenset()


WORK_BOOK = Schema("the work book", Table.metadata, Path(__file__).parent / "migrations", REVISION)
