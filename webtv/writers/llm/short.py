"""The short form: a whole programme in one small answer, for small models and slow servers.

The model tells what is seen and what is said of it; how it is filmed is put in by us
(`filmed.py`). More than was asked for is taken, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, model_validator

from webtv.writers.cast import described
from webtv.writers.llm.example import SHOTS, example_of, language_name
from webtv.writers.llm.outline import Draft, Series, ShotIdea
from webtv.writers.llm.reading import Line, Words, schema_of
from webtv.writers.llm.shots import ShotPrompt
from webtv.writers.llm.showrunner import answering, suggestion
from webtv.writers.offline.beats import read_theme
from webtv.writers.speech import most_narration
from webtv.writers.story import without_number
from webtv.writers.writer import Brief

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

_CRAFT = (
    "You write very short picture stories for a television channel. Answer with one JSON object "
    "and nothing else."
)
_ASKED = """\
Tell one new small story of this channel in {count} pictures: somebody does something, a small \
thing goes wrong, it turns out otherwise than expected, and it ends in quiet. `see`: what is seen, \
in English: who does what, where, with which thing. `say`: one short sentence in {language} \
{said}. `title` and `about` are in {language}."""

_LONGEST_THEME = 700
"""Characters of a theme: a small model loses its way in more."""

_FEW = 6
"""Recent titles that a small model is reminded of."""

_NAMES = {"see": "prompt", "say": "line", "about": "logline"}
"""Fields as the model knows them, and as they are called here."""


class Picture(BaseModel):
    """One picture of a story, as it is asked for."""

    see: Words = Field(description="English: who does what, where, with which thing.")
    say: Words = Field(description="One short sentence that goes with it.")


class Told(BaseModel):
    """A story, as it is asked for."""

    title: Line
    about: Words
    shots: list[Picture]


def _renamed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {**{_NAMES[name]: value[name] for name in _NAMES if name in value}, **value}


class ShortShot(ShotPrompt):
    """A shot in the short form."""

    line: Words = ""
    speaker: Line = ""
    seconds: float | None = Field(None, allow_inf_nan=False)

    _read = model_validator(mode="before")(_renamed)


class Short(Series):
    """A programme in the short form."""

    title: Line
    logline: Words = ""
    music: Words = ""
    shots: list[ShortShot]

    _read = model_validator(mode="before")(_renamed)

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


class Pictures(BaseModel):
    """Pictures that were written again."""

    shots: list[ShortShot]


def begin(brief: Brief) -> list[ChatCompletionMessageParam]:
    """The messages that ask for a programme, after an example of one."""
    about, told = example_of(brief)
    return [
        {"role": "system", "content": _CRAFT},
        {"role": "user", "content": f"Channel: {about}\n\n{_asked(brief, SHOTS)}"},
        {"role": "assistant", "content": told},
        {"role": "user", "content": ask(brief)},
    ]


def ask(brief: Brief) -> str:
    """The request for a programme: the channel, what it is about this time, what is wanted."""
    channel = brief.channel
    beats = read_theme(channel.theme, language=channel.language, cast=channel.cast).beats
    told = len(brief.recent)
    place = channel.places[told % len(channel.places)] if channel.places else ""
    lines = [
        f"Channel: {channel.title}. {_shortened(channel.theme)}",
        f"Heroes: {'; '.join(map(described, channel.cast))}" if channel.cast else "",
        f"Place: {place}" if place else "",
        f"Tone: {channel.tone}" if channel.tone else "",
        f"Never: {', '.join(channel.avoid)}" if channel.avoid else "",
        f"The story so far: {without_number(brief.story)}" if brief.story else "",
        f"Told already: {'; '.join(each.title for each in brief.recent[:_FEW])}" if told else "",
        f"Still open: {'; '.join(each.what for each in brief.threads)}" if brief.threads else "",
        answering(brief).strip(),
        suggestion(brief),
        f"This time: {beats[told % len(beats)].text}" if beats else "",
    ]
    return "\n".join(filter(None, lines)) + f"\n\n{_asked(brief, brief.channel.programme.shots)}"


def schema(brief: Brief) -> dict[str, Any]:
    """What a programme looks like on this channel; grammar makes the number of shots right."""
    count = brief.channel.programme.shots
    return schema_of(Told, shots=(count, count))


def again(places: list[int], complaint: str) -> str:
    """The request for single pictures that have to be written again."""
    numbers = ", ".join(str(place + 1) for place in places)
    return (
        f"These will not do:\n{complaint}\nThe others stay. Write only picture {numbers} again, "
        'as {"shots": [{"see": str, "say": str}]}'
    )


def schema_again(count: int) -> dict[str, Any]:
    """What so many pictures look like."""
    shape = schema_of(Told, shots=(count, count))
    shape["properties"] = {"shots": shape["properties"]["shots"]}
    return {**shape, "required": ["shots"]}


def _asked(brief: Brief, count: int) -> str:
    said = "that viewers read"
    if brief.narrated:
        said = f"that a voice says, of {max(3, most_narration(brief.channel) // count)} words"
    return _ASKED.format(count=count, language=language_name(brief.channel.language), said=said)


def _shortened(theme: str) -> str:
    """The beginning of a theme, up to the end of a word."""
    plain = " ".join(theme.split())
    return plain if len(plain) <= _LONGEST_THEME else plain[:_LONGEST_THEME].rsplit(" ", 1)[0]
