"""Addresses: signed for the station's server, shown without keys; waits between tries."""

import hmac

import pytest

from webtv.playout.address import SIGNATURE_LIFE_S, shown_address, signed_address
from webtv.playout.backoff import FIRST_S, SETTLED_S, Backoff
from webtv.playout.pusher import hide


def test_the_signature_is_what_the_server_expects() -> None:
    address = signed_address("rtmp://127.0.0.1:1935/live", "llamas", secret="s", now=1000.5)
    expiry = 1000 + SIGNATURE_LIFE_S
    digest = hmac.new(b"s", f"/live/llamas-{expiry}".encode(), "sha256").hexdigest()
    assert address == f"rtmp://127.0.0.1:1935/live/llamas?sign={expiry}-{digest}"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("rtmp://127.0.0.1:1935/live/llamas?sign=1-ab", "rtmp://127.0.0.1:1935/live/llamas"),
        ("rtmp://live.twitch.tv/app/live_123_key", "rtmp://live.twitch.tv/app/***"),
        ("rtmps://a.example:443/x/k1/k2?k=3", "rtmps://a.example:443/x/***"),
        ("rtmp://user:pass@host/app/key", "rtmp://host/app/***"),
        ("rtmp://host", "rtmp://host"),
    ],
)
def test_shown_addresses_hold_no_key(address: str, shown: str) -> None:
    assert shown_address(address) == shown


def test_what_ffmpeg_says_loses_the_key() -> None:
    address = "rtmp://host/app/tops3cret"
    said = f"[out#0] Error opening output {address}: tops3cret was refused"
    assert "tops3cret" not in hide(said, address)
    assert "refused" in hide(said, address)


def test_waits_double_up_to_a_limit_and_start_again_after_a_good_time() -> None:
    backoff = Backoff(most_s=4)
    waits = [backoff.wait_s(lasted_s=0) for _ in range(6)]
    wanted = [FIRST_S * f for f in (1, 2, 4, 8)] + [4.0, 4.0]
    for wait, middle in zip(waits, wanted, strict=True):
        assert 0.75 * min(middle, 4) <= wait <= 1.25 * min(middle, 4)
    assert backoff.wait_s(lasted_s=SETTLED_S) < 1
