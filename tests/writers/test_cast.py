from __future__ import annotations

import pytest

from webtv.config.story import CastMember
from webtv.writers.cast import described, on_screen, with_looks

PACO = CastMember(name="Paco", look="a tall white llama", clothes="a red scarf")
DON = CastMember(name="Don Ernesto", look="an old grey llama")
CAST = (PACO, DON)


def always(_: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("written", "airs"),
    [
        (
            "Paco waits beside a lake.",
            "Paco, a tall white llama, wearing a red scarf, waits beside a lake.",
        ),
        (
            "Paco Pérez waits beside a lake.",
            "Paco Pérez, a tall white llama, wearing a red scarf, waits beside a lake.",
        ),
        (
            "Close-up of Paco, mist behind",
            "Close-up of Paco, a tall white llama, wearing a red scarf, mist behind",
        ),
        (
            "Paco, a tall white llama, runs",
            "Paco, wearing a red scarf, a tall white llama, runs",
        ),
        (
            "Paco, a tall, white llama in a red scarf, runs",
            "Paco, a tall, white llama in a red scarf, runs",
        ),
        (
            "Ernesto's lantern swings beside Paco, a tall white llama with a red scarf.",
            "Ernesto's lantern swings beside Paco, a tall white llama with a red scarf, "
            "with Don Ernesto, an old grey llama",
        ),
        ("Two llamas on a hill", "Two llamas on a hill"),
        ("A pacoca cake on a donkey", "A pacoca cake on a donkey"),
    ],
)
def test_whoever_is_named_looks_as_the_channel_says(written: str, airs: str) -> None:
    assert with_looks(written, CAST, fits=always) == airs
    assert with_looks(airs, CAST, fits=always) == airs


def test_details_that_would_not_be_read_are_left_out() -> None:
    prompt = "Paco meets Don Ernesto on the bridge"

    def seven_words(beginning: str) -> bool:
        return len(beginning.split()) <= 7

    assert with_looks(prompt, CAST, fits=seven_words) == (
        "Paco, a tall white llama, meets Don Ernesto on the bridge"
    )
    assert with_looks(prompt, CAST, fits=always, most=40) == prompt


def test_who_is_on_screen() -> None:
    assert on_screen(CAST, "don ernesto sleeps") == [DON]
    assert on_screen(CAST, "Ernesto and paco") == [PACO, DON]
    assert on_screen(CAST, "a don called ernesto") == []
    assert described(PACO) == "Paco, a tall white llama, wearing a red scarf"
    assert described(DON) == "Don Ernesto, an old grey llama"


def test_names_of_indian_scripts_may_end_with_a_vowel_sign() -> None:
    mina = CastMember(name="मीना", look="छोटा भूरा भालू")
    assert on_screen([mina], "हर शाम मीना चाय पीती है।") == [mina]
    assert on_screen([mina], "मीनार पर") == []
    assert on_screen([mina.model_copy(update={"name": "मीन"})], "मीना चाय पीती है।") == []
