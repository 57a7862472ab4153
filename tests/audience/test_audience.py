"""Suggestions, votes and hearts: taken in bounds, decided, made, aired; and who may write what."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, delete, func, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from webtv.audience import suggestions, uses, viewers
from webtv.audience.intake import Intake
from webtv.audience.ledger import Ledger
from webtv.audience.suggestions import Standing
from webtv.audience.tables import AUDIENCE, DecisionRow, HeartRow, SuggestionRow, VoteRow
from webtv.audience.turnstile import Turnstile
from webtv.config.channel import Channel
from webtv.errors import DeclinedError, WorkBookError
from webtv.model.audience import in_words, planned_in, time_to_air
from webtv.work.engine import parse_url

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs" / "audience.md"


def channel(**rules: object) -> Channel:
    return Channel.model_validate(
        {
            "title": "Sea",
            "theme": "Waves on the shore.",
            "avoid": ["shark"],
            "audience": {"suggestions": True, "hearts": True, **rules},
        }
    )


class Viewers:
    """Viewers at an intake whose clock is set by hand."""

    def __init__(self, ledger: Ledger) -> None:
        self.now = NOON
        self.intake = Intake(ledger, now=lambda: self.now)

    async def suggest(
        self, text: str, *, who: str = "a", name: str = "Ann", to: Channel | None = None
    ) -> str:
        taken = await self.intake.suggest(
            "sea", to or channel(), who=who, name=name, text=text, source="web"
        )
        return taken.ref


def standing(ledger: Ledger, ref: str) -> Standing:
    found = ledger.do(lambda s: suggestions.find(s, "sea", ref))
    assert found is not None
    return found


def approve(ledger: Ledger, ref: str, *, at: datetime = NOON, told: datetime | None = None) -> None:
    chosen = standing(ledger, ref)
    ledger.do(lambda s: suggestions.decide(s, chosen, "approved", at=at, airs_at=told))


def test_migrations_make_the_models_tables(url: str, ledger: Ledger) -> None:
    ledger.do(lambda s: None)
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": AUDIENCE.version_table}
        )
        assert compare_metadata(context, AUDIENCE.metadata) == []
    engine.dispose()


async def test_a_suggestion_from_its_viewer_to_the_air(ledger: Ledger) -> None:
    ledger.do(lambda s: None)
    crowd = Viewers(ledger)
    first = await crowd.suggest("A seal\u202e plays\n the\x07 piano", name=" <b>Ann</b> ")
    second = await crowd.suggest("A crab counts the stars", who="b", name="")
    seen = standing(ledger, first)
    assert (seen.state, seen.suggestion.text) == ("waiting", "A seal plays the piano")
    assert seen.suggestion.name == "<b>Ann</b>"
    waiting = ledger.do(lambda s: suggestions.waiting(s, "sea", most=9))
    assert [each.suggestion.ref for each in waiting] == [first, second]
    with pytest.raises(DeclinedError, match="no such suggestion"):
        await crowd.intake.vote("sea", channel(), who="c", ref=first)
    approve(ledger, first, told=NOON + timedelta(minutes=10))
    approve(ledger, second)
    await crowd.intake.vote("sea", channel(), who="c", number=2)
    with pytest.raises(DeclinedError, match="have voted"):
        await crowd.intake.vote("sea", channel(), who="c", ref=second)
    line = await crowd.intake.line("sea")
    assert [(each.suggestion.ref, each.votes, each.place) for each in line] == [
        (second, 1, 0),
        (first, 0, 1),
    ]

    def make(session: Session) -> None:
        uses.begin(session, line[0], "p2", at=NOON)
        uses.begin(session, line[1], "p1", at=NOON)

    ledger.do(make)
    assert standing(ledger, first).state == "making"
    ledger.do(lambda s: uses.lose(s, ["p2"]))
    assert [each.state for each in await crowd.intake.line("sea")] == ["approved"]
    ledger.do(lambda s: uses.begin(s, line[0], "p3", at=NOON))
    ledger.do(lambda s: uses.lose(s, ["p3"]))
    assert standing(ledger, second).state == "lost"
    ledger.do(lambda s: uses.air(s, "p1", at=NOON + timedelta(minutes=14)))
    assert (standing(ledger, first).state, standing(ledger, first).error_s) == ("aired", 240)
    assert ledger.do(lambda s: uses.record_of(s, "sea")) == (1, 240)
    assert ledger.do(lambda s: uses.unaired(s, "sea")) == {}
    assert ledger.do(lambda s: uses.last(s, "sea")) == NOON

    await crowd.intake.heart("sea", channel(), who="c", programme="p1")
    assert await crowd.intake.heart("sea", channel(), who="c", programme="p1") == 1
    assert await crowd.intake.heart("sea", channel(), who="d", programme="p1") == 2

    def left(days: float) -> tuple[int | None, str | None]:
        def entry(session: Session) -> tuple[int | None, str | None]:
            suggestions.forget(session, now=NOON + timedelta(days=days), days=90)
            viewers.forget_hearts(session, now=NOON + timedelta(days=days), days=90)
            session.flush()
            count = sum(
                session.scalar(select(func.count()).select_from(table)) or 0
                for table in (SuggestionRow, VoteRow, HeartRow, DecisionRow)
            )
            return count, session.scalar(select(func.max(SuggestionRow.viewer)))

        return ledger.do(entry)

    assert left(0.5)[1]  # who it was is known for a day
    assert left(2) == (7, "")
    assert left(100) == (0, None)


async def test_what_is_not_taken_says_why(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'audience.db'}")
    ledger.do(lambda s: None)
    crowd = Viewers(ledger)
    for text, why in (
        ("a", "in a few words"),
        ("\u200d\u200d\u2800\u3164", "in a few words"),
        ("x" * 201, "at most 200 characters"),
        ("see www.example.org", "no addresses"),
        ("buy it at shop.com", "no addresses"),
        ("two sharks in the bay", "does not show"),
        ("a f.u.c.k.i.n.g whale", "not in these words"),
    ):
        with pytest.raises(DeclinedError, match=why):
            await crowd.suggest(text)
    with pytest.raises(DeclinedError, match="not in these words"):
        await crowd.suggest("A whale sings", name="fuck you")
    with pytest.raises(DeclinedError, match="takes no suggestions"):
        await crowd.suggest("A whale sings", to=channel(suggestions=False))
    await crowd.suggest("A whale sings")
    with pytest.raises(DeclinedError, match="suggested that already"):
        await crowd.suggest("a WHALE sings", who="b")
    few = channel(each_per_hour=2, per_hour=4, most_waiting=3)
    await crowd.suggest("A second one", to=few)
    with pytest.raises(DeclinedError, match="a lot within an hour") as declined:
        await crowd.suggest("A third one", to=few)
    assert declined.value.later
    await crowd.suggest("A third one", who="b", to=few)
    with pytest.raises(DeclinedError, match="too many already"):
        await crowd.suggest("A fourth one", who="b", to=few)
    crowd.now += timedelta(minutes=61)
    with pytest.raises(DeclinedError, match="too many already"):  # nobody has looked at the others
        await crowd.suggest("A fourth one", to=few)
    await crowd.suggest("A fourth one", to=channel())
    ledger.close()


async def test_who_speaks_to_strangers_may_only_add(url: str, ledger: Ledger) -> None:
    guest = Ledger(url, guest=True)
    if url.startswith("sqlite"):
        with pytest.raises(WorkBookError, match="not there yet"):
            guest.do(lambda s: None)
    ledger.do(lambda s: None)
    if not url.startswith("sqlite"):
        guest = Ledger(_with_role_of_docs(url), guest=True)
    try:
        crowd = Viewers(guest)
        ref = await crowd.suggest("A whale sings")
        approve(ledger, ref)
        await crowd.intake.vote("sea", channel(), who="b", ref=ref)
        await crowd.intake.heart("sea", channel(), who="b", programme="p1")
        chosen = standing(ledger, ref)
        for forbidden in (
            update(SuggestionRow).values(text="Another"),
            update(VoteRow).values(viewer="x"),
            delete(SuggestionRow),
            delete(HeartRow),
        ):
            with pytest.raises(DatabaseError):
                guest.do(lambda s, what=forbidden: s.execute(what))  # type: ignore[misc]
        with pytest.raises(DatabaseError):
            guest.do(lambda s: uses.begin(s, chosen, "p1", at=NOON))
        other = await crowd.suggest("Another one", who="b")
        unseen = standing(ledger, other)
        with pytest.raises(DatabaseError):
            guest.do(lambda s: suggestions.decide(s, unseen, "approved", at=NOON, airs_at=None))
        assert standing(ledger, other).state == "waiting"
    finally:
        guest.close()


def _with_role_of_docs(server: str) -> str:
    """The server's URL for the role that docs/audience.md makes."""
    (script,) = re.findall(r"```sql\n(.*?)```", DOCS.read_text(), re.DOTALL)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS webtv_public")
        connection.execute(script)
    return server.replace("//webtv@", "//webtv_public:SECRET@")


