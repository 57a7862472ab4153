"""What starts, for all tests of this folder."""

from __future__ import annotations

from typing import Any

import pytest

from tests.docker.composed import ALARMS, CHAT, CLUSTER, CONSOLE, GPU, STORE, read


@pytest.fixture(
    scope="module",
    params=[(), (*GPU, *STORE), (*CONSOLE, *ALARMS, *CHAT), CLUSTER],
    ids=["cpu", "gpu and store", "people", "cluster"],
)
def compose(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What starts with no profile, and with each that has parts of the station."""
    return read(*request.param)
