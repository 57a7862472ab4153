"""The fields of a channel file that editors may change; all others are for engineers.

Fields are allowed by name: one that is new is for engineers until somebody thinks of it here.
"""

from __future__ import annotations

from webtv.config.document import Document
from webtv.config.problem import Problem, Where

EDITORS = frozenset(
    (
        "announcements",
        "avoid",
        "cast",
        "clock",
        "dayparts",
        "description",
        "language",
        "music_style",
        "narration",
        "number",
        "places",
        "programme",
        "series",
        "style",
        "theme",
        "theme_en",
        "timezone",
        "title",
        "titles",
        "tone",
    )
)
"""Words, looks and hours. Where things go and come from, what they cost, and who looks before they
air, is not among them."""

_TOLD = "is for engineers: leave it as it is"


def locked_changes(before: Document | None, after: Document) -> list[Problem]:
    """List the fields that an editor changed and may not, each with its place in the new text.

    Values are compared as they are written, `${NAME}` never replaced. Without a text before,
    nothing of an engineer's may be there.
    """
    old = before.plain()[0] if before else {}
    new = after.plain()[0]
    problems: list[Problem] = []
    for field in sorted(old.keys() | new.keys()):
        if field in EDITORS:
            continue
        if field not in new or field not in old or not _same(old[field], new[field]):
            where: Where = (field,)
            what = f"{_TOLD} (it was taken out)" if field not in new else _TOLD
            problems.append(after.problem(where, what))
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _same(old: object, new: object) -> bool:
    """Tell whether two values are the same, of the same kinds all through: 1 is not true."""
    if type(old) is not type(new):
        return False
    if isinstance(old, dict) and isinstance(new, dict):
        return list(old) == list(new) and all(_same(old[name], new[name]) for name in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return old == new
