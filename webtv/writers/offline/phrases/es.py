"""Spanish."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

SPANISH = Phrases(
    hours={
        "before dawn": "antes del amanecer",
        "dawn": "al amanecer",
        "morning": "por la mañana",
        "noon": "a mediodía",
        "afternoon": "por la tarde",
        "sunset": "a la puesta del sol",
        "dusk": "al anochecer",
        "night": "por la noche",
        "midnight": "a medianoche",
    },
    skies={
        "mist": "una niebla fina",
        "clouds": "nubes pequeñas en el cielo",
        "rain": "lluvia fina",
        "breeze": "una brisa suave",
        "after rain": "después de la lluvia",
        "haze": "bruma suave a lo lejos",
        "stars": "un cielo lleno de estrellas",
        "snow": "nieve ligera",
        "frost": "aire frío y claro",
    },
    scales={
        "wide": ("Plano general", "Gran plano general", "Vista amplia"),
        "medium": ("Plano medio", "Plano entero", "Vista lateral"),
        "close": ("Primer plano", "Plano detalle"),
    },
    details=(
        "luz cálida de lado",
        "fondo suavemente desenfocado",
        "entre luz y sombra",
        "un fino borde de luz",
    ),
    beside="{one} y {other}",
    doing="{name}, {deed}",
    wearing="con {clothes}",
    episode="Episodio {number}: {title}",
    part="{title}, parte {number}",
    moves=(
        (
            "saliendo de la oscuridad",
            "tomando forma poco a poco",
        ),
        (
            "en lenta rotación",
            "con reflejo a ambos lados",
            "fluyendo hacia nosotros",
            "a través de un prisma",
        ),
        (
            "a toda velocidad",
            "a pulsos de luz",
            "llenando toda la imagen",
        ),
        (
            "hacia la luz",
            "hacia la oscuridad",
        ),
    ),
)
