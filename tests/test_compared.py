"""docs/compared.md: lines of ours lead to tests that are there, those of others to their source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "compared.md").read_text("utf-8")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]
SOURCES = dict(re.findall(r"^\[([a-z-]+)\]: (\S+)$", PAGE, re.MULTILINE))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip()[:40])
def test_a_line_has_a_test_of_ours_and_sources_of_others(line: str) -> None:
    _, _, own, *others, _ = (cell.strip() for cell in line.split("|"))
    assert len(others) == 6
    if own != "no":
        linked = re.fullmatch(r"\[[^]]+\]\(\.\./(tests/[a-z_/]+\.py)#(test_\w+)\)", own)
        assert linked, own
        assert re.search(
            rf"^(async )?def {linked[2]}\(", (ROOT / linked[1]).read_text("utf-8"), re.M
        )
    for cell in filter(None, others):
        named = re.fullmatch(r"\[[^]]+\]\[([a-z-]+)\]", cell)
        assert named, cell
        assert named[1] in SOURCES


def test_sources_are_of_one_moment() -> None:
    assert len(LINES) > 20
    for name, url in SOURCES.items():
        assert re.match(r"https://github\.com/[\w.-]+/[\w.-]+/(blob|tree)/[0-9a-f]{40}/", url), name
        assert f"[{name}]" in PAGE.replace(f"[{name}]:", "")
