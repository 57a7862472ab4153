from webtv.station.restart import restart_delay_s


def test_first_restart_is_quick() -> None:
    assert restart_delay_s(1) < 0.5


def test_delays_grow_but_stay_below_the_promise_of_ten_seconds() -> None:
    delays = [restart_delay_s(n) for n in range(1, 40)]
    assert delays == sorted(delays)
    assert max(delays) < 10
