"""The short form: a whole programme in one small answer, for small models and slow servers."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from webtv.prompts.profile import profile_of
from webtv.writers.llm.outline import Draft, Series, ShotIdea
from webtv.writers.llm.reading import Line, Words, schema_of
from webtv.writers.llm.shots import ShotPrompt, wants_sound, words_wanted
from webtv.writers.writer import Brief

_ASKED = """\
Write one new programme of exactly {count} shots on one small idea. {told} Each `prompt` is \
English, {least} to {most} words: kind of shot, who or what does what and where, time of day, \
light. It says only what is seen; no shot is like another. `camera` is one move, such as: slow \
dolly in, camera pans left, static camera. `motion` goes from 1 (still) to 10 (fast). `line` is \
one short sentence {said}. `music`: instruments, mood, tempo, in English.
Answer as {form}"""

_FORM = (
    '{{"title": str, "logline": str, "music": str, "shots": [{{"prompt": str, "line": str, '
    '"camera": str, "motion": 1-10{sound}}}]{series}}}'
)


class ShortShot(ShotPrompt):
    """A shot in the short form."""

    line: Words = ""
    speaker: Line = ""
    seconds: float | None = Field(None, allow_inf_nan=False)


class Short(Series):
    """A programme in the short form."""

    title: Line
    logline: Words
    music: Words
    shots: list[ShortShot]

    def apart(self) -> tuple[Draft, list[ShotPrompt]]:
        """What happens, and how it is filmed."""
        ideas = [
            ShotIdea(what=each.prompt, line=each.line, speaker=each.speaker, seconds=each.seconds)
            for each in self.shots
        ]
        draft = Draft(
            title=self.title,
            logline=self.logline,
            music=self.music,
            closes=self.closes,
            opens=self.opens,
            story=self.story,
            shots=ideas,
        )
        return draft, list(self.shots)


def ask(brief: Brief) -> str:
    """The request for a programme."""
    least, most = words_wanted(brief, " ".join(f"@{m.name}" for m in brief.channel.cast[:1]))
    return _ASKED.format(
        count=brief.channel.programme.shots,
        told=profile_of(brief.profile).told,
        least=min(least, 30),
        most=most,
        said="that a voice says" if brief.narrated else "that viewers read",
        form=_FORM.format(
            sound=', "sound": str' if wants_sound(brief) else "",
            series=', "story": str' if brief.channel.series else "",
        ),
    )


def schema(brief: Brief) -> dict[str, Any]:
    """What a programme looks like on this channel; grammar makes the number of shots right."""
    without = ["negative", "seconds", "speaker", "closes", "opens"]
    without += [] if wants_sound(brief) else ["sound"]
    without += [] if brief.channel.series else ["story"]
    count = brief.channel.programme.shots
    return schema_of(Short, without=tuple(without), shots=(count, count))
