"""One programme: its stages, what is done about what goes wrong, and what is kept for a restart."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.clips import encode
from tests.clocks import ScaledClock
from tests.generators.spaceserver import make_media
from tests.production.backends import Row, Scripted, contract
from webtv.config.channel import Channel
from webtv.config.contract import Input
from webtv.errors import MediaError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.transport import Answer
from webtv.ingest.job import IngestJob
from webtv.media.probe import probe
from webtv.media.process.binary import find_ffmpeg
from webtv.model.programme import Plan, Programme, Shot
from webtv.model.stage import Stage
from webtv.production.calls.budget import Budgets
from webtv.production.calls.calls import Calls
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.scheduler import CallScheduler
from webtv.production.programme.producer import PATIENCE_S, Producer
from webtv.production.programme.progress import Progress
from webtv.store.library import Library
from webtv.store.rejected import RejectedStills
from webtv.work.book import WorkBook
from webtv.work.commission import Commission

ID = "20260501T120000-0123ab"
VIDEO = Input(name="video", source="video", kind="video")
IMAGE = Input(name="image", source="image", kind="file")
LENGTH = Input(name="seconds", source="seconds", kind="float")


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    make_media(folder)
    return folder


@dataclass
class Set:
    """A film set: scripted backends by stage, everything else real."""

    media: Path
    row: Row
    book: WorkBook
    producer: Producer
    banned: set[int] = field(default_factory=set)

    def add(self, stage: Stage, name: str = "", *inputs: Input, **how: Any) -> Scripted:
        """A backend of a stage, that gives a good clip unless it is told otherwise."""
        files = {"music": "music.wav", "narration": "music.wav", "image": "still.png"}
        good = self.media / files.get(stage, "clip.mp4")
        script = Scripted(how.pop("says", None), gives=how.pop("gives", lambda number: good))
        kind = {"music": "audio", "narration": "audio", "image": "image"}.get(stage, "video")
        made = contract(name or stage, stage=stage, more=inputs, output=kind, **how)  # type: ignore[arg-type]
        self.row.add(made, script)
        return script

    @property
    def clip(self) -> str:
        return str(self.media / "clip.mp4")

    async def make(
        self, shots: int = 2, identity: str = ID, plan: tuple[Shot, ...] = (), **channel: Any
    ) -> Programme:
        commission = Commission(
            programme_id=identity,
            channel_id="llamas",
            channel=Channel.model_validate(
                {
                    "title": "Llamas",
                    "theme": "llamas of the high Andes",
                    "house": {"width": 256, "height": 144, "video_kbps": 800},
                    "qc": {"similar": None},
                    **channel,
                }
            ),
            plan=Plan(
                title="Dawn",
                shots=plan
                or tuple(Shot(prompt=f"Paco the llama, {n}", seconds=4) for n in range(shots)),
                music="slow pan pipes",
                narration="Good morning.",
            ),
            writer="template",
            created_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
        )
        await self.book.commission(commission)
        return await self.producer.make(commission, Progress(identity), lambda: (0.0,))


@pytest.fixture
async def studio(request: pytest.FixtureRequest, tmp_path: Path, media: Path) -> AsyncIterator[Set]:
    """Its clock runs 500 times as fast, or as a test's parameter says."""
    clock = ScaledClock(getattr(request, "param", 500), start=datetime(2026, 5, 1, 12, tzinfo=UTC))
    book = await WorkBook.open(
        f"sqlite:///{tmp_path}/work.db", artifacts=tmp_path / "clips", now=clock.now
    )
    row, budgets = Row(clock.monotonic), Budgets(book, clock=clock)
    scheduler = CallScheduler(budgets=budgets, clock=clock)
    banned: set[int] = set()
    producer = Producer(
        calls=Calls(
            backends=row,
            scheduler=scheduler,
            budgets=budgets,
            book=book,
            scratch=tmp_path / "scratch",
        ),
        scheduler=scheduler,
        qc=QualityControl(book=book, stills=RejectedStills(tmp_path / "rejected"), clock=clock),
        book=book,
        library=Library(tmp_path / "library"),
        ffmpeg=find_ffmpeg(None),
        work_dir=tmp_path / "work",
        assets=tmp_path / "assets",
        banned=lambda: banned,
        clock=clock,
    )
    yield Set(media, row, book, producer, banned)
    scheduler.close()
    await book.close()


def pipeline(*stages: str, **configs: Any) -> dict[str, Any]:
    """Those stages, each by the backend of its own name; the rest is left out."""
    known = {"upscale": None, "interpolate": None, "music": None}
    return {"pipeline": {**known, **{stage: {"space": stage} for stage in stages}, **configs}}


def refuse(number: int) -> Answer:
    raise RefusedError("nsfw", backend="b")


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
    await studio.make(**pipeline("video"), cast=cast)
    assert {each["image"] for each in video.inputs} == {assets / "paco.png"}


async def test_what_looks_bad_is_filmed_with_another_seed_and_noted(
    studio: Set, tmp_path: Path
) -> None:
    def gives(number: int) -> Path:
        return studio.media / ("black.mp4" if number == 1 else "clip.mp4")

    video = studio.add("video", gives=gives)
    made = await studio.make(shots=1, **pipeline("video"))
    first, second = (each["seed"] for each in video.inputs)
    assert first != second == made.shots[0].generations[0].seed
    (rejection,) = await studio.book.rejections("llamas", 9)
    assert (rejection.check, rejection.seed, rejection.shot) == ("black", first, 0)
    assert rejection.reason.startswith("it is black")
    assert (tmp_path / "rejected" / "llamas" / rejection.thumbnail).stat().st_size > 0


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


