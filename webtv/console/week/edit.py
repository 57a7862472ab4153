"""One daypart or announcement of a channel's file, changed: all else stays as it was written.

ruamel.yaml keeps comments and order, but writes some things in its own way. So its text before the
change is compared with that after it, and only what differs goes into the file's own text.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.scalarstring import LiteralScalarString
from ruamel.yaml.tokens import CommentToken

from webtv.config.document import Document, read_document
from webtv.config.problem import Problem
from webtv.config.tree import Items
from webtv.errors import ConfigError

List = Literal["dayparts", "announcements"]

FIELDS: Mapping[List, tuple[str, ...]] = {
    "dayparts": ("cron", "theme", "theme_en", "style", "music_style", "tone"),
    "announcements": ("cron", "title", "text", "presenter"),
}
"""The fields of each list that are edited, in the order in which new ones are written."""

_FLUSH = re.compile(r"^- ", re.MULTILINE)
_ELSEWHERE = "it is written in a way that only the editor of the whole file can change: open Theme"


def entries(path: Path, text: str, which: List) -> list[dict[str, Any]]:
    """The entries of a list as they are written. Raises `ConfigError` for what is no YAML."""
    found = _plain(path, text).get(which)
    return (
        [each if isinstance(each, dict) else {} for each in found or ()]
        if isinstance(found, list)
        else []
    )


def changed(
    path: Path, text: str, which: List, place: int | None, fields: Mapping[str, str | bool]
) -> str:
    """The text of a file with these fields in one entry of a list, or in a new one at its end.

    A field that is empty or false is left out. Raises `ConfigError`.
    """
    wanted = _plain(path, text)
    listed = wanted.get(which) or []
    if place is None:
        wanted[which] = [*listed, {name: value for name, value in fields.items() if value}]
    else:
        entry = _entry(listed, place)
        for name, value in fields.items():
            if value:
                entry[name] = value
            else:
                entry.pop(name, None)

    def work(root: CommentedMap) -> None:
        if place is None:
            if not isinstance(root.get(which), CommentedSeq):
                root[which] = CommentedSeq()
            root[which].append(CommentedMap({n: _scalar(v) for n, v in fields.items() if v}))
            return
        entry = root[which][place]
        for name, value in fields.items():
            if not value:
                _drop(entry, name)
            elif entry.get(name) != value:
                entry[name] = _scalar(value)

    return _worked(path, text, wanted, work)


def removed(path: Path, text: str, which: List, place: int) -> str:
    """The text of a file without one entry of a list. Raises `ConfigError`."""
    wanted = _plain(path, text)
    _entry(wanted.get(which), place)
    del wanted[which][place]
    if not wanted[which]:
        del wanted[which]

    candidate = _without_lines(path, text, which, place)
    document = read_document(path, candidate) if candidate is not None else None
    if candidate is not None and isinstance(document, Document) and document.plain()[0] == wanted:
        return candidate

    def work(root: CommentedMap) -> None:
        del root[which][place]
        if not root[which]:
            del root[which]

    return _worked(path, text, wanted, work)


def _without_lines(path: Path, text: str, which: List, place: int) -> str | None:
    """`text` without the lines of an entry, and with all comments around it; None for a list on one
    line.
    """
    document = read_document(path, text)
    if isinstance(document, Problem):
        return None
    mark, node = document.root.items[which]
    if mark is None or not isinstance(node, Items):
        return None
    lines = text.splitlines(keepends=True)
    tops = [top.line for top, _ in document.root.items.values() if top is not None]
    after = min((line for line in tops if line > mark.line), default=len(lines) + 1)
    firsts = [each.mark.line for each in node.items]
    begins, ends = firsts[place], [*firsts[1:], after][place]
    while ends - 1 > begins and lines[ends - 2].lstrip()[:1] in ("", "#"):
        ends -= 1
    if not lines[begins - 1].lstrip().startswith("-") or ends <= begins:
        return None
    kept = [*lines[: begins - 1], *lines[ends - 1 :]]
    if len(firsts) == 1:
        del kept[mark.line - 1]
    return "".join(kept)


def _drop(entry: CommentedMap, name: str) -> None:
    """Take a field out. The lines of comments below it stay, as those of the field before."""
    if name not in entry:
        return
    names = list(entry)
    before = names[names.index(name) - 1] if names[0] != name else None
    tokens = entry.ca.items.get(name)
    del entry[name]
    below = str(tokens[2].value).partition("\n")[2] if tokens and tokens[2] else ""
    if not below.strip() or before is None:
        return
    kept = entry.ca.items.setdefault(before, [None, None, None, None])
    own = str(kept[2].value) if kept[2] else "\n"
    kept[2] = CommentToken(f"{own}{below}", CommentMark(0), None)


def _worked(path: Path, text: str, wanted: dict[str, Any], work: Any) -> str:
    """`text` after `work`, which must make it say what is `wanted` and no more."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    offset = 0 if _FLUSH.search(text) else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    try:
        root = yaml.load(text)
        before = _dumped(yaml, root)
        work(root)
        after = _dumped(yaml, root)
        for candidate in (_merged(text, before, after), after):
            document = read_document(path, candidate) if candidate is not None else None
            if isinstance(document, Document) and document.plain()[0] == wanted:
                assert candidate is not None
                return candidate
    except Exception as error:
        # Its loader and its writer have failures that nobody has listed.
        raise ConfigError(_ELSEWHERE) from error
    raise ConfigError(_ELSEWHERE)


def _merged(text: str, before: str, after: str) -> str | None:
    """`text` with what differs between `before` and `after`; None where that has no place in it."""
    own, old, new = (each.splitlines(keepends=True) for each in (text, before, after))
    if own and not own[-1].endswith("\n"):
        own[-1] += "\n"
    place = _places(old, own)
    merged: list[str] = []
    at = 0
    for tag, first, last, begin, end in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        start, stop = place.get(first), place.get(last)
        if start is None or stop is None or start < at or stop < start:
            return None
        merged += [*own[at:start], *new[begin:end]]
        at = stop
    return "".join([*merged, *own[at:]])


def _places(old: list[str], own: list[str]) -> dict[int, int]:
    """Where the beginnings of lines of `old` are in `own`, as far as the lines there are alike."""
    place = {0: 0, len(old): len(own)}
    matcher = difflib.SequenceMatcher(None, old, own, autojunk=False)
    for block in matcher.get_matching_blocks():
        for line in range(block.size + 1):
            place.setdefault(block.a + line, block.b + line)
    return place


def _dumped(yaml: YAML, root: Any) -> str:
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def _plain(path: Path, text: str) -> dict[str, Any]:
    document = read_document(path, text)
    if isinstance(document, Problem):
        raise ConfigError(str(document))
    return document.plain()[0]


def _entry(listed: Any, place: int) -> dict[str, Any]:
    if not isinstance(listed, list) or not 0 <= place < len(listed):
        raise ConfigError("that entry is not in the file any more: look at it again")
    if not isinstance(listed[place], dict):
        raise ConfigError(_ELSEWHERE)
    found: dict[str, Any] = listed[place]
    return found


def _scalar(value: str | bool) -> str | bool:
    """A value as it is written: several lines as a block."""
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value
