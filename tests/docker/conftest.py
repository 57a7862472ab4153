"""What starts, for all tests of this folder."""

from __future__ import annotations

from typing import Any

import pytest

from tests.docker.composed import ALARMS, CHAT, CONSOLE, GPU, STORE, read


@pytest.fixture(
    scope="module",
    params=[(), (*GPU, *STORE), (*CONSOLE, *ALARMS, *CHAT)],
    ids=["cpu", "gpu and store", "people"],
)
def compose(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What starts with no profile, and with all of them."""
    return read(*request.param)
