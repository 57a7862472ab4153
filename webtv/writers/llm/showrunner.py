"""What a language model is told: how to write for text-to-video, and for this channel."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from webtv.config.channel import Channel
from webtv.prompts.profile import profile_of
from webtv.writers.cast import described
from webtv.writers.llm.answer import wants_sound
from webtv.writers.llm.sense import most_narration
from webtv.writers.story import episode_of
from webtv.writers.writer import Brief

_CRAFT = """\
You are the showrunner of a television channel whose pictures are made by a text-to-video model. \
You write one short programme at a time: a few shots on one small idea with a beginning, a turn \
and an ending that can be understood from the pictures alone.

Every shot's prompt:
- is English, {least} to {most} words; the camera move is not in it;
- says what moves, which way and how;
- names place, time of day and weather;
- repeats the continuity word for word: the same hero, clothes, era, light and colours, because \
the model remembers nothing from shot to shot;
- has no written text, logos, camera brands, film formats, drones, split screens or cuts.
{told}

Every shot's camera is exactly one move: camera pans left or right, camera tilts up or down, slow \
dolly in or out, slow zoom in or out, camera orbits around, tracking shot, crane shot, static \
camera. Its motion is how much moves, from 1 (almost still) over 5 (normal) to 10 (very fast). \
Vary shot scale, camera and the flow of time from shot to shot. Prefer the concrete and the \
kind-hearted.

Title: short, one a viewer would smile at. Music: genre, instruments, mood, tempo; instrumental.
Answer with one JSON object and nothing else:
{form}"""

_RECENT = 30
"""Recent programmes a model is reminded of; more would crowd out the theme."""

_LONGEST_PROBLEM = 600
"""Characters of one problem: it may quote what the model itself wrote."""


def craft(brief: Brief) -> str:
    """How to write, for the models and the stages that this channel has."""
    family = profile_of(brief.profile)
    least, most = family.words
    return _CRAFT.format(least=least, most=most, told=family.told, form=_form(brief))


def request(brief: Brief) -> str:
    """The task: this channel, its next programme, and what must not come again."""
    channel = brief.channel
    here = brief.now.astimezone(ZoneInfo(channel.timezone))
    shape = channel.programme
    lines = [
        f"Channel: {channel.title}",
        f"Theme, in the operator's words (every shot is about it):\n{channel.theme.strip()}",
        _cast(channel),
        _listed("Places, of which a programme needs one or two", channel.places),
        f"Style, repeated in every prompt: {channel.style}" if channel.style else "",
        f"Tone: {channel.tone}" if channel.tone else "",
        f"Music style: {channel.music_style}" if channel.music_style else "",
        f"Never write about: {', '.join(channel.avoid)}" if channel.avoid else "",
        f"Title, logline{' and narration' if brief.narrated else ''} are in the language "
        f"{channel.language}; all else is English.",
        f"Write exactly {shape.shots} shots of about {shape.shot_s:g} seconds each.",
        _narration(brief),
        _story(brief),
        f"It is {here:%A, %d %B, %H:%M}. Let chance number {brief.seed} guide you.",
    ]
    if brief.recent:
        known = "\n".join(f"- {r.title}: {r.logline}" for r in brief.recent[:_RECENT])
        lines.append(
            f"Programmes of late. None may come again, nor its idea in other words:\n{known}"
        )
    return "\n\n".join(line for line in lines if line)


def repair(problems: list[str]) -> str:
    """What is said after an answer that will not do."""
    listed = "\n".join(f"- {problem[:_LONGEST_PROBLEM]}" for problem in problems)
    return f"That will not do:\n{listed}\nWrite the whole programme again, as one JSON object."


def _form(brief: Brief) -> str:
    sound = ', "sound": str' if wants_sound(brief) else ""
    narration = ', "narration": str' if brief.narrated else ""
    story = ', "story": str' if brief.channel.series else ""
    return (
        '{"title": str, "logline": str, "continuity": str, "shots": [{"prompt": str, '
        '"negative": str, "camera": str, "motion": 1-10, "seconds": number'
        f'{sound}}}], "music": str{narration}{story}}}'
    )


def _cast(channel: Channel) -> str:
    listed = _listed("", tuple(described(member) for member in channel.cast))
    return listed and (
        "Cast. Whoever appears is named and described with exactly these words in every shot "
        f"where they appear:{listed}"
    )


def _listed(title: str, entries: tuple[str, ...]) -> str:
    return f"{title}:\n".lstrip(":") + "\n".join(f"- {e}" for e in entries) if entries else ""


def _narration(brief: Brief) -> str:
    if not brief.narrated:
        return ""
    return (
        f"Narration: what a calm voice says over the whole programme, at most "
        f"{most_narration(brief.channel)} words, as it is read out: no headings, no signs. It adds "
        "what pictures cannot show."
    )


def _story(brief: Brief) -> str:
    if not brief.channel.series:
        return ""
    told = brief.story or "Nothing has happened yet."
    return (
        f"This is episode {episode_of(brief.story)} of a series and goes on where the last one "
        f"ended. The story so far:\n{told}\nIn `story`, tell the story so far once more with this "
        "episode in it, in at most 120 words, the latest best; keep whatever is unresolved."
    )
