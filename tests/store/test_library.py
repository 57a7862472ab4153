"""The library: whole programmes only, oldest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.values import make_programme, shelve
from webtv.store.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def test_nothing_there(library: Library) -> None:
    assert library.programmes("llamas") == []
    assert library.get("llamas", make_programme().id) is None


def test_programmes_are_listed_oldest_first_by_channel(library: Library) -> None:
    late, early = shelve(library, make_programme(5)), shelve(library, make_programme(1))
    shelve(library, make_programme(2, channel="sea"))
    assert library.programmes("llamas") == [early, late]
    assert library.get("llamas", late.id) == late


def test_half_a_programme_is_none(library: Library) -> None:
    whole = shelve(library, make_programme(1))
    no_media = shelve(library, make_programme(2))
    library.media(no_media).unlink()
    damaged = shelve(library, make_programme(3))
    library.sidecar("llamas", damaged.id).write_text('{"id": "20')
    hidden = library.sidecar("llamas", whole.id).with_name(".x.json.1234.tmp")
    hidden.write_text("half")
    assert library.programmes("llamas") == [whole]


def test_a_changed_sidecar_is_read_again(library: Library) -> None:
    programme = shelve(library, make_programme())
    assert library.programmes("llamas")[0].title == "Dawn 0"
    shelve(library, programme.model_copy(update={"title": "Dusk"}))
    assert library.programmes("llamas")[0].title == "Dusk"


def test_a_removed_programme_is_gone_with_its_files(library: Library) -> None:
    programme = shelve(library, make_programme())
    library.programmes("llamas")
    library.remove(programme)
    library.remove(programme)
    assert library.programmes("llamas") == []
    assert not any((library.folder / "llamas").iterdir())


def test_what_another_process_pruned_is_not_kept_in_memory(library: Library) -> None:
    for number in range(20):
        shelve(library, make_programme(number))
    shelve(library, make_programme(1, channel="sea"))
    assert len(library.programmes("llamas")) == 20
    library.programmes("sea")
    for path in (library.folder / "llamas").iterdir():
        path.unlink()
    assert library.programmes("llamas") == []
    assert len(library._read) == 1
