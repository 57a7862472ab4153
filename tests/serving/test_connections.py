from __future__ import annotations

from structlog.testing import capture_logs

from webtv.serving.connections import REQUEST_S, STALLED_S, TELL_S, Connections, network_of
from webtv.serving.descriptors import MOST, capacity


class Peer:
    """A connection that knows whether it was closed."""

    def __init__(self) -> None:
        self.dropped = False

    def drop(self) -> None:
        self.dropped = True


class Time:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def admitted(connections: Connections, count: int, address: str = "127.0.0.1") -> list[Peer]:
    peers = [Peer() for _ in range(count)]
    for peer in peers:
        connections.admit(peer, address)
    return peers


def dropped(peers: list[Peer]) -> list[int]:
    return [place for place, peer in enumerate(peers) if peer.dropped]


def test_at_the_limit_the_one_that_waited_longest_goes() -> None:
    connections = Connections(most=3)
    peers = admitted(connections, 3)
    connections.answer(peers[0])
    connections.wait(peers[1])  # it was answered, and is younger than the third now
    peers += admitted(connections, 1)
    assert dropped(peers) == [2]
    peers += admitted(connections, 1)
    assert dropped(peers) == [1, 2]
    assert len(connections) == 3


def test_who_is_answered_stays_unless_it_does_not_read() -> None:
    connections = Connections(most=2)
    peers = admitted(connections, 2)
    for peer in peers:
        connections.answer(peer)
    peers += admitted(connections, 1)
    assert dropped(peers) == [2]  # the newcomer: nobody else is to blame
    connections.stall(peers[1])
    peers += admitted(connections, 1)
    assert dropped(peers) == [1, 2]
    connections.flow(peers[0])


def test_a_strangers_network_has_a_limit_of_its_own() -> None:
    connections = Connections(most=100, per_network=2)
    others = admitted(connections, 5, "10.0.0.1") + admitted(connections, 1, "203.0.113.9")
    strangers = admitted(connections, 3, "93.184.216.34")
    assert dropped(strangers) == [0]
    assert dropped(others) == []
    for peer in strangers:
        connections.forget(peer)
    assert dropped(admitted(connections, 2, "93.184.216.34")) == []


def test_deadlines_for_a_request_and_for_reading() -> None:
    time = Time()
    connections = Connections(most=10, clock=time)
    silent, reader, stalled = admitted(connections, 3)
    connections.answer(reader)
    connections.answer(stalled)
    connections.stall(stalled)
    connections.stall(reader)
    time.now += REQUEST_S - 1
    connections.sweep()
    connections.flow(reader)
    assert dropped([silent, reader, stalled]) == []
    time.now += 1
    connections.sweep()
    assert dropped([silent, reader, stalled]) == [0]
    time.now += STALLED_S
    connections.sweep()
    assert dropped([silent, reader, stalled]) == [0, 2]
    assert len(connections) == 1


def test_what_was_closed_is_one_line_a_minute() -> None:
    time = Time()
    connections = Connections(most=1, clock=time)
    with capture_logs() as lines:
        for _ in range(int(2 * TELL_S)):
            admitted(connections, 50)
            connections.complain("malformed")
            connections.sweep()
            time.now += 1
    assert [line["event"] for line in lines] == ["connections closed"] * 2
    assert lines[0]["made_room"] == 49
    assert lines[1]["made_room"] == 50 * TELL_S
    assert lines[1]["malformed"] == TELL_S


def test_whom_an_address_belongs_to() -> None:
    assert network_of("93.184.216.34") == network_of("::ffff:93.184.216.34") == "93.184.216.34"
    assert network_of("2a00:1450:4001:81b::200e") == "2a00:1450:4001:81b::/64"
    for near in ("127.0.0.1", "::1", "10.1.2.3", "::ffff:192.168.1.1", "fe80::1%eth0", "fd00::1"):
        assert network_of(near) == ""
    assert network_of("") == network_of("testclient") == ""


def test_a_connection_has_two_files_and_the_process_its_own() -> None:
    assert capacity(1024) == 448
    assert capacity(20_000) == MOST
    assert capacity(64) == 1
