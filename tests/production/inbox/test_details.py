"""What people say about a film beside it, and titles made of names."""

from __future__ import annotations

import pytest

from webtv.errors import RejectedError
from webtv.production.inbox.details import MOST_BYTES as MOST_DETAILS_BYTES
from webtv.production.inbox.details import FilmDetails, parse_details, title_of


@pytest.mark.parametrize(
    ("name", "text", "details"),
    [
        (
            "a.txt",
            "A title\nand a text\nof two lines",
            FilmDetails("A title", "and a text of two lines"),
        ),
        ("a.txt", "", FilmDetails()),
        ("a.yaml", "title: x\n", FilmDetails()),
        ("a.yaml", "title: Llama\nother: 3\n", FilmDetails("Llama")),
        ("a.yml", "text: words\n", FilmDetails("", "words")),
    ],
)
def test_details_say_title_and_text(name: str, text: str, details: FilmDetails) -> None:
    assert parse_details(text.encode(), name=name) == details


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.yaml", b"title: [", "not valid YAML"),
        ("a.yaml", b"- x", "must hold `title:`"),
        ("a.yaml", b"title: 3", "^a.yaml:1:1: title: must be text"),
        ("a.yaml", b"title: !!python/object/apply:os.system [ls]", "1:8: .* without the tag"),
        ("a.yaml", b"a: &a {b: 1}\ntitle: *a", "2:1: title: must be text"),
        ("a.yaml", b"a: &a {<<: *a}\ntitle: x", "1:12: an alias must not stand inside"),
        ("a.yaml", b"[" * 16_000, "20 levels deep"),
        ("a.yaml", b"title: !!float", "1:8: is not what its tag !!float says"),
        ("a.yaml", b'title: "a\\x1b"', "1:8: .* without control characters"),
        ("a.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("a.txt", b"x" * (MOST_DETAILS_BYTES + 1), "longer than"),
    ],
)
def test_details_that_make_no_sense_are_refused(name: str, data: bytes, says: str) -> None:
    with pytest.raises(RejectedError, match=says):
        parse_details(data, name=name)


def test_titles_are_made_of_names() -> None:
    assert title_of("IMG_2041.mov") == "IMG 2041"
    assert title_of("x.mov") == "Footage"
    assert title_of("ß" + 100 * "x" + ".mov") == "SS" + 88 * "x"
