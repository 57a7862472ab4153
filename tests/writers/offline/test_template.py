from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from tests.writers.briefs import LLAMAS, NOON, OCTOPUSES, brief
from webtv.config.channel import Channel
from webtv.config.pipeline import PipelineConfig, StageConfig
from webtv.config.programme import ProgrammeConfig
from webtv.config.story import CastMember
from webtv.errors import RefusedError
from webtv.model.programme import Plan
from webtv.prompts.fitting import fit
from webtv.writers.cast import described, on_screen
from webtv.writers.daypart import daypart
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.zh import CHINESE
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.offline.things import things_in
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Brief, Recent, Record


async def write(**wanted: object) -> Plan:
    return await TemplateWriter().write(brief(**wanted), Record())  # type: ignore[arg-type]


async def test_the_same_brief_gives_the_same_programme() -> None:
    assert await write(seed=7) == await write(seed=7)
    assert await write(seed=7) != await write(seed=8)


@pytest.mark.parametrize("theme", [LLAMAS, OCTOPUSES, "Neon rain in Tokyo, cyclists, ramen stalls"])
@pytest.mark.parametrize("shots", [6, 14])
async def test_every_shot_is_a_beat_as_it_stands_or_a_picture_of_a_world(
    theme: str, shots: int
) -> None:
    beats = [beat.text for beat in read_theme(theme).beats]
    pictures = [m.picture for world in worlds_in("en").by_name.values() for m in world.moments]
    whole = [*pictures, *(thing for beat in beats for thing in things_in(beat, "en"))]
    for seed in range(6):
        plan = await write(theme=theme, seed=seed, shots=shots)
        assert shots - 3 <= len(plan.shots) <= shots
        assert plan.shots[0].prompt != plan.shots[-1].prompt
        own = [shot for shot in plan.shots if any(beat in shot.prompt for beat in beats)]
        assert own
        for shot in plan.shots:
            assert shot in own or any(known in shot.prompt for known in whole), shot.prompt


async def test_what_is_said_is_a_beat_or_belongs_to_its_picture() -> None:
    moments = [m for world in worlds_in("en").by_name.values() for m in world.moments]
    lines = {moment.line: moment for moment in moments}
    beats = [beat.text.casefold() for beat in read_theme(RAILWAY.theme, cast=CAST).beats]
    beats += [place.casefold() for place in RAILWAY.places]
    for seed in range(6):
        plan = await railway(seed, programme=ProgrammeConfig(shots=16))
        said = [shot for shot in plan.shots if shot.line]
        assert 0.6 * 16 <= len(said) <= 0.9 * 16  # the others are for music
        for shot in said:
            if shot.line in lines:
                assert lines[shot.line].picture in shot.prompt
            else:
                assert any(beat in shot.line.casefold() for beat in beats), shot.line


async def test_a_turn_gives_its_title_and_does_not_come_back() -> None:
    turns = {m.title: m for w in worlds_in("en").by_name.values() for m in w.of("turn")}
    recent: tuple[Recent, ...] = ()
    told = []
    for seed in range(12):
        plan = await railway(seed, recent, programme=ProgrammeConfig(shots=16))
        recent = (Recent.of(plan), *recent)
        turn = turns[plan.title]
        at = [shot.line for shot in plan.shots].index(turn.line)
        assert at > len(plan.shots) / 2
        assert turn.teaser in plan.logline
        hero = plan.shots[at + 1].prompt
        assert turn.picture in hero
        assert on_screen(CAST, hero)
        told.append(turn.picture)
    assert len(set(told)) == len(told)


async def test_the_hero_is_in_a_third_of_the_shots_and_looks_on_once() -> None:
    for seed in range(4):
        plan = await railway(seed, programme=ProgrammeConfig(shots=16))
        assert sum(bool(on_screen(CAST, shot.prompt)) for shot in plan.shots) >= 5
        assert sum("looking at" in shot.prompt for shot in plan.shots) <= 1


async def test_hardly_a_moment_comes_back_while_there_are_others() -> None:
    theme = "A harbour. A baker opens. A cat sleeps. Rain falls on the river. A train leaves."
    recent: tuple[Recent, ...] = ()
    lines: list[str] = []
    for seed in range(8):
        plan = await write(theme=theme, seed=seed, recent=recent, shots=16)
        recent = (Recent.of(plan), *recent)
        beats = [beat.text.casefold() for beat in read_theme(theme).beats]
        lines += [
            shot.line
            for shot in plan.shots
            if shot.line and not any(beat in shot.line.casefold() for beat in beats)
        ]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("theme", ["fireplace", "A pond. Water boils, leaves open, bowls turn."])
