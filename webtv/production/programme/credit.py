"""The credit of a programme that follows a viewer's suggestion, in its channel's language."""

from __future__ import annotations

from webtv.config.channel import Channel
from webtv.media.graphics.lettering import printable
from webtv.model.audience import Suggestion
from webtv.model.programme import Plan
from webtv.writers.llm.checks import signs

_SUGGESTED = {
    "ar": ("اقتراح {name}", "اقتراح أحد المشاهدين"),
    "cs": ("Námět: {name}", "Námět od diváka"),
    "da": ("Foreslået af {name}", "Foreslået af en seer"),
    "de": ("Vorgeschlagen von {name}", "Vorschlag aus dem Publikum"),
    "en": ("Suggested by {name}", "Suggested by a viewer"),
    "es": ("Propuesta de {name}", "Propuesta del público"),
    "fi": ("Ehdotti {name}", "Katsojan ehdotus"),
    "fr": ("Proposé par {name}", "Proposé par le public"),
    "it": ("Proposto da {name}", "Proposto dal pubblico"),
    "ja": ("リクエスト: {name}", "視聴者リクエスト"),
    "nb": ("Foreslått av {name}", "Foreslått av en seer"),
    "nl": ("Idee van {name}", "Idee van een kijker"),
    "no": ("Foreslått av {name}", "Foreslått av en seer"),
    "pl": ("Pomysł: {name}", "Pomysł widza"),
    "pt": ("Sugestão de {name}", "Sugestão do público"),
    "ru": ("Идея: {name}", "Идея зрителя"),
    "sv": ("Föreslaget av {name}", "Föreslaget av en tittare"),
    "tr": ("Öneren: {name}", "İzleyici önerisi"),
    "uk": ("Ідея: {name}", "Ідея глядача"),
    "zh": ("{name} 的点子", "观众的点子"),
}


def credit_of(suggestion: Suggestion, channel: Channel, plan: Plan) -> str:
    """Whom a programme thanks: the name that a viewer gave, else a viewer.

    Empty where the plan has no word of the suggestion: a language model may have left it out. In
    other languages than English, of which the prompts are, nobody can tell, and it is believed.
    """
    if channel.language[:2] == "en":
        told = " ".join(f"{shot.prompt} {shot.line}" for shot in plan.shots)
        seen = signs(told, channel.language)
        wanted = signs(suggestion.text, channel.language)
        if wanted and not any(a.startswith(b) or b.startswith(a) for a in wanted for b in seen):
            return ""
    named, unnamed = _SUGGESTED.get(channel.language[:2], _SUGGESTED["en"])
    name = printable(suggestion.name)
    return named.replace("{name}", name) if name else unnamed
