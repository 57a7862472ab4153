"""What cannot work, and what will look bad, is said before it is paid for."""

from __future__ import annotations

from pathlib import Path

import pytest

from webtv.check import check_channels
from webtv.config.settings import Settings
from webtv.generators.local import tell_of_spaces

GOOD = "title: Llamas\ntheme: llamas in the high Andes at dawn\n"
LTX = "pipeline: {video: {space: ltx-text, source: public}, upscale: null, interpolate: null}\n"
KOKORO = "pipeline: {narration: {space: kokoro, source: public}}\n"
CARD = "announcements: [{cron: 0 20 * * *, title: Soon, presenter: true}]\n"
PRESENTER = "presenter: {image: host.png, performance: host.mp4}\n"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "channels").mkdir()
    return Settings(home=tmp_path / "home", channels_dir=tmp_path / "channels")


def judged(settings: Settings, text: str) -> tuple[list[str], list[str]]:
    path = settings.channels_dir / "llamas.yaml"
    path.write_text(GOOD + text)
    good, errors = check_channels(settings)

    def short(lines: list[str]) -> list[str]:
        return [line.removeprefix(f"{path}:").removesuffix(" (advice)") for line in lines]

    return short([line for line in good if line != "llamas: Llamas"]), short(errors)


def test_a_plain_channel_has_nothing_against_it(settings: Settings) -> None:
    assert judged(settings, "") == ([], [])
    assert judged(settings, LTX) == ([], [])
    assert judged(settings, LTX + "house: {width: 720, height: 1280}\n") == ([], [])


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "programme: {shots: 1}\n",
            "1:1: pipeline.video: zeroscope-v2 films 3 s; shots are 8 s (programme.shots",
        ),
        (
            "programme: {shots: 3, shot_s: 8}\n",
            "1:1: pipeline.video: zeroscope-v2 films 3 s; shots are 8 s (programme.shots",
        ),
        (
            "programme: {shots: 2}\nhouse: {fps: 29.97}\n",
            "1:1: pipeline.video: zeroscope-v2 films 3 s; shots are 10 s (programme.shots",
        ),
        (
            "programme: {shots: 1}\npipeline: {video: {space: zeroscope-v2, "
            "params: {num_frames: 48}}}\n",
            "4:1: pipeline.upscale: zeroscope-xl takes 3 s of film at most; shots are 8 s",
        ),
        (
            "pipeline: {video: {space: ltx-image, source: public}, upscale: null}\n",
            "3:12: pipeline.video: ltx-image needs a picture to begin with",
        ),
        (PRESENTER + CARD, "3:13: presenter.image: {assets}/host.png is not there: nothing can be"),
        ("writer: {kind: openai}\n", "3:10: writer.kind: openai needs a key: set OPENAI_API_KEY"),
    ],
)
def test_what_cannot_work_is_an_error(settings: Settings, text: str, error: str) -> None:
    _, errors = judged(settings, text)
    assert errors[0].startswith(error.format(assets=settings.assets_dir / "llamas"))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            "programme: {shot_s: 5.5}\n",
            "1:1: pipeline.video: zeroscope-v2 films 3 s; shots are 5.5 s (programme.shots and "
            "shot_s, fitted to the house format), so they move 1.8 times slower than filmed",
        ),
        (
            "programme: {shots: 8, shot_s: 2}\npipeline: {video: {space: runway-image-to-video, "
            "source: public}, image: {space: flux-schnell, source: public}, upscale: null}\n",
            "4:12: pipeline.video: runway-image-to-video films 5 s; shots are 2 s (programme.shots "
            "and shot_s, fitted to the house format), so 3 s of each are cut off",
        ),
        (
            LTX.replace("public", "public, params: {width_ui: 1024, height_ui: 576}")
            + "house: {width: 576, height: 1024}\n",
            "3:12: pipeline.video: ltx-text makes pictures of 1024x576 for a house of 576x1024",
        ),
        (
            "cast: [{name: Rosa, look: a brown llama, image: rosa.png}]\n",
            "3:42: cast.0.image: {assets}/rosa.png is not there: Rosa will look different",
        ),
        (CARD, "3:49: announcements.0.presenter: is a card: it takes `presenter` and a stage"),
        (
            KOKORO + "language: es\n",
            "1:1: narration.voice: af_heart speaks en, and the channel es: its voices for es begin "
            "with e…",
        ),
        (
            "pipeline: {narration: {space: kokoro}}\nlanguage: es\nnarration: {voice: ef_dora}\n",
            "5:13: narration.voice: ef_dora is not here: its voices for es need `source: public`",
        ),
        (
            KOKORO + "cast: [{name: Rosa, look: a brown llama, voice: ef_dora}]\n",
            "4:42: cast.0.voice: ef_dora speaks es, and the channel en: its voices for en begin "
            "with a… or b…",
        ),
        (
            "pipeline: {narration: {space: runway-text-to-speech, source: public}}\n"
            "narration: {voice: Nobody}\n",
            "4:13: narration.voice: runway-text-to-speech has no voice Nobody: it speaks",
        ),
        ("language: sw\n", "3:1: language: the offline writer tells tales in ar, ca, "),
        (
            LTX + "language: es\n",
            "2:1: theme: video models read English: give `theme_en` beside it, for prompts",
        ),
        (
            LTX + "language: es\ntheme_en: Llamas drive a train.\n"
            "cast: [{name: Rosa, look: una llama marrón}]\n",
            "6:21: cast.0.look: video models read English: give `look_en` for Rosa",
        ),
        (
            "programme: {shots: 1}\npipeline: {video: {space: zeroscope-v2, fallbacks: "
            "[{space: ltx-text, source: public}]}, upscale: null}\n",
            "4:12: pipeline.video: zeroscope-v2 films 3 s; shots are 8 s",
        ),
    ],
)
def test_what_will_look_bad_is_advice(settings: Settings, text: str, advice: str) -> None:
    good, errors = judged(settings, text)
    assert errors == []
    assert any(
        line.startswith(advice.format(assets=settings.assets_dir / "llamas")) for line in good
    ), good


