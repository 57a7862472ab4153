from __future__ import annotations

import pytest

from webtv.model.programme import Shot
from webtv.prompts.clip_tokens import count_tokens
from webtv.prompts.fitting import clean, fit, fit_negative, fit_text, fits
from webtv.prompts.profile import PROFILES

SCENE = (
    "Wide shot of Paco, a tall white llama with a red scarf, arriving at the viaduct above the "
    "clouds, at dawn, thin mist drifting low, soft storybook illustration, warm lantern light"
)
MORE = ", and then one more thing that nobody needs, such as a very small button"


def shot(prompt: str = SCENE, **values: object) -> Shot:
    given: dict[str, object] = {"camera": "camera pans slowly left", "motion": 3, **values}
    return Shot.model_validate({"prompt": prompt, **given})


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("length", [0, 1, 3, 10])
def test_no_family_gets_more_than_it_reads(profile: str, length: int) -> None:
    prompt = fit(shot((SCENE + MORE * length)[:1200]), profile)
    assert fits(prompt, profile)
    assert prompt.startswith(("Wide shot of Paco, a tall white llama", "Camera pans slowly left: "))


def test_zeroscope_reads_all_of_it_and_the_camera_is_never_lost() -> None:
    long = fit(shot(SCENE + MORE * 5), "zeroscope")
    assert count_tokens(long) <= 75
    assert long.endswith("slow, gentle movement, camera pans slowly left")
    assert "such as a very small button" in long
    assert count_tokens(fit(shot("llama " * 190), "zeroscope")) <= 75


def test_what_is_cut_ends_at_a_clause() -> None:
    text = fit_text("calm flute, slow drum, " * 20, "musicgen")
    assert text.endswith(("calm flute", "slow drum"))
    assert len(text.split()) <= 60


def test_the_camera_stands_where_the_family_wants_it() -> None:
    in_words = shot(f"{SCENE}, camera pans slowly left")
    assert fit(in_words, "runway") == f"Camera pans slowly left: {SCENE}. Slow, gentle movement."
    assert fit(in_words, "zeroscope").count("camera") == 1
    assert fit(in_words, "plain").endswith("movement, camera pans slowly left")
    assert fit(in_words, "still") == SCENE
    sentences = fit(shot("A llama walks. The sky is blue."), "ltx")
    assert sentences == (
        "A llama walks. The sky is blue. Slow, gentle movement. Camera pans slowly left."
    )


def test_motion_is_said_once_or_left_to_the_backend() -> None:
    assert "lively movement" in fit(shot(motion=8), "wan")
    assert "movement" not in fit(shot(motion=8), "wan", say_motion=False)
    assert fit(shot(f"{SCENE}, slow, gentle movement"), "wan").count("movement") == 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("A red car, shot on a Canon EOS 5D, at dusk", "A red car, at dusk"),
        ("IMAX, a llama in 8K resolution", "a llama"),
        ("Aerial drone shot of a bay, 35mm", "high wide shot of a bay"),
        ("Filmed with a drone, the bay", "the bay"),
        ("A fox, Kodak Portra 400, award-winning, soft light", "A fox, soft light"),
        ("A poster with a logo.", "A poster."),
        ("Arriving trains under Mount Fuji, a canon sung in hidden rooms", ""),
        ("Captain Hdrow mends 12 lanterns", ""),
    ],
)
def test_words_that_would_be_drawn_are_taken_out(said: str, meant: str) -> None:
    assert clean(said) == (meant or said)


def test_a_prompt_of_nothing_else_stays() -> None:
    assert fit(shot("IMAX"), "still") == "IMAX"


def test_negatives_go_only_to_those_who_know_them() -> None:
    people = shot(negative="people, text")
    assert fit_negative(people, "zeroscope") == "text, watermark, copyright, blurry, nsfw, people"
    assert fit_negative(people, "plain") == "people, text"
    assert fit_negative(people, "runway") == ""


def test_an_unknown_family_is_plain() -> None:
    assert fit(shot(), "never-heard-of") == fit(shot(), "plain")