async def test_a_narrow_theme_neither_falls_silent_nor_repeats_itself(theme: str) -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(10):
        plan = await write(theme=theme, seed=seed, recent=recent, shots=16)
        silent = "".join("x" if shot.line else "-" for shot in plan.shots)
        assert "---" not in silent
        assert silent.count("-") <= len(silent) / 4
        heard = {line for known in recent[:3] for line in known.lines if line}
        beats = {f"{beat.text}." for beat in read_theme(theme).beats}
        again = heard & {shot.line for shot in plan.shots}
        assert {line.casefold() for line in again} <= {beat.casefold() for beat in beats}
        recent = (Recent.of(plan), *recent)


async def test_a_sentence_of_the_theme_rests_for_six_programmes() -> None:
    theme = "A harbour lies by the sea. A cat sleeps on the quay. A boat comes home. Taxis. Rain."
    recent: tuple[Recent, ...] = ()
    for seed in range(8):
        plan = await write(theme=theme, seed=seed, recent=recent, shots=16)
        heard = {line for known in recent[:6] for line in known.lines}
        own = {f"{beat.text}." for beat in read_theme(theme).beats}
        assert own.isdisjoint(heard & {shot.line for shot in plan.shots})
        told = f"{plan.logline} {' '.join(shot.line for shot in plan.shots)}"
        assert not re.search(r"Taxis\.|Rain\.", told)  # nobody says a bare noun
        recent = (Recent.of(plan), *recent)


async def test_somebody_reacts_to_the_turn_and_the_rest_is_of_its_world() -> None:
    worlds = worlds_in("en").by_name
    theme = "A harbour lies by the sea. A cook fries fish at the harbour. A cat sleeps by a boat."
    turns = {m.title: m for world in worlds.values() for m in world.of("turn")}
    reacted = 0
    for seed in range(6):
        plan = await write(theme=theme, seed=seed, shots=16)
        turn = turns[plan.title]
        at = next(at for at, shot in enumerate(plan.shots) if turn.picture in shot.prompt)
        assert turn.picture in plan.shots[at + 1].prompt
        reacted += bool(re.search("A (cook|cat) ", plan.shots[at + 1].prompt))
        rests = [rest.picture for rest in worlds[turn.world].of("rest")]
        assert any(picture in plan.shots[at + 2].prompt for picture in rests)
    assert reacted


async def test_a_line_for_which_there_is_no_time_is_not_said() -> None:
    for seed in range(4):
        plan = await railway(seed, programme=ProgrammeConfig(shots=12, shot_s=2))
        assert all(len(shot.line) <= 32 for shot in plan.shots)
    long = "Two llamas who have never been late drive a small train across the wide salt flats."
    plan = await railway(1, theme=f"{long} A fox travels. A goat waits.")
    first = plan.shots[0]
    assert first.line == long
    assert first.seconds > RAILWAY.programme.shot_s


async def test_a_theme_of_no_known_world_is_filmed_from_all_sides_and_not_padded() -> None:
    plan = await write(theme="Quibble zorps glimmer. A frobnicator hums.", shots=16)
    assert len(plan.shots) == 8
    for shot in plan.shots:
        assert re.search("quibble|frobnicator", shot.prompt, re.IGNORECASE)
    said = [shot.line for shot in plan.shots if shot.line]
    assert said == ["Quibble zorps glimmer.", "A frobnicator hums."]


async def test_narration_is_the_lines_in_order_and_fits_its_time() -> None:
    for shots, seconds in ((6, 4.0), (16, 6.0), (3, 2.0)):
        shape = ProgrammeConfig(shots=shots, shot_s=seconds)
        plan = await railway(3, programme=shape)
        assert len(plan.narration.split()) <= max(20, 2.3 * shots * seconds)
        at = -1
        for sentence in re.findall(r"[^.!?]+[.!?]", plan.narration):
            assert (at := plan.narration.index(sentence, at + 1)) >= 0
            assert any(sentence.strip() in shot.line for shot in plan.shots)


async def test_prompts_keep_their_style_within_what_a_model_reads() -> None:
    for seed in range(10):
        plan = await write(seed=seed, shots=6)
        cameras = [shot.camera for shot in plan.shots]
        assert all(a != b for a, b in pairwise(cameras))
        assert len({shot.prompt.split(": ")[0] for shot in plan.shots}) >= 3
        for shot in plan.shots:
            prompt = fit(shot, "zeroscope")
            assert prompt.rstrip(".").casefold().endswith(shot.camera)
            assert "storybook illustration, warm light" in prompt
            assert re.search("slow|steady|lively|fast", prompt, re.IGNORECASE)


