"""Whether a tale or a moment of a world belongs to a channel.

It does if its world is what the channel is about, or if it shows what the channel is about: a clock
of any world belongs to a clockmaker. Where a theme plays is no subject: of a city, a mountain or
the sea is told only what the theme names, unless it names nothing else, or a row of scenes has no
other world.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from webtv.config.channel import Channel
from webtv.writers.offline.about import About, about, names_any
from webtv.writers.offline.atlas import Moment, Tale, World
from webtv.writers.offline.beat import Theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.glossary import kin, shown_first, things
from webtv.writers.offline.stops import SENTENCE
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.worlds import worlds_in, worlds_tagged

_OFTEN, _MOSTLY = 2, 3
"""Shots of a tale at least that show what the channel is about, and of a tale of another world."""

_FEW = 3
"""Tales of a theme at least, where its world has others."""

_KEY = 24
"""Characters by which a sentence is known among the beats."""


class Relevance:
    """What of the worlds belongs to a theme."""

    def __init__(self, draft: Draft, topic: Topic) -> None:
        channel = draft.channel
        self._about = about_draft(channel, draft.theme)
        self._worlds = worlds_in("en").by_name
        self._home = frozenset(topic.home)
        self._place_only = topic.told[:1] and all(map(draft.is_thing, draft.theme.beats))
        """Whether a theme is of a place and what is there, and of nothing that happens."""
        self._special: dict[str, frozenset[str]] = {}
        self._all = frozenset(
            name
            for name in self._worlds
            if (topic.short and name in topic.home) or self._is_subject(name, topic)
        )
        if self._about.scenes and not self._all:  # what these have in common is where they are
            self._all = frozenset(topic.told[:1]) & worlds_tagged("ground")
        """The worlds of which everything belongs."""
        self.lent = tuple(
            name
            for name, world in self._worlds.items()
            if (name not in topic.home or (name in self._all and name not in topic.told))
            and topic.lends(name)
            and (name in self._all or self._lends(world, topic))
        )
        """Other worlds with something that belongs."""
        if not self._all and self._number([*topic.home, *self.lent]) < _FEW:
            self._all = self._at_last(draft, topic)  # rather than hardly anything
        self.whole = bool(self._all) or self._has_tale(topic.home)
        """Whether there is a world of the theme of which everything belongs, or a tale."""
        self.known = self.whole or self._has_tale(self.lent)
        """Whether there is more than a picture or two for the theme."""

    def is_aside(self, name: str) -> bool:
        """Whether a world is reached in passing, by words of one sentence behind the opening."""
        about, every = self._about, self._worlds[name].every
        if name in self._home | about.led:
            return False
        return not any(names_any(about.led & about.chief, each.picture) for each in every)

    def of(self, moment: Moment) -> bool:
        """Whether a moment belongs to the channel: by what it shows first or does something with;
        in a world of the theme, by what is said of it, too.
        """
        if moment.world in self._all:
            return True
        seen, known = moment.picture, self._things(moment.world)
        told = _lines().get(seen, "") if moment.world in self._home else ""
        return names_any(known, f"{seen if moment.kind == 'do' else shown_first(seen)} {told}")

    def of_tale(self, tale: Tale) -> bool:
        """Whether a tale does."""
        return tale.turn.world in self._all or self.shows(tale)

    def shows(self, tale: Tale) -> bool:
        """Whether a tale shows again and again what the channel is about.

        In a world of many things, that is one of its things, and else the word for all of them, if
        the theme says it.
        """
        world = tale.turn.world
        least = _OFTEN if world in self._home | self._about.worlds else _MOSTLY
        known = self._things(world)
        seen = [each.picture for each in tale.moments]
        if not any(names_any(known, picture) for picture in seen):
            return False
        if world in worlds_tagged("many") & self._home:
            known |= self._general(world) & self._about.words
        return sum(names_any(known, picture) for picture in seen) >= least

    def _has_tale(self, names: Iterable[str]) -> bool:
        return self._number(names) > 0

    def _number(self, names: Iterable[str]) -> int:
        """The number of tales of some worlds that belong, if only by what they show."""
        return sum(self.shows(tale) for name in names for tale in self._worlds[name].tales)

    def _at_last(self, draft: Draft, topic: Topic) -> frozenset[str]:
        """The first world of a theme of which nothing belongs by itself; a setting if the theme is
        a list of what is seen there.
        """
        told = frozenset(topic.told[:1]) - _kinds()
        if told & worlds_tagged("ground"):
            return frozenset() if any(beat.whole for beat in draft.theme.beats) else told
        if any(map(self._things, told & worlds_tagged("many"))):  # of crickets, there are no bees
            return frozenset()
        return frozenset() if self._has_tale([*topic.home, *self.lent]) else told

    def _lends(self, world: World, topic: Topic) -> bool:
        """Whether a world that the theme is not about has something for it, and that is needed: a
        row of scenes has enough of its own, and so has a theme with a world, unless it names more.
        """
        if self._about.scenes or (
            self._all and world.name not in self._about.subjects & {*topic.worlds}
        ):
            return False
        return any(map(self.of, world.moments)) or any(map(self.shows, world.tales))

    def _is_subject(self, name: str, topic: Topic) -> bool:
        """Whether a theme is about a world as a whole.

        It is about a setting if it opens with it and shows one scene of it after the other, or if
        it names nothing else there; about a world of many things by the word for them all.
        """
        about, told = self._about, name in topic.home
        sides = worlds_tagged("ground") | worlds_tagged("many")
        if name in worlds_tagged("idea"):
            return told
        if told:
            known = about.worlds
        else:  # what a theme is about may be told of in its side words alone
            known = about.subjects - sides if about.worlds.isdisjoint(topic.home) else frozenset()
        if name in topic.told[:1] and name in about.opening - sides:
            return True  # "The night shift of a hospital"
        if self._place_only and name in worlds_tagged("ground") and name in topic.told[:1]:
            return True
        if name not in known:
            return False
        general = self._general(name)
        if not general:
            return True
        opens = general if name in worlds_tagged("many") else {name}
        if about.scenes and not about.opening.isdisjoint(opens):
            return True
        if name in worlds_tagged("many") and about.things.isdisjoint(general):
            return False
        special = self._things(name)
        return not any(names_any(special, each.picture) for each in self._worlds[name].every)

    def _things(self, name: str) -> frozenset[str]:
        """The things of the channel that are worth seeing in a world: none that names all of it,
        and of another one than those of the theme only the chief ones.
        """
        if name not in self._special:
            known = self._about.chief
            if name in self._home or name in self._about.worlds:
                known = self._about.things | kin(self._about.things)
            self._special[name] = known - self._general(name)
        return self._special[name]

    def _general(self, name: str) -> frozenset[str]:
        """The words for everything in a setting or a world of many things; none of any other."""
        words = self._worlds[name].words
        if name in worlds_tagged("ground"):
            return things(" ".join(words).replace("*", ""))
        return things(words[0].rstrip("*")) if name in worlds_tagged("many") else frozenset()


@cache
def _kinds() -> frozenset[str]:
    """The worlds of many kinds of animals or faiths, of which one is no other."""
    far = worlds_tagged("country") | worlds_tagged("exotic")
    return (worlds_tagged("many") & far) - worlds_tagged("people")


@cache
def _lines() -> dict[str, str]:
    """The English lines of all pictures."""
    return {m.picture: m.line for world in worlds_in("en").by_name.values() for m in world.every}


def about_draft(channel: Channel, theme: Theme) -> About:
    """What a channel is about: its opening, be it a beat or not, and its beats."""
    names = frozenset(word.casefold() for member in channel.cast for word in member.name.split())
    english = bool(channel.theme_en) and theme.translated
    theme_text = (channel.theme_en if english else channel.theme).strip()
    opening = SENTENCE.split(theme_text, maxsplit=1)[0]
    beats = [beat for beat in theme.headed if not beat.spoken]
    texts = [beat.english or beat.text if english else beat.text for beat in beats]
    within = [text for text in texts if text[:_KEY].casefold() in opening.casefold()]
    others = [text for text in texts if text not in within]
    opens = within if len(within) > 1 else [opening]  # a list has an entry for each thing
    language = "en" if english else channel.language
    return about(channel.title, (*opens, *others), language, names)