def test_a_voice_that_only_models_have_is_said(settings: Settings) -> None:
    cast = "cast: [{name: Rosa, look: a brown llama, voice: bf_emma}]\n"
    assert judged(settings, cast) == ([], [])
    paper = settings.model_copy(update={"spaces_engine": "studio"})
    good, errors = judged(paper, cast)
    assert errors == []
    assert [line.partition(": ")[2] for line in good] == [
        "cast.0.voice: the paper theatre speaks as af_heart alone (WEBTV_SPACES_ENGINE=studio)"
    ]
    assert judged(paper, cast.replace("bf_emma", "af_heart")) == ([], [])


def test_a_live_programme_that_none_will_see_is_said(settings: Settings) -> None:
    live = "live: [{cron: 0 20 * * *}]\n"
    assert judged(settings, live) == ([], [])
    paper = settings.model_copy(update={"spaces_engine": "studio"})
    good, errors = judged(paper, live + "safety: {hold: true}\n")
    assert errors == []
    assert [line.partition(":")[2].rpartition(": ")[0] for line in good] == [
        "1: live: the paper theatre makes none, the rundown airs instead",
        "1: live: nobody can approve one before it airs, as safety.hold asks",
    ]


@pytest.mark.parametrize(
    ("pipeline", "advice"),
    [
        ("{profile: zeroscope}", "profile: the paper theatre films in place of models"),
        ("{profile: wan}", "video: wan-2-2-5b is not served here"),
        ("{profile: wan, video: {space: wan-2-2-5b, source: public}}", ""),
        ("{profile: studio}", ""),
    ],
)
def test_models_that_are_not_here_are_said(settings: Settings, pipeline: str, advice: str) -> None:
    """As the Spaces tell, whatever this process is set to."""
    channel = f"pipeline: {pipeline}\n"
    tell_of_spaces(settings, models=False)
    good, errors = judged(settings, channel)
    assert errors == []
    assert [f": pipeline.{advice}" in line for line in good] == ([True] if advice else [])
    assert all("`webtv spaces --engine models`" in line for line in good)
    gpu = settings.model_copy(update={"spaces_url": "http://spaces-gpu:7860"})
    tell_of_spaces(gpu, models=True)
    assert judged(settings, channel) == ([], [])


def test_pictures_that_are_there_are_fine(settings: Settings) -> None:
    folder = settings.assets_dir / "llamas"
    folder.mkdir(parents=True)
    for name in ("rosa.png", "host.png", "host.mp4"):
        (folder / name).write_bytes(b"x")
    cast = "cast: [{name: Rosa, look: a brown llama, image: rosa.png}]\n"
    assert judged(settings, cast + PRESENTER) == ([], [])
