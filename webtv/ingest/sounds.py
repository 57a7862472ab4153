"""What is heard in a programme besides music: narration, sound effects, what was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from webtv.errors import MediaError, RejectedError
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.media.cutting import Cut
from webtv.media.encode import samples
from webtv.media.sound.clipsound import ClipSound, LaidOut, lay_out
from webtv.media.sound.lines import lay_lines, parted
from webtv.media.sound.loudness import Sound, at_loudness
from webtv.media.sound.sound import Layers
from webtv.media.sound.speech import Speech, lay_speech, spoken
from webtv.model.narration import VoicedRun, voiced_runs

_VOICE_LUFS = -20.0
"""Several voices are as loud as each other."""

_NOTHING = LaidOut(None, {})


@dataclass(frozen=True, slots=True)
class Sounds:
    """All of it, laid along the programme; and what could not be used, and why."""

    layers: Layers
    speech: Speech | None
    mute: frozenset[int]
    notes: tuple[str, ...]
    lines: tuple[str, ...] = ()
    """What the speech says, where its lines are laid one by one."""

    def heard_in(self, job: IngestJob) -> IngestJob:
        """`job` with no more sounds, and no more generations of them, than are heard."""
        clips = tuple(
            _muted(clip) if index in self.mute else clip for index, clip in enumerate(job.clips)
        )
        if self.speech is not None:
            return replace(job, clips=clips)
        return replace(job, clips=clips, narration=(), narration_generations=())


def gather(job: IngestJob, timing: Cut, shares: Sequence[float]) -> Sounds:
    """Read and lay out the sounds of `job`; whatever cannot be used is left out, with a note.

    Of each clip a share of `shares` is seen.
    """
    count = samples(job.channel.house, timing.frames)
    speech, lines, notes = _speech(job, count, timing)
    laid = {role: _laid(job, role == "own", timing, count, shares) for role in ("effects", "own")}
    left_out = {**laid["effects"].left_out, **laid["own"].left_out}
    notes += [
        f"sound of shot {index + 1} left out: {left_out[index]}" for index in sorted(left_out)
    ]
    layers = Layers(
        effects=laid["effects"].sound,
        own=laid["own"].sound,
        speech=speech.sound if speech else None,
        duck_db=job.channel.narration.duck_db,
    )
    return Sounds(layers, speech, frozenset(left_out), tuple(notes), lines)


def unheard(job: IngestJob) -> Sounds:
    """None of the sounds of `job`, because together they cannot be brought to house loudness."""
    every = frozenset(index for index, clip in enumerate(job.clips) if clip.sound)
    note = "narration and sounds of shots left out: they cannot be brought to house loudness"
    return Sounds(Layers(), None, every, (note,))


def _speech(
    job: IngestJob, count: int, timing: Cut
) -> tuple[Speech | None, tuple[str, ...], list[str]]:
    """The narration, its lines where they are laid one by one, and notes."""
    if not job.narration:
        return None, (), []
    titles = job.channel.titles
    after_s = titles.seconds if titles.enabled and job.titled else 0.0
    seconds = float(timing.frames / timing.rate)
    runs = voiced_runs(job.plan, job.channel.voice_of)
    if len(runs) != len(job.narration):
        runs = voiced_runs(job.plan, lambda _: "")  # one voice speaks all of it
    try:
        words = [spoken(path, seconds=seconds) for path in job.narration]
        if len(words) > 1:
            words = [at_loudness(each, _VOICE_LUFS) for each in words]
        pieces = list(_pieces(words, runs))
        starts = _starts(job, timing)
        laid = lay_lines(
            [piece for piece, _, _ in pieces],
            [starts.get(shot) for _, shot, _ in pieces],
            count,
            after_s=after_s,
        )
        if laid:
            return laid, tuple(text for _, _, text in pieces), []
        if len(words) > 1:
            raise RejectedError("there is no room for what all the voices say")
    except MediaError as error:
        return None, (), [f"narration left out: {error}"]
    return lay_speech(words[0], count, after_s=after_s), (), []


def _pieces(words: Sequence[Sound], runs: Sequence[VoicedRun]) -> Iterator[tuple[Sound, int, str]]:
    """What is laid one by one, with the shot where it belongs and what it says.

    A run that cannot be cut into lines is one piece, if there are others beside it.
    """
    for each, run in zip(words, runs, strict=True):
        cut = parted(each, [len(line.text) for line in run.lines])
        if cut is not None:
            for piece, line in zip(cut, run.lines, strict=True):
                yield piece, line.shot, line.text
        elif len(runs) > 1:
            yield each, run.lines[0].shot, run.text


def _starts(job: IngestJob, timing: Cut) -> dict[int, float]:
    """When each shot of the plan is seen first; what could not be filmed is absent."""
    found, shots = {}, list(job.plan.shots)
    place = 0
    for clip, start_s in zip(job.clips, timing.starts_s, strict=True):
        if clip.shot in shots[place:]:
            place = shots.index(clip.shot, place)
            found[place] = start_s
            place += 1
    return found


def _laid(job: IngestJob, own: bool, timing: Cut, count: int, shares: Sequence[float]) -> LaidOut:
    sounds = [
        ClipSound(clip.sound, clip.path, own, share)
        if clip.sound and clip.recorded == own
        else None
        for clip, share in zip(job.clips, shares, strict=True)
    ]
    return lay_out(sounds, timing, count) if any(sounds) else _NOTHING


def _muted(clip: FilmedClip) -> FilmedClip:
    generations = tuple(
        generation for generation in clip.generations if generation.stage != "sound"
    )
    return replace(clip, sound=None, generations=generations)
