"""Lines in the variety that a channel's language names: pt-PT, es-MX, zh-TW.

Stories and phrases are written in the Portuguese of Brazil, the Spanish of Spain and simplified
Chinese. Words that another country does not say, or says of something else, have others there;
Chinese is converted by OpenCC (Apache-2.0, https://github.com/BYVoid/OpenCC).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

_I = re.IGNORECASE

_GROUP = re.compile(r"\((?!\?)")

Pairs = tuple[tuple[str, str], ...]

_PORTUGAL: Pairs = (
    (r"no último ponto da noite", "na última paragem da noite"),
    (r"no ponto do bonde", "na paragem do bonde"),
    (r"espera no ponto", "espera na paragem"),
    (r"há ponto nenhum", "há paragem nenhuma"),
    (r"maria-fumaça", "locomotiva a vapor"),
    (r"fumaça vermelha", "fumo vermelho"),
    (r"a fumaça boa", "o fumo bom"),
    (r"à fumaça", "ao fumo"),
    (r"(d|n|pel)?a fumaça", r"\1o fumo"),
    (r"fumaça", "fumo"),
    (r"sumiu", "desapareceu"),
    (r"sumiram", "desapareceram"),
    (r"some(m?)", r"desaparece\1"),
    (r"sumir", "desaparecer"),
    (r"sumid([oa]s?)", r"desaparecid\1"),
    (r"sumiço", "desaparecimento"),
    (r"vara(l|is)", r"estenda\1"),
    (r"ao filhote", "à cria"),
    (r"aos filhotes", "às crias"),
    (r"(n?um|dois) filhotes?", r"\1 filhote"),
    (r"filhote novo", "filhote nova"),
    (r"filhote inteiro", "filhote inteira"),
    (r"filhote de corça, escondido", "filhote de corça, escondida"),
    (r"([dn]?)o(s?) filhote(s?)", r"\1a\2 cria\3"),
    (r"(n?)um filhote", r"\1uma cria"),
    (r"dois filhote", "duas crias"),
    (r"filhote(s?)", r"cria\1"),
    (r"((?:[dn]?os|aos|uns|dois|três|quatro|cinco|seis|muitos) )ônibus", r"\1autocarros"),
    (r"ônibus", "autocarro"),
    (r"trens", "comboios"),
    (r"trem", "comboio"),
    (r"bonde(s?)", r"elétrico\1"),
    (r"caminhão", "camião"),
    (r"caminhões", "camiões"),
    (r"caminhoneir([oa]s?)", r"camionist\1"),
    (r"camionisto(s?)", r"camionista\1"),
    (r"café da manhã", "pequeno-almoço"),
    (r"xícara(s?)", r"chávena\1"),
    (r"a geladeira", "o frigorífico"),
    (r"uma geladeira", "um frigorífico"),
    (r"da geladeira", "do frigorífico"),
    (r"na geladeira", "no frigorífico"),
    (r"geladeira(s?)", r"frigorífico\1"),
    (r"o banheiro", "a casa de banho"),
    (r"um banheiro", "uma casa de banho"),
    (r"do banheiro", "da casa de banho"),
    (r"no banheiro", "na casa de banho"),
    (r"suco(s?)", r"sumo\1"),
    (r"suéter(es)?", r"pulôver\1"),
    (r"pedestre(s?)", r"peã\1"),
    (r"peãs", "peões"),
    (r"peã", "peão"),
    (r"freio", "travão"),
    (r"freios", "travões"),
    (r"goleiro(s?)", r"guarda-redes"),
    (r"gramado(s?)", r"relvado\1"),
    (r"(a|na|da|pela|à|uma|de|sobre a) grama", r"\1 relva"),
    (r"o time", "a equipa"),
    (r"um time", "uma equipa"),
    (r"do time", "da equipa"),
    (r"no time", "na equipa"),
    (r"dirige(m?)", r"conduz\1"),
    (r"conduzm", "conduzem"),
    (r"dirigir", "conduzir"),
    (r"a calçada", "o passeio"),
    (r"uma calçada", "um passeio"),
    (r"na calçada", "no passeio"),
    (r"da calçada", "do passeio"),
    (r"à calçada", "ao passeio"),
    (r"o pedágio", "a portagem"),
    (r"pedágio(s?)", r"portage\1"),
    (r"portages", "portagens"),
    (r"portage", "portagem"),
    (r"vitrine(s?)", r"montra\1"),
    (r"moça(s?)", r"rapariga\1"),
    (r"cachorros", "cães"),
    (r"cachorro", "cão"),
    (r"abacaxi(s?)", r"ananás"),
    (r"parquinho", "parque infantil"),
    (r"registro(s?)", r"registo\1"),
    (r"esporte(s?)", r"desporto\1"),
    (r"sorvete(s?)", r"gelado\1"),
    (r"metrô", "metro"),
    (r"celular", "telemóvel"),
    (r"aquarela(s?)", r"aguarela\1"),
    (r"bebê(s?)", r"bebé\1"),
    (r"a pipa", "o papagaio"),
    (r"uma pipa vermelha", "um papagaio vermelho"),
    (r"uma pipa", "um papagaio"),
    (r"de pipas", "de papagaios"),
    (r"(a|da|na|falta) rabiola", r"\1 cauda"),
    (r"decol(a|am|ar|ou)", r"descol\1"),
    (r"decolagem", "descolagem"),
    (r"(est(?:á|ão|avam?)|fic(?:am?|ou)|continu(?:am?|ou)) (?!quando)(\w+?)([aei])ndo",
     r"\1 a \2\3r"),
    (r"pô?er", "pôr"),
)  # fmt: skip
_ATTRACTS = re.compile(
    r"\b(?:não|nunca|nem|ninguém|nada|jamais|que|quem|quando|onde|como|enquanto|porque|se|qual"
    r"|quanto|já|ainda|também|só|sempre|talvez|tudo|tod[oa]s?|alguém|algo|cada|pouc[oa]s?|muit[oa]s?"
    r"|mal|bem|para|por|sem|de|até|ao|antes|depois|nenhuma?|qualquer|ambos|e|ou|mas)\b",
    _I,
)
"""Words after which a pronoun stands before its verb in Portugal, too."""

_BEFORE = re.compile(
    r"([^.,;:!?|/]*\w) se ((?:mud|sent|afast|apag|levant|encost|solt|deit|atras|instal|junt|apoi"
    r"|agarr|segur|inclin|vir|olh|abr|acend|mex|escond|encontr|divid|estend|fech|sec|aproxim|ouv"
    r"|oferec|part|embaraç|sacod|endireit|apresent|encar|transform|aposent|espalh|aqu)\w+)",
    _I,
)
"""A Brazilian clause with its pronoun before the verb: "a gata se mudou"."""

_OPEN_O, _OPEN_E = re.compile(r"ô(?=n[io]|m[ie])"), re.compile(r"ê(?=nis\b|nero|nio|meo|mio)")
"""Vowels that Portugal writes as it says them: "económico", "ténis"."""

_AMERICA: Pairs = (
    (r"coge(n?)", r"agarra\1"),
    (r"cogió", "agarró"),
    (r"cogieron", "agarraron"),
    (r"cog(?:er|erse)", "agarrar"),
    (r"cogid([oa]s?)", r"ocupad\1"),
    (r"cogiendo", "agarrando"),
    (r"ordenador(es)?", r"computador\1"),
    (r"coche(s?)", r"auto\1"),
    (r"conduce(n?)", r"maneja\1"),
    (r"conducir", "manejar"),
    (r"conduciendo", "manejando"),
    (r"zumo(s?)", r"jugo\1"),
    (r"patata(s?)", r"papa\1"),
    (r"(el|un|del|al|su|mi) móvil", r"\1 celular"),
    (r"móviles", "celulares"),
    (r"bocadillo", "sándwich"),
    (r"bocadillos", "sándwiches"),
    (r"judía(s?)", r"alubia\1"),
    (r"aparca(n?)", r"estaciona\1"),
    (r"aparcad([oa]s?)", r"estacionad\1"),
    (r"aparcar", "estacionar"),
    (r"aparcó", "estacionó"),
    (r"aparcamiento(s?)", r"estacionamiento\1"),
    (r"jersey", "suéter"),
    (r"jerséis", "suéteres"),
    (r"ascensor(es)?", r"elevador\1"),
    (r"camarer([oa]s?)", r"meser\1"),
    (r"bañador(es)?", r"traje de baño"),
    (r"manta(s?)", r"cobija\1"),
    (r"césped", "pasto"),
    (r"fontaner([oa]s?)", r"plomer\1"),
    (r"furgoneta(s?)", r"camioneta\1"),
    (r"enfad(o|a|an|ad[oa]s?|ar|arse)", r"enoj\1"),
    (r"a por", "por"),
)  # fmt: skip
_TAIWAN: Pairs = (("土豆", "馬鈴薯"), ("公共汽車", "公車"), ("菠蘿", "鳳梨"), ("冰棍", "冰棒"))
_CHINESE = {"zh-TW": "s2twp", "zh-HK": "s2hk", "zh-MO": "s2hk"}
_SPAIN = frozenset({"es", "es-ES"})
_IN_PORTUGAL = re.compile(
    r"\b(?:portugal|lisboa|alfama|coimbra|alentejo|algarve|ribatejo|minho|douro"
    r"|trás-os-montes|açores|madeirense|setúbal|sintra|évora|braga|aveiro"
    r"|telemóve(?:l|is)|autocarros?|comboios?|elétricos? amarelos?|pequeno-almoço|frigorífico)\b",
    _I,
)
"""Words of a theme that plays in Portugal."""


def variety(language: str, theme: str) -> str:
    """The variety of a language in which a theme is written, where it does not say "pt-PT" itself
    but speaks of Portugal. Norwegian of any kind ("no", "nn") is read and told as Bokmål, "nb".
    """
    if language[:2] in ("no", "nn"):
        return "nb"
    return "pt-PT" if language == "pt" and _IN_PORTUGAL.search(theme) else language


def regional(language: str) -> Callable[[str], str] | None:
    """What puts a line into the variety of a language such as "pt-PT"; None where none is needed.

    A variety that is not known has the lines as they are.
    """
    if language == "pt-PT":
        return _portuguese
    if language[:2] == "es" and language not in _SPAIN:
        return _replacing(_AMERICA)
    if language in _CHINESE or language.startswith("zh-Hant"):
        return _traditional(_CHINESE.get(language, _CHINESE.get(f"zh{language[7:]}", "s2t")))
    return None


def _portuguese(line: str) -> str:
    line = _BEFORE.sub(_enclitic, _replacing(_PORTUGAL)(line))
    return _OPEN_E.sub("é", _OPEN_O.sub("ó", line))


def _enclitic(found: re.Match[str]) -> str:
    """A clause with its pronoun behind the verb: "a gata mudou-se"."""
    free = not _ATTRACTS.search(found[1].strip())
    return f"{found[1]} {found[2]}-se" if free else found[0]


@cache
def _replacing(pairs: Pairs) -> Callable[[str], str]:
    known = [(re.compile(rf"(?<!\w){words}(?!\w)", _I), instead) for words, instead in pairs]
    forms = "|".join(re.sub(_GROUP, "(?:", words) for words, _ in pairs)
    every = re.compile(rf"(?<!\w)(?:{forms})", _I)

    def put(line: str) -> str:
        if not every.search(line):  # most have nothing to replace
            return line
        for words, instead in known:
            line = words.sub(partial(_as_written, instead=instead), line)
        return line

    return put


def _as_written(found: re.Match[str], instead: str) -> str:
    """What stands for a word, with a capital where the word had one."""
    put = found.expand(instead)
    return put[:1].upper() + put[1:] if found[0][:1].isupper() else put


@cache
def _traditional(config: str) -> Callable[[str], str]:
    import opencc  # its tables take a second to load, for these channels alone

    convert = opencc.OpenCC(config).convert
    taiwan = config == "s2twp"

    def put(line: str) -> str:
        line = convert(line)
        for words, instead in _TAIWAN if taiwan else ():
            line = line.replace(words, instead)
        return line

    return put
