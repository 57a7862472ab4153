"""Addresses: signed for the station's server, shown without keys; waits between tries."""

import hmac

import pytest

from webtv.backoff import FIRST_S, SETTLED_S, Backoff
from webtv.playout.destinations.address import SrtRoute, rtmp_route
from webtv.playout.destinations.pusher import hide
from webtv.store.signature import SIGNATURE_LIFE_S, signed_address


def test_the_signature_is_what_the_server_expects() -> None:
    address = signed_address(
        "rtmp://127.0.0.1:1935/live", "llamas", secret="s", now=1000.5, epoch=7
    )
    expiry = 1000 + SIGNATURE_LIFE_S
    start, _, digest = address.rpartition("-")
    nonce = start.rpartition("-")[2]
    assert start == f"rtmp://127.0.0.1:1935/live/llamas?sign={expiry}-7-{nonce}"
    signed = f"/live/llamas-{expiry}-7-{nonce}".encode()
    assert digest == hmac.new(b"s", signed, "sha256").hexdigest()
    again = signed_address("rtmp://127.0.0.1:1935/live", "llamas", secret="s", now=1000.5, epoch=7)
    assert again != address


@pytest.mark.parametrize(
    ("address", "own", "direct"),
    [
        ("rtmp://127.0.0.1:1935/live/llamas?sign=1-ab", True, True),
        ("rtmp://[::1]/live/llamas?sign=1-ab", True, True),
        ("rtmp://rtmp:1935/live/llamas?sign=1-ab", True, False),
        ("rtmps://127.0.0.1/live/llamas?sign=1-ab", True, False),
        ("rtmp://127.0.0.1/app/key", False, False),
    ],
)
def test_a_key_stands_on_a_command_line_only_for_the_own_server_here(
    address: str, own: bool, direct: bool
) -> None:
    assert rtmp_route(address, own=own).direct is direct


@pytest.mark.parametrize(
    ("address", "server", "key", "shown"),
    [
        ("rtmp://h/live/llamas?sign=1-ab", "rtmp://h/live", "llamas?sign=1-ab", "llamas"),
        ("rtmp://h:1936/app/live_1_key", "rtmp://h:1936/app", "live_1_key", "***"),
        ("rtmps://h/x/key?a=b/c&d#e=", "rtmps://h/x", "key?a=b/c&d#e=", "***"),
        ("rtmps://h:443/app/instance/key", "rtmps://h/app/instance", "key", "***"),
        ("rtmp://[::1]:1935/app/key", "rtmp://[::1]/app", "key", "***"),
        ("rtmp://h/app/key/", "rtmp://h/app", "key", "***"),
        ("rtmp://h/app/key/?auth=1", "rtmp://h/app", "key?auth=1", "***"),
    ],
)
def test_a_server_and_a_key_are_told_apart(address: str, server: str, key: str, shown: str) -> None:
    route = rtmp_route(address)
    assert (route.server, route.key) == (server, key)
    assert route.shown == f"{server}/{shown}"
    assert key not in repr(route)
    assert rtmp_route(server, key=key) == route


def test_what_is_shown_of_srt_holds_no_secret() -> None:
    route = SrtRoute("10.0.0.1", 9000, passphrase="tops3cret!", streamid="publish:me")
    assert route.shown == "srt://10.0.0.1:9000"
    assert "tops3cret" not in repr(route)
    assert "publish" not in repr(route)


def test_what_ffmpeg_says_loses_the_key() -> None:
    said = "Error opening output rtmp://host/app/x: tops3cret was refused"
    assert hide(said, ["tops3cret"]) == "Error opening output rtmp://host/app/***: *** was refused"
    assert hide("it is live", ["live"]) == "it is ***"
    assert hide("a b c", ["b"]) == "a b c"


def test_waits_double_up_to_a_limit_and_start_again_after_a_good_time() -> None:
    backoff = Backoff(most_s=4)
    waits = [backoff.wait_s(lasted_s=0) for _ in range(6)]
    wanted = [FIRST_S * f for f in (1, 2, 4, 8)] + [4.0, 4.0]
    for wait, middle in zip(waits, wanted, strict=True):
        assert 0.75 * min(middle, 4) <= wait <= 1.25 * min(middle, 4)
    assert backoff.wait_s(lasted_s=SETTLED_S) < 1
