"""Channel files at the console: who may change what, and that nothing is lost or shown."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from tests.console.desk import Desk
from tests.console.files import KEY, WITH_KEYS, document
from webtv.config.yaml import parse_channel
from webtv.console.themes.new import channel_text, id_for
from webtv.console.themes.proposal import Themes, difference, digest_of

PAGE = "/console/channels/sea/theme"


def on_disk(desk: Desk) -> str:
    return (desk.settings.channels_dir / "sea.yaml").read_text("utf-8")


def put_on_disk(desk: Desk, text: str) -> None:
    (desk.settings.channels_dir / "sea.yaml").write_text(text, "utf-8")
    desk.look()


async def test_an_editor_sees_no_key_and_loses_none(desk: Desk) -> None:
    put_on_disk(desk, WITH_KEYS)
    async with desk.visitor("editor") as visitor:
        page = (await visitor.get(PAGE)).text
        assert KEY not in page
        text = page_text(page).replace("waves on the shore", "wind over the dunes")
        fields = {"text": text, "base": base_of(page), "action": "save"}
        assert (await visitor.post(PAGE, fields)).status_code == 303
        for number in (1, 2):
            assert KEY not in (await visitor.get(f"{PAGE}/versions/{number}")).text
    assert on_disk(desk) == WITH_KEYS.replace("waves on the shore", "wind over the dunes")
    assert KEY not in desk.office.audit.path.read_text()
    async with desk.visitor("engineer") as visitor:
        assert KEY in (await visitor.get(PAGE)).text


def base_of(page: str) -> str:
    found = re.search(r'name="base" value="(\w+)"', page)
    assert found is not None
    return found[1]


def page_text(page: str) -> str:
    from html import unescape

    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return unescape(found[1])


async def save(desk: Desk, who: str, text: str, *, base: str = "") -> int:
    async with desk.visitor(who) as visitor:
        fields = {"text": text, "base": base or digest_of(on_disk(desk)), "action": "save"}
        return (await visitor.post(PAGE, fields)).status_code


async def test_an_error_is_told_at_its_line_and_nothing_is_saved(desk: Desk) -> None:
    before = on_disk(desk)
    text = before + "programme: {shots: 99}\n"
    async with desk.visitor("editor") as visitor:
        fields = {"text": text, "base": digest_of(before), "action": "save"}
        answer = await visitor.post(PAGE, fields)
        assert answer.status_code == 422
        line = text.count("\n")
        assert f"Line {line}, column 13" in answer.text
        assert "programme.shots: must be at most 24 (got 99)" in answer.text
        assert page_text(answer.text) == text, "what was written is still there"
    assert on_disk(desk) == before


async def test_an_editor_is_refused_engineers_fields_before_they_are_looked_at(desk: Desk) -> None:
    before = on_disk(desk)
    # Nobody learns by this which variables are set.
    for name in ("HOME", "NOT_THERE_STREAM_KEY"):
        text = before.replace("FRIEND_STREAM_KEY", name)
        assert await save(desk, "editor", text) == 403
    entry = desk.office.audit.last(1)[0]
    assert (entry.outcome, entry.detail["fields"]) == ("refused", ["destinations"])
    assert on_disk(desk) == before


async def test_an_engineer_changes_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRIEND_STREAM_KEY", "x" * 20)
    text = on_disk(desk).replace("192.0.2.7", "192.0.2.8")
    assert await save(desk, "engineer", text) == 303
    assert on_disk(desk) == text
    assert "x" * 20 not in desk.office.audit.path.read_text()


async def test_a_text_that_the_station_would_not_read_is_not_saved(desk: Desk) -> None:
    before = on_disk(desk)
    assert await save(desk, "engineer", before + "#" * 65_536) == 422
    assert await save(desk, "engineer", "title: [") == 422
    assert on_disk(desk) == before


async def test_an_engineer_mends_a_file_that_is_no_yaml(desk: Desk) -> None:
    put_on_disk(desk, "title: [")
    async with desk.visitor("editor") as visitor:
        assert "not valid YAML" in (await visitor.get(PAGE)).text
    assert await save(desk, "editor", SIMPLE) == 422
    assert await save(desk, "engineer", SIMPLE) == 303
    assert on_disk(desk) == SIMPLE


SIMPLE = "title: Sea\ntheme: waves on the shore\n"


async def test_nobody_overwrites_what_somebody_else_has_saved(desk: Desk) -> None:
    put_on_disk(desk, SIMPLE)
    base = digest_of(SIMPLE)
    assert await save(desk, "editor", SIMPLE + "tone: dry\n", base=base) == 303
    assert await save(desk, "engineer", SIMPLE + "tone: wet\n", base=base) == 409
    assert on_disk(desk).endswith("tone: dry\n")


async def test_versions_are_kept_and_rolled_back_to(desk: Desk) -> None:
    put_on_disk(desk, SIMPLE)
    assert await save(desk, "editor", SIMPLE + "tone: dry\n") == 303
    put_on_disk(desk, SIMPLE + "tone: by hand\n")
    assert await save(desk, "editor", SIMPLE + "tone: wet\n") == 303
    themes = Themes(desk.settings)
    kept = [(v.number, v.by, v.text[len(SIMPLE) :]) for v in themes.versions.all("sea")]
    assert kept == [
        (4, "editor", "tone: wet\n"),
        (3, "", "tone: by hand\n"),
        (2, "editor", "tone: dry\n"),
        (1, "", ""),
    ]
    folder = desk.settings.console_dir / "versions" / "sea"
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    async with desk.visitor("editor") as visitor:
        page = (await visitor.get(f"{PAGE}/versions/2")).text
        assert "<del>- tone: wet</del>" in page
        answer = await visitor.post(f"{PAGE}/versions/2", {"base": base_of(page)})
        assert answer.status_code == 303
    assert on_disk(desk) == SIMPLE + "tone: dry\n"


async def test_a_roll_back_gives_an_editor_no_fields_of_engineers(desk: Desk) -> None:
    held = SIMPLE + "safety: {hold: true}\n"
    put_on_disk(desk, SIMPLE)
    assert await save(desk, "engineer", held) == 303
    async with desk.visitor("editor") as visitor:
        page = (await visitor.get(f"{PAGE}/versions/1")).text
        answer = await visitor.post(f"{PAGE}/versions/1", {"base": base_of(page)})
        assert answer.status_code == 403
    assert on_disk(desk) == held


async def test_links_and_private_files_stay_what_they_are(desk: Desk, tmp_path: Path) -> None:
    path = desk.settings.channels_dir / "sea.yaml"
    put_on_disk(desk, SIMPLE)
    path.chmod(0o600)
    assert await save(desk, "editor", SIMPLE + "tone: dry\n") == 303
    assert path.stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path / "secret.yaml"
    elsewhere.write_text(SIMPLE)
    path.unlink()
    path.symlink_to(elsewhere)
    async with desk.visitor("engineer") as visitor:
        answer = await visitor.get(PAGE)
        assert "is a link" in answer.text
        fields = {"text": SIMPLE, "base": digest_of(SIMPLE), "action": "save"}
        assert (await visitor.post(PAGE, fields)).status_code == 422
    assert path.is_symlink()


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_cannot_be_written_is_a_sentence(desk: Desk) -> None:
    put_on_disk(desk, SIMPLE)
    desk.settings.channels_dir.chmod(0o500)
    try:
        assert await save(desk, "editor", SIMPLE + "tone: dry\n") == 422
    finally:
        desk.settings.channels_dir.chmod(0o700)


async def test_a_dry_run_shows_prompts_and_makes_nothing(desk: Desk) -> None:
    put_on_disk(desk, SIMPLE)
    async with desk.visitor("editor") as visitor:
        text = "title: Sea\ntheme: A lighthouse keeper counts ships.\nprogramme: {shots: 4}\n"
        fields = {"text": text, "base": digest_of(SIMPLE), "action": "dry-run"}
        answer = await visitor.post(PAGE, fields)
        assert answer.status_code == 200
        assert "The prompts this would give" in answer.text
        assert "video, upscale:" in answer.text
        assert "<ins>+ theme: A lighthouse keeper counts ships.</ins>" in answer.text
    assert on_disk(desk) == SIMPLE
    assert not desk.settings.library_dir.exists()


async def test_a_new_channel_is_three_answers(desk: Desk) -> None:
    async with desk.visitor("editor") as visitor:
        answers = {"title": "Sea", "theme": 'Bread: # and "butter"\nat dawn', "style": "warm"}
        assert (await visitor.post("/console/new", answers)).status_code == 200
        assert (await visitor.post("/console/new", {"title": "", "theme": ""})).status_code == 422
    path = desk.settings.channels_dir / "sea-2.yaml"
    channel, problems = parse_channel(path, path.read_text("utf-8"), contracts=None)
    assert problems == []
    assert channel is not None
    assert channel.theme == 'Bread: # and "butter"\nat dawn'
    assert desk.office.audit.last(2)[-1].action == "channel.new"


async def test_one_person_makes_no_hundred_channels(desk: Desk) -> None:
    put_on_disk(desk, SIMPLE)
    async with desk.visitor("editor") as visitor:
        answers = {"title": "Many", "theme": "waves on the shore"}
        found = [(await visitor.post("/console/new", answers)).status_code for _ in range(8)]
    assert found == [200] * 6 + [409] * 2
    assert len(list(desk.settings.channels_dir.iterdir())) == 7


def test_long_texts_are_not_compared_for_minutes() -> None:
    lines = [f"l{n}" for n in range(16_000)]
    began = time.process_time()
    assert difference("\n".join(lines), "\n".join(reversed(lines)))[0][0] == "@"
    assert time.process_time() - began < 2


def test_a_difference_has_every_line_that_changed() -> None:
    assert difference("a\n---\n-- b\n", "a\n") == [
        ("@", "@ -1,3 +1 @@"), (" ", "a"), ("-", "---"), ("-", "-- b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "theme",
    [
        "- a\n- b",
        "{x: 1}",
        "key: |\n  value",
        "\u2028\u0085 lines",
        "'",
        "&a *b ${HOME}",
        "  x\n\n\ty",
    ],
)
def test_no_answer_becomes_a_field(theme: str) -> None:
    read = document(channel_text("A: b", theme, "c: d\ne: f"))
    assert set(read.plain()[0]) == {"title", "theme", "style"}


def test_ids_of_new_channels() -> None:
    taken = {"cafe-eclair", "channel"}

    def free(ident: str) -> bool:
        return ident not in taken

    assert id_for("Café  Éclair!", free) == "cafe-eclair-2"
    assert id_for("東京", free) == "channel-2"
    assert id_for("../../etc/passwd", free) == "etc-passwd"
    assert len(id_for("x" * 100, free)) <= 40