async def test_long_beats_and_big_casts_keep_the_style_too() -> None:
    long = "Paco, who has never been late, drives past Rosa, who sells soup, and past seven " * 2
    channel = RAILWAY.model_copy(update={"theme": f"{long}geese. A goose sleeps."})
    for seed in range(8):
        asked = Brief("rail", channel, seed, NOON, profile="zeroscope")
        for shot in (await TemplateWriter().write(asked, Record())).shots:
            assert "warm light" in fit(shot, "zeroscope")


async def test_hardly_anything_comes_again_within_a_day() -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(20):
        plan = await write(seed=seed % 5, shots=4, recent=recent)
        prompts = tuple(shot.prompt for shot in plan.shots)
        recent = (Recent(plan.title, plan.logline, prompts), *recent)
    titles = [known.title.casefold() for known in recent]
    assert len(set(titles)) == len(titles)
    filmed = [prompt for known in recent for prompt in known.prompts]
    assert len(set(filmed)) > 0.95 * len(filmed)


async def test_an_edited_theme_is_seen_in_the_next_programme() -> None:
    before = await write(theme=LLAMAS)
    after = await write(theme=OCTOPUSES)
    assert any("octopuses" in shot.prompt for shot in after.shots)
    assert not any("octopuses" in shot.prompt for shot in before.shots)
    assert not any("llama" in shot.prompt for shot in after.shots)


async def test_what_is_to_be_avoided_is_not_written() -> None:
    for seed in range(10):
        plan = await write(seed=seed, avoid=("mist", "fog", "storm", "lake"))
        told = " ".join([plan.title, plan.logline, *(shot.prompt for shot in plan.shots)])
        assert not re.search(r"\b(mist|fog|storm|lake)", told, re.IGNORECASE)


async def test_forms_of_the_channels_own_language_are_avoided_too() -> None:
    with pytest.raises(RefusedError, match="avoid"):
        await write(theme="Die Häuser am Hafen", avoid=("Haus",), language="de")
    with pytest.raises(RefusedError, match="avoid"):
        await write(theme="Los niños cantaban en la plaza", avoid=("cantar",), language="es")


async def test_a_theme_that_avoids_itself_is_refused() -> None:
    with pytest.raises(RefusedError, match="avoid"):
        await write(theme="Llamas, llamas, llamas", avoid=("llama", "llamas"))


async def test_night_themes_stay_at_night() -> None:
    plan = await write(theme="Yellow trams late at night in a rainy city", shots=6)
    assert not any(re.search("noon|midday|morning", shot.prompt) for shot in plan.shots)


async def test_one_shot_and_many() -> None:
    assert len((await write(shots=1)).shots) == 1
    assert 8 <= len((await write(shots=24)).shots) <= 24


CAST = (
    CastMember(name="Paco", look="a tall white llama", clothes="a red scarf"),
    CastMember(name="Rosa", look="a brown llama", clothes="round glasses"),
)
RAILWAY = Channel(
    title="The Llama Express",
    theme="Two llamas run a train. Paco drives the locomotive, Rosa sells soup. A fox travels.",
    style="storybook illustration, warm light",
    tone="calm",
    cast=CAST,
    places=("a stone village", "a silent lake", "under the stars"),
    avoid=("crash",),
    programme=ProgrammeConfig(shots=6),
    pipeline=PipelineConfig(narration=StageConfig(space="kokoro")),
)


async def railway(seed: int = 1, recent: tuple[Recent, ...] = (), **changed: object) -> Plan:
    channel = RAILWAY.model_copy(update=changed)
    return await TemplateWriter().write(Brief("rail", channel, seed, NOON, recent), Record())


async def test_the_cast_looks_the_same_wherever_it_leads() -> None:
    for seed in range(8):
        plan = await railway(seed)
        leads = on_screen(CAST, plan.shots[1].prompt)
        assert leads
        for shot in plan.shots:
            for member in on_screen(CAST, shot.prompt)[:1]:
                assert described(member) in shot.prompt or len(on_screen(CAST, shot.prompt)) > 1
            assert shot.negative == "crash"


async def test_everybody_leads_in_turn() -> None:
    recent: tuple[Recent, ...] = ()
    leads = []
    for seed in range(8):
        plan = await railway(seed, recent)
        recent = (Recent.of(plan), *recent)
        leads += [on_screen(CAST, plan.shots[1].prompt)[0].name]
    assert all(a != b for a, b in pairwise(leads))


async def test_a_programme_stays_at_one_place_and_in_its_hours() -> None:
    for seed in range(8):
        plan = await railway(seed)
        places = {p for p in RAILWAY.places for shot in plan.shots if p in shot.prompt}
        assert len(places) == 1
        arrival, rest = plan.shots[0].prompt, plan.shots[-1].prompt
        assert places.pop() in arrival
        assert any(hour in rest for hour in ENGLISH.hours.values()) or "stars" in rest


