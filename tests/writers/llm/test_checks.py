"""What a language model is told, what its answer must say to be filmed, and the plan made of it."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from tests.writers.briefs import brief
from tests.writers.sample import SCENES, answer
from tests.writers.table import cases, opinion_of
from webtv.config.channel import Channel
from webtv.config.pipeline import PipelineConfig, StageConfig
from webtv.config.programme import ProgrammeConfig
from webtv.config.story import CastMember
from webtv.model.programme import Plan, Thread
from webtv.prompts.fitting import fit
from webtv.writers.llm import english, judge, outline, short, shots
from webtv.writers.llm.checks import critique_of, problems_of
from webtv.writers.llm.english import English
from webtv.writers.llm.forms import form_for
from webtv.writers.llm.plan import plan_of
from webtv.writers.llm.reading import read
from webtv.writers.llm.short import Short
from webtv.writers.llm.showrunner import about, craft
from webtv.writers.speech import most_narration
from webtv.writers.story import LONGEST, carried, continued, episode_of
from webtv.writers.writer import Brief, Recent

PACO = CastMember(name="Paco", look="a tall white llama", clothes="a red scarf")
ROSA = CastMember(name="Rosa", look="a brown llama", clothes="round glasses")
STORY = "Episode 4. Paco lost his whistle at the lake. Rosa knows where it is."
OPEN = (
    Thread(kind="thread", what="the lost whistle", opened=3),
    Thread(kind="gag", what="the goat eats tickets", opened=1),
)

RICH = Channel(
    title="Test channel",
    theme="Llamas run a small train across the high Andes.",
    style="storybook illustration, warm light",
    tone="gently absurd",
    music_style="pan flute",
    cast=(PACO, ROSA),
    places=("beside a silent lake", "a stone village"),
    avoid=("crash",),
    series=True,
    timezone="America/Lima",
    programme=ProgrammeConfig(shots=3),
    pipeline=PipelineConfig(
        sound=StageConfig(space="mmaudio"), narration=StageConfig(space="kokoro")
    ),
)


def rich(**changed: object) -> Brief:
    recent = (
        Recent("Rosa's Soup", "Too much salt.", story=STORY, threads=OPEN),
        Recent("Old", "Older."),
    )
    wanted = replace(brief(), channel=RICH, recent=recent, profile="zeroscope")
    return replace(wanted, channel=RICH.model_copy(update=changed))


def read_short(**changed: object) -> Short:
    found = {**answer(), "story": "Paco found his whistle.", **changed}
    found["shots"] = [{"line": "The lake is quiet.", **shot} for shot in found["shots"]]
    return Short.model_validate(found)


def problems(found: Short, wanted: Brief) -> str:
    return "\n".join(critique_of(*found.apart(), wanted).problems)


def planned(found: Short, wanted: Brief) -> Plan:
    return plan_of(*found.apart(), wanted)


def test_good_answers_are_accepted_and_bad_ones_caught() -> None:
    """The table of 200; `python -m tests.benchmarks.answers` says which and how."""
    opinions = [(case, opinion_of(case)) for case in cases()]
    good = [not opinion.problems for case, opinion in opinions if not case.bad]
    caught = [bool(o.problems or o.doubtful) for case, o in opinions if case.bad]
    assert len(opinions) >= 200
    assert sum(good) >= 0.98 * len(good)
    assert sum(caught) >= 0.95 * len(caught)
    doubted = sum(opinion.doubtful for case, opinion in opinions if not case.bad)
    assert doubted <= 0.2 * len(good)


def test_the_model_is_told_everything_about_the_channel() -> None:
    told = about(rich()) + outline.ask(rich(), 3)
    for part in (
        "Paco, a tall white llama, wearing a red scarf",
        "written as @Paco, @Rosa",
        "- a stone village",
        "gently absurd",
        "pan flute",
        "Never write about: crash",
        "Rosa's Soup: Too much salt.",
        "episode 5",
        STORY,
        "1. the lost whistle (thread, opened in episode 3)",
        "at most 22 words",
        "Friday, 01 May, 07:00",  # noon UTC in Lima
        "Outline 3 quite different programmes",
        "in all about 12 s",
    ):
        assert part in told, part
    assert "kind" not in craft() + about(rich()).replace("(kind:", "")


def test_prompts_are_asked_for_as_their_model_reads_them_and_as_room_is_left() -> None:
    draft = read_short().apart()[0]
    for profile, told in (("zeroscope", "77 tokens"), ("ltx", "60 to 160 words")):
        assert told in shots.ask(replace(rich(), profile=profile), draft)
    alone = shots.words_wanted(rich(), "A bell rings")[1]
    both = shots.words_wanted(rich(), "Paco waits for Rosa")[1]
    styled = shots.words_wanted(rich(style="ink, " * 12), "A bell rings")[1]
    assert both < alone <= 50
    assert styled < alone


def test_style_and_camera_are_never_what_is_cut() -> None:
    long = " ".join(SCENES[:2])
    found = read_short(shots=[{"prompt": long, "camera": "slow dolly in", "motion": 2}] * 3)
    shot = planned(found, rich()).shots[0]
    said = fit(shot, "zeroscope")
    assert "storybook illustration, warm light" in said
    assert "very slow, almost still movement" in said
    assert "slow dolly in" in said.lower()
    assert "thin mist" not in said


def test_nothing_is_asked_for_that_the_channel_has_no_use_for() -> None:
    plain, full = brief(), rich()
    assert "story" in outline.schema(full, 3)["$defs"]["Draft"]["properties"]
    assert "story" not in outline.schema(plain, 3)["$defs"]["Draft"]["properties"]
    assert "speaker" not in outline.schema(plain, 3)["$defs"]["ShotIdea"]["properties"]
    assert "sound" not in shots.schema(plain, 3)["$defs"]["ShotPrompt"]["properties"]
    for word in ("story so far", "sound", "speaker", "closes"):
        assert word not in about(plain) + outline.ask(plain, 3) + short.ask(plain)


def test_schemas_are_what_strict_servers_ask_for() -> None:
    for wanted in (brief(), rich()):
        for schema in (
            outline.schema(wanted, 3),
            short.schema(wanted),
            shots.schema(wanted, 2),
            judge.schema(3),
            english.schema(wanted.channel),
        ):
            jsonschema.Draft202012Validator.check_schema(schema)
            for part in (schema, *schema["$defs"].values()):
                assert part["required"] == list(part["properties"])
                assert part["additionalProperties"] is False
                assert all("default" not in field for field in part["properties"].values())
    fewer = {"title": "A", "logline": "B", "music": "C"}
    shot = {"prompt": "A", "camera": "B", "motion": 5, "line": ""}
    jsonschema.validate({**fewer, "shots": [shot] * 3}, short.schema(brief()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**fewer, "shots": [shot] * 2}, short.schema(brief()))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"shots": []}, "exactly 3 shots, not 0"),
        ({"title": " "}, "must not be empty"),
        ({"shots": [{**s, "line": ""} for s in answer()["shots"]]}, "have 1 to 22 words, not 0"),
        ({"shots": [{**s, "line": "on " * 20} for s in answer()["shots"]]}, "not 60"),
        ({"story": ""}, "the story so far is missing"),
        ({"title": "Rosas soup"}, 'this repeats "Rosa\'s Soup" (Too much salt.)'),
        ({"logline": "A crash at the station."}, "do not write about crash"),
        ({"logline": "Un barco de papel para el tren y la gente lo mira."}, "language 'en'"),
    ],
)
def test_what_will_not_do_is_said(changed: dict[str, object], complaint: str) -> None:
    assert problems(read_short(), rich()) == ""
    assert complaint in problems(read_short(**changed), rich())


def test_a_retelling_is_refused() -> None:
    scenes = [scene.replace("salt flats", "the salt flats") for scene in SCENES[:3]]
    past = Recent("The Late Train", "A paper boat holds up the train.", tuple(scenes))
    assert "this repeats 'The Late Train'" in problems(
        read_short(), replace(rich(), recent=(past,))
    )


def test_the_plan_has_cast_style_sounds_lines_and_lengths() -> None:
    found = read_short(
        shots=[
            {"prompt": "@Rosa pours soup for @Paco on a platform", "camera": "pan", "motion": 99},
            {"prompt": "Drone shot of a lake, 8K, no boats", "camera": "tilt", "motion": -3},
            {
                "prompt": SCENES[2],
                "camera": "pan",
                "sound": "a bell",
                "negative": "people",
                "speaker": "Rosa",
                "seconds": 6,
            },
        ]
    )
    plan = planned(found, rich())
    first, second, third = plan.shots
    assert first.prompt == (
        "Rosa, a brown llama, wearing round glasses, pours soup for Paco, a tall white llama, "
        "wearing a red scarf, on a platform"
    )
    assert second.prompt == "high wide shot of a lake"
    assert third.prompt == SCENES[2]
    assert {shot.style for shot in plan.shots} == {RICH.style}
    assert [shot.motion for shot in plan.shots] == [10, 1, 5]
    assert sum(shot.seconds for shot in plan.shots) == pytest.approx(12)
    assert third.seconds > first.seconds
    assert [s.negative for s in plan.shots] == ["crash", "boats, crash", "people, crash"]
    assert (third.sound, third.speaker, third.line) == ("a bell", "Rosa", "The lake is quiet.")
    assert plan.narration == "The lake is quiet. The lake is quiet. The lake is quiet."
    bare = planned(read_short(), brief())
    assert (bare.narration, bare.story, bare.threads) == ("", "", ())


def test_looks_stay_within_what_the_model_reads() -> None:
    long = CastMember(name="Paco", look="a llama " + "with hand-embroidered ch'ullu " * 9)
    found = read_short(shots=[{"prompt": "Paco waits", "camera": "pan"}] * 3)
    assert planned(found, rich(cast=(long,))).shots[0].prompt == "Paco waits"
    ltx = replace(rich(cast=(long,)), profile="ltx")
    assert planned(found, ltx).shots[0].prompt.startswith("Paco, a llama with hand-embroidered")


def test_a_series_carries_closes_and_opens() -> None:
    found = read_short(
        closes=["1.", 77], opens=["The fox has the key", {"kind": "Promise", "what": "a song"}]
    )
    plan = planned(found, rich())
    assert plan.story == "Episode 5. Paco found his whistle."
    assert plan.threads == (
        OPEN[1],
        Thread(kind="thread", what="The fox has the key", opened=5),
        Thread(kind="promise", what="a song", opened=5),
    )
    assert Recent.of(plan).threads == plan.threads
    many = [Thread(what=f"thing {number}", opened=number) for number in range(1, 40)]
    assert [each.opened for each in carried((), (), many)] == list(range(28, 40))
    assert carried(OPEN, (), OPEN) == OPEN


def test_style_and_looks_are_said_in_english_once_it_is_known() -> None:
    channel = rich(language="es").channel
    assert english.is_needed(channel)
    assert not english.is_needed(RICH)
    looks = [{"look": "a tall white llama", "clothes": None}, {"look": "", "clothes": "glasses"}]
    found = English.model_validate({"style": "ink", "cast": looks})
    said = english.said_in(channel, found)
    assert said.style == "ink"
    assert [member.look for member in said.cast] == [PACO.look, ROSA.look]
    with pytest.raises(ValueError, match="looks of 0"):
        english.said_in(channel, English(cast=[]))


def test_small_models_get_the_short_form() -> None:
    small = ("SmolLM2-135M-Instruct", "llama3.2:3b", "gemma-3-1b-it", "qwen2.5-0.5b-instruct")
    large = ("gpt-4o-mini", "llama-3.1-8b", "mixtral-8x7b", "qwen3:32b", "claude-b")
    assert {form_for(name) for name in small} == {"short"}
    assert {form_for(name) for name in large} == {"full"}
    assert form_for("model", 134_515_008) == "short"


def test_the_judge_has_the_last_word_on_theme_and_tone() -> None:
    marks = {"theme": 8, "new": 8, "filmable": 8, "tone": 8}
    verdicts = [{**marks, "theme": 3, "new": 10, "filmable": 10, "tone": 10}, marks]
    found = judge.Verdicts.model_validate({"verdicts": verdicts})
    assert judge.best(found, 2) == 1
    assert judge.best(judge.Verdicts.model_validate({"verdicts": verdicts[:1]}), 1) is None
    with pytest.raises(ValueError, match="2 verdicts on 3 drafts"):
        judge.best(found, 3)


def test_an_answer_is_read_leniently_where_its_meaning_is_plain() -> None:
    loose = {**answer(), "music": ["flute", "drum"], "continuity": None, "extra": 1}
    loose["shots"][0]["motion"] = "7"
    wrapped = json.dumps({"programme": loose})
    found = read(f"Here:\n{wrapped}", Short, key="shots").answer
    assert found.music == "flute, drum"
    assert found.shots[0].motion == 7
    with pytest.raises(ValueError, match="shots: field required"):
        read('{"title": "A", "logline": "B", "music": "C"}', Short, key="shots")


def test_a_draft_is_judged_without_its_prompts() -> None:
    draft = read_short().apart()[0]
    assert problems_of(draft, rich()) == []


def test_a_story_is_numbered_and_bounded() -> None:
    assert episode_of("") == 1
    assert episode_of(STORY) == 5
    assert episode_of("Once upon a time.") == 2
    story = ""
    for number in range(1, 40):
        told = f"{story} In part {number} the train stopped at yet another station by the lake."
        assert episode_of(story) == number
        story = continued(number, told)
        assert story.startswith(f"Episode {number}. ")
        assert len(story) <= LONGEST
        assert f"In part {number} " in story
    assert "In part 1 " not in story
    assert len(continued(2, "x" * 5000)) == LONGEST


def test_narration_fits_into_the_programme() -> None:
    assert most_narration(RICH) == 22
