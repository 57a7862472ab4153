"""German."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

GERMAN = Phrases(
    hours={
        "before dawn": "vor Tagesanbruch",
        "dawn": "im Morgengrauen",
        "morning": "am Morgen",
        "noon": "gegen Mittag",
        "afternoon": "am Nachmittag",
        "sunset": "bei Sonnenuntergang",
        "dusk": "in der Dämmerung",
        "night": "in der Nacht",
        "midnight": "um Mitternacht",
    },
    skies={
        "mist": "dünner Nebel",
        "clouds": "kleine Wolken am Himmel",
        "rain": "feiner Regen",
        "breeze": "ein leichter Wind",
        "after rain": "nach dem Regen",
        "haze": "Dunst in der Ferne",
        "stars": "ein Himmel voller Sterne",
        "snow": "leichter Schneefall",
        "frost": "klare kalte Luft",
    },
    scales={
        "wide": ("Totale", "Weite Totale", "Panorama"),
        "medium": ("Halbtotale", "Halbnah", "Seitenansicht"),
        "close": ("Nahaufnahme", "Detailaufnahme"),
    },
    details=(
        "warmes Licht von der Seite",
        "ein weicher, unscharfer Hintergrund",
        "zwischen Licht und Schatten",
        "ein feiner Lichtsaum",
    ),
    beside="{one} und {other}",
    seeing=("Man sieht {thing}", "Hier sieht man {thing}"),
    doing="{name}, {deed}",
    wearing="Kleidung: {clothes}",
    episode="Folge {number}: {title}",
    part="{title}, Teil {number}",
    moves=(
        (
            "aus der Dunkelheit heraus",
            "langsam Gestalt annehmend",
        ),
        (
            "in langsamer Drehung",
            "gespiegelt auf beiden Seiten",
            "durch ein Prisma gesehen",
            "in Zeitlupe",
        ),
        (
            "in rasender Bewegung",
            "im Takt des Lichts",
            "das ganze Bild füllend",
        ),
        (
            "ins Licht hinein",
            "in die Dunkelheit hinein",
        ),
    ),
)
