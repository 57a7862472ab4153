"""Films that people drop, made into programmes."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import encode, make_clip
from tests.generators.runwayserver import CREDITS, RunwayServer
from tests.production.studio import Studio, studio
from webtv.config.channel import Channel
from webtv.errors import MediaError
from webtv.media.sound.loudness import RATE, decode
from webtv.production.inbox.inbox import SETTLED_S, Inbox
from webtv.production.inbox.shown import shown_as
from webtv.work.commission import Commission

SOUND = "aevalsrc='0.3*sin(440*t*6.28)*(0.5+0.5*sin(20*t))':s=48000"


def channel(**footage: object) -> Channel:
    return Channel.model_validate(
        {
            "title": "Llamas",
            "theme": "llamas in the high Andes at dawn",
            "house": {"width": 256, "height": 144, "video_kbps": 800},
            "pipeline": {"edit": {"space": "runway-video-to-video"}},
            "footage": footage,
        }
    )


def drop(made: Studio, llamas: Channel) -> Commission:
    """What is to be made of the film that lies in the inbox."""
    made.footage.due("llamas", llamas)
    made.clock.skipped_s += SETTLED_S
    (commission,) = made.footage.due("llamas", llamas)
    return commission


def inbox(home: Path) -> Path:
    folder = home / "inbox" / "llamas"
    folder.mkdir(parents=True)
    return folder


async def test_a_film_is_cut_shown_with_its_own_sound_and_put_away(tmp_path: Path) -> None:
    folder = inbox(tmp_path)
    make_clip(folder / "the_walk.mp4", seconds=19, size=(256, 144), fps=24, sound=SOUND)
    (folder / "the_walk.txt").write_text("The long walk\nFilmed by Ana.\n")
    async with studio(tmp_path) as made:
        programme = await made.show(drop(made, channel(longest_s=9)))
    assert (programme.title, programme.logline) == ("The long walk", "Filmed by Ana.")
    assert (programme.kind, programme.ai_generated) == ("footage", False)
    assert programme.notes == ("the_walk.mp4 lasts 19.0 s; the first 8.0 s are shown",)
    assert programme.duration_s == 8.0
    assert [shot.generations for shot in programme.shots] == [()]
    assert sorted(p.name for p in (folder / "done").iterdir()) == ["the_walk.mp4", "the_walk.txt"]
    other = programme.model_copy(update={"id": "20261123T010203-abcdef"})
    film = folder / "done" / "the_walk.mp4"
    assert shown_as("llamas", film, [other, programme]) is programme
    assert shown_as("llamas", film.with_suffix(".txt"), [other, programme]) is None
    assert list((folder / ".taken").iterdir()) == []
    assert list((tmp_path / "work").glob("*/*")) == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.mp4", b"#EXTM3U\n/etc/passwd\n", "no film that can be read"),
        ("voice.mp4", None, "voice.mp4 has no moving picture, only sound"),
        ("half.mp4", None, "half.mp4 is cut short: of 9.0 s only"),
    ],
)
async def test_a_film_of_which_nothing_can_be_made_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    folder = inbox(tmp_path)
    if content is not None:
        (folder / name).write_bytes(content)
    elif name == "voice.mp4":
        encode("-f", "lavfi", "-i", "sine=f=440", "-t", "9", str(folder / name))
    else:
        whole = tmp_path / "whole.mp4"
        source = ("-f", "lavfi", "-i", "testsrc2=s=256x144:r=24", "-t", "9")
        encode(*source, "-movflags", "+faststart", str(whole))
        (folder / name).write_bytes(whole.read_bytes()[: whole.stat().st_size * 7 // 10])
    async with studio(tmp_path, paper=True) as made:
        commission = drop(made, channel())
        with pytest.raises(MediaError, match=says):
            await made.show(commission)
        assert made.footage.due("llamas", channel()) == []
        with pytest.raises(MediaError, match="not in the inbox any more"):
            await made.show(commission)
    assert says in (folder / "refused" / f"{name}.txt").read_text()
    assert (folder / "refused" / name).is_file()
    assert made.library.programmes("llamas") == []


async def test_nothing_of_a_film_is_cut_and_its_sound_is_in_sync(tmp_path: Path) -> None:
    """White for 0.2 s at 9 s of 10, and a tone; to the grid there are 6 s missing."""
    flash = "color=gray:s=256x144:r=30,drawbox=0:0:256:144:white:fill:enable='between(t,9,9.2)'"
    beep = "aevalsrc='0.05*sin(440*6.2832*t)+0.5*sin(1000*6.2832*t)*between(t,9,9.2)':s=48000"
    sources = ("-f", "lavfi", "-i", flash, "-f", "lavfi", "-i", beep, "-t", "10")
    encode(*sources, "-c:v", "libx264", "-c:a", "aac", str(inbox(tmp_path) / "flash.mp4"))
    async with studio(tmp_path) as made:
        programme = await made.show(drop(made, channel()))
        aired = made.library.media(programme)
    assert programme.duration_s == 16
    assert programme.notes == ("a card of 6.0 s follows flash.mp4",)
    seen_s, heard_s = first_flash_s(aired), loudest_s(aired, hertz=1000)
    assert seen_s == pytest.approx(9, abs=0.3)
    assert heard_s == pytest.approx(seen_s, abs=0.04)


def first_flash_s(film: Path) -> float:
    """When its picture becomes white for the first time."""
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            if frame.to_ndarray(format="gray")[60:84, 100:150].mean() > 190:
                return float(frame.time or 0)
    raise AssertionError("it never becomes white")


def loudest_s(film: Path, *, hertz: int) -> float:
    """When a tone begins that is heard for a while."""
    step = RATE // 100
    blocks = decode(film)[:, 0]
    blocks = blocks[: len(blocks) // step * step].reshape(-1, step)
    tone = np.exp(-2j * np.pi * hertz * np.arange(step) / RATE)
    strength = np.abs(blocks @ tone)
    return float(np.argmax(strength > strength.max() / 2) * step / RATE)


async def test_a_crash_between_shelf_and_inbox_makes_no_second_programme(tmp_path: Path) -> None:
    make_clip(inbox(tmp_path) / "a_walk.mp4", seconds=9, size=(256, 144), fps=24)
    async with studio(tmp_path, paper=True) as made:
        commission = drop(made, channel())
        dropped = Inbox(tmp_path / "inbox").find("llamas", commission.programme_id)
        assert dropped is not None
        film = dropped.film.read_bytes()
        programme = await made.show(commission)
        # As it was before it was put away: the film is still among those taken.
        place = dropped.film.parent
        place.mkdir()
        dropped.film.write_bytes(film)
        (place / "about.json").write_text(
            '{"name": "a_walk.mp4", "title": "A walk", "taken_at": "2026-06-01T19:45:00+00:00"}'
        )
        assert made.footage.due("llamas", channel()) == []
        assert await made.show(commission) == programme
    assert len(made.jobs) == 1
    assert list((tmp_path / "inbox" / "llamas" / ".taken").iterdir()) == []


async def test_a_model_edits_it_piece_by_piece_under_its_own_sound(tmp_path: Path) -> None:
    folder = inbox(tmp_path)
    make_clip(folder / "walk.mp4", seconds=17, size=(256, 144), fps=24, sound=SOUND)
    edited = make_clip(tmp_path / "edited.mp4", seconds=8.5, size=(256, 144), fps=24)
    refusal = {"status": "FAILED", "failure": "no", "failureCode": "SAFETY.INPUT.VIDEO"}
    ends = [refusal, {"status": "SUCCEEDED"}]
    with RunwayServer(lambda method: edited.read_bytes(), ends=lambda r: ends.pop()) as server:
        async with studio(tmp_path, runway=server.url, paper=True) as made:
            commission = drop(made, channel(edit=True))
            await made.show(commission)
            (job,) = made.jobs
            cost = await made.book.cost_of(commission.programme_id)
    assert sorted(len(clip.generations) for clip in job.clips) == [0, 1]
    assert [clip.sound is not None and clip.recorded for clip in job.clips] == [True, True]
    assert sum(clip.shown_s for clip in job.clips) == pytest.approx(17, abs=0.1)
    assert job.ai_generated
    assert cost.credits == 2 * CREDITS
    assert server.created.total() == 2


async def test_words_that_moderation_refuses_are_not_shown(tmp_path: Path) -> None:
    folder = inbox(tmp_path)
    make_clip(folder / "walk.mp4", seconds=9, size=(256, 144), fps=24)
    (folder / "walk.txt").write_text("A fucking walk\n")
    async with studio(tmp_path, paper=True) as made:
        with pytest.raises(MediaError, match="moderation refused its words"):
            await made.show(drop(made, channel()))
        assert made.jobs == []
    assert "moderation" in (folder / "refused" / "walk.mp4.txt").read_text()


async def test_a_film_of_a_phone_held_upright_stands_upright(tmp_path: Path) -> None:
    lying = make_clip(tmp_path / "lying.mp4", seconds=9, size=(256, 144), fps=24, sound=SOUND)
    target = inbox(tmp_path) / "upright.mp4"
    encode("-display_rotation", "90", "-i", str(lying), "-c", "copy", str(target))
    async with studio(tmp_path, paper=True) as made:
        await made.show(drop(made, channel()))
        (film,) = made.films
    assert film.video is not None
    assert (film.video.shown.width, film.video.shown.height) == (144, 256)
    assert film.audio is not None
