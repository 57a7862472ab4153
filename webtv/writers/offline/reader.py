"""Tells what an operator wants filmed from what they say to the reader.

Patterns, by language where words decide. A sentence that no pattern knows is a picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.config.story import CastMember
from webtv.writers.offline import labels, wordlists

_I = re.IGNORECASE

_REFUSED = re.compile(
    r"\b(?:not|n't|never|rather not|no)\s+(?:want(?: to see)?|see|show|like|use|include|need)\s+"
    r"(?:any |to see )?(.+?)(?:\s+(?:because|since|as|or else)\b.*)?$",
    _I,
)
_ADDRESS = re.compile(
    r"\b(?:(?-i:I|I'm|I'd)|we|we're|us|our|ours|my|you|your|yours|please|should|must|viewers?"
    r"|audience|listeners?|subscribers?|read (?:all )?this|target group|key message|hashtags?"
    r"|quiero|queremos|nuestro|nuestra|nosotros|por favor|espectador(?:es)?|usted(?:es)?"
    r"|je veux|nous|notre|vous|votre|s'il vous plaît|spectateurs?"
    r"|ich|wir|uns|unsere?[nrms]?|bitte|zuschauer(?:innen)?"
    r"|voglio|vogliamo|nostr[oaie]|spettatori|quero|queremos|noss[oa]s?"
    r"|chc(?:ę|emy)|proszę|nasz\w*|widzowie|хо(?:чу|тим)|пожалуйста|наш[аеиу]?|зрители"
    r"|lütfen|istiyor(?:um|uz)|bizim|seyirciler"
    r")\b|^(?:我想|我们|我們|请|請|你|私は|私たち|ください|أريد|نريد|من فضلك)",
    _I,
)
_STILL_A_PICTURE = re.compile(
    r"^(?:(?:i|we)(?:'d| would)? (?:want|like|love)(?: to see)?|please|on aime(?: voir)?|nos "
    r"gustan?"
    r"|ci piac(?:e|ciono)|gostamos de|adoramos|we houden van|quiero(?: ver)?|queremos"
    r"|je veux(?: voir)?|nous voulons|ich (?:möchte|will)|wir (?:möchten|wollen)|voglio|quero)\b",
    _I,
)
_META = (
    r"(?:stories|story|tales?|videos?|clips?|visuals?|images?|pictures?|scenes?|footage|films?"
    r"|movies?|portraits?|episodes?|documentar(?:y|ies)|series|shows?|channels?|stations?"
    r"|programmes?|programs?|content|television|tv|radio|streams?|animations?|adventures?|life"
    r"|cameras?|cams?|webcams?|shots|takes|parod(?:y|ies)|vibes?|aesthetics?|feel(?:ing)?|mood"
    r"|beats?|music)"
)
_HEAD = re.compile(
    r"^(?:(?:please|always|just|only|mostly|also)\s+)*(?:"
    r"what (?:goes on|happens) (?:in|at|on|inside|around|under|behind)|"
    r"show(?:ing|s|cases?|casing)?|featur(?:e|es|ing)|includ(?:e|es|ing)|imagine|depict(?:s|ing)?"
    r"|all about|film(?! (?:is|are|was|were|has|can|must|will)\b)|explore[s]?|exploring"
    r"|follow(?:s|ing)?(?= the (?:life|lives|story))"
    r"|(?:(?:the|everyday|daily|quiet|slow|simple|ordinary)\s+)*life (?:in|at|aboard|inside|among)"
    rf"|(?:(?:an?|the|short|little|calm|slow|daily|weekly|24/7)\s+)*(?:\w+\s+){{0,2}}?{_META}"
    r"\s+(?:about|of|from|on|with|around|showing|featuring|dedicated to|for fans of)"
    r"|(?:an?|the|\w+|found-footage)(?: \w+)? (?:horror|comedy|drama|thriller|parody|show|soap"
    r"|sitcom) (?:in|at|inside|from|set in)"
    r")\s+",
    _I,
)
_HEAD_ELSEWHERE = re.compile(
    r"^(?:(?:historias?|cuentos?|v[ií]deos?|imágenes|escenas|documentales|un canal|una serie)\s+"
    r"(?:sobre|de|con|acerca de)"
    r"|(?:histoires?|contes?|vidéos?|images|scènes|documentaires|une chaîne|une série)\s+"
    r"(?:sur|de|avec|à propos de|autour de)"
    r"|(?:storie|racconti|video|immagini|scene|un canale|una serie)\s+(?:su|di|sul|sulla|con)"
    r"|(?:histórias|contos|vídeos|imagens|cenas|um canal|uma série)\s+(?:sobre|de|com)"
    r")\s+",
    _I,
)
_EMPTY = re.compile(
    rf"^(?:(?:an?|the|some|our|this|relaxing|bedtime|abstract|chill|lo-?fi|ambient|audio-reactive"
    rf"|\w+)\s+){{0,4}}{_META}(?:\s+(?:for|to|that|which|at|in|on)\b.*)?$",
    _I,
)
_OURS = re.compile(r"^(?:our|my) [\w ]{2,30}? (?:is|are) ((?:an?|two|three|four|five|six) .+)$", _I)
_PART = re.compile(
    r"^the (?:villain|hero|heroine|main character|protagonist|antagonist|star|host|narrator)"
    r"(?: of [^,]+?)? is (.+)$",
    _I,
)
_ABOUT_ITSELF = re.compile(rf"\b(?:is|are) (?:an?|the|our) (?:[\w-]+ ){{0,4}}?{_META}\b", _I)
_FRAME = re.compile(
    r"^(?:in )?(?:each|every) (?:episode|programme|program|show|time|shot|scene)\s*,?\s*"
    r"|\s+(?:per|in each|in every|every|each) (?:episode|programme|program|show|scene|shot)\b"
    r"|^(?:season|series|episode|part|act)\s*\w*\s+(?:begins|opens|starts)\s+"
    r"(?:when|with|as)\s+"
    r"|^(?:en cada episodio|dans chaque épisode|in jeder folge|in ogni puntata|em cada episódio)"
    r"\s*,?\s*",
    _I,
)
_RELATED = re.compile(r"^(?:which|whom)\s+")
"""What joins a sentence to the word for a show: "a show in which every suspect is a leek"."""

_NOW_AND_THEN = re.compile(
    r"^(?:(?:occasionally|sometimes|now and then|every so often|once in a while|from time to time"
    r"|a veces|de vez en cuando|parfois|de temps en temps|ogni tanto|a volte|às vezes)\s*,?\s+"
    r"|(?:manchmal|ab und zu|hin und wieder|gelegentlich)\s+(?=(?:ein|eine|der|die|das)\s))",
    _I,
)
_DOES = re.compile(r" (?:does|do|did|can|will|has|have)$")
"""An end that only says how often: "Sometimes a goat does"."""

_PLACEHOLDER = re.compile(
    r"\b(?:some(?:one|body|thing)|another (?:person|thing)) (?:new|else|different)\b"
    r"|\b(?:alguien|algo) nuev[oa]\b|\bquelqu'un de nouveau\b|\bjemand(?:en)? neue[ns]?\b",
    _I,
)
_VAGUE = re.compile(
    r"^(?:(?:season|series|the (?:season|series))(?: \w+)? (?:ends|closes|finishes|concludes)"
    r"|brief(?:ing)? (?:for|of|on)|thank you|thanks|like|think|as if|very little|this is"
    r"|these are|it(?:'s| is| has to| should| must)|what|how|why|there should|there must"
    r"|something like|everything|nothing|see|visit|follow|click"
    r"|como si|comme si|wie wenn)\b",
    _I,
)
_TOPIC = re.compile(
    r"^(?:the|what|how|who|where|when|why|about|our|style|tone|mood|music|sound|look|camera"
    r"|audience|viewers|setting|place|characters?|cast|avoid|don'?ts?|dos?|format|rules?|notes?"
    r"|goal|key message|target|colou?rs?|palette|pace|brief(?:ing)?)\b[^,]*$",
    _I,
)
_NOT_PICTURES = re.compile(
    r"\b(?:feel|mood|tone|style|music|sound|audience|viewers?|camera|format|rules?|notes?|goal"
    r"|message|target|why|who we|about us|palette|colou?rs?|pace|look(?:s)?)\b",
    _I,
)
_LABEL = re.compile(
    r"objectives?|purpose|aims?|schedule|runtime|duration|platform|call to action|slogan|tagline"
    r"|tone of voice|voice-?over|age (?:group|range)|frequency|deliverables?"
    r"|(?:key )?message|(?:hash)?tags?|keywords?|pacing|vibe|logline|synopsis|title|author|contact"
    r"|tono|estilo|música|público|notas?|mensaje|stil|musik|publikum|zielgruppe|hinweis"
    r"|style|musique|ambiance|stile|musica|pubblico|nastrój|styl|muzyka|müzik|üslup"
    r"|стиль|музыка|тон|风格|音乐|基调|音楽|雰囲気|الأسلوب|الموسيقى|النبرة",
    _I,
)
_WITHHELD = re.compile(
    r"^(?:but |please )*(?:don'?t|do not|never) (?:show|film|reveal|mention|tell)\b.*\b"
    r"(?:it|this|that|them|him|her)\b",
    _I,
)
_IDENTITY = re.compile(
    r"^((?!(?:there|it|this|that|he|she|here|what|who|today|one|es|il|hay|wer|das|ce)\b)[^\W\d_]"
    r"[\w'-]*(?: [^\W\d_][\w'-]*){0,3}?) "
    r"(?:is|are|es|est|ist|è|é) (?=(?:an?|una?|uno|une|eine?|uma?)\s)(.+)$",
    _I,
)
_UNWANTED = re.compile(r"\b(?:not|n't|avoid|never|no|without|don'?ts?)\b", _I)
_ASKS = re.compile(r"^(?:what|how|who|where|when|why)\b", _I)
_TOPIC_WORDS = 6


def refused(sentence: str) -> str | None:
    """What the writer of a brief says they would not like to see; None if there is nothing."""
    found = _REFUSED.search(sentence)
    return found[1].strip(" ,.") if found and is_address(sentence) else None


def is_withheld(clause: str) -> bool:
    """Whether a clause keeps what its sentence tells for later: "don't show it before"."""
    return bool(_WITHHELD.match(clause))


def is_label(head: str, language: str) -> bool:
    """Whether what stands before a colon says that no picture follows: "Tone: dry"."""
    named = _LABEL.fullmatch(head.strip()) or labels.is_label(head, language)
    return bool(named) or topic(head) == "skip"


def presented(sentence: str) -> str:
    """Who somebody is, as a picture of them: "Rex is a tiny dinosaur" -> "Rex, a tiny dinosaur"."""
    match = _IDENTITY.match(sentence)
    if not match or not all(word[:1].isupper() for word in match[1].split()):
        return sentence
    return f"{match[1]}, {match[2]}"


def is_address(sentence: str, language: str = "") -> bool:
    """Whether a sentence speaks to its reader, of the audience, or of what should be."""
    if language[:2] == "pl":
        sentence = re.sub(r"\bich\b", "", sentence)  # "them", and no German "I"
    if language[:2] not in ("", "en"):
        sentence = re.sub(r"^I (?!\w+['’])", "", sentence)  # "I pescatori rientrano"
    return bool(_ADDRESS.search(sentence))


def unowned(sentence: str, cast: Sequence[CastMember]) -> str:
    """A sentence on one of the cast without what they are to the operator: "Our reporter Mina"."""
    for member in cast:
        found = re.match(
            rf"(?:our|my|unsere?|notre|mon|ma|nuestr[oa]|nostr[oa]|noss[oa]) (?:[\w'-]+ ){{0,2}}?"
            rf"(?={re.escape(member.name)}\b.)",
            sentence,
            _I,
        )
        if found:
            return sentence[found.end() :]
    return sentence


def is_vague(sentence: str) -> bool:
    """Whether a sentence points at something that is not in it, or compares."""
    return bool(_VAGUE.match(sentence))


def unframed(sentence: str, language: str = "en") -> str:
    """A sentence without words about television: "Each episode he meets ..." -> "he meets ..."."""
    if match := _OURS.match(sentence) or _PART.match(sentence):
        return match[1]
    sentence = _STILL_A_PICTURE.sub("", sentence).strip() or sentence
    sentence = _FRAME.sub("", sentence).strip() or sentence
    sentence = sentence if _DOES.search(sentence) else _NOW_AND_THEN.sub("", sentence)
    head = _HEAD if language[:2] == "en" else _HEAD_ELSEWHERE
    return _RELATED.sub("", head.sub("", sentence).strip()) or sentence


def is_placeholder(sentence: str) -> bool:
    """Whether a sentence leaves open whom or what it is about: "meets someone new"."""
    return bool(_PLACEHOLDER.search(sentence))


def leans(clause: str, language: str) -> bool:
    """Whether the subject of a clause is a pronoun: "when it snows he puts on his skis"."""
    links = wordlists.of(wordlists.LINKS, language) - wordlists.of(wordlists.DETERMINERS, language)
    words = (word.strip(",;").lower() for word in clause.split())
    first = next((word for word in words if word not in links), "")
    return first in wordlists.of(wordlists.PRONOUNS, language)


def is_empty(sentence: str) -> bool:
    """Whether a phrase names the channel itself and nothing that can be seen."""
    return bool(_EMPTY.match(sentence) or _ABOUT_ITSELF.search(sentence))


def topic(sentence: str) -> str | None:
    """What the rest of a paragraph is, where a short sentence says so: skip, avoid or film."""
    if len(sentence.split()) > _TOPIC_WORDS or not _TOPIC.match(sentence):
        return None
    if not _ASKS.match(sentence) and wordlists.is_clause(sentence, "en"):
        return None  # "The tide comes in" says what happens, and is no heading
    if _UNWANTED.search(sentence):
        return "avoid"
    return "skip" if _NOT_PICTURES.search(sentence) else "film"
