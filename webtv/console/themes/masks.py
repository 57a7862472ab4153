"""Channel files for people who may not see keys: hidden in the text, put back when it is saved."""

from __future__ import annotations

from pathlib import Path

from webtv.config.document import Document, read_document
from webtv.config.keys import comments_of, scalars_of, without_keys
from webtv.config.problem import Problem, Where
from webtv.config.tree import Plain
from webtv.errors import ConfigError


def hidden(path: Path, text: str) -> str:
    """The text of a channel file without keys. Raises `ConfigError` for what is no YAML."""
    return without_keys(path, text).text


def put_back(path: Path, original: str, edited: str) -> str:
    """`edited`, which was made from `hidden(original)`, with the keys of `original` in it.

    A value or comment that was hidden and is still as it was shown gets what it stood for; all else
    stays as it was edited. Raises `ConfigError` for what is no YAML.
    """
    shown = hidden(path, original)
    if shown == original:
        return edited
    old, mask, new = (_document(path, text) for text in (original, shown, edited))
    truths = dict(scalars_of(old.root))
    masks = dict(scalars_of(mask.root))
    replaced: dict[tuple[int, int], str] = {}
    expected: list[tuple[Where, Plain]] = []
    for where, scalar in scalars_of(new.root):
        truth, masked = truths.get(where), masks.get(where)
        if truth and masked and truth.value != masked.value == scalar.value:
            replaced[scalar.span] = original[slice(*truth.span)].rstrip("\n")
            expected.append((where, truth.value))
        else:
            expected.append((where, scalar.value))
    replaced |= _comments_back(original, old, shown, mask, edited, new)
    parts, at = [], 0
    for (start, end), text in sorted(replaced.items()):
        parts += [edited[at:start], text]
        at = end
    back = "".join([*parts, edited[at:]])
    # An alias could carry a key on to a field that is shown.
    if [(w, s.value) for w, s in scalars_of(_document(path, back).root)] != expected:
        raise ConfigError("the keys cannot be put back: leave their fields as they were shown")
    return back


def _comments_back(
    original: str, old: Document, shown: str, mask: Document, edited: str, new: Document
) -> dict[tuple[int, int], str]:
    """Where in `edited` comments stand that were hidden in part, each with its true text."""
    truths = [each.group() for each in comments_of(original, old)]
    masks = [each.group() for each in comments_of(shown, mask)]
    if len(truths) != len(masks):
        return {}
    known = {masked: truth for masked, truth in zip(masks, truths, strict=True) if masked != truth}
    found = comments_of(edited, new)
    return {each.span(): known[each.group()] for each in found if each.group() in known}


def _document(path: Path, text: str) -> Document:
    document = read_document(path, text)
    if isinstance(document, Problem):
        raise ConfigError(str(document))
    return document
