"""Spoils YAML as people, editors and attackers do: any text in, any bytes out."""

from __future__ import annotations

from random import Random

NASTY = (
    *(
        "# a comment",
        "!!float",
        "!!set 0",
        "!!omap 0",
        "!!binary x",
        "!!timestamp 2",
        "!foo",
        "! 5",
    ),
    *("&a {<<: *a}", "&a [*a]", "*a", "<<: *a", "{<<: 3}", "? [a]\n: b", "&a x", "- - - - -"),
    *("9" * 5000, "0x" + "F" * 5000, "1e999", "-.inf", ".nan", "-0", "0o9", "1_000", "12:30:45"),
    *("~", "null", "true", "", "''", '"\\0"', '"\\ud800"', '"\\x1b[2J"', "\u202egpj", "\ufeff"),
    *("[" * 40, "{" * 40, "{a: " * 30, "|\n", ">-\n  x", "%YAML 1.1\n---", "---", "...", "\t"),
    *("Berlin", "Europe/", "../../etc/passwd", "2026-02-31", "0 0 31 2 *", "* * * * *", "L#9"),
    *(
        "${HOME}",
        "${X",
        "$",
        "'",
        '"',
        ":",
        ": ",
        " #",
        "@",
        "`",
        "\r",
        "\x85",
        "\u2028",
        "\0",
        "🎬",
    ),
)


def mutated(text: str, random: Random) -> bytes:
    """`text` after one to six random changes."""
    for _ in range(random.randint(1, 6)):
        text = random.choice(_CHANGES)(text, random)
    data = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.05:
        data = text.encode(random.choice(("utf-16", "utf-32", "utf-7")), "ignore")
    if data and random.random() < 0.05:
        place = random.randrange(len(data))
        data = data[:place] + random.randbytes(random.randint(1, 8)) + data[place:]
    return data


def _insert(text: str, random: Random) -> str:
    place = random.randint(0, len(text))
    return text[:place] + random.choice(NASTY) + text[place:]


def _cut(text: str, random: Random) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start + random.randint(1, 60) :]


def _truncate(text: str, random: Random) -> str:
    return text[: random.randint(0, len(text))]


def _value(text: str, random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines))
    name, colon, _ = lines[place].partition(":")
    lines[place] = f"{name}{colon} {random.choice(NASTY)}"
    return "\n".join(lines)


def _indent(text: str, random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines))
    lines[place] = " " * random.randint(0, 9) + lines[place].lstrip()
    return "\n".join(lines)


def _comment(text: str, random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines))
    lines[place] += " # what it is"
    lines.insert(random.randrange(len(lines)), "# about")
    return "\n".join(lines)


def _double(text: str, random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines))
    return "\n".join([*lines[: place + 1], *lines[place:]])


def _swap(text: str, random: Random) -> str:
    lines = text.split("\n")
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


_CHANGES = (_insert, _cut, _truncate, _value, _value, _indent, _comment, _double, _swap)
