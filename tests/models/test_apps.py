"""Apps with the true model classes behind them, as production sees them: through gradio_client."""

from __future__ import annotations

from typing import Any

import pytest
from gradio_client import Client

from tests.spaces.test_service import pictures, shape

pytestmark = pytest.mark.timeout(600)

PROMPT = "a red fox walks through snow"


@pytest.fixture(scope="module")
def zeroscope(server: Any) -> Client:
    client: Client = server.connect("zeroscope-v2")
    return client


def test_zeroscope_films_what_the_contract_says(zeroscope: Client) -> None:
    job = zeroscope.submit(PROMPT, 7, 24, 10, api_name="/run")
    first = job.result()
    assert shape(first) == (576, 320, 8.0, 24)
    again = zeroscope.predict(PROMPT, 7, 24, 10, api_name="/run")
    other = zeroscope.predict(PROMPT, 8, 24, 10, api_name="/run")
    assert pictures(again) == pictures(first)
    assert pictures(other) != pictures(first)
