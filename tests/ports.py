"""Ports for servers that tests start."""

import socket


def free_ports(count: int) -> list[int]:
    """So many different TCP ports that nobody listens on."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()


def free_port() -> int:
    """A TCP port that nobody listens on."""
    return free_ports(1)[0]
