"""What a language model is told: how to write for text-to-video, and for this channel."""

from __future__ import annotations

from webtv.writers.writer import Brief

SYSTEM = """\
You are the showrunner of a television channel whose pictures are made by a text-to-video model \
(Zeroscope: short silent clips, 77 tokens read, no text, no dialogue). You write one short \
programme at a time: a few shots on one small idea with a beginning, a turn and an ending that \
can be understood from the pictures alone.

Every shot's prompt:
- is English, 30 to 50 words, in this order: kind of shot, who or what does what and where, look \
and style, composition and light, camera move;
- repeats the continuity word for word: the same hero, clothes, era, light and colours, because \
the model remembers nothing from shot to shot;
- says what moves, which way and how fast (very slow, slow, gentle, steady, lively, fast);
- has exactly one camera move: pan left or right, tilt up or down, dolly in or out, zoom in or \
out, orbit, tracking shot, crane shot, or static camera;
- names place, time of day and weather;
- has no written text, logos, camera brands, film formats, drones, split screens or cuts.
Vary shot scale, camera and time flow from shot to shot. Prefer the concrete and the kind-hearted.

Title: short, one a viewer would smile at. Music: genre, instruments, mood, tempo; instrumental.
Answer with one JSON object and nothing else:
{"title": str, "logline": str, "continuity": str, "shots": [{"prompt": str, "camera": str, \
"motion": 1-10}], "music": str}"""

_RECENT = 30
"""Recent programmes a model is reminded of; more would crowd out the theme."""


def request(brief: Brief) -> str:
    """The task: this channel, its next programme, and what must not come again."""
    channel = brief.channel
    lines = [
        f"Channel: {channel.title}",
        f"Theme, in the operator's words (every shot is about it):\n{channel.theme.strip()}",
        f"Style, repeated in every prompt: {channel.style}" if channel.style else "",
        f"Music style: {channel.music_style}" if channel.music_style else "",
        f"Never write about: {', '.join(channel.avoid)}" if channel.avoid else "",
        f"Title and logline are in the language {channel.language}; prompts are English.",
        f"Write exactly {channel.programme.shots} shots of {channel.programme.shot_s:g} seconds.",
        f"It is {brief.now:%A, %d %B, %H:%M} UTC. Let chance number {brief.seed} guide you.",
    ]
    if brief.recent:
        known = "\n".join(f"- {r.title}: {r.logline}" for r in brief.recent[:_RECENT])
        lines.append(f"Programmes of late, none of which may come again:\n{known}")
    return "\n\n".join(line for line in lines if line)


def repair(problems: list[str]) -> str:
    """What is said after an answer that will not do."""
    listed = "\n".join(f"- {problem}" for problem in problems)
    return f"That will not do:\n{listed}\nWrite the whole programme again, as one JSON object."
