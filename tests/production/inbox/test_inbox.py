"""What people drop into the inbox: taken when complete, put away, and never a way in."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webtv.model.programme import programme_id
from webtv.production.inbox.inbox import MOST_BYTES, SETTLED_S, Dropped, Inbox

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Watch:
    """An inbox, looked at every two seconds of a clock that only this test moves."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = home / "llamas"
        self.root.mkdir(parents=True, exist_ok=True)
        self.inbox = Inbox(home)
        self.seconds = 0.0

    def look(self) -> list[Dropped]:
        self.seconds += 2
        now = NOW + timedelta(seconds=self.seconds)
        return self.inbox.look("llamas", now=now, monotonic=self.seconds)

    def settle(self) -> list[Dropped]:
        until = self.seconds + SETTLED_S + 4
        found: list[Dropped] = []
        while self.seconds < until:
            found = self.look()
        return found

    def listed(self, folder: str = "") -> list[str]:
        place = self.root / folder
        return sorted(p.name for p in place.iterdir() if p.name[0] != ".") if place.is_dir() else []


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path / "inbox")


def test_a_film_is_taken_when_it_has_come_to_rest(watch: Watch) -> None:
    film = watch.root / "my_first-film.MP4"
    with film.open("wb") as file:
        for _ in range(4):
            file.write(b"more")
            file.flush()
            assert watch.look() == []
        # It rests now, but whoever writes it has not closed it.
        assert watch.settle() == []
    (taken,) = watch.settle()
    assert taken.film.read_bytes() == b"more" * 4
    assert taken.film.name == "film.mp4"
    assert (taken.name, taken.title, taken.text) == ("my_first-film.MP4", "My first film", "")
    assert not film.exists()
    assert watch.look() == [taken]
    assert watch.inbox.find("llamas", taken.programme_id) == taken


def test_what_was_taken_is_still_there_after_a_new_start(watch: Watch) -> None:
    (watch.root / "a.mp4").write_bytes(b"film")
    (taken,) = watch.settle()
    assert Inbox(watch.home).look("llamas", now=NOW, monotonic=0) == [taken]


def test_a_folder_that_a_crash_left_without_its_film_goes(watch: Watch) -> None:
    (watch.root / "a.mp4").write_bytes(b"film")
    (taken,) = watch.settle()
    taken.film.rename(watch.root / "a.mp4")
    assert watch.look() == []
    assert list((watch.root / ".taken").iterdir()) == []
    assert [again.name for again in watch.settle()] == ["a.mp4"]


def test_details_that_were_taken_under_their_old_name_are_put_away_too(watch: Watch) -> None:
    (watch.root / "a.mp4").write_bytes(b"film")
    (watch.root / "a.yaml").write_text("title: The llama\n")
    (film,) = watch.settle()
    (film.film.parent / "details.yaml").rename(film.film.parent / "slip.yaml")
    watch.inbox.done(film)
    assert watch.listed("done") == ["a.mp4", "a.yaml"]


def test_done_and_refused_films_are_put_away_under_their_names(watch: Watch) -> None:
    for name in ("a.mp4", "b.mp4"):
        (watch.root / name).write_bytes(b"film")
    (watch.root / "a.yaml").write_text("title: The llama\ntext: It waits.\n")
    good, bad = sorted(watch.settle(), key=lambda film: film.name)
    assert (good.title, good.text) == ("The llama", "It waits.")
    watch.inbox.done(good)
    watch.inbox.refuse(bad, "it is black")
    assert watch.listed("done") == ["a.mp4", "a.yaml"]
    assert watch.listed("refused") == ["b.mp4", "b.mp4.txt"]
    assert (watch.root / "refused" / "b.mp4.txt").read_text() == "it is black\n"
    assert watch.look() == []
    # The same names again do not overwrite anything.
    (watch.root / "b.mp4").write_bytes(b"another")
    (again,) = watch.settle()
    watch.inbox.refuse(again, "it is black too")
    assert watch.listed("refused") == ["b (2).mp4", "b (2).mp4.txt", "b.mp4", "b.mp4.txt"]


def test_links_and_pipes_are_refused_unopened(watch: Watch, tmp_path: Path) -> None:
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"not for air")
    (watch.root / "link.mp4").symlink_to(secret)
    (watch.root / "dangling.mp4").symlink_to(tmp_path / "nowhere")
    os.mkfifo(watch.root / "pipe.mp4")
    assert watch.settle() == []
    kept = ["dangling.mp4", "link.mp4", "pipe.mp4"]
    assert watch.listed("refused") == sorted(kept + [f"{name}.txt" for name in kept])
    assert "links are not followed" in (watch.root / "refused" / "link.mp4.txt").read_text()
    assert (watch.root / "refused" / "link.mp4").is_symlink()
    assert secret.read_bytes() == b"not for air"


def test_a_link_whose_name_is_as_long_as_can_be_is_refused_too(
    watch: Watch, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"not for air")
    for name in ("x" * 251 + ".mp4", "x" * 250 + "y.mp4"):
        (watch.root / name).symlink_to(secret)
        assert watch.settle() == []
    kept = watch.listed("refused")
    assert len([name for name in kept if name.endswith(".mp4")]) == 2
    assert len([name for name in kept if name.endswith(".mp4.txt")]) == 2


