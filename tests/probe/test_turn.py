from itertools import pairwise

from webtv.probe.turn import AGAIN_S, next_look_s


def looks(name: str, *, every_s: float = 30, start: float = 1234.5) -> list[float]:
    """The moments of the first looks."""
    moments, now = [], start
    for _ in range(5):
        now += next_look_s(name, now=now, every_s=every_s, failing=False)
        moments.append(now)
        now += 3.2  # a look takes a while
    return moments


def test_looks_keep_their_pace_and_the_first_waits_no_longer_than_a_round_and_a_quarter() -> None:
    moments = looks("sea/hls")
    assert 30 / 4 < moments[0] - 1234.5 <= 30 * 5 / 4
    assert all(abs(b - a - 30) < 1e-6 for a, b in pairwise(moments))


def test_viewers_do_not_look_all_at_once() -> None:
    names = [f"channel-{i}/{kind}" for i in range(20) for kind in ("hls", "rtmp")]
    moments = sorted(looks(name)[-1] % 30 for name in names)
    assert max(b - a for a, b in pairwise(moments)) < 6


def test_a_fault_is_looked_at_again_soon() -> None:
    assert next_look_s("sea/hls", now=5, every_s=30, failing=True) == AGAIN_S
    assert next_look_s("sea/hls", now=5, every_s=5, failing=True) <= 5
