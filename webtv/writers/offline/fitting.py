"""Whether a moment of a world fits a programme: its hour, weather, land, company and tone."""

from __future__ import annotations

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.excluded import no_people
from webtv.writers.offline.ground import Ground
from webtv.writers.offline.lands import Lands
from webtv.writers.offline.mood import is_for_children, is_slow
from webtv.writers.offline.people import has_no_people, has_people
from webtv.writers.offline.seasons import season_of
from webtv.writers.offline.setting import is_night
from webtv.writers.offline.timewords import hour_in, season_in
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import worlds_in, worlds_tagged

_SEASONS = ("spring", "summer", "autumn", "winter")
_WORDS = {
    "cold": "northern north arctic polar nordic winter snow snowy ice icy glacier fjord",
    "hot": "desert tropical tropics souk medina savanna jungle oasis mediterranean aegean summer "
    "andalusia andalucía ege lato verano estate verão été السوق سوق الصحراء",
    "old": "souk medina bazaar سوق السوق medieval knight knights castle samurai viking ancient "
    "pirates pirate fairy dinosaurs dinosaur caballero ritter cavaliere chevalier",
    "modern": "robot robots spaceship techno neon future cyberpunk space",
    "city": "city town street streets neon skyscraper tokyo paris london metro",
    "country": "village farm countryside wsi dorf aldea pueblo aldeia köy kasaba деревня",
    "coast": "sea coast harbour harbor beach island port ocean bay mar mer meer mare deniz",
}
"""Words of a theme that say what it is."""

_AGAINST = {
    "cold": "hot",
    "hot": "cold",
    "city": "country",
    "country": "city",
    "modern": "old",
    "old": "modern",
}
"""Tags, and what a theme is where they do not fit."""

_SKIES = {
    "rain": ("rain", "after rain"),
    "snow": ("snow", "frost"),
    "fog": ("mist",),
    "wind": ("breeze", "clouds"),
}
_WET = frozenset({"rain", "snow", "mist"})
_DAYLIGHT = (
    "rainbow sun sunlight sunshine sunbeam sunbeams sunflower sunflowers bee bees bumblebee "
    "butterfly butterflies lark swallow swallows lizard shade kite kites sol soleil sonne sole "
    "słońce słońca słońcu güneş güneşi güneşe солнце солнца солнцу 太阳 太陽 شمس الشمس"
)
"""Words of pictures and lines that nobody sees at night, and by day."""

_STARRY = "star stars comet galaxy nebula milky telescope firefly fireflies bat bats moth moths"


class Fit:
    """What a programme is, by its hour, its weather and the worlds and words of its theme."""

    def __init__(self, draft: Draft, topic: Topic) -> None:
        self._draft = draft
        self._topic = topic
        channel = draft.channel
        theme = f"{channel.title} {channel.theme} {channel.theme_en} {' '.join(channel.places)}"
        self._night = is_night(draft.hours)
        known = worlds_in("en").by_name
        self._facts = {tag for name in topic.home for tag in known[name].tags}
        self._facts |= {tag for tag, words in _WORDS.items() if has(theme, words)}
        if Ground(channel).past:
            self._facts.add("old")
        season = season_in(draft.subject.text)
        season = season_of(theme) if season is None else season
        self._lands = Lands(channel)
        self._season = "" if season is None else _SEASONS[season]
        if draft.sky in ("snow", "frost"):
            self._season = "winter"
        self._deserted = no_people(draft.avoid)
        self._unpeopled = self._deserted or has_no_people(channel.cast)
        self._peopled = has_people(theme)
        self._childish = is_for_children(channel)
        self._calm = is_slow(channel)
        indoors = worlds_tagged("indoors")
        self._inside = bool(topic.home) and indoors.issuperset(topic.home)
        anywhere = indoors | {"cats", "dogs"}
        self._outside = anywhere.isdisjoint(topic.worlds) and not self._peopled
        if topic.eerie:  # such a theme has no worlds, and its house is no moor
            self._inside = topic.weight("indoors") > topic.weight("ground")
            self._outside = self._outside and not self._inside

    def admits(self, moment: Moment) -> bool:
        """Whether nothing of a moment contradicts the programme."""
        tags = moment.tags
        sided = tags & _AGAINST.keys()
        against = any(_AGAINST[tag] in self._facts for tag in sided)
        return not (
            (against and self._facts.isdisjoint(sided))
            or self._untimely(moment)
            or self._under_other_sky(tags)
            or self._elsewhere(moment)
            or self._in_bad_company(moment)
            or (tags & {"grown", "lively"} and self._childish)
            or ("lively" in tags and self._calm)
            or ("eerie" in tags and (self._childish or self._calm) and not self._topic.eerie)
            or ("comic" in tags and self._draft.sober)
        )

    def _untimely(self, moment: Moment) -> bool:
        if self._draft.bare:
            return False
        hour, tags = hour_in(moment.picture), moment.tags
        sun = _DAYLIGHT if self._night else _STARRY
        if has(moment.picture, sun) or has(moment.line, sun):
            return True
        timely = moment.timed or hour in (None, *self._draft.hours)
        if not (timely or self._night):
            return True
        seasons = tags & set(_SEASONS)
        wrong = bool(seasons) and bool(self._season) and self._season not in seasons
        return wrong or ("day" if self._night else "night") in tags

    def _under_other_sky(self, tags: frozenset[str]) -> bool:
        sky, worlds = self._draft.sky, self._topic.worlds
        if "dry" in tags and (sky in _WET or not {"rain", "snow"}.isdisjoint(self._topic.home)):
            return True
        return any(
            sky not in skies and worlds_tagged(tag).isdisjoint(worlds)
            for tag, skies in _SKIES.items()
            if tag in tags
        )

    def _elsewhere(self, moment: Moment) -> bool:
        tags, home = moment.tags, self._topic.home
        wet = "coast" in self._facts or not worlds_tagged("water").isdisjoint(self._topic.worlds)
        return (
            self._lands.are_foreign(moment.picture)
            or ("exotic" in tags and moment.world not in worlds_tagged("exotic") & {*home})
            or ("coast" in tags and "coast" not in self._facts)
            or ("water" in tags and not wet)
            or ("indoors" in tags and self._outside)
            or ("outdoors" in tags and self._inside)
        )

    def _in_bad_company(self, moment: Moment) -> bool:
        seen = moment.picture
        if self._deserted and (moment.kind == "do" or has_people(seen) or "hand" in seen):
            return True
        if moment.kind == "do":
            return False  # the hero does it
        return self._unpeopled and not moment.tags.isdisjoint({"people", "family"})
