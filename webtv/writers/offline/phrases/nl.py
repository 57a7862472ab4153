"""Dutch."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

DUTCH = Phrases(
    hours={
        "before dawn": "voor zonsopgang",
        "dawn": "bij het ochtendgloren",
        "morning": "in de ochtend",
        "noon": "rond het middaguur",
        "afternoon": "in de namiddag",
        "sunset": "bij zonsondergang",
        "dusk": "in de schemering",
        "night": "in de nacht",
        "midnight": "rond middernacht",
    },
    skies={
        "mist": "dunne nevel",
        "clouds": "kleine wolken aan de hemel",
        "rain": "fijne regen",
        "breeze": "een licht briesje",
        "after rain": "na de regen",
        "haze": "waas in de verte",
        "stars": "een hemel vol sterren",
        "snow": "lichte sneeuwval",
        "frost": "heldere koude lucht",
    },
    scales={
        "wide": ("Totaalshot", "Wijd totaalshot", "Panorama"),
        "medium": ("Halftotaal", "Medium shot", "Zijaanzicht"),
        "close": ("Close-up", "Detailopname"),
    },
    details=(
        "warm licht van opzij",
        "een zachte, onscherpe achtergrond",
        "tussen licht en schaduw",
        "een fijne rand van licht",
    ),
    beside="{one} en {other}",
    doing="{name}, {deed}",
    wearing="kleding: {clothes}",
    episode="Aflevering {number}: {title}",
    part="{title}, deel {number}",
    moves=(
        (
            "opdoemend uit het donker",
            "langzaam vorm krijgend",
            "omhoog in beeld komend",
            "zwak gloeiend",
        ),
        (
            "langzaam draaiend",
            "aan twee kanten gespiegeld",
            "in zichzelf vouwend",
            "op ons af stromend",
            "voorbij drijvend",
            "gezien door een prisma",
            "wervelend rond het midden",
            "tot in de verte reikend",
        ),
        (
            "op ons af schietend",
            "uiteenspattend",
            "steeds sneller draaiend",
            "honderdvoudig herhaald",
            "het hele beeld vullend",
            "pulserend van licht",
        ),
        (
            "oplossend in licht",
            "vervagend in het donker",
            "tot rust komend",
            "wegzinkend",
        ),
    ),
)
