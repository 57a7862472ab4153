"""What the offline writer says to viewers, by language: titles, loglines, spoken words.

`{hero}`, `{other}` and `{place}` stand in the theme's own words, which may be one or many: verbs
are in forms that fit both. A language that is not here gets the names alone.
"""

from __future__ import annotations

TITLES: dict[str, tuple[str, ...]] = {
    "en": (
        "{Hero} and the Art of {Weather}",
        "{Hero} Took the Long Way",
        "In Which {Hero} Said Nothing",
        "{Hero}, Unhurried",
        "A Quiet Word with {Hero}",
        "{Hero} versus {Weather}",
        "What {Hero} Knew",
        "Notes on {Other}",
        "A Brief History of {Other}",
        "The Importance of {Other}",
        "{Other}, According to {Hero}",
        "{Light} with {Hero}",
        "{Hero}, {Weather} and {Other}",
        "{Weather} for Beginners",
        "Somebody Told {Hero} about {Other}",
        "{Hero} Had a Plan",
        "No Hurry for {Hero}",
        "Nobody Asked {Hero}",
        "{Other} at {Light}",
        "{Hero} Looked Up",
        "Meanwhile, {Hero}",
        "{Weather}, with {Hero}",
        "Ask {Hero} about {Other}",
        "{Hero} by {Light}",
    ),
    "es": (
        "{Hero} sin prisa",
        "{Hero} y {other}",
        "Casi nada sobre {other}",
        "Lo que sabe {hero}",
        "Mientras tanto, {hero}",
    ),
    "fr": (
        "{Hero} sans se presser",
        "{Hero} et {other}",
        "Presque rien sur {other}",
        "Pendant ce temps, {hero}",
    ),
    "de": (
        "{Hero}, ganz in Ruhe",
        "{Hero} und {other}",
        "Fast nichts von {other}",
        "Inzwischen: {hero}",
    ),
    "pt": (
        "{Hero} sem pressa",
        "{Hero} e {other}",
        "Quase nada sobre {other}",
        "Enquanto isso, {hero}",
    ),
    "it": (
        "{Hero} senza fretta",
        "{Hero} e {other}",
        "Quasi niente su {other}",
        "Intanto, {hero}",
    ),
}

RAINY_TITLES = ("{Hero} Forgot the Umbrella", "{Hero}, Slightly Damp")
MORNING_TITLES = ("{Hero} before Breakfast", "Good Morning, {Hero}")
NIGHT_TITLES = ("{Hero} after Dark", "Good Night, {Hero}", "{Hero} Stayed Up")
"""English titles that fit only some hours."""

LOGLINES: dict[str, tuple[str, ...]] = {
    "en": (
        "{Light}: {hero}, {other}, and no hurry at all.",
        "A few quiet minutes with {hero}, then {other}.",
        "It begins {light} with {hero} and ends with {other}.",
        "Nothing goes wrong for {hero}, which is news in itself.",
        "{Hero}, {other} and {weather}: a small story told without a word.",
        "Whatever {hero} had planned, {weather} had other ideas.",
        "From {hero} to {other} and back, {light}.",
        "{Weather} first, then {hero}, then {other}.",
        "{Light}, and {hero} already up and about.",
        "Some of {hero}, a little of {other}, and {weather} for company.",
        "Not much happens to {hero}. It happens beautifully.",
        "{Hero}, seen from near and far, {light}.",
    ),
    "es": ("{Hero}, {other} y ninguna prisa.", "Primero {hero}, luego {other}."),
    "fr": ("{Hero}, {other} et rien qui presse.", "D'abord {hero}, puis {other}."),
    "de": ("{Hero}, {other} und keine Eile.", "Erst {hero}, dann {other}."),
    "pt": ("{Hero}, {other} e nenhuma pressa.", "Primeiro {hero}, depois {other}."),
    "it": ("{Hero}, {other} e nessuna fretta.", "Prima {hero}, poi {other}."),
}

CONTINUED: dict[str, tuple[str, ...]] = {
    "en": (
        "Where the last one ended, {place}: {hero} once more, then {other}.",
        "Still {place}. {Hero} had not forgotten {other}.",
        "{Hero} left early, {light}, with {other} in mind.",
        "On from {place}, {light}: {hero}, {other} and {weather}.",
    ),
    "es": ("Donde todo quedó la última vez: {hero}, y luego {other}.",),
    "fr": ("Là où tout s'était arrêté, {hero}, puis {other}.",),
    "de": ("Wo es zuletzt aufgehört hatte: {hero}, dann {other}.",),
    "pt": ("Onde tudo ficou da última vez: {hero}, depois {other}.",),
    "it": ("Da dove si era rimasti: {hero}, poi {other}.",),
}
"""Loglines of a series that goes on."""

SPOKEN: dict[str, tuple[str, ...]] = {
    "en": (
        "{Light}. {Hero}, and nobody in a hurry.",
        "This is {hero}. And that is {other}.",
        "Stay a while with {hero}. There is time.",
    ),
    "es": ("Quédese un rato con {hero}. Hay tiempo.",),
    "fr": ("Restez un peu avec {hero}. Rien ne presse.",),
    "de": ("Bleiben wir ein wenig: {hero}. Es ist Zeit.",),
    "pt": ("Fique um pouco com {hero}. Há tempo.",),
    "it": ("Restiamo un po': {hero}. C'è tempo.",),
}
"""How narration begins; the logline follows."""

BARE_TITLES = ("{Hero}", "{Hero}, {other}", "{Other}, {hero}", "{Hero} · {other}")
BARE_LOGLINES = ("{Hero}, {other}.",)
"""For all other languages: names, and not a word of English."""

SEQUEL = {"en": "Part", "es": "parte", "fr": "partie", "de": "Teil", "pt": "parte", "it": "parte"}
EPISODE = {
    "en": "Episode",
    "es": "Episodio",
    "fr": "Épisode",
    "de": "Folge",
    "pt": "Episódio",
    "it": "Episodio",
}
