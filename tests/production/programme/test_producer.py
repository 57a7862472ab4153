"""One programme: its stages, what is done about what goes wrong, and what is kept for a restart."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import encode
from tests.production.programme.film_set import ID, IMAGE, LENGTH, VIDEO, Set, pipeline, refuse
from webtv.config.contract import Input
from webtv.errors import MediaError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.transport import Answer
from webtv.media.probe import probe
from webtv.model.programme import Shot
from webtv.production.programme.making import PATIENCE_S


async def test_every_stage_gets_what_the_one_before_it_made(studio: Set, tmp_path: Path) -> None:
    image = studio.add("image")
    video = studio.add("video", "", IMAGE, LENGTH)
    upscale = studio.add("upscale", "", VIDEO, seeded=False)
    narration = studio.add("narration", "", Input(name="text", source="text"))
    made = await studio.make(
        **pipeline("image", "video", "upscale", "narration"),
        programme={"slow_motion": 2},
    )
    assert [generation.stage for generation in made.shots[0].generations] == [
        "image",
        "video",
        "upscale",
    ]
    assert all(str(each["image"]).endswith(".png") for each in video.inputs)
    assert {each["seconds"] for each in video.inputs} == {2}  # four seconds, at half the speed
    assert all(str(each["video"]).endswith(".mp4") for each in upscale.inputs)
    assert (image.calls, narration.calls) == (2, 1)
    assert narration.inputs[0]["text"] == "Good morning."
    # A new start after that finds it in the library.
    assert await studio.make(**pipeline("image", "video", "upscale")) == made
    assert video.calls == 2
    assert not any((tmp_path / "work").rglob("*.*"))


async def test_a_member_of_the_cast_is_shown_to_backends_that_take_a_picture(
    studio: Set, tmp_path: Path
) -> None:
    video = studio.add("video", "", IMAGE)
    assets = tmp_path / "assets" / "llamas"
    assets.mkdir(parents=True)
    (assets / "paco.png").write_bytes((studio.media / "still.png").read_bytes())
    cast = [{"name": "Paco", "look": "a tall white llama", "image": "paco.png"}]
    await studio.film(**pipeline("video"), cast=cast)
    assert {each["image"] for each in video.inputs} == {assets / "paco.png"}


async def test_half_of_the_shots_are_enough_and_fewer_are_not(studio: Set) -> None:
    def says(number: int) -> Answer:
        if number % 2:
            raise RefusedError("nsfw", backend="b")
        return Answer()

    video = studio.add("video", says=says)
    assert len((await studio.make(shots=2, **pipeline("video"))).shots) == 1
    video.says = refuse
    with pytest.raises(MediaError, match="only 0 of 3"):
        await studio.make(shots=3, identity=f"{ID[:-1]}c", **pipeline("video"))


async def test_music_that_is_refused_or_away_is_left_out(studio: Set) -> None:
    def away(number: int) -> Answer:
        raise UnavailableError("away", backend="b", retry_after_s=10**6)

    studio.add("video")
    studio.add("music", says=refuse)
    studio.add("narration", says=away)
    studio.add("sound", "", VIDEO, says=refuse)
    made = await studio.make(shots=1, **pipeline("video", "music", "narration", "sound"))
    assert (made.music_generations, made.narration_generations) == ((), ())
    assert [generation.stage for generation in made.shots[0].generations] == ["video"]


VOICES = {
    "narration": {"voice": "bf_emma"},
    "cast": [
        {"name": "Paco", "look": "a tall llama", "voice": "am_adam"},
        {"name": "Rosa", "look": "a brown llama"},
    ],
}
LINES = (("", "It rains."), ("Paco", "All aboard!"), ("paco", "Where is Rosa?"), ("Rosa", "Here."))


@pytest.mark.parametrize("refused", [False, True])
async def test_each_of_the_cast_speaks_in_a_voice_of_their_own(studio: Set, refused: bool) -> None:
    """Where one cannot be had the narrator speaks for all, so that nobody falls silent."""
    studio.add("video")
    voice, text = (Input(name=name, source=name) for name in ("voice", "text"))

    def says(number: int) -> Answer:
        if refused and number == 2:
            raise RefusedError("no such voice", backend="b")
        return Answer(gpu_s=2.0)

    spoken = studio.add("narration", "", voice, text, says=says)
    plan = tuple(
        Shot(prompt=f"Paco the llama, {n}", seconds=4, line=line, speaker=speaker)
        for n, (speaker, line) in enumerate(LINES)
    )
    whole = " ".join(line for _, line in LINES)
    job = await studio.film(plan=plan, told=whole, **pipeline("video", "narration"), **VOICES)
    asked = [(each["voice"], each["text"]) for each in spoken.inputs]
    if refused:
        assert asked[-1] == ("bf_emma", whole)
        assert len(job.narration) == 1
    else:
        assert asked == [
            ("bf_emma", "It rains."),
            ("am_adam", "All aboard! Where is Rosa?"),
            ("bf_emma", "Here."),
        ]
        assert len(job.narration) == len(job.narration_generations) == 3


@pytest.mark.parametrize("studio", [1], indirect=True)
async def test_a_voice_that_only_an_operator_can_mend_is_not_waited_for(studio: Set) -> None:
    def forbidden(number: int) -> Answer:
        raise MisconfiguredError("403: the token may not do that", backend="b")

    studio.add("video")
    voice = studio.add("narration", says=forbidden)
    async with asyncio.timeout(PATIENCE_S / 2):
        made = await studio.make(shots=1, **pipeline("video", "narration"))
    assert (voice.calls, made.narration_generations) == (1, ())


async def test_a_shot_that_goes_on_in_one_take_begins_with_the_end_of_the_one_before(
    studio: Set, tmp_path: Path
) -> None:
    image, seen = studio.add("image"), []
    video = studio.add("video", "", IMAGE)

    def says(number: int) -> Answer:
        path = video.inputs[-1]["image"]
        assert isinstance(path, Path)
        seen.append(path.read_bytes())
        return Answer()

    video.says = says
    style = "soft storybook light"
    shots = tuple(
        Shot(prompt=f"Paco, a white llama, walks to door {n}, {style}", one_take=n == 1)
        for n in range(3)
    )
    cast = [{"name": "Paco", "look": "a white llama"}]
    await studio.film(plan=shots, **pipeline("image", "video"), cast=cast, style=style)
    assert (image.calls, video.calls) == (2, 3)
    painted = (studio.media / "still.png").read_bytes()
    (end,) = [each for each in seen if each != painted]
    with av.open(BytesIO(end), "r", format="png_pipe") as first, av.open(studio.clip) as film:
        begins = next(first.decode(video=0)).to_ndarray(format="gray")
        ends = list(film.decode(video=0))[-1].to_ndarray(format="gray")
    assert np.abs(begins.astype(int) - ends).mean() < 2
    told = {str(each["prompt"]).split(",")[0] for each in video.inputs}
    assert told == {f"Paco walks to door {n}" for n in range(3)}
    assert all(style in str(each["prompt"]) for each in image.inputs)
    assert not any("movement" in str(each["prompt"]) for each in image.inputs)


async def test_all_of_the_cast_that_a_shot_names_are_shown_where_several_can_be(
    studio: Set, tmp_path: Path
) -> None:
    several = Input(name="people", source="references", kind="file", maximum=2)
    video = studio.add("video", "", several)
    assets = tmp_path / "assets" / "llamas"
    assets.mkdir(parents=True)
    cast = [{"name": n, "look": "a llama", "image": f"{n}.png"} for n in ("Paco", "Rosa", "Ina")]
    for member in cast:
        (assets / member["image"]).write_bytes((studio.media / "still.png").read_bytes())
    shots = (Shot(prompt="Ina meets Rosa"), Shot(prompt="Paco, Rosa and Ina"), Shot(prompt="sea"))
    await studio.film(plan=shots, **pipeline("video"), cast=cast)
    sent = {str(each["prompt"])[:3]: each["people"] for each in video.inputs}
    assert sent["Ina"] == (assets / "Rosa.png", assets / "Ina.png")
    assert sent["Pac"] == (assets / "Paco.png", assets / "Rosa.png")
    assert sent["Sea"] is None


async def test_how_long_a_shot_was_filmed_is_known_after_stages_that_change_its_rate(
    studio: Set, tmp_path: Path
) -> None:
    """FILM plays 3 s in 12: neither is that too long, nor is it trimmed to a third."""
    slow = tmp_path / "slow.mp4"
    spread = ("-vf", "setpts=4*PTS", "-r", "8", "-c:v", "libx264", "-preset", "ultrafast")
    encode("-i", str(studio.media / "clip.mp4"), *spread, str(slow))
    studio.add("video")
    studio.add("interpolate", "", VIDEO, gives=lambda number: slow)
    (clip,) = (await studio.film(shots=1, **pipeline("video", "interpolate"))).clips
    assert clip.filmed_s == pytest.approx(3, abs=0.1)
    assert probe(clip.path).duration_s == pytest.approx(12, abs=0.2)
