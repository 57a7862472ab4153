"""The words and pictures of the theatre, for all tests of this folder."""

from __future__ import annotations

import pytest

from tests.studio.artwork import artwork
from webtv.studio.theatre.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(artwork())
