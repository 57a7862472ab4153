"""Arabic."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

ARABIC = Phrases(
    hours={
        "before dawn": "قبل الفجر",
        "dawn": "عند الفجر",
        "morning": "في الصباح",
        "noon": "عند الظهر",
        "afternoon": "بعد الظهر",
        "sunset": "عند الغروب",
        "dusk": "في المساء",
        "night": "في الليل",
        "midnight": "عند منتصف الليل",
    },
    skies={
        "mist": "ضباب خفيف",
        "clouds": "غيوم صغيرة في السماء",
        "rain": "مطر خفيف",
        "breeze": "نسيم لطيف",
        "after rain": "بعد المطر",
        "haze": "ضباب بعيد",
        "stars": "سماء مليئة بالنجوم",
        "snow": "ثلج خفيف",
        "frost": "هواء بارد صاف",
    },
    scales={
        "wide": ("لقطة عامة", "لقطة واسعة"),
        "medium": ("لقطة متوسطة", "لقطة جانبية"),
        "close": ("لقطة قريبة", "لقطة تفصيلية"),
    },
    details=(
        "ضوء دافئ من الجانب",
        "خلفية ناعمة",
        "بين الضوء والظل",
    ),
    beside="{one} و{other}",
    seeing=("نرى {thing}", "هنا نرى {thing}"),
    doing="{name}، {deed}",
    wearing="الملابس: {clothes}",
    episode="الحلقة {number}: {title}",
    part="{title} ({number})",
    comma="، ",
    moves=(
        (
            "من قلب الظلام",
            "تتضح الملامح شيئًا فشيئًا",
        ),
        (
            "في دوران بطيء",
            "بانعكاس على الجانبين",
            "عبر منشور زجاجي",
            "بالحركة البطيئة",
        ),
        (
            "بأقصى سرعة",
            "على إيقاع الضوء",
            "ملء الصورة",
        ),
        (
            "نحو الضوء",
            "نحو الظلام",
        ),
    ),
)
