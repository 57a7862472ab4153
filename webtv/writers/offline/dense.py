"""Takes sentences of scripts without blanks apart: each part is a clause that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_JA_CLAUSE = re.compile(r"、(?!また|そして|それから)(?=[^、]{1,14}[がは])")
JA_NOUN = re.compile(
    r"[\u4e00-\u9fff\u30a0-\u30ff」』]$|(?:物|もの|こと|ところ|とき|たち|さん|くん|ちゃん|さま)$"
)
_JA_ENDED = re.compile(
    r"(?:[るうすぬむぐぶただん]|(?<![ひふみよむやことっ])つ|です|ます|ない"
    r"|[歩行書聞開鳴泣焼置引弾続動働届描吹咲着磨輝叩抱敷炊解導]く)$"
)
"""How a clause ends after which another one may begin: no "…て", no "…し", no "…ながら"."""

_JA_WHEN = re.compile(
    r"(?:朝|夜|晩|昼|夕方|夕暮れ|春|夏|秋|冬|日|時|頃|とき|前|後|中|間|隅|上|下|横|脇|奥|そば|[一-龥]て|の)$"
)
"""When or where it is what the next clause says."""

_SHORTEST = 5
"""Signs of a Chinese clause that has its subject and what happens; shorter ones need another."""

_ASPECT = re.compile(r"[^\W\d_的]{1,2}(?:了|着)|.(?:为|成|出|住|向|示|在)(?!.{0,2}的)")
"""A Chinese verb with what marks it as one: "遮住了半条街", "化为大鹏"."""

_CJK_OPENS = re.compile(
    r"^天(?:还没|没|刚|快|一|不|蒙蒙|都)?[亮黑明]了?$|^.{1,6}一[\u4e00-\u9fff]$|^(?:如果|要是|因为|虽然|只要|只有|等到?|当|每)"
)
"""What the next clause happens at: "蒸笼一开", "天没亮"."""

_CJK_TIED = re.compile(r"^.{1,6}(?:就|才|便|也|却)(?!是.的)(?![^，]{0,1}$)[\u4e00-\u9fff]")
"""A clause that goes on from the one before it: "王师傅就起来和面"."""

_ITEM = (4, 14)
"""Signs of an entry of a list that says something, at least and at most."""

_ITEMS = 3
"""Entries of such a list at least."""

_CJK_BOUND = re.compile(
    r"(?:用|和|跟|把|被|给|又|再|就|便|还|也|却|但|而|并|于是|然后|接着|所以|[他她它]们?(?!人)"
    r"|一边|一面|总|一直|常|经常|偶尔|慢慢|轻轻|静静|悄悄|默默|偷偷|都|会|正在|则|才|只|不|从不|从来|有的|有些|有时|顺便|坚信|相信|认为|觉得|以为)"
)
_CJK_VERB = re.compile(
    r"(?:要(?!塞)|想|看(?![门守台板])|听(?!众)|走(?!廊)|坐(?![垫位])|拿|喝|吃(?!货)|说(?!书)|问(?!题)"
    r"|等(?!候)|找(?!零)|数(?![学字百千十不])|写(?!字楼)|唱(?![片戏])|跑(?!道)|端(?!午)|捧|抱|牵"
    r"|推(?!车)|扛|抬|摇(?![篮椅])|敲|擦|扫|洗(?!衣店)|浇|种|晒|揉|煮|炒|切|剥|缝|绣|画(?![家廊板])"
    r"|读(?!者)|翻|追着|像|好像|仿佛|连|让|叫|从(?!前)|往|向(?!日葵)|朝(?![阳霞])|为了|没(?!有人)"
    r"|没有(?!人)|不|直到|收(?!音机)|放(?!学)|带(?!子)|送(?!信)|买|卖(?=[^，]*[给到])|修(?!女|车铺)|挂"
    r"|点(?!心)|讲|笑|哼|打(?![铁印])|来|去|决定|剪|撕|拆|装|躲|爬|蹲|站|躺|睡(?![莲衣袋])|靠|钻|绕|围|沿|随|跟|陪|替|帮|学(?!校|生)"
    r"|骑(?![士手兵])|开(?![水关心])|穿(?!山)|戴|搬(?!运)|包(?![子裹])|磨(?!坊)|劈|捞|撒|钓(?!鱼)|划(?!船)"
    r"|赶(?!集)|望(?!远)|闻|尝|咬|舔|喊|骂|摸|踢|踩|跳(?![蚤水台])|滚|游(?![客泳戏])"
    r"|教(?![室堂师])|喂|摘|捡|扔|丢|递|接|借|换|锁|按|吹|弹|.着|.给|回(?!声)|飞(?!机|鸟)|落(?!叶|日)|留下|变成|化作|露出)"
)
"""A verb whose subject stands before the comma: "邮递员把车靠在墙边，要一碗面"."""

_CJK_OF = re.compile(r"^(?!.{1,2}[一两二三四五几半]).*的[\u4e00-\u9fff]{1,4}$")
"""Somebody or something, with what it does: "喝茶的老人"."""

_CJK_WHERE = re.compile(
    r"^(?!.*[了着过在]).{1,7}(?:尽头|上|里|下|中|前|后|旁|边|间|时|外|内|处|底|口|夜晚?|清晨|傍晚|晚上|早上|天|季)$"
    r"|^(?:每当|当|每天|每晚|每到).{1,10}$|^在.{1,8}(?:上|里|下|中|前|后|旁|边|间|时)$"
)
"""Where or when it is what the next clause says."""

_CJK_NOUN = re.compile(r"^(?!.*[了着过在]).{1,6}的.{1,3}$|^.{1,3}岁$")
"""Somebody, with what they are to others: "老王的孙女"."""

_JA_SUBJECT = re.compile(r"[がは]")


def japanese(sentence: str) -> Iterator[str]:
    """The clauses of a Japanese sentence; those that go on stay with the one that ends them.

    Entries of a list of things, each with what is told of it, are parts of their own.
    """
    parts = [part.strip() for part in re.split(r"[、，；]", sentence)]
    if len(parts) >= _ITEMS and all(len(part) >= _ITEMS and JA_NOUN.search(part) for part in parts):
        yield from parts
        return
    found = _JA_CLAUSE.split(sentence)
    if not all(map(_JA_SUBJECT.search, found)):
        found = parts
    yield from _ended(found)


def _ended(parts: Sequence[str]) -> Iterator[str]:
    """Japanese clauses, those that go on behind their comma with the one that ends them."""
    held, things = "", all(map(JA_NOUN.search, parts))
    for part in filter(None, (part.strip() for part in parts)):
        held = f"{held}、{part}" if held else part
        ended = _JA_ENDED.search(part) or (things and JA_NOUN.search(part))
        if ended and not _JA_WHEN.search(part):
            yield held
            held = ""
    if held:
        yield held


def chinese(parts: Sequence[str]) -> Iterator[str]:
    """Chinese clauses; short ones stay with the one before, but for those of a list of such.

    So do those whose subject stands before: "和楼下的麻雀打持久战", and who somebody is.
    """
    short = len(parts) >= _ITEMS and all(len(part) < _SHORTEST for part in parts)
    held = last = ""
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else ""
        bound = not short and (
            len(part) < _SHORTEST
            or _CJK_BOUND.match(part)
            or _CJK_TIED.match(part)
            or ((_CJK_VERB.match(part) or _ASPECT.match(part)) and not _CJK_OF.search(part))
            or (_CJK_NOUN.match(part) and _CJK_BOUND.match(after) and _CJK_NOUN.match(last))
        )
        opens = _CJK_WHERE.match(last) or _CJK_OPENS.match(last)
        if held and not bound and not opens and not (len(held) < _SHORTEST and not short):
            yield held
            held = ""
        held = f"{held}，{part}" if held else part
        last = part
    if held:
        yield held


def enumerated(sentence: str) -> list[str]:
    """The entries of a sentence that lists what happens between "、"; itself where it does not.

    "小熊找被子、松鼠数果子、猫头鹰点灯" is three; "卖苹果、香蕉、梨" says what one of them does.
    """
    entries = [part.strip() for part in sentence.split("、")]
    fewest, most = _ITEM
    return (
        entries
        if len(entries) >= _ITEMS and all(fewest <= len(entry) <= most for entry in entries)
        else [sentence]
    )
