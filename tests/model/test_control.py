from datetime import UTC, datetime, timedelta

from webtv.model.control import ControlState

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
NONE = ControlState()


def test_programmes_ordered_next_keep_their_order_and_may_stand_twice() -> None:
    orders = NONE.take_next("a").take_next("b").take_next("a")
    assert orders.next == ("a", "b", "a")
    assert orders.drop_next("a").next == ("b", "a")
    assert orders.drop_next("c") == orders


def test_cues_stand_soonest_first_and_one_at_a_time() -> None:
    orders = NONE.cue("a", LATER).cue("b", NOON).cue("c", LATER)
    assert [(cue.programme, cue.at) for cue in orders.cues] == [("b", NOON), ("c", LATER)]
    assert orders.drop_cue(NOON).cues == orders.cues[1:]
    assert orders.drop_cues(until=NOON) == orders.drop_cue(NOON)


def test_a_pull_withdraws_every_order_for_the_programme() -> None:
    orders = NONE.take_next("a").take_next("b").cue("a", NOON).cue("b", LATER).pull("a")
    assert (orders.next, orders.pulled) == (("b",), ("a",))
    assert [cue.programme for cue in orders.cues] == ["b"]
    assert orders.unpull("a").pulled == ()


def test_orders_do_not_touch_one_another() -> None:
    orders = NONE.hold().pause(True).take_next("a")
    assert orders.release() == NONE.pause(True).take_next("a")
    assert orders.pause(False) == NONE.hold().take_next("a")