async def test_beats_that_say_their_hour_are_given_no_other() -> None:
    theme = "清晨薄雾笼罩小桥流水，夜里细雨落在屋檐上，老人在河边喝茶。"
    for seed in range(8):
        for shot in (
            await write(theme=theme, seed=seed, language="zh", shots=6, style="水墨")
        ).shots:
            hours = [h for h in CHINESE.hours.values() if f"，{h}" in shot.prompt]
            assert not ("清晨" in shot.prompt and hours), shot.prompt


@pytest.mark.parametrize(
    "theme",
    ["A bedtime show of owls", "An owl at night", "Goodnight, moon mice", "La noche de los búhos"],
)
async def test_night_is_never_noon(theme: str) -> None:
    language = "es" if "noche" in theme else "en"
    for seed in range(8):
        plan = await write(theme=theme, seed=seed, language=language, shots=6)
        told = " ".join([plan.title, plan.logline, *(shot.prompt for shot in plan.shots)]).lower()
        assert not re.search("noon|midday|morning|mediodía|mañana|afternoon", told), told


async def test_a_tempo_that_the_channel_names_is_the_only_one() -> None:
    channel = RAILWAY.model_copy(update={"music_style": "techno, 132 bpm", "tone": "wild"})
    plan = await TemplateWriter().write(Brief("rail", channel, 1, NOON), Record())
    assert re.findall(r"\d+ bpm", plan.music) == ["132 bpm"]


async def test_a_series_counts_its_episodes() -> None:
    recent: tuple[Recent, ...] = ()
    for number in range(1, 13):
        plan = await railway(number, recent, series=True)
        assert plan == await railway(number, recent, series=True)
        assert plan.title.startswith(f"Episode {number}: ")
        assert plan.story.startswith(f"Episode {number}. ")
        assert plan.logline in plan.story
        assert len(plan.story) < 900
        recent = (Recent.of(plan), *recent)


@pytest.mark.parametrize("language", ["ja", "sv", "pt-BR", "zh", "ar", "fr"])
async def test_no_english_is_shown_to_viewers_of_other_languages(language: str) -> None:
    for seed in range(4):
        theme = "Paco und Rosa fahren Zug."
        plan = await railway(seed, language=language, theme=theme, places=())
        shown = f"{plan.title} {plan.logline} {plan.narration}".lower()
        assert not re.search(r"\b(the|and|with|of|first|then|at)\b", shown), shown


async def test_no_title_comes_back_within_thirty_programmes() -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(30):
        plan = await railway(seed, recent)
        assert plan.title.casefold() not in [known.title.casefold() for known in recent]
        recent = (Recent.of(plan), *recent)


async def test_words_are_spoken_only_where_somebody_speaks_them() -> None:
    assert (await railway()).narration
    assert (await railway(pipeline=PipelineConfig())).narration == ""


async def test_a_model_may_have_written_the_last_episode() -> None:
    story = "Episode 41. Rosa burnt the soup. Nobody has told Paco."
    plan = await railway(recent=(Recent("Burnt", "Smoke.", story=story),), series=True)
    assert plan.title.startswith("Episode 42: ")
    assert "Rosa burnt the soup." in plan.story


@pytest.mark.parametrize("shipped", sorted(Path("channels").glob("*.yaml")), ids=lambda p: p.stem)
async def test_the_shipped_channels_fill_a_day_with_hardly_a_repeat(shipped: Path) -> None:
    channel = Channel.model_validate(YAML(typ="safe").load(shipped))
    recent: tuple[Recent, ...] = ()
    for number in range(12):
        now = NOON + number * timedelta(minutes=120)
        wanted = Brief(shipped.stem, daypart(channel, now), number, now, recent, "zeroscope")
        plan = await TemplateWriter().write(wanted, Record())
        recent = (Recent.of(plan), *recent)
        lines = [shot.line for shot in plan.shots if shot.line]
        assert len(set(lines)) == len(lines)  # nothing is told twice in a programme
    assert len({known.title.casefold() for known in recent}) == 12
    prompts = [prompt for known in recent for prompt in known.prompts]
    assert len(set(prompts)) > 0.9 * len(prompts)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.text(min_size=10, max_size=300),
    st.sampled_from(["en", "es", "zh", "ar", "sv"]),
    st.integers(min_value=1, max_value=7),
)
def test_any_theme_becomes_a_programme(theme: str, language: str, shots: int) -> None:
    try:
        asked = brief(theme, language=language, shots=shots)
    except ValidationError:
        return  # blanks alone are no theme
    plan = asyncio.run(TemplateWriter().write(asked, Record()))
    assert len(plan.shots) == shots
