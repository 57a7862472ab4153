"""When an alarm stands, and what each service has to be told of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from webtv.alarms.book import MOST, STATION, Book, read_book, write_book
from webtv.alarms.conditions import Alarm
from webtv.alarms.kinds import Source
from webtv.alarms.message import MOST_LINES, message_of

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
DOWN = Alarm("fault", "friend is retrying", "DestinationDown", "friend")
SLATE = Alarm("fault", "the slate is on air", "ChannelOnSlate")
ORDER = Alarm("note", "Production is paused by an order")


def look(
    book: Book, second: float, *alarms: Alarm, mute: frozenset[tuple[str, Source]] = frozenset()
) -> Book:
    now = NOON + timedelta(seconds=second)
    return book.looked({"sea": alarms, STATION: ()}, mute, now=now)


def news(book: Book, service: str = "one") -> tuple[list[str], list[str]]:
    begun, over = book.news(service)
    return [entry.kind for entry in begun], [entry.kind for entry in over]


def told(book: Book, service: str = "one") -> Book:
    return book.after_telling(service, *book.news(service))


def test_an_alarm_that_lasts_is_told_once_and_its_end_once() -> None:
    book = look(Book(), 0, DOWN, ORDER)
    assert news(look(book, 119, DOWN)) == ([], [])
    book = look(book, 120, DOWN)
    assert news(book) == (["DestinationDown"], [])
    book = told(book)
    assert news(look(book, 500, Alarm("note", "friend is connecting", *key(DOWN)))) == ([], [])
    book = look(book, 500, DOWN)
    assert news(look(book, 559)) == ([], []), "it may come back"
    book = look(book, 560)
    assert news(book) == ([], ["DestinationDown"])
    assert news(told(book)) == ([], [])


def key(alarm: Alarm) -> tuple[str, str]:
    return alarm.kind, alarm.about


def test_what_passes_by_itself_is_told_to_nobody() -> None:
    book = Book()
    for second in range(0, 600, 60):
        book = look(look(book, second, DOWN), second + 5)
    assert news(book) == ([], [])


def test_what_nobody_can_look_at_stays_as_it_was() -> None:
    book = told(look(look(Book(), 0, DOWN), 120, DOWN))
    silent: frozenset[tuple[str, Source]] = frozenset({("sea", "playout")})
    book = look(book, 400, mute=silent)
    assert news(book) == ([], []), "playout says nothing, so nobody knows"
    assert news(look(book, 461)) == ([], ["DestinationDown"])
    gone = book.looked({STATION: ()}, silent, now=NOON + timedelta(seconds=461))
    assert news(gone) == ([], ["DestinationDown"]), "the channel is gone"


def test_each_service_hears_of_what_stands_when_it_can() -> None:
    book = told(look(look(Book(), 0, DOWN), 120, DOWN))
    assert news(book, "other") == (["DestinationDown"], [])
    book = look(book, 121, SLATE)
    book = look(book, 421, SLATE)
    # The first was told of one that is over; the other was away all the time.
    assert news(book) == (["ChannelOnSlate"], ["DestinationDown"])
    assert news(book, "other") == (["ChannelOnSlate"], [])
    assert news(told(book, "other"), "other") == ([], [])
    assert book.of_services({"other"}).told == {}


def test_the_book_is_kept_for_its_owner_and_a_damaged_one_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "alarms.json"
    book = told(look(look(Book(), 0, DOWN), 120, DOWN))
    write_book(path, book)
    assert path.stat().st_mode & 0o077 == 0
    assert read_book(path) == book
    # Whoever begins to look again waits before it calls something over.
    later = NOON + timedelta(hours=1)
    assert news(read_book(path).reopened(later).looked({"sea": ()}, set(), now=later)) == ([], [])
    path.write_text('{"alarms": [{"channel"')
    assert read_book(path) == Book()


def test_more_than_anybody_reads_is_bounded() -> None:
    many = [Alarm("fault", "down", "DestinationDown", f"d{n}") for n in range(MOST + 50)]
    book = look(look(Book(), 0, *many), 120, *many)
    assert len(book.alarms) == MOST
    begun, over = book.news("one")
    message = message_of(begun, over, now=NOON)
    assert message.title == f"WebTV: {MOST} wrong"
    assert message.body.count("WRONG") == MOST_LINES
    assert f"and {MOST - MOST_LINES} more" in message.body


def test_a_message_says_what_where_and_what_to_do_and_calls_nobody_by_name() -> None:
    bad = Alarm("fault", "rtmp://a.example/app/s3cret: no\x1b[2J @everyone", "DestinationDown", "x")
    book = look(look(Book(), 0, bad, SLATE), 300, bad, SLATE)
    begun, over = book.news("one")
    now = NOON + timedelta(minutes=10)
    message = message_of(begun, over, now=now, console="https://console.example.org/console")
    first, second, what, where = message.body.splitlines()
    assert first.startswith("WRONG  sea: rtmp://a.example/app/***")
    assert first.endswith("(DestinationDown), since 12:00 UTC")
    assert "\x1b" not in first
    assert "@everyone" not in first
    assert "(ChannelOnSlate)" in second
    assert what == "What to do: docs/runbook.md, section DestinationDown, ChannelOnSlate"
    assert where.startswith("https://console.example.org")
    assert message.grade == "failure"
    ended = message_of([], begun, now=now)
    assert (ended.title, ended.grade) == ("WebTV: 2 over", "success")
    assert "after 10 min" in ended.body
