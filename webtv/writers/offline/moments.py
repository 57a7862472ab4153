"""Chooses moments of a theme's worlds: what goes with a beat, and was not seen lately."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from webtv.writers.offline.about import names_any
from webtv.writers.offline.atlas import Kind, Moment, Tale
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.excluded import Excluded
from webtv.writers.offline.fitting import Fit
from webtv.writers.offline.glossary import things
from webtv.writers.offline.relevance import Relevance
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.wordlists import begins_with_pronoun
from webtv.writers.offline.worlds import worlds_in

LATELY = 30
"""Programmes within which a moment does not come back while there are others."""

_AGAIN, _SOON = 6, 2
"""Programmes after which a moment comes back, and one of which nothing is said; rather is a
programme shorter.
"""

TOLD_OUT = 6
"""Programmes after which a tale comes back where no other is left."""

_WINDOW, _TWICE = 4, 2
"""Programmes before one in which so many tales of a world are enough, where a theme has more."""

EERIE = ("ghosts", "monsters", "detective")
"""Worlds with tales for channels that are to be feared."""

_WORDLESS = frozenset("narration narrator voice voices voiceover captions talking".split())
"""What is forbidden where nothing is to be said."""


class Moments:
    """The moments of one programme, each of which is taken once."""

    def __init__(self, draft: Draft, topic: Topic) -> None:
        self._draft = draft
        self._topic = topic
        self._worlds = worlds_in(draft.channel.language)
        recent = draft.brief.recent[:LATELY]
        self._past = [prompt_key("\n".join((*r.lines, *r.prompts))) for r in recent]
        said = " ".join(draft.avoid).casefold().replace("talking heads", "").split()
        self.wordless = not _WORDLESS.isdisjoint(said)
        """Whether nothing is to be said of what is seen."""
        said_of = (m.line for name in topic.home[:1] for m in self._worlds.by_name[name].moments)
        self.silent = self.wordless or draft.things_only or not any(said_of)
        """Whether moments are seen without a word."""
        self._fit = Fit(draft, topic)
        self._relevance = Relevance(draft, topic)
        lent = [*filter(self._worlds.by_name.__contains__, self._relevance.lent)]
        self._asides = frozenset(filter(self._relevance.is_aside, lent))
        """Worlds that the theme reaches in passing."""
        self._lent = tuple(name for name in lent if name not in self._asides)
        self.whole = self._relevance.whole
        """Whether there is a world of the theme of which everything belongs, or a tale."""
        self.known = self._relevance.known or bool(self._feared)
        """Whether there is more than a picture or two for the theme."""
        self._english = draft.channel.language[:2] == "en"
        self._excluded = Excluded(draft.avoid, draft.channel.language)
        self._allowed: dict[str, bool] = {}
        self._since: dict[str, int] = {}
        self._taken: set[str] = set()
        self._visited: set[str] = set()

    def begin(self, own: Sequence[str]) -> tuple[str, ...]:
        """The worlds of a new chapter, in the order in which their moments are to be taken.

        Without any of its `own`, it has the surest one at home with something new.
        """
        names = tuple(sorted(own, key=self._wear))
        if not names:
            names = tuple(sorted(self._topic.home, key=lambda name: not self._fresh(name)))[:1]
        self._visited.update(names[:1])
        return names

    def take(
        self, kind: Kind, names: Sequence[str], *, only: bool = False, like: str = ""
    ) -> Moment | None:
        """The next moment of a kind: of some worlds, else of those at home; None without any.

        New ones come first, then those of longest ago, if that is several programmes; before
        these, new ones of the neighbours of a theme that is hardly more than a word. What somebody
        does is new and at home (`only` of these worlds), or none. One that shows something that a
        picture before it shows, which it is `like`, comes first.
        """
        topic = self._topic
        home = tuple(dict.fromkeys((*names, *topic.home, *self._lent)))
        known = self._open(kind, home)
        found = self._rested(known, LATELY)
        if kind == "do":
            return self._taking(found, names if only else home, like)
        around = topic.near(topic.home) if topic.short else ()
        for more in (topic.worlds, around, topic.near(around)) if topic.short else ():
            if not found:
                home = tuple(dict.fromkeys((*home, *more)))
                known = self._open(kind, home)
                found = self._rested(known, LATELY)
        longest = max(map(self._ago, known), default=0)
        found = found or self._rested(known, max(longest, _SOON if self.silent else _AGAIN))
        return self._taking(found, home, like)

    def tale(self, names: Sequence[str], acted: Callable[[str], bool]) -> Tale | None:
        """A tale of the first of some worlds that has one which was not told lately.

        After them comes the one of longest ago, if that is programmes enough. Somebody does
        something only in worlds that are `acted` in. Tales of what the theme names come first, and
        among them those in which the hero has a part.
        """
        topic = self._topic
        around = topic.near(names) if topic.short else ()
        lent = (*self._lent, *self._spared())
        every = dict.fromkeys([*names, *lent, *around, *self._feared])
        known = self._told_in((name for name in every if not self._is_worn(name)), acted)
        found = self._of_longest_ago(known, TOLD_OUT)
        shown = [tale for tale in found if self._relevance.shows(tale)]
        own = shown or [tale for tale in found if tale.turn.world == found[0].turn.world]
        own = [tale for tale in own if tale.acted] or own
        return self._draft.rng.choice(own) if own else None

    def _is_worn(self, name: str) -> bool:
        """Whether a world that is a part of its theme was told of twice in the last programmes."""
        if name in self._feared or not self._topic.is_part(name):
            return False
        tales = self._worlds.by_name[name].tales
        return sum(self.told_ago(tale) < _WINDOW for tale in tales) >= _TWICE

    def _spared(self) -> list[str]:
        """The worlds reached in passing of which a tale may be told: none was in as many programmes
        as the theme has sentences, nor one of any other in the last.
        """
        known = self._worlds.by_name
        ago = {
            name: min((self.told_ago(tale) for tale in known[name].tales), default=LATELY)
            for name in self._asides
        }
        lately = 0 in ago.values()
        rest = len(self._draft.theme.beats)
        return [] if lately else sorted(name for name in ago if ago[name] >= rest)

    def _told_in(self, names: Iterable[str], acted: Callable[[str], bool]) -> list[Tale]:
        """The tales of some worlds of which all may be seen, and that there is time to tell."""
        known: list[Tale] = []
        for name in names:
            tales = self._worlds.by_name[name].tales
            known += tales if acted(name) else [tale for tale in tales if not tale.acted]
        timely = (t for t in known if all(self._draft.has_time_for(m.line) for m in t.moments))
        fitting = (tale for tale in timely if self._belongs(tale))
        return [tale for tale in fitting if all(map(self.is_allowed, tale.moments))]

    def _belongs(self, tale: Tale) -> bool:
        """Whether a tale is of the channel; none but such tales is of one that is to be feared."""
        if self._topic.eerie:
            return "eerie" in tale.turn.tags
        return self._relevance.of_tale(tale)

    @property
    def _feared(self) -> tuple[str, ...]:
        """The worlds of whose tales any may be told on a channel that is to be feared."""
        return tuple(filter(self._worlds.by_name.__contains__, EERIE)) if self._topic.eerie else ()

    def _of_longest_ago(self, known: Sequence[Tale], least: int) -> list[Tale]:
        """Tales that were told so many programmes ago at least: of longest ago, or never."""
        rested = [tale for tale in known if self.told_ago(tale) >= least]
        longest = min(LATELY, max(map(self.told_ago, rested), default=0))
        return [tale for tale in rested if self.told_ago(tale) >= longest]

    def told_ago(self, tale: Tale) -> int:
        """How many programmes ago a tale was told; many, if it never was."""
        return min(map(self._ago, tale.moments))

    def _rested(self, known: Sequence[Moment], programmes: int) -> list[Moment]:
        """Those that were on so many programmes ago, or never."""
        return [moment for moment in known if self._ago(moment) >= programmes]

    def _taking(self, known: Sequence[Moment], order: Sequence[str], like: str) -> Moment | None:
        """One of the first world, whose line has its subject in it; a told one before all."""
        rank = {name: at for at, name in reversed(list(enumerate(order)))}
        known = [moment for moment in known if moment.world in rank]
        if not known:
            return None
        shuffled = self._draft.rng.sample(known, len(known))
        best = min(
            shuffled,
            key=lambda moment: (
                not moment.line,
                rank[moment.world],
                self._is_open(moment.line),
                not names_any(things(like), moment.picture),
            ),
        )
        self._taken.add(best.picture)
        return replace(best, line="") if self.wordless else best

    def _is_open(self, line: str) -> bool:
        """Whether a line begins with a pronoun, and its picture says who that is."""
        return begins_with_pronoun(line, self._draft.channel.language)

    def _wear(self, name: str) -> tuple[bool, int]:
        """How little a world has left to show that is new, in steps."""
        return name in self._visited, -min(2, self._fresh(name))

    def _fresh(self, name: str) -> int:
        """How many details of a world are new."""
        return sum(self._ago(moment) >= LATELY for moment in self._open("see", [name]))

    def _open(self, kind: Kind, names: Sequence[str]) -> list[Moment]:
        every = (m for name in names for m in self._worlds.by_name[name].of(kind))
        return [
            moment
            for moment in every
            if moment.picture not in self._taken
            and not (self._english and self._is_open(moment.line))
            and self._relevance.of(moment)
            and self.is_allowed(moment)
        ]

    def is_allowed(self, moment: Moment) -> bool:
        """Whether a moment may be seen and told in the programme."""
        if moment.picture not in self._allowed:
            self._allowed[moment.picture] = self._suits(moment)
        return self._allowed[moment.picture]

    def _suits(self, moment: Moment) -> bool:
        """Whether a moment may be seen and told on the channel, at the hour of the programme."""
        told = f"{moment.picture} {moment.line} {moment.title} {moment.teaser}"
        if self._excluded(moment) or not self._draft.unavoided([told]):
            return False
        return self._fit.admits(moment)

    def _ago(self, moment: Moment) -> int:
        """How many programmes ago it was seen or told; many, if it never was."""
        if moment.picture not in self._since:
            keys = [prompt_key(key) for key in (moment.picture, moment.line) if key]
            found = (at for at, past in enumerate(self._past) if any(key in past for key in keys))
            self._since[moment.picture] = next(found, LATELY)
        return self._since[moment.picture]
