"""Portuguese."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

PORTUGUESE = Phrases(
    hours={
        "before dawn": "antes do amanhecer",
        "dawn": "ao amanhecer",
        "morning": "de manhã",
        "noon": "ao meio-dia",
        "afternoon": "à tarde",
        "sunset": "ao pôr do sol",
        "dusk": "ao anoitecer",
        "night": "à noite",
        "midnight": "à meia-noite",
    },
    skies={
        "mist": "uma névoa fina",
        "clouds": "pequenas nuvens no céu",
        "rain": "chuva fina",
        "breeze": "uma brisa leve",
        "after rain": "depois da chuva",
        "haze": "bruma ao longe",
        "stars": "um céu cheio de estrelas",
        "snow": "neve leve",
        "frost": "ar frio e límpido",
    },
    scales={
        "wide": ("Plano geral", "Grande plano geral", "Vista ampla"),
        "medium": ("Plano médio", "Plano inteiro", "Vista lateral"),
        "close": ("Primeiro plano", "Plano de detalhe"),
    },
    details=(
        "luz quente de lado",
        "fundo suavemente desfocado",
        "entre luz e sombra",
        "uma fina linha de luz",
    ),
    beside="{one} e {other}",
    doing="{name}, {deed}",
    wearing="com {clothes}",
    episode="Episódio {number}: {title}",
    part="{title}, parte {number}",
    moves=(
        (
            "saindo da escuridão",
            "tomando forma pouco a pouco",
        ),
        (
            "em lenta rotação",
            "em espelho dos dois lados",
            "através de um prisma",
            "em câmara lenta",
        ),
        (
            "a toda a velocidade",
            "ao ritmo da luz",
            "enchendo toda a imagem",
        ),
        (
            "rumo à luz",
            "rumo à escuridão",
        ),
    ),
)
