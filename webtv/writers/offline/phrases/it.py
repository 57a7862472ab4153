"""Italian."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

ITALIAN = Phrases(
    hours={
        "before dawn": "prima dell'alba",
        "dawn": "all'alba",
        "morning": "di mattina",
        "noon": "a mezzogiorno",
        "afternoon": "nel pomeriggio",
        "sunset": "al tramonto",
        "dusk": "all'imbrunire",
        "night": "di notte",
        "midnight": "a mezzanotte",
    },
    skies={
        "mist": "una nebbia sottile",
        "clouds": "piccole nuvole nel cielo",
        "rain": "una pioggia fine",
        "breeze": "una brezza leggera",
        "after rain": "dopo la pioggia",
        "haze": "foschia in lontananza",
        "stars": "un cielo pieno di stelle",
        "snow": "neve leggera",
        "frost": "aria fredda e limpida",
    },
    scales={
        "wide": ("Campo lungo", "Campo lunghissimo", "Panoramica"),
        "medium": ("Piano medio", "Figura intera", "Vista laterale"),
        "close": ("Primo piano", "Dettaglio"),
    },
    details=(
        "luce calda di lato",
        "sfondo morbido e sfocato",
        "tra luce e ombra",
        "un sottile bordo di luce",
    ),
    beside="{one} e {other}",
    doing="{name}, {deed}",
    wearing="con {clothes}",
    episode="Episodio {number}: {title}",
    part="{title}, parte {number}",
    moves=(
        (
            "fuori dal buio",
            "prendendo forma a poco a poco",
        ),
        (
            "in lenta rotazione",
            "a specchio sui due lati",
            "attraverso un prisma",
            "al rallentatore",
        ),
        (
            "a tutta velocità",
            "al ritmo della luce",
            "a tutta immagine",
        ),
        (
            "verso la luce",
            "verso il buio",
        ),
    ),
)