@pytest.mark.parametrize("studio", [1], indirect=True)
async def test_a_voice_that_only_an_operator_can_mend_is_not_waited_for(studio: Set) -> None:
    def forbidden(number: int) -> Answer:
        raise MisconfiguredError("403: the token may not do that", backend="b")

    studio.add("video")
    voice = studio.add("narration", says=forbidden)
    async with asyncio.timeout(PATIENCE_S / 2):
        made = await studio.make(shots=1, **pipeline("video", "narration"))
    assert (voice.calls, made.narration_generations) == (1, ())


async def test_a_stage_without_seeds_that_spoils_a_shot_has_it_filmed_anew(
    studio: Set, tmp_path: Path
) -> None:
    def gives(number: int) -> Path:
        return studio.media / ("black.mp4" if number == 1 else "clip.mp4")

    def films(number: int) -> Path:
        """Each time another film, as a model's would be."""
        film = tmp_path / f"film-{number}.mp4"
        shutil.copyfile(studio.media / "clip.mp4", film)
        with film.open("ab") as file:
            file.write((9).to_bytes(4, "big") + b"free" + bytes([number]))
        return film

    video = studio.add("video", gives=films)
    upscale = studio.add("upscale", "", VIDEO, seeded=False, gives=gives)
    made = await studio.make(shots=1, **pipeline("video", "upscale"))
    assert (video.calls, upscale.calls) == (2, 2)
    assert made.shots[0].generations[0].seed == video.inputs[1]["seed"]


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
    await studio.make(plan=shots, **pipeline("image", "video"), cast=cast, style=style)
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
    await studio.make(plan=shots, **pipeline("video"), cast=cast)
    sent = {str(each["prompt"])[:3]: each["people"] for each in video.inputs}
    assert sent["Ina"] == (assets / "Rosa.png", assets / "Ina.png")
    assert sent["Pac"] == (assets / "Paco.png", assets / "Rosa.png")
    assert sent["Sea"] is None


async def test_how_long_a_shot_was_filmed_is_known_after_stages_that_change_its_rate(
    studio: Set, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FILM plays 3 s in 12: neither is that too long, nor is it trimmed to a third."""
    slow = tmp_path / "slow.mp4"
    spread = ("-vf", "setpts=4*PTS", "-r", "8", "-c:v", "libx264", "-preset", "ultrafast")
    encode("-i", str(studio.media / "clip.mp4"), *spread, str(slow))
    studio.add("video")
    studio.add("interpolate", "", VIDEO, gives=lambda number: slow)
    jobs: list[IngestJob] = []

    async def ingest(job: IngestJob) -> Programme:
        jobs.append(job)
        raise MediaError("enough is known")

    monkeypatch.setattr(studio.producer, "ingest", ingest)
    with pytest.raises(MediaError, match="enough"):
        await studio.make(shots=1, **pipeline("video", "interpolate"))
    (clip,) = jobs[0].clips
    assert clip.filmed_s == pytest.approx(3, abs=0.1)
    assert probe(clip.path).duration_s == pytest.approx(12, abs=0.2)


async def test_the_best_take_airs_and_the_next_best_stands_in_for_it(
    studio: Set, tmp_path: Path
) -> None:
    still = tmp_path / "dull.mp4"
    slow = ("-vf", "fps=4,fps=8,gblur=sigma=4", "-c:v", "libx264", "-preset", "ultrafast")
    encode("-i", str(studio.media / "clip.mp4"), *slow, str(still))
    generations = {1: still, 2: studio.media / "black.mp4", 3: studio.media / "clip.mp4"}
    video = studio.add("video", gives=lambda number: generations[number])
    upscale = studio.add("upscale", "", VIDEO, seeded=False)
    films = pipeline("upscale", video={"space": "video", "best_of": 3})
    made = await studio.make(shots=1, **films)
    first, _, best = (each["seed"] for each in video.inputs)
    assert (video.calls, upscale.calls) == (3, 1)
    assert made.shots[0].generations[0].seed == best

    def spoils(number: int) -> Path:
        return studio.media / ("black.mp4" if number == 2 else "clip.mp4")

    video.gives, upscale.gives = lambda number: generations[number - 3], spoils
    made = await studio.make(shots=1, identity=f"{ID[:-1]}c", **films)
    assert (video.calls, upscale.calls) == (6, 3)  # nothing was filmed for a third try
    assert made.shots[0].generations[0].seed == video.inputs[3]["seed"] != first


async def test_nothing_is_filmed_with_a_banned_seed(studio: Set) -> None:
    video = studio.add("video", says=refuse)
    with pytest.raises(MediaError):
        await studio.make(shots=1, **pipeline("video"))
    seed = video.inputs[0]["seed"]
    assert isinstance(seed, int)
    studio.banned.update({seed, seed + 1})
    video.says = lambda number: Answer()
    await studio.make(shots=1, **pipeline("video"))
    assert video.inputs[1]["seed"] == seed + 2
