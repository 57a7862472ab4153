"""English."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

ENGLISH = Phrases(
    hours={
        "before dawn": "before dawn",
        "dawn": "at dawn",
        "morning": "in the morning",
        "noon": "at noon",
        "afternoon": "in the afternoon",
        "sunset": "at sunset",
        "dusk": "at dusk",
        "night": "at night",
        "midnight": "at midnight",
    },
    skies={
        "mist": "thin mist drifting low",
        "clouds": "small clouds sailing across the sky",
        "rain": "fine rain falling",
        "breeze": "a light breeze moving everything a little",
        "after rain": "after rain, everything glistening",
        "haze": "soft haze in the distance",
        "stars": "a clear sky full of stars",
        "snow": "light snow falling",
        "frost": "cold clear air",
    },
    scales={
        "wide": ("Wide shot", "Very wide establishing shot", "High wide shot", "Long shot"),
        "medium": ("Medium shot", "Full shot", "Medium long shot", "Low-angle shot", "Side view"),
        "close": ("Close-up", "Tight close-up", "Detail shot"),
    },
    details=(
        "warm light from one side",
        "a soft blurred background",
        "half in shadow",
        "a thin rim of light around it",
        "very near, filling the frame",
        "in slowly changing light",
    ),
    beside="{one} and {other}",
    doing="{name} is {deed}",
    wearing="wearing {clothes}",
    episode="Episode {number}: {title}",
    part="{title}, Part {number}",
    title_case=True,
    moves=(
        (
            "emerging out of darkness",
            "slowly taking shape",
            "rising into view",
            "glowing faintly",
        ),
        (
            "slowly turning",
            "mirrored on both sides",
            "folding into itself",
            "flowing towards us",
            "drifting past",
            "seen through a prism",
            "swirling around the centre",
            "stretching into the distance",
        ),
        (
            "rushing towards us",
            "bursting apart",
            "spinning faster and faster",
            "multiplied a hundred times",
            "filling the whole frame",
            "pulsing with light",
        ),
        (
            "dissolving into light",
            "fading into darkness",
            "coming to rest",
            "sinking away",
        ),
    ),
)
