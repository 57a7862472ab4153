"""What a theme is read into: beats, each one thing to be filmed, and what it forbids."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from webtv.writers.offline import wishes

_KEY = 24
"""Characters by which a sentence is known in a beat that is made of it."""

_SAYS = re.compile(r"[^\W\d_]{4}|[\u3040-\u9fff]{2}")
"""What a text has that says something: a word of more than three letters, or two signs."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing to be filmed."""

    text: str
    """The operator's words, the first letter as they wrote it."""

    names: tuple[str, ...] = ()
    """Members of the cast whom it names."""

    whole: bool = False
    """Whether it is a sentence of its own."""

    doing: bool = False
    """Whether it says what the hero does, and may stand after a name: "kneading dough"."""

    place: wishes.Place = ""
    """Where it stands in every programme, if the operator says so."""

    weekday: int | None = None
    """The weekday to which it belongs, Monday being 0; None for all."""

    choice: bool = False
    """Whether it is one of several of which each programme has one."""

    listed: bool = False
    """Whether it is an entry of a list of things, which is seen and not said."""

    portrait: bool = False
    """Whether it says who somebody is, and nothing happens in it."""

    english: str = ""
    """The operator's English for it, for prompts."""

    asks: bool = False
    """Whether it is a question, which is said and never filmed, with its mark."""

    thing: str = ""
    """What is filmed for a question or a saying; "" where nobody can name it."""

    spoken: bool = False
    """Whether somebody says it in the theme: it stands in its quotation marks, with who says it."""

    speaker: str = ""
    """Who of the cast says it, without marks; "" for what the narrator reads."""

    after: str = ""
    """The beat right behind which it is told, as that says whom it is about; "" where none is.

    Anywhere else it has no words.
    """

    ending: bool = False
    """Whether it says how all ends, and nothing is told behind it: "In the end, a boat comes"."""

    head: str = ""
    """The sentence before the colon behind which it is listed; "" for what is in no such list."""

    step: bool = False
    """Whether it is one of the steps by which something is done, each of which follows another."""

    inflected: bool = False
    """Whether it stands in the case of a verb before its list, and is no name of what is seen."""

    @property
    def leans(self) -> bool:
        """Whether it says nothing by itself: a single step, what is told behind another, what is
        inflected.
        """
        return self.step or self.inflected or bool(self.after)

    @property
    def picture(self) -> str:
        """What is filmed of it, in the words of prompts; "" for a question of no known thing."""
        return self.english or (self.thing if self.asks or self.spoken else self.text)


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme wants seen, in its order, and what it forbids."""

    beats: tuple[Beat, ...]
    avoid: tuple[str, ...]
    said: tuple[str, ...] = ()
    """What it says of the light and mood of all pictures, in its words."""

    opening: str = ""
    """Its first sentence, be it a beat or not."""

    @property
    def headed(self) -> tuple[Beat, ...]:
        """The beats, behind what the theme opens with and tells nowhere: the head of its list, or
        what of its first sentence is no beat.

        It says what they are of: "Stories of the metro: a driver", "A channel for new parents".
        """
        head = self.beats[0].head if self.beats else ""
        if any(beat.text in head or head in beat.text for beat in self.beats):
            head = self._untold
        return (Beat(head), *self.beats) if head else self.beats

    @property
    def _untold(self) -> str:
        """What of the first sentence is in no beat; "" where a beat has most of it."""
        left = self.opening
        for beat in sorted(self.beats, key=lambda beat: -len(beat.text)):
            text = beat.text.rstrip(".!?")
            left = re.sub(re.escape(text), " ", left, count=1, flags=re.IGNORECASE)
        told = any(self.opening[:_KEY] in beat.text for beat in self.beats)
        return "" if told or not _SAYS.search(left) else left.strip()

    @property
    def translated(self) -> bool:
        """Whether there is English for what is filmed."""
        return any(beat.english for beat in self.beats)

    def with_english(self, other: Theme) -> Theme:
        """The theme with the beats of its English wording, in their order, side by side.

        Where the two have not the same number, each beat gets the one at its share of the way.
        """
        paired: dict[Beat, Beat] = {}
        for kind in ((False, False), (True, False), (False, True)):
            own = [beat for beat in self.beats if (beat.asks, beat.spoken) == kind]
            others = [beat for beat in other.beats if (beat.asks, beat.spoken) == kind]
            others = others or ([] if any(kind) else list(other.beats))
            for place, beat in enumerate(own if others else ()):
                english = others[int(place * len(others) / len(own))].picture
                paired[beat] = replace(beat, english=english)
        return replace(self, beats=tuple(paired.get(beat, beat) for beat in self.beats))
