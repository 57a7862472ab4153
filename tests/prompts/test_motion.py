from __future__ import annotations

import pytest

from webtv.prompts.motion import without_looks

LOOKS = ("a tall white llama", "wearing a red scarf")
STYLE = "soft storybook light"


@pytest.mark.parametrize(
    ("prompt", "left"),
    [
        (
            "Paco, a tall white llama, wearing a red scarf, drives on, soft storybook light",
            "Paco drives on",
        ),
        ("Wide shot. Paco drives on. Soft storybook light.", "Wide shot. Paco drives on"),
        ("A tall white llama waits", "A tall white llama waits"),  # nothing else would be said
        ("Rosa sells soup, warm light", "Rosa sells soup, warm light"),
    ],
)
def test_what_a_picture_shows_is_not_said_again(prompt: str, left: str) -> None:
    assert without_looks(prompt, looks=LOOKS, style=STYLE) == left
