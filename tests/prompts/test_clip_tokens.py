"""Token counts as the original tokenizer gives them (a sequence of 77 less begin and end)."""

from __future__ import annotations

import pytest

from webtv.prompts.clip_tokens import count_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("A person riding a motorcycle", 5),  # 320, 2533, 6765, 320, 10297
        ("a photo of a cat", 5),  # 320, 1125, 539, 320, 2368
        ("Hello, World! storybook illustration; déjà vu llama's 123", 17),
        (
            "Storybook déjà vu ¡Hola! 日本語 テレビ Привет №5 ½ x² llama's don't WE'RE 2026 3.14 "
            "a_b — “quoted” 🎥🎬",
            56,
        ),
        ("", 0),
    ],
)
def test_known_counts(text: str, tokens: int) -> None:
    assert count_tokens(text) == tokens
