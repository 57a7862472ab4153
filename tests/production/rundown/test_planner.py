from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from webtv.config.channel import Channel
from webtv.config.limits import BudgetConfig
from webtv.config.programme import ProductionConfig
from webtv.production.rundown.planner import Stock, is_due, next_channels, reshapes

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CONFIG = ProductionConfig(fresh_per_hour=6, buffer_s=100, first=2)
FULL = Stock("a", CONFIG, programmes=9, fresh_s=40.0, last_planned=NOW - timedelta(minutes=11))


def test_the_first_programmes_are_not_paced() -> None:
    for count in (0, 1):
        stock = replace(FULL, programmes=count, fresh_s=999.0, last_planned=NOW)
        assert is_due(stock, now=NOW)


def test_after_that_the_buffer_and_the_pace_decide() -> None:
    assert is_due(FULL, now=NOW)
    assert not is_due(replace(FULL, fresh_s=100.0), now=NOW)
    assert not is_due(replace(FULL, last_planned=NOW - timedelta(minutes=9)), now=NOW)
    assert is_due(replace(FULL, last_planned=NOW - timedelta(minutes=10)), now=NOW)
    resting = replace(FULL, config=CONFIG.model_copy(update={"fresh_per_hour": 0.0}))
    assert not is_due(resting, now=NOW)
    hardly = replace(FULL, config=CONFIG.model_copy(update={"fresh_per_hour": 1e-12}))
    assert not is_due(hardly, now=NOW + timedelta(days=9999))


def test_a_new_channel_makes_different_programmes_without_pause_where_that_is_free() -> None:
    opening = replace(
        FULL,
        config=ProductionConfig(),
        stocked_s=500.0,
        last_planned=NOW,
        fresh_s=999.0,
        costs=False,
    )
    assert is_due(opening, now=NOW)
    assert opening.opening_s == 100.0
    assert not is_due(replace(opening, making_s=100.0), now=NOW)
    assert not is_due(replace(opening, costs=True), now=NOW)
    paced = replace(opening, config=ProductionConfig(fresh_per_hour=6))
    assert not is_due(paced, now=NOW), "what the channel's file says of pace wins"
    both = replace(opening, config=ProductionConfig(fresh_per_hour=6, opening_s=600))
    assert is_due(both, now=NOW)
    resting = replace(opening, config=ProductionConfig(fresh_per_hour=0, opening_s=600))
    assert not is_due(resting, now=NOW)


def test_an_edit_is_followed_by_a_programme_at_once() -> None:
    edited = replace(FULL, fresh_s=999.0, last_planned=NOW, edited=True)
    assert is_due(edited, now=NOW)
    resting = replace(edited, config=CONFIG.model_copy(update={"fresh_per_hour": 0.0}))
    assert not is_due(resting, now=NOW)


def test_every_channel_has_its_first_before_any_has_its_second() -> None:
    stocks = [
        replace(FULL, channel_id="a", programmes=1, fresh_s=24.0),
        replace(FULL, channel_id="b", programmes=0, fresh_s=0.0),
        replace(FULL, channel_id="c", programmes=0, fresh_s=0.0),
        replace(FULL, channel_id="d", programmes=9, fresh_s=0.0),
    ]
    assert next_channels(stocks, now=NOW, unfinished=0, slots=99) == ["b", "c", "a", "d"]


def test_about_as_many_shots_are_in_the_making_as_keep_every_slot_busy() -> None:
    stocks = [replace(FULL, channel_id=each, fresh_s=0, shots=6) for each in "abc"]
    assert next_channels(stocks, now=NOW, unfinished=0, slots=3) == ["a"]
    assert next_channels(stocks, now=NOW, unfinished=5, slots=3) == ["a"]
    assert next_channels(stocks, now=NOW, unfinished=6, slots=3) == []
    assert next_channels(stocks, now=NOW, unfinished=0, slots=4) == ["a", "b"]
    assert next_channels(stocks, now=NOW, unfinished=0, slots=0) == []


def test_what_is_in_the_making_counts_as_made() -> None:
    assert is_due(replace(FULL, making=1, making_s=59), now=NOW)
    assert not is_due(replace(FULL, making=1, making_s=60), now=NOW)
    new = replace(FULL, programmes=0, fresh_s=0.0, last_planned=NOW)
    assert is_due(replace(new, making=1, making_s=500), now=NOW)
    assert not is_due(replace(new, making=2, making_s=500), now=NOW)
    later = replace(FULL, channel_id="b", fresh_s=0.0, making=1, making_s=50)
    assert next_channels([later, FULL], now=NOW, unfinished=0, slots=1) == ["a"]


def test_an_edit_of_the_theme_asks_for_other_programmes_one_of_the_budget_does_not() -> None:
    channel = Channel(title="Llamas", theme="llamas of the high Andes")
    assert reshapes(channel, channel.model_copy(update={"theme": "the deep sea by night"}))
    assert not reshapes(channel, channel.model_copy(update={"budget": BudgetConfig(credits=1)}))


def test_who_pays_gets_few_new_programmes_unless_they_ask_for_more() -> None:
    assert ProductionConfig().pace(costs=False) == ProductionConfig().fresh_per_hour > 2
    assert ProductionConfig().pace(costs=True) == 2
    assert ProductionConfig(fresh_per_hour=30).pace(costs=True) == 30
