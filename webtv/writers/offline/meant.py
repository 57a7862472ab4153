"""Tells what an operator says of all that is seen: "Il movimento deve essere lento".

Patterns by language. "Solo el faro sigue encendido" has a verb and happens; "Solo forme" has none.
"""

from __future__ import annotations

import re

from webtv.writers.offline import verbs

_I = re.IGNORECASE

_COURTESY = re.compile(
    r"(?:muchas |mille |vielen |tante |muito |hartelijk )?(?:gracias|merci|danke?|grazie"
    r"|obrigad[oa]"
    r"|dank(?: je| u)?|bedankt|dzięki|dziękuj\w+|спасибо|teşekkürler|谢谢|謝謝"
    r"|ありがとうございます|شكرا|شكرًا)",
    _I,
)

_ANOTHER = re.compile(
    r"(?:una? \w+ (?:distint[oa]|diferente|nuev[oa])|(?:otr[oa]|autre) \w+|une? (?:nouve\w+"
    r"|autre) \w+"
    r"|une? \w+ différente?|eine?n? (?:neue[rsn]?|andere[rsn]?) \w+|un[ao']? ?(?:nuov[oa]"
    r"|altr[oa]) \w+"
    r"|un[ao]? \w+ (?:divers[oa]|nuov[oa])|uma? \w+ (?:diferente|nov[oa])|een (?:nieuwe?"
    r"|andere?) \w+"
    r"|\w+ جديدة?|нов(?:ый|ая|ое) \w+|now[yae] \w+|yeni bir \w+)",
    _I,
)
"""Somebody or something else each time, whom nobody can film."""

_MEANT = re.compile(
    r"^(?:"
    r"(?:tono?|tom|toon|estilo|style|stile|stijl|stil|styl|ritmo|rythme|тон|стиль)"
    r" (?:de|d'|di|da|van|von|wie|como|come|comme|as|of)\b.*|"
    # all is to be so, or there is to be nothing else
    r"(?:el|la|los|las|todo|the|everything|le|les|tout|il|i|gli|tutto|o|a|os|as|tudo|der|die"
    r"|das|alles"
    r"|het|de)(?: \w+){0,2} (?:deben?|tienen? que|should|must|doi(?:t|vent)|dev(?:e|ono)"
    r"|dev(?:e|em)"
    r"|soll(?:en|te|ten)?|muss|müssen|moet(?:en)?) (?:ser|estar|be|être|rester|essere|restare|sein"
    r"|bleiben|zijn|blijven)\b.*"
    r"|(?:pocas?|poche|peu de|wenig|pouc[oa]s|weinig|mało|мало) "
    r"(?:palabras|parole|mots|worte|palavras|woorden|słów|слов)\b.*"
    r"|(?:graag|gerne?|liefst|am liebsten) (?:veel|weinig|wat|viel|wenig|mehr|meer|etwas)\b.*"
    r"|(?:نحكي|نروي|نقدم|نعرض|نتابع|يحكي|تحكي|تروي)(?: للأطفال| لكم)? .*"
    r"|(?:planos?|plans?|inquadrature|einstellungen|ujęcia|takes) [^\W\d_]+"
    r"(?:,? (?:(?:e|y|et|und|i|en|and) )?[^\W\d_]+)?"
    # how all is to be filmed, and no thing that is: "Filmer au ras du sol"
    r"|(?:filmer|tourner|filmare|riprendere|girare|filmar|grabar|rodar|gravar|kręcić|снимать)"
    r" (?:toujours |sempre |siempre )?(?:à|au|aux|de|du|d'|depuis|en|sans|avec|très|près|sous|par"
    r"|da|dal|dall'|dalla|di|in|senza|con|molto|desde|sin|muy|cerca|despacio|a|al|do|em|sem|com"
    r"|muito|lento|lentamente|lentement|piano|z|bez|с|без)\b.*"
    r"|(?:lange|ruhige|weite|długie) (?:einstellungen|ujęcia)|长镜头|長回し"
    r"|(?:lo |ya |già |on |nous |já )?(?:veremos|descubriremos|vedremo|scopriremo|verra|verrons"
    r"|découvrira|découvrirons|descobriremos)"
    r"|(?:atmosfera|atmosphère|ambiance|ambiente|stimmung|sfeer|nastrój|атмосфера)"
    r"(?: [^\W\d_]+){1,3}"
    r"|.{2,24}(?:(?:solve|settle|fix)s? everything by|l[oe] resuelven? todo"
    r"|résolvent tout (?:en|par)"
    r"|(?:lösen|löst) alles(?:,? indem| durch)|risolvono tutto|resolvem tudo|lossen alles op"
    r"|löser allt genom|løser alt ved|rozwiązuj[ąe] wszystko|решают вс[её]|vyřeší vše\w*) .*"
    r"|man soll .* (?:hören|sehen|spüren|riechen)"
    r"|(?:explicaciones|explications|erklärungen|spiegazioni|explicações|uitleg|wyjaśnienia"
    r"|объяснения|explanations) \w+"
    r"|(?:alles|das bild|die bilder|de beelden|het beeld) (?:soll|sollen|muss|moet|moeten|mag) .*"
    r"(?:bleiben|sein|wirken|blijven|zijn)"
    r"|(?:se ve todo|todo se ve|on voit tout|tout est (?:vu|filmé)|man sieht alles|alles (?:ist"
    r"|wird) "
    r"(?:von nahem|aus der nähe)|si vede tutto|vê-se tudo|tudo (?:é|se vê)|we zien alles"
    r"|everything is "
    r"(?:seen|filmed)) ?(?:de (?:muy )?cerca|de (?:très )?près|gefilmt|aus der nähe|da vicino"
    r"|de perto"
    r"|van (?:heel )?dichtbij|from (?:very )?(?:close|near)(?: by)?|in close-up)?"
    r"|(?:ce qui compte|l'important|lo (?:importante|que (?:importa|cuenta))|was zählt|wichtig "
    r"(?:ist|sind)"
    r"|what (?:matters|counts)|(?:ciò|quel(?:lo)?) che conta|o que (?:importa|conta)|wat telt"
    r"|belangrijk is"
    r"|najważniejsz[eay]|liczy się|главное|важно)[, ].*"
    r"|(?:música|musique|musik|musica|muziek|muzyka|музыка|müzik|music)(?: [^\W\d_]+){1,3}"
    r"|.*(?<!\w)(?:показывать|показать|снимать)(?!\w).*"
    r"|(?:apenas|solo|sólo|solamente|somente|seulement|uniquement|nur|ausschließlich|soltanto"
    r"|solamente"
    r"|alleen|tylko|только|only|just)(?: (?:des|de|les?|la|el|los?|las|gli|i|o|os|as|a))? \w+,? .*"
    r"|(?:画面|畫面|镜头|鏡頭|节奏|節奏|配乐|色调|风格|風格|氛围)(?:要|应|應|需|得|以|尽量|保持)?.{1,14}"
    r"|(?:每[集期]|每一[集期])(?:都是?|讲|講|介绍|只有|出现)?[一1][个個种種只位段道篇].{1,8}"
    r"|(?:映像|画面|テンポ|音楽|雰囲気|全体)(?:は|を).{1,14}"
    r")$",
    _I,
)
"""What all is to be like, or what counts in it."""

