"""Shots filmed by Runway alone: video and its sound, bought once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.clips import encode, make_clip
from tests.generators.runwayserver import CREDITS, RunwayServer
from tests.production.studio import studio
from webtv.config.channel import Channel
from webtv.model.programme import Plan, Shot
from webtv.production.programme.progress import Progress
from webtv.work.commission import Commission

CHECKS = ("black_s", "frozen_s", "still", "flicker", "blocks", "letterbox", "similar")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def commission() -> Commission:
    stages = {"video": "runway-text-to-video", "sound": "runway-video-to-audio"}
    channel = Channel.model_validate(
        {
            "title": "Llamas",
            "theme": "llamas in the high Andes at dawn",
            "qc": dict.fromkeys(CHECKS),
            "pipeline": {
                **dict.fromkeys(("upscale", "interpolate", "music")),
                **{stage: {"space": space} for stage, space in stages.items()},
            },
        }
    )
    shot = Shot(prompt="a llama crosses a stream", sound="splashing water", seconds=4)
    return Commission(
        programme_id="20260601T120000-abcdef",
        channel_id="llamas",
        channel=channel,
        plan=Plan(title="The stream", shots=(shot,), music="none"),
        writer="test",
        created_at=NOW,
    )


async def test_the_sound_of_a_shot_may_be_a_file_of_its_own(tmp_path: Path) -> None:
    film = make_clip(tmp_path / "film.mp4", seconds=4, size=(256, 144), fps=24).read_bytes()
    encode("-f", "lavfi", "-i", "anoisesrc=a=0.3", "-t", "4", str(tmp_path / "s.wav"))
    made = {"text_to_video": film, "video_to_audio": (tmp_path / "s.wav").read_bytes()}
    wanted = commission()
    with RunwayServer(lambda method: made[method]) as server:
        async with studio(tmp_path, runway=server.url, paper=True) as studio_here:
            await studio_here.book.commission(wanted)
            for _ in range(2):  # the second one finds everything in the work book
                await studio_here.producer.make(
                    wanted, Progress(wanted.programme_id), lambda: (0.0,)
                )
                studio_here.library.remove(studio_here.library.programmes("llamas")[0])
            first, second = studio_here.jobs
            cost = await studio_here.book.cost_of(wanted.programme_id)
    (clip,) = first.clips
    assert [generation.stage for generation in clip.generations] == ["video", "sound"]
    assert clip.path.read_bytes() == film
    assert clip.sound is not None
    assert clip.sound.read_bytes() == made["video_to_audio"]
    assert second.clips == first.clips
    assert cost.credits == 2 * CREDITS
    assert server.created.total() == 2
    bought = {task.method: task.request for task in server.tasks.values()}
    assert bought["video_to_audio"]["promptText"] == "splashing water"
    assert bought["video_to_audio"]["negativePrompt"] == "music"