def test_a_link_in_place_of_a_folder_of_ours_is_not_followed(watch: Watch, tmp_path: Path) -> None:
    private = tmp_path / "private"
    identity = programme_id("llamas", NOW, "x")
    (private / identity).mkdir(parents=True)
    (private / identity / "letter").write_text("dear llama")
    (watch.root / "refused").symlink_to(private)
    os.mkfifo(watch.root / "pipe.mp4")
    (watch.root / "pipe.yaml").write_text("title: Mine\n")
    assert watch.settle() == []
    assert "pipe.mp4.txt" in watch.listed("refused")
    (watch.root / ".taken").rename(tmp_path / "away")
    (watch.root / ".taken").symlink_to(private)
    with pytest.raises(NotADirectoryError, match="no link to one"):
        watch.settle()
    assert [p.name for p in private.iterdir()] == [identity]
    assert (private / identity / "letter").read_text() == "dear llama"


@pytest.mark.parametrize("name", ["../../out.mp4", "film.mp4"])
def test_what_others_put_among_the_taken_films_leads_nowhere(
    watch: Watch, tmp_path: Path, name: str
) -> None:
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"not for air")
    place = watch.root / ".taken" / programme_id("llamas", NOW, "x")
    place.mkdir(parents=True)
    (place / "film.mp4").symlink_to(secret)
    about = {"name": name, "title": "Mine", "taken_at": NOW.isoformat()}
    (place / "about.json").write_text(json.dumps(about))
    assert watch.inbox.find("llamas", place.name) is None
    assert watch.settle() == []
    assert secret.read_bytes() == b"not for air"
    assert not os.path.lexists(tmp_path / "out.mp4")
    assert not os.path.lexists(watch.root / "out.mp4")


def test_details_that_are_a_link_are_not_read(watch: Watch, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password")
    (watch.root / "one.txt").symlink_to(secret)
    (watch.root / "one.mp4").write_bytes(b"film")
    (taken,) = watch.settle()
    assert (taken.title, taken.text) == ("One", "")


def test_a_film_that_is_too_large_is_refused(watch: Watch) -> None:
    with (watch.root / "long.mp4").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert watch.settle() == []
    assert "the most is 4 GB" in (watch.root / "refused" / "long.mp4.txt").read_text()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("a;rm -rf $HOME`.mp4", "A;rm rf $HOME"),
        ("--output=x.mp4", "Output=x"),
        ("..mp4.mp4", "Mp4"),
        ("x\n\x1b[31mred.mp4", "X [31mred"),
        ("\U0001f98a.mp4", "Footage"),
        ("Ünïcödé — 東京.mp4", "Ünïcödé — 東京"),
        ("no suffix", "No suffix"),
        ("film.mp4:evil", "Film"),
        ("long" * 60 + ".mp4", "L" + ("long" * 60)[1:90]),
    ],
)
def test_odd_names_are_names_only(watch: Watch, name: str, title: str) -> None:
    path = watch.root / name
    if name.startswith("."):
        path = watch.root / f"x{name}"
        title = f"X {title.lower()}"
    path.write_bytes(b"film")
    (taken,) = watch.settle()
    assert taken.title == title
    assert taken.film.parent.parent == watch.root / ".taken"
    assert taken.film.name in ("film", "film.mp4")
    watch.inbox.done(taken)
    assert watch.listed("done") == [path.name]


def test_a_name_in_another_encoding_is_taken_too(watch: Watch) -> None:
    path = Path(os.fsdecode(os.fsencode(watch.root) + b"/caf\xe9.mp4"))
    path.write_bytes(b"film")
    (taken,) = watch.settle()
    assert (taken.title, taken.called) == ("Caf", "caf\ufffd.mp4")
    watch.inbox.done(taken)
    assert watch.listed("done") == [path.name]


def test_a_film_in_another_encoding_is_refused_like_any_other(watch: Watch) -> None:
    path = Path(os.fsdecode(os.fsencode(watch.root) + b"/caf\xe9\n.mp4"))
    path.write_bytes(b"film")
    path.with_suffix(".yaml").write_text("title: 3\n")
    assert watch.settle() == []
    (why,) = (watch.root / "refused").glob("*.txt")
    assert why.read_text() == "caf\ufffd .yaml:1:1: title: must be text\n"
    assert watch.listed("refused") == [
        path.with_suffix(s).name for s in (".mp4", ".mp4.txt", ".yaml")
    ]


def test_a_film_that_cannot_be_moved_holds_up_no_other(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def somebody_elses(path: Path, target: Path) -> Path:
        if path.name == "a.mp4":
            raise PermissionError(errno.EPERM, "not yours", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", somebody_elses)
    for name in ("a.mp4", "a.yaml", "b.mp4"):
        (watch.root / name).write_text("title: The llama\n")
    assert [film.name for film in watch.settle()] == ["b.mp4"]
    assert isinstance(watch.inbox.fault, PermissionError)
    assert watch.listed() == ["a.mp4", "a.yaml"]
    assert len(list((watch.root / ".taken").iterdir())) == 1


def test_what_is_still_arriving_or_not_a_film_stays(watch: Watch) -> None:
    for name in (".hidden.mp4", "a.mp4.part", "b.crdownload", "notes.txt", "c.yaml"):
        (watch.root / name).write_bytes(b"x")
    (watch.root / "folder").mkdir()
    assert watch.settle() == []
    assert watch.listed() == ["a.mp4.part", "b.crdownload", "c.yaml", "folder", "notes.txt"]


def test_a_film_with_wrong_details_is_refused_with_the_reason(watch: Watch) -> None:
    (watch.root / "a.mp4").write_bytes(b"film")
    (watch.root / "a.yaml").write_text("title: 3\n")
    assert watch.settle() == []
    assert "title: must be text" in (watch.root / "refused" / "a.mp4.txt").read_text()
    assert watch.listed("refused") == ["a.mp4", "a.mp4.txt", "a.yaml"]
