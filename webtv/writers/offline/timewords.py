"""The hours and seasons that words name, in thirteen languages."""

from __future__ import annotations

import re
from functools import lru_cache

from webtv.writers.offline.phrases.language import Hour
from webtv.writers.offline.wordsets import has

_HOURS: dict[Hour, str] = {
    "before dawn": "predawn daybreak madrugada",
    "dawn": "dawn sunrise amanecer alba aube aurore morgengrauen sonnenaufgang amanhecer aurora "
    "黎明 拂晓 日出 夜明け فجر الفجر "
    "świcie świt świtem brzask şafakta şafak gündoğumunda рассвете рассвет рассветом заря "
    "dageraad zonsopgang ochtendgloren",
    "morning": "ochtend ochtends poranek poranny poranne poranku утренний утреннее porankiem "
    "ranek утра sabahleyin kahvaltı "
    "morning mornings breakfast mañana matin matinée morgen morgens frühstück mattina "
    "mattino manhã 清晨 早晨 上午 朝 صباح الصباح rano rankiem sabah sabahları утро утром",
    "noon": "noon midday mediodía midi mittag mezzogiorno 正午 中午 昼 الظهر "
    "południe południu południa öğle öğlen öğleyin полдень middaguur",
    "afternoon": "afternoon afternoons teatime après-midi nachmittag pomeriggio 下午 午后 午後 "
    "namiddag middags popołudnie popołudniu popołudniem ikindi",
    "sunset": "sunset sunsets atardecer puesta crépuscule sonnenuntergang tramonto entardecer 日落 "
    "夕阳 夕焼け الغروب закат закате закатом "
    "zonsondergang günbatımı günbatımında zachodzie",
    "dusk": "dusk evening evenings twilight gloaming anochecer soir soirée dämmerung abend abends "
    "sera imbrunire anoitecer 傍晚 黄昏 夕暮れ 夕方 المساء zmierzch "
    "zmierzchu wieczorny wieczorne wieczór wieczorem akşam wieczorami akşamları akşamleyin "
    "alacakaranlıkta вечер вечерний вечерняя вечернее вечером вечера вечерами сумерки сумерках "
    "avond avonds schemering "
    "schemer zmroku",
    "night": "night nights nightly nocturnal moonlight moonlit moon stars starry bedtime lullaby "
    "sleepy goodnight noche noches luna nuit nuits lune nacht nachts mond notte luna noite lua "
    "夜里 夜晚 月亮 月光 夜 月 الليل ليل القمر noc nocą nocy gece "
    "geceleri geceleyin yıldızlar ночь ночью ночи ночам луна nocami księżyc maan sterren",
    "midnight": "midnight medianoche minuit mitternacht mezzanotte 午夜 真夜中 middernacht полночь "
    "geceyarısı",
}
NIGHT_THINGS = (
    "neon neons fireflies firefly campfire campfires bonfire bonfires stars starlight starry "
    "constellation constellations fireworks nightclub nightclubs neón luciérnagas luciérnaga "
    "hoguera hogueras estrellas constelaciones discoteca néon lucioles luciole étoiles "
    "constellations discothèque glühwürmchen lagerfeuer sterne sternbilder feuerwerk nachtclub "
    "lucciole falò stelle costellazioni vaga-lumes pirilampos fogueira estrelas neonów neony "
    "świetliki ognisko gwiazdy fajerwerki неон неоновый неоновые светлячки костёр звёзды созвездия "
    "фейерверк ateşböcekleri yıldızlar kampateşi havai 霓虹 萤火虫 螢火蟲 篝火 星空 星星 烟花 "
    "ネオン 蛍 ホタル 焚き火 星空 花火 نيون يراعات نجوم النجوم"
)
"""Things that are seen at night alone."""

_AFTER_DARK = re.compile(
    r"\b(?:(?:after|at|when it is|when it gets) (?:dark|nightfall)|when night falls"
    r"|al caer la noche|de nuit|la nuit tombée|nach einbruch der dunkelheit|wenn es dunkel wird"
    r"|quando fa buio|col buio|ao cair da noite|po zmroku|gdy zapada zmrok|hava kararınca"
    r"|когда стемнеет)\b|天黑后|暗くなると",
    re.IGNORECASE,
)
SEASONS = (
    "spring springtime wiosenny wiosenna wiosenne весенний весенняя весеннее primavera printemps "
    "frühling frühjahr 春 春天 الربيع wiosna wiosną wiosny "
    "ilkbahar ilkbaharda baharda весна весной весны lente voorjaar april abril avril aprile апреле "
    "апрель kwiecień kwietniu nisan nisanda marzo märz maart marzec marcu март марте martta mai "
    "maj maju май мае mayıs mayısta mayo maggio mei",
    "summer letni letnia letnie летний летняя летнее sommerlich verano été sommer estate verão 夏 "
    "夏天 الصيف lato latem lecie yaz yazın yazları лето "
    "летом zomer zomers june july august junio julio agosto juin juillet août juni juli giugno "
    "luglio augustus czerwiec czerwcu lipiec lipcu sierpień sierpniu июнь июне июль июле август "
    "августе haziran haziranda temmuz temmuzda ağustos ağustosta",
    "autumn jesienny jesienna jesienne осенний осенняя осеннее herbstlich otoño automne herbst "
    "autunno outono 秋 秋天 الخريف jesień jesienią jesieni sonbahar "
    "sonbaharda осень осенью осени herfst najaar september october november septiembre octubre "
    "noviembre septembre octobre novembre oktober settembre ottobre wrzesień wrześniu październik "
    "październiku listopad listopadzie сентябрь сентябре октябрь октябре ноябрь ноябре eylül "
    "eylülde ekimde kasım kasımda",
    "winter winters zimowy zimowa zimowe зимний зимняя зимнее winterlich invierno hiver inverno 冬 "
    "冬天 الشتاء zima zimą zimy zimie kış kışın kışları "
    "зима зимой зимы december january february diciembre enero febrero décembre janvier février "
    "dezember januar februar dicembre gennaio febbraio januari februari grudzień grudniu styczeń "
    "styczniu luty lutym декабрь декабре январь январе февраль феврале şubat şubatta aralıkta",
)
"""Seasons, and months of the north; Portuguese ones are left out, which are mostly the south's."""


@lru_cache(maxsize=8192)  # the pictures of all worlds
def hour_in(text: str) -> Hour | None:
    """The hour that a text names; None if it names none."""
    return next(iter(hours_in(text)), None)


def hours_in(text: str) -> list[Hour]:
    """All hours that a text names."""
    found = [hour for hour, words in _HOURS.items() if has(text, words)]
    if not found and _AFTER_DARK.search(text):
        found = ["night"]
    return found


def season_in(text: str) -> int | None:
    """The season that a text names, spring being 0; None for none, and for several."""
    found = [season for season, words in enumerate(SEASONS) if has(text, words)]
    return found[0] if len(found) == 1 else None
