from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.production.studio import studio
from webtv.config.channel import Channel
from webtv.config.spoken import TOLD_APART
from webtv.model.programme import Programme
from webtv.production.continuity.wanted import find_ident, find_trails, next_word, wanted
from webtv.production.programme.progress import Progress
from webtv.store.library import Library
from webtv.work.commission import Commission

CHANNEL = Channel.model_validate(
    {
        "title": "Tides",
        "theme": "A quiet northern sea and all who live beside it",
        "style": "teal and amber",
        "house": {"width": 256, "height": 144},
        "pipeline": {"music": None},
    }
)


async def test_a_channel_gets_its_ident_and_then_trails_for_what_is_ahead(tmp_path: Path) -> None:
    async with studio(tmp_path, paper=True) as parts:
        library = parts.library
        films = [_film(library, number) for number in range(2)]
        made = []
        for _ in range(3):
            ahead, now = [film.id for film in films], parts.clock.now()
            commission = wanted("tides", CHANNEL, library.programmes("tides"), ahead, now=now)
            assert commission is not None
            progress = Progress(commission.programme_id)
            made.append(await parts.continuity.make(commission, progress, lambda: (0.0,)))
            assert wanted_is_done(commission, made[-1])
        known = library.programmes("tides")
        assert wanted("tides", CHANNEL, known, ahead, now=now) is None
    assert [p.kind for p in made] == ["ident", "trail", "trail"]
    assert find_ident(CHANNEL, known) == made[0]
    assert find_trails(CHANNEL, known) == {f.id: m.id for f, m in zip(films, made[1:], strict=True)}
    assert [round(film.duration_s) for film in parts.films] == [8, 8, 8]
    other = CHANNEL.model_copy(update={"title": "Ebb"})
    assert find_ident(other, known) is None


def test_what_was_lost_keeps_nothing_else_waiting(tmp_path: Path) -> None:
    library = Library(tmp_path)
    films = [_film(library, number) for number in range(2)]
    known, ahead, now = library.programmes("tides"), [f.id for f in films], films[0].created_at
    ended: list[str] = []
    found = []
    while each := wanted("tides", CHANNEL, known, ahead, now=now, ended=ended):
        found.append((each.kind, each.trails))
        ended.append(each.programme_id)
    assert found == [("ident", ""), ("trail", films[0].id), ("trail", films[1].id)]
    tomorrow = now + timedelta(days=1)
    again = wanted("tides", CHANNEL, known, ahead, now=tomorrow, ended=ended)
    assert again is not None
    assert again.kind == "ident"


def wanted_is_done(commission: Commission, made: Programme) -> bool:
    return (made.id, made.kind) == (commission.programme_id, commission.kind)


def _film(library: Library, number: int) -> Programme:
    film = Programme.model_validate(
        {
            "id": f"20260601T10000{number}-00000{number}",
            "channel": "tides",
            "title": f"Seals, part {number}",
            "shots": [{"prompt": "a seal", "start_s": 0, "duration_s": 8}],
            "file": f"{number}.mp4",
            "sha256": "",
            "size_bytes": 1,
            "frames": 192,
            "fps": 24,
            "width": 256,
            "height": 144,
            "created_at": "2026-06-01T10:00:00Z",
        }
    )
    library.sidecar("tides", film.id).parent.mkdir(parents=True, exist_ok=True)
    library.media(film).write_bytes(b"x")
    library.sidecar("tides", film.id).write_text(film.model_dump_json())
    return film


def test_a_trail_says_next_in_every_language_that_a_text_can_be_found_in() -> None:
    assert [code for code in TOLD_APART if not next_word(code)] == []
    assert next_word("pt-BR") == next_word("pt")
    assert next_word("eo") == ""
