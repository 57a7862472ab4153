"""Ports are refused with one sentence that says how to go on."""

import socket

import pytest

from tests.ports import free_port, free_ports
from webtv.errors import PreflightError
from webtv.ports import open_port, require_port


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_free_port_can_be_had_in_either_family(host: str) -> None:
    port = free_port()
    require_port(host, port, purpose="the test", variable="WEBTV_X")
    with open_port(host, port, purpose="the test", variable="WEBTV_X") as listener:
        assert listener.getsockname()[:2] == (host, port)
        for attempt in (require_port, open_port):
            with pytest.raises(PreflightError, match=f"{port} for the test .*in use.*WEBTV_X="):
                attempt(host, port, purpose="the test", variable="WEBTV_X")


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(PreflightError, match=r"on 192\.0\.2\.1 \(cannot assign"):
        require_port("192.0.2.1", free_port(), purpose="the test", variable="WEBTV_X")


def test_a_port_just_closed_can_be_had_at_once() -> None:
    port = free_port()
    with (
        open_port("127.0.0.1", port, purpose="the test", variable="WEBTV_X") as listener,
        socket.create_connection(("127.0.0.1", port)),
    ):
        listener.accept()[0].close()  # its address stays in TIME_WAIT
    open_port("127.0.0.1", port, purpose="the test", variable="WEBTV_X").close()


def test_no_port_is_handed_out_twice() -> None:
    assert len({*free_ports(5), *(free_port() for _ in range(20))}) == 25
