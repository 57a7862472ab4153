"""YAML as a tree of texts, numbers, lists and fields that knows where each of them stands.

The parser of ruamel.yaml gives events; the tree is built from them here, because its own loaders
build Python objects: of tags, of merged keys and of comments, each with failures of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from ruamel.yaml.reader import ReaderError

from webtv.config.folded import with_line_ends

MAX_NODES = 10_000
"""Values in one document, aliases written out; more is a mistake or an alias bomb."""
MAX_DEPTH = 20
"""Levels of nesting; a channel needs five."""

Plain = str | int | float | bool | None

_LISTED = ("theme", "theme_en")
"""Fields whose lines may be entries of a list, folded or not."""

_LONGEST_NUMBER = 40
_CORE = "tag:yaml.org,2002:"
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INF = re.compile(r"[-+]?\.(inf|Inf|INF)")
_NAN = re.compile(r"\.(nan|NaN|NAN)")
_WORDS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Mark(NamedTuple):
    """A place in a text; line and column are counted from 1."""

    line: int
    column: int


class TreeError(Exception):
    """The text is not YAML, or not such as people write here."""

    def __init__(self, mark: Mark, message: str) -> None:
        super().__init__(message)
        self.mark = mark


@dataclass(slots=True)
class Scalar:
    """One text, number, truth value or nothing. `span` is where in the text it begins and ends."""

    mark: Mark
    value: Plain
    size: int = 1
    span: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Items:
    """A list."""

    mark: Mark
    items: list[Node] = field(default_factory=list)
    size: int = 1
    open: bool = True


@dataclass(slots=True)
class Fields:
    """Values by name. A field that `<<` brought in has no place of its own."""

    mark: Mark
    items: dict[str, tuple[Mark | None, Node]] = field(default_factory=dict)
    merged: list[Fields] = field(default_factory=list)
    key: tuple[Mark, str, bool] | None = None
    size: int = 1
    open: bool = True


Node = Scalar | Items | Fields


def read_tree(text: str) -> Node | None:
    """The tree of a text with one YAML document, None for an empty one.

    Any text has an outcome: `TreeError` for what is no YAML, unfolds to more than `MAX_NODES`
    values, lies deeper than `MAX_DEPTH`, has tags other than those of YAML's core schema, or
    control characters. Scalars are those of the core schema: https://yaml.org/spec/1.2.2/#103-core-schema
    """
    try:
        return _Builder(text).build(YAML(typ="safe", pure=True).parse(text))
    except TreeError:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(str(error.problem or error.context).split())
        raise TreeError(_mark(mark) if mark else Mark(1, 1), f"not valid YAML: {reason}") from None
    except ReaderError as error:
        before = text[: error.position]
        place = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"not valid YAML: {error.reason} (character {error.character!r})"
        raise TreeError(place, message) from None
    except Exception as error:
        # A parser has failures that nobody has listed; none may take a channel off the air.
        name = type(error).__name__
        raise TreeError(Mark(1, 1), f"not valid YAML: it cannot be parsed ({name})") from error


class _Builder:
    """Puts a parser's events together."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[Items | Fields] = []
        self._anchors: dict[str, Node] = {}
        self._root: Node | None = None
        self._documents = 0
        self._built = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise TreeError(_mark(event), "not valid YAML: but found another document")
            elif isinstance(event, (ScalarEvent, AliasEvent)):
                self._scalar(event)
            elif isinstance(event, CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                self._end()
        return self._root

    def _scalar(self, event: Any) -> None:
        mark = _mark(event)
        parent = self._open[-1] if self._open else None
        if isinstance(event, AliasEvent):
            if isinstance(parent, Fields) and parent.key is None:
                raise TreeError(mark, "a field's name must be written out, without an alias")
            node = self._anchors.get(str(event.anchor))
            if node is None:
                raise TreeError(mark, f"not valid YAML: found undefined alias {event.anchor!r}")
            if not isinstance(node, Scalar) and node.open:
                raise TreeError(mark, "an alias must not stand inside of what it names")
            self._add(node, mark)
            return
        event.value = _PAIR.sub(_joined, event.value)
        if found := _CONTROL.search(event.value):
            code = f"U+{ord(found.group()):04X}"
            raise TreeError(mark, f"must be text without control characters (got {code})")
        if isinstance(parent, Fields) and parent.key is None:
            plain = event.implicit[0] and event.style is None
            parent.key = (mark, event.value, plain and event.value == "<<")
            return
        self._count(1, mark)
        span = (event.start_mark.index, event.end_mark.index)
        if event.style == ">" and isinstance(parent, Fields) and parent.key:
            if parent.key[1] in _LISTED:
                event.value = with_line_ends(event.value, self._text[slice(*span)])
        scalar = Scalar(mark, _value(event, mark), span=span)
        if event.anchor:
            self._anchors[event.anchor] = scalar
        self._add(scalar, mark)

    def _begin(self, event: Any) -> None:
        mark = _mark(event)
        if len(self._open) >= MAX_DEPTH:
            raise TreeError(mark, f"must have at most {MAX_NODES} values, {MAX_DEPTH} levels deep")
        parent = self._open[-1] if self._open else None
        if isinstance(parent, Fields) and parent.key is None:
            raise TreeError(mark, "a field's name must be a text")
        tag = event.tag
        mapping = isinstance(event, MappingStartEvent)
        if tag not in (None, "!", _CORE + ("map" if mapping else "seq")):
            raise TreeError(mark, _unknown(tag))
        self._count(1, mark)
        node: Items | Fields = Fields(mark) if mapping else Items(mark)
        if event.anchor:
            self._anchors[event.anchor] = node
        self._open.append(node)

    def _end(self) -> None:
        node = self._open.pop()
        if isinstance(node, Fields):
            for other in node.merged:
                self._count(len(other.items), node.mark)
                for name, (_, value) in other.items.items():
                    if name not in node.items:
                        node.items[name] = (None, value)
                        node.size += value.size
        self._bound(node.size, node.mark)
        node.open = False
        self._add(node, node.mark)

    def _add(self, node: Node, mark: Mark) -> None:
        """Put a finished node into what is open around it."""
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
        else:
            assert parent.key is not None
            (place, name, merges), parent.key = parent.key, None
            if merges:
                parent.merged += _mergeable(node, mark)
                return
            if name in parent.items:
                told = f"{name} " if len(name) <= 60 and not re.search(r"\s", name) else ""
                raise TreeError(place, f"not valid YAML: the key {told}is there twice")
            parent.items[name] = (place, node)
        parent.size += node.size
        self._bound(parent.size, mark)

    def _count(self, more: int, mark: Mark) -> None:
        self._built += more
        self._bound(self._built, mark)

    def _bound(self, size: int, mark: Mark) -> None:
        if size > MAX_NODES:
            raise TreeError(mark, f"must have at most {MAX_NODES} values, {MAX_DEPTH} levels deep")


def _joined(pair: re.Match[str]) -> str:
    r"""The character that JSON writes as two halves: `\ud83c\udfac`."""
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")


def _mergeable(node: Node, mark: Mark) -> list[Fields]:
    found = node.items if isinstance(node, Items) else [node]
    fields = [item for item in found if isinstance(item, Fields)]
    if len(fields) < len(found):
        raise TreeError(mark, "<< must be a group of fields, or a list of groups")
    return fields


def _value(event: ScalarEvent, mark: Mark) -> Plain:
    """A scalar's value, by its tag where it has one."""
    tag, text = event.tag, str(event.value)
    if tag is None:
        return _resolved(text) if event.implicit[0] and event.style is None else text
    kinds: dict[str, tuple[type, ...]] = {
        "int": (int,),
        "float": (int, float),
        "bool": (bool,),
        "null": (type(None),),
    }
    name = str(tag).removeprefix(_CORE)
    if tag == "!" or tag == _CORE + "str":
        return text
    if not str(tag).startswith(_CORE) or name not in kinds:
        raise TreeError(mark, _unknown(tag))
    value = _resolved(text)
    if not isinstance(value, kinds[name]) or (isinstance(value, bool) and name != "bool"):
        raise TreeError(mark, f"is not what its tag !!{name} says")
    return value


def _resolved(text: str) -> Plain:
    """What a plain scalar stands for in YAML's core schema. A very long number is a text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INT.fullmatch(text):
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _INF.fullmatch(text):
        return float(text.replace(".", ""))
    return float("nan") if _NAN.fullmatch(text) else text


def _unknown(tag: object) -> str:
    name = re.sub(r"[^!-~]", "?", str(tag).replace(_CORE, "!!"))[:30]
    return f"must be written without the tag {name}"


def _mark(event: Any) -> Mark:
    mark = getattr(event, "start_mark", event)
    return Mark(mark.line + 1, mark.column + 1)
