"""What is lost is logged once, and once more when it is back, with all that is bound there."""

from __future__ import annotations

import logging

from structlog.testing import capture_logs

from webtv.outage import Outage


def test_it_is_logged_when_it_begins_and_when_it_is_over() -> None:
    outage = Outage("the disk is full", "there is room again", channel="llamas")

    with capture_logs() as lines:
        assert outage.begin(OSError("no space"))
        assert not outage.begin("still none")
        assert outage
        assert outage.note == "the disk is full: still none"
        assert outage.end()
        assert not outage.end()

    assert not outage
    assert (outage.note, outage.reason) == ("", "")
    assert lines == [
        {
            "event": "the disk is full",
            "error": "no space",
            "channel": "llamas",
            "log_level": "error",
        },
        {"event": "there is room again", "channel": "llamas", "log_level": "info"},
    ]


def test_an_error_without_words_is_told_by_its_class() -> None:
    outage = Outage("lost", "back", level=logging.WARNING)

    with capture_logs() as lines:
        outage.begin(TimeoutError())

    assert outage.note == "lost: TimeoutError"
    assert [line["log_level"] for line in lines] == ["warning"]