IT_IS = re.compile(
    r"^(?:c'est|ce sera|ça reste|es ist|das ist|es bleibt|è|resta|é|es|será|het is|het blijft|это"
    r"|it is|it's)(?: (?:toujours|immer|sempre|siempre|altijd|sehr|très|muy|molto|muito|всегда))* "
    r"|^(?:queremos|quiero|(?:nous )?voulons|(?:wir )?wollen|vogliamo|voglio|willen) ",
    _I,
)

_ERA = (
    r"(?:(?:the|el|la|los|le|les|das|die|der|il|o|a|os|de|het) )?(?:(?:early|late|high|alta|baja"
    r"|haut|bas|frühes|spätes|hohes|późne|wczesne|раннее|позднее) )?"
    r"(?:middle ages|renaissance|antiquity|baroque|edad media|renacimiento|antigüedad|barroco"
    r"|moyen[- ]âge|antiquité|mittelalter|antike|barock|medioevo|rinascimento|antichità|barocco"
    r"|idade média|renascimento|renascença|antiguidade|middeleeuwen|oudheid|średniowiecze|renesans"
    r"|starożytność|barok|средневековье|средние века|возрождение|ренессанс|античность|барокко"
    r"|orta çağ|ortaçağ|rönesans|antik çağ|medeltiden|renässansen|antiken|středověk|renesance"
    r"|középkor|reneszánsz|середньовіччя|відродження|العصور الوسطى|عصر النهضة|मध्यकाल|중세|르네상스"
    r"|中世纪|文艺复兴|中世|ルネサンス)"
)
_ERAS = re.compile(
    rf"{_ERA}(?:(?:,| and| y| et| und| e| en| i| и| ve| och| a| és| та| و| और|[和与と、]) ?"
    rf"{_ERA})*",
    _I,
)
"""When all plays, which is no picture: "Średniowiecze i renesans"."""

_VERBLESS = re.compile(
    r"^(?:plan|atmos|ambi|stimm|sfeer|nastr|атмо|tono?\b|tom\b|toon|estilo|sti|sty|ritmo|rythme"
    r"|тон|стиль|m[uú]s|muz|музык|müz|apenas"
    r"|sol[oa]|sólo|solamente|somente|seulement|uniquement|nur"
    r"|ausschl"
    r"|soltanto|alleen|tylko|только|only|just)",
    _I,
)


def is_meant(sentence: str, language: str) -> bool:
    """Return whether a sentence says what all is to be like or when it plays, or thanks for it."""
    if _COURTESY.fullmatch(sentence) or _ERAS.fullmatch(sentence.strip(" .")):
        return True
    if not _MEANT.match(sentence):
        return False
    return not _VERBLESS.match(sentence) or not verbs.tells(sentence, language)


def is_another(text: str) -> bool:
    """Return whether a text leaves open whom or what it is of each time: "un viajero distinto"."""
    return bool(_ANOTHER.fullmatch(text))