def test_the_time_to_air() -> None:
    known = {"interval_s": 240.0, "making_s": 60.0, "length_s": 64.0, "on_air_s": 30.0}
    # Nothing fresh: it is planned at once, made, and waits for a join.
    assert time_to_air(planned_in_s=0, others=0, fresh_s=0, **known) == 92
    # Two without a suggestion come first.
    assert time_to_air(planned_in_s=10, others=2, fresh_s=0, **known) == 582
    # Much is ready, and airs before it.
    assert time_to_air(planned_in_s=0, others=1, fresh_s=600, **known) == 694
    assert planned_in(since_last_s=None, interval_s=240, ahead_s=0, buffer_s=180) == 0
    assert planned_in(since_last_s=200, interval_s=240, ahead_s=0, buffer_s=180) == 40
    assert planned_in(since_last_s=200, interval_s=240, ahead_s=300, buffer_s=180) == 120
    told = [in_words(seconds) for seconds in (5, 61, 1200, 7200, 300_000)]
    assert told == ["1 minute", "1 minute", "20 minutes", "2 hours", "3 days"]


def test_a_turnstile_lets_a_few_through_at_once() -> None:
    now = 0.0
    turnstile = Turnstile(burst=2, every_s=5, clock=lambda: now)
    assert [turnstile.passes("a") for _ in range(3)] == [True, True, False]
    assert turnstile.passes("b")
    now = 5.0
    assert [turnstile.passes("a") for _ in range(2)] == [True, False]
