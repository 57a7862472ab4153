"""A suggestion becomes a programme: written, credited, foretold, and compared with the air."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from tests.clocks import SetClock
from tests.model.test_programme import programme
from tests.writers.briefs import LLAMAS
from webtv.audience import suggestions, uses
from webtv.config.channel import Channel
from webtv.config.programme import ProgrammeConfig
from webtv.config.settings import Settings
from webtv.files import write_atomic
from webtv.model.asrun import AsRunEntry
from webtv.model.audience import Suggestion
from webtv.model.programme import Plan, Shot, programme_id
from webtv.production.desk.audience import Audience
from webtv.production.desk.writing import Writing
from webtv.production.programme.credit import credit_of
from webtv.production.rundown.shelf import Shelf
from webtv.production.studio import Studio, open_studio
from webtv.store.asrun import AsRunLog
from webtv.writers.writer import Recent

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FIELDS = {
    "title": "Llamas",
    "theme": LLAMAS,
    "avoid": ["shark"],
    "writer": {"kind": "template"},
    "programme": {"shots": 8},
    "audience": {"suggestions": True, "every": 2},
}


def approve(studio: Studio, text: str, name: str = "Ann", *, told: datetime = NOON) -> None:
    """Put a suggestion in line."""

    def entry(session: Session) -> None:
        taken = suggestions.add(
            session,
            "llamas",
            name=name,
            text=text,
            source="web",
            viewer="a",
            at=NOON,
        )
        session.flush()
        found = suggestions.find(session, "llamas", taken.ref)
        assert found is not None
        suggestions.decide(session, found, "approved", at=NOON, airs_at=told)

    studio.audience.do(entry)


async def test_a_suggestion_becomes_a_programme(settings: Settings) -> None:
    clock, channel = SetClock(NOON), Channel.model_validate(FIELDS)
    async with open_studio(settings, clock=clock) as studio:
        audience = Audience("llamas", studio)
        writing = Writing("llamas", channel, studio=studio, audience=audience)
        told = NOON + timedelta(minutes=5)
        approve(studio, "A shark bites the train")  # as `avoid` forbids by now
        approve(
            studio,
            "A seal plays the piano in the snow. Two crows dance on the roof.",
            "<b>Ann</b>",
            told=told,
        )
        approve(studio, "A crab counts the stars", "")
        recent: tuple[Recent, ...] = ()
        credits, programmes = [], []
        for number in range(4):
            clock.date += timedelta(minutes=4)
            identity = programme_id("llamas", clock.now(), str(number))
            made = await writing.write(identity, clock.now(), recent)
            assert made is not None
            recent = (Recent.of(made.plan, clock.now()), *recent)
            credits.append(made.plan.credit)
            programmes.append(made)
        assert credits == ["", "Suggested by <b>Ann</b>", "", "Suggested by a viewer"]
        plan = programmes[1].plan
        shown = [shot for shot in plan.shots if "seal" in shot.prompt]
        assert [shot.line for shot in shown] == ["A seal plays the piano in the snow."]
        assert not any("crows" in shot.prompt for shot in plan.shots)
        assert any("llama" in shot.prompt.lower() for shot in plan.shots)
        assert studio.audience.do(lambda s: suggestions.in_line(s, "llamas", most=9)) == []

        # It airs, four minutes later than its viewer was told.
        made = programmes[1]
        library = studio.library
        filmed = programme(
            id=made.programme_id, channel="llamas", created_at=made.created_at, seconds_taken=50
        )
        write_atomic(library.media(filmed), b"x")
        write_atomic(library.sidecar("llamas", filmed.id), filmed.model_dump_json())
        shelf = Shelf("llamas", settings=settings, library=library)
        shelf.refresh(clock.now())
        stock = shelf.stock(channel, now=clock.now(), last_planned=clock.now())
        stock = replace(stock, costs=False)
        status = audience.status(channel, shelf, stock, held_up=False)
        assert status is not None
        assert (status.aired, status.error_s) == (0, None)
        # The pace is 240 s; one programme comes first, with no suggestion; 50 s of making.
        assert status.first_s == 240 + 240 + 50 + 12
        assert status.each_s == 480
        # After an opening with short programmes, longer ones take longer.
        opened = channel.model_copy(update={"programme": ProgrammeConfig(first_shots=6)})
        status = audience.status(opened, shelf, replace(stock, shots=12), held_up=False)
        assert status is not None
        assert status.first_s == 240 + 240 + 100 + 24
        held = audience.status(channel, shelf, stock, held_up=True)
        assert held is not None
        assert held.first_s is None
        off = channel.model_copy(update={"audience": Channel.model_fields["audience"].default})
        assert audience.status(off, shelf, stock, held_up=False) is None
        entry = {
            "channel": "llamas",
            "kind": "programme",
            "programme": filmed.id,
            "title": "Dawn",
            "started_at": told + timedelta(minutes=4),
            "ended_at": told + timedelta(minutes=5),
            "aired_s": 60,
            "planned_s": 60,
            "outcome": "complete",
        }
        AsRunLog(settings.asrun_dir).append(AsRunEntry.model_validate(entry))
        shelf.refresh(clock.now())
        clock.date += timedelta(minutes=30)
        look = audience.look(channel, shelf, [])
        assert look is not None
        await look
        status = audience.status(channel, shelf, stock, held_up=False)
        assert status is not None
        assert (status.aired, status.error_s) == (1, 240)
        # Of the other nothing came: it is in line again, once.
        line = studio.audience.do(lambda s: suggestions.in_line(s, "llamas", most=9))
        assert [each.suggestion.text for each in line] == ["A crab counts the stars"]
        assert studio.audience.do(lambda s: uses.unaired(s, "llamas")) == {}

        # Without its database, programmes follow the theme alone.
        studio.audience.close()
        for path in settings.home.glob("audience.db*"):
            path.unlink()
        (settings.home / "audience.db").mkdir()
        assert await audience.next(channel, recent) is None


def test_thanks_are_for_what_is_shown() -> None:
    channel = Channel.model_validate(FIELDS)
    scene = Suggestion(ref="a", name="Ann{\\b1}", text="A seal plays the piano")
    seen = Plan(title="Dawn", shots=(Shot(prompt="Wide: two seals on a rock"),), music="harp")
    unseen = Plan(title="Dawn", shots=(Shot(prompt="Wide: a train in the snow"),), music="harp")
    assert credit_of(scene, channel, seen) == "Suggested by Ann{\\b1}"
    assert credit_of(scene, channel, unseen) == ""
    german = channel.model_copy(update={"language": "de"})
    assert credit_of(scene, german, unseen) == "Vorgeschlagen von Ann{\\b1}"
