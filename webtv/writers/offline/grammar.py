"""The little grammar that reading a theme needs: word classes, as data."""

from __future__ import annotations

PLACE_PREPOSITIONS = frozenset(
    "in on at across over under along through near beside between above below beneath behind "
    "inside around among beyond into onto toward towards past atop against within outside "
    "underneath down up off from".split()
)
"""Words that begin a place; the place keeps its preposition."""

SETTLED = frozenset("in on at under along beside between above below among behind".split())
"""Prepositions of places where somebody stays."""

PLACED = {
    "in": frozenset(
        "village valley city town forest wood harbour bay market street square garden room kitchen "
        "cave desert canyon tunnel park field meadow cafe workshop station hall library".split()
    ),
    "on": frozenset(
        "bridge viaduct roof rooftop pier beach hill cliff island platform mountain plain flat "
        "terrace balcony deck road square".split()
    ),
    "beside": frozenset("lake river sea pond stream waterfall canal fire".split()),
}
"""Which preposition a place without one gets, by its kind; all others are "at"."""

BINDERS = frozenset({"of", "with", "called", "full", "made"})
"""Words that tie two parts of one phrase together: a village of stone."""

FOREIGN_BINDERS = frozenset("de del di do da du von des dos delle".split())

PRONOUNS = frozenset("he she it they we you i who everyone someone nobody each".split())

TIMES = frozenset(
    "night nights day days dawn dusk noon midnight morning mornings evening evenings sunset "
    "sunrise afternoon twilight winter summer spring autumn time times year years hour".split()
)
"""Words of time; they make no place of "at night"."""

DETERMINERS = frozenset(
    "a an the this that these those my our your their its his her some many several few every "
    "each both all one two three four five six seven eight nine ten dozen dozens hundreds "
    "another no".split()
)

STOPS = frozenset(
    "and or but nor so yet if then than as while when where who whom whose which what why how "
    "because although though until since after before during about for to without like unlike "
    "is are was were be been being am has have had do does did will would can could may might "
    "must shall should not never always often sometimes usually mostly only just also too "
    "very still even ever again already almost there here now i you he she it they we me him "
    "them us himself herself itself themselves someone something nobody nothing everyone "
    "everything let lets please more most less least much such per via don't doesn't isn't "
    "aren't won't can't it's that's there's they're together slowly quietly gently softly "
    "away back home once twice late early maybe perhaps anywhere everywhere somewhere".split()
)
"""Words that end a phrase and belong to none."""

META = frozenset(
    "channel channels programme programmes program programs show shows story stories tale tales "
    "episode episodes series film films video videos movie movies theme themes viewer viewers "
    "audience scene scenes shot shots television tv station stream broadcast picture pictures "
    "image images thing things kind kinds sort sorts way ways lot lots idea ideas adventure "
    "adventures life lives mood feeling theme style footage portrait portraits".split()
)
"""Words about television and not about what is seen on it; a phrase of nothing else is dropped."""

VERBS = frozenset(
    "appear arrive ask bake balance bask begin blink bloom bob bounce breathe brew bring "
    "build burn call carry catch celebrate chase chat circle clean climb collect come cook "
    "count crawl creep cross curl cycle dance dangle deliver discover dive doze draw dream "
    "drift drink drive drop eat explore fall feed find fish fix float flow fly fold follow "
    "gather get give glide glimmer glitter glow go grow guard guess hang happen help hide hop "
    "hover hum hunt hurry invent join juggle jump keep knit land laugh lead leap learn leave "
    "lift live look lose make march meet melt mend migrate mind move nap nest open paint pass "
    "pause perch play polish practise prepare pull push race raise reach read remember repair "
    "rest return ride ripple rise roam roll row run rush sail scatter search sell send settle "
    "share shelter shimmer shine sing sink sit skate sleep slide sneeze sort spin splash "
    "spread stand stare stay stop stretch stroll surface sway sweep swim swing swirl take "
    "talk teach tell tend think throw tiptoe travel try turn unfold visit wait wake walk "
    "wander warm wash watch water wave weave whisper wind wonder work write".split()
)
"""Verbs that themes are made of, in their base form."""

DOUBLING = frozenset(
    "bob drop get hop hum hug jog knit nap plan run sit skip spin stop swim tap win".split()
)
"""Verbs whose last letter doubles before -ing."""

FOREIGN_STOPS = {
    "es": "el la los las un una unos unas y o al en con por para sin sobre entre que se su "
    "sus es son como donde cuando muy más hacia desde hasta bajo tras este esta",
    "fr": "le la les un une des et ou au aux en avec par pour sans sur entre qui que se sa "
    "son ses est sont comme où quand très plus vers depuis sous dans ce cette leur leurs",
    "de": "der die das ein eine einen einem einer und oder vom am im in mit für ohne auf über "
    "zwischen unter durch an bei zu zum zur nach aus ist sind wie wo wenn sehr mehr den dem",
    "pt": "o a os as um uma uns umas e ou das em no na nos nas com por para sem sobre "
    "entre que se seu sua é são como onde quando muito mais até sob",
    "it": "il lo la i gli le un una uno e o della dei in nel nella con per senza su "
    "tra fra che si suo sua è sono come dove quando molto più verso sotto da dal",
}
"""Words that end a phrase in the other languages whose themes are read, by language code."""


COMPOUNDS = frozenset(
    "fishing rowing sailing racing dining sewing spinning swimming wedding".split()
)
"""-ing words that belong to the noun after them: a fishing boat."""


def gerund(verb: str) -> str:
    """The -ing form of a verb in its base form."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if verb in DOUBLING:
        return verb + verb[-1] + "ing"
    return verb + "ing"


def base_verb(word: str) -> str | None:
    """The verb that `word` may be the present tense of; None if it is no known verb."""
    for base in (word, word.removesuffix("s"), word.removesuffix("es")):
        if base in VERBS:
            return base
    if word.endswith("ies") and word[:-3] + "y" in VERBS:
        return word[:-3] + "y"
    return None


def singular_verb(word: str) -> str | None:
    """The base form behind a word in -s that stands where a verb must: "sweeps" -> "sweep"."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return None
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def base_of_gerund(word: str) -> str | None:
    """The verb whose -ing form `word` is; None if it is no known one."""
    if not word.endswith("ing"):
        return None
    stem = word[:-3]
    bases = (stem, stem + "e", stem[:-1])
    return next((base for base in bases if base in VERBS and gerund(base) == word), None)
