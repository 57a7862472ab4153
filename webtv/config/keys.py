"""Takes the keys out of a channel file, so that it may leave the machine.

In a field that may hold a variable, `${NAME}` comes in a key's place; the name says what to set
where the file is used next. Elsewhere, also in comments, a key becomes `***`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from webtv.config.document import Document, read_document
from webtv.config.problem import Problem, Where, dotted
from webtv.config.tree import Fields, Node, Scalar
from webtv.config.variables import objection
from webtv.errors import ConfigError
from webtv.log import redact

HIDDEN = "***"

_ENDS = {"key": "KEY", "url": "URL", "passphrase": "PASSPHRASE", "streamid": "STREAMID"}
_WORDS = frozenset("key apikey token password passphrase secret streamid".split())
_VARIABLE = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
_NAMED = re.compile(
    rf"""
    (?P<name>\b\w*(?:{"|".join(_WORDS)}) (?:\\{{0,9}}["'])? \s*[:=]\s*)
    (?: (?P<quote>\\{{0,9}}["']) (?P<quoted>(?:(?!(?<!\\)(?P=quote)).)*) (?:(?P=quote)|$)
    |   (?P<bare>(?:\$\{{\w+\}}|[^\s,}}#])+?) (?=(?:\\{{0,9}}["'][\])]*)?(?:[\s,}}#]|$)) )
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
"""A key behind its name, also in JSON inside a string, where quotes have backslashes."""
_PART = re.compile(r"[^\s/?&=@:'\"]+")
_USER = re.compile(r"://[^\s/:@]+:(?=[^\s/@]+@)")
_LONG = 8
"""A key of so many characters is looked for everywhere in the file; a shorter one is a word too."""


@dataclass(frozen=True, slots=True)
class Keyless:
    """The text of a channel file without keys.

    `wanted` are the variables that came in their places, `cut` the fields where a key became `***`.
    """

    text: str
    wanted: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


def without_keys(path: Path, text: str) -> Keyless:
    """Take the keys out of the text of the channel file at `path`.

    Raises `ConfigError` for a text that is no YAML, where nobody can tell a key.
    """
    once = _taken_out(path, text)
    if _taken_out(path, once.text).text != once.text:
        raise ConfigError(f"{path}: its keys cannot be told from the rest")
    return once


def keys_in(path: Path, text: str) -> frozenset[str]:
    """The keys that stand in a channel file itself.

    In comments, and in all of a file that is no YAML, a long word behind a name such as `key:`.
    """
    document = read_document(path, text)
    if isinstance(document, Problem):
        return frozenset(_named(text))
    scalars = list(scalars_of(document.root))
    found = {key for where, scalar in scalars for key in _keys(where, scalar)}
    for comment in _comments(text, [scalar.span for _, scalar in scalars]):
        found.update(_named(comment.group()))
    return frozenset(found)


def hide_named(text: str) -> str:
    """`text` without what stands behind a name such as `key:` or `password=`."""
    return _NAMED.sub(rf"\g<name>\g<quote>{HIDDEN}\g<quote>", text)


def _named(text: str) -> Iterator[str]:
    for match in _NAMED.finditer(text):
        key = _VARIABLE.sub("", match["quoted"] or match["bare"] or "").strip("[](){}")
        if len(key) >= _LONG:
            yield key


def _comments(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The comments of a text: what looks so in values, which are at `spans`, is none."""
    for comment in _COMMENT.finditer(text):
        if not any(start <= comment.start() < end for start, end in spans):
            yield comment


def comments_of(text: str, document: Document) -> Iterator[re.Match[str]]:
    """The comments of a text that was read as `document`."""
    return _comments(text, [scalar.span for _, scalar in scalars_of(document.root)])


def _taken_out(path: Path, text: str) -> Keyless:
    document = read_document(path, text)
    if isinstance(document, Problem):
        raise ConfigError(str(document))
    spans: list[tuple[int, int]] = []
    replaced: dict[tuple[int, int], str] = {}
    keys: list[str] = []
    wanted: list[str] = []
    cut: list[str] = []
    for where, scalar in scalars_of(document.root):
        spans.append(scalar.span)
        found = _keys(where, scalar)
        if scalar.span in replaced or not found:
            continue
        name = _variable(document, path.stem, where)
        shown = f"${{{name}}}" if name else HIDDEN
        if name:
            wanted.append(name)
        else:
            cut.append(dotted(where))
            if not _is_secret(where):  # an address, of which the rest may be known
                shown = redact(str(scalar.value))
        keys += found
        replaced[scalar.span] = json.dumps(shown, ensure_ascii=False)
    for comment in _comments(text, spans):
        replaced[comment.span()] = redact(hide_named(comment.group()))
    left = _replace(text, replaced)
    for key in keys:
        if len(key) >= _LONG:
            left = left.replace(key, HIDDEN)
    return Keyless(left, tuple(wanted), tuple(cut))


def scalars_of(node: Node, where: Where = ()) -> Iterator[tuple[Where, Scalar]]:
    """Every single value of a document with the way to it. What an alias names comes again."""
    if isinstance(node, Scalar):
        yield where, node
    elif isinstance(node, Fields):
        for name, (_, value) in node.items.items():
            yield from scalars_of(value, (*where, name))
    else:
        for place, value in enumerate(node.items):
            yield from scalars_of(value, (*where, place))


def _keys(where: Where, scalar: Scalar) -> list[str]:
    """The keys in a value, without what variables stand for: all of it, or parts of an address."""
    if scalar.value is None or isinstance(scalar.value, bool):
        return []
    bare = _VARIABLE.sub("", str(scalar.value)).strip()
    if _is_secret(where):
        return [bare] if bare not in ("", HIDDEN) else []
    if where[-1] == "probe_url":
        bare = re.sub("^rtmp", "http", bare)  # it is public, and its last part is a name
    shown = redact(bare)
    if shown == bare:
        return []
    bare = _USER.sub("://", bare)
    return [part for part in _PART.findall(bare) if part not in shown] or [bare]


def _is_secret(where: Where) -> bool:
    names = [part for part in where if isinstance(part, str)]
    return bool(names) and not _WORDS.isdisjoint(re.split(r"[_\W]", names[-1].lower()))


def _variable(document: Document, channel: str, where: Where) -> str:
    """The name of a variable that may stand there; empty where none may."""
    if where == ("writer", "api_key"):
        return f"WRITER_{_word(channel)}_KEY"
    if len(where) != 3 or where[0] != "destinations" or where[2] not in _ENDS:
        return ""
    named = document.raw((*where[:2], "id"))
    ident = named.value if isinstance(named, Scalar) and isinstance(named.value, str) else ""
    words = _word(channel), _word(ident or str(where[1])), _ENDS[where[2]]
    name = f"STREAM_{'_'.join(words)}"
    return name if not objection(where, name) else f"STREAM_X{'_X'.join(words[:2])}_{words[2]}"


def _word(ident: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", ident.upper())


def _replace(text: str, replaced: dict[tuple[int, int], str]) -> str:
    """`text` with other words in some places; what YAML says of a value before it stays."""
    parts, at = [], 0
    for (start, end), new in sorted(replaced.items()):
        old = text[start:end]
        properties = _PROPERTIES.match(old)
        kept = properties.group() if properties else ""
        parts += [text[at:start], kept, new, "\n" if old.endswith("\n") else ""]
        at = end
    return "".join([*parts, text[at:]])
