"""What is asked of a language model, and what its answer must say to be filmed."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from tests.writers.answers import GOOD, SCENES, answer
from tests.writers.briefs import brief
from webtv.config.channel import Channel, ProgrammeConfig
from webtv.config.pipeline import PipelineConfig, StageConfig
from webtv.config.story import CastMember
from webtv.writers.llm.adapt import plan_of
from webtv.writers.llm.answer import Answer, answer_schema, read_answer
from webtv.writers.llm.sense import most_narration, problems_of
from webtv.writers.llm.showrunner import craft, request
from webtv.writers.story import LONGEST, continued, episode_of
from webtv.writers.writer import Brief, Recent

PACO = CastMember(name="Paco", look="a tall white llama", clothes="a red scarf")
ROSA = CastMember(name="Rosa", look="a brown llama", clothes="round glasses")
STORY = "Episode 4. Paco lost his whistle at the lake. Rosa knows where it is."

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
    recent = (Recent("Rosa's Soup", "Too much salt.", story=STORY), Recent("Old", "Older."))
    wanted = replace(brief(), channel=RICH, recent=recent, profile="zeroscope")
    return replace(wanted, channel=RICH.model_copy(update=changed))


def read(**changed: object) -> Answer:
    spoken = {
        "narration": "The lake is quiet today.",
        "story": "Paco found his whistle.",
    }
    return Answer.model_validate({**answer(), **spoken, **changed})


def test_the_model_is_told_everything_about_the_channel() -> None:
    told = request(rich())
    for part in (
        "Paco, a tall white llama, wearing a red scarf",
        "- a stone village",
        "gently absurd",
        "pan flute",
        "Never write about: crash",
        "Rosa's Soup: Too much salt.",
        "episode 5",
        STORY,
        "at most 22 words",
        "Friday, 01 May, 07:00",  # noon UTC in Lima
    ):
        assert part in told, part
    assert "77 tokens" in craft(rich())
    assert "chronological" not in craft(rich())
    assert "200 words" not in craft(rich())
    assert "60 to 160 words" in craft(replace(rich(), profile="ltx"))


def test_nothing_is_asked_for_that_the_channel_has_no_use_for() -> None:
    assert set(answer_schema(rich())["required"]) > {"narration", "story"}
    plain = answer_schema(brief())
    assert not {"narration", "story"} & set(plain["required"])
    assert "sound" not in plain["$defs"]["ShotAnswer"]["properties"]
    for word in ("narration", "story so far", "sound"):
        assert word not in craft(brief()) + request(brief())


def test_the_schema_is_what_strict_servers_ask_for() -> None:
    for schema in (answer_schema(brief()), answer_schema(rich())):
        jsonschema.Draft202012Validator.check_schema(schema)
        for part in (schema, schema["$defs"]["ShotAnswer"]):
            assert part["required"] == list(part["properties"])
            assert part["additionalProperties"] is False
            assert all("default" not in field for field in part["properties"].values())
    jsonschema.validate(json.loads(GOOD), answer_schema(brief()))


def test_a_good_answer_has_no_problems() -> None:
    assert problems_of(Answer.model_validate(answer()), brief()) == []
    assert problems_of(read(), rich()) == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"shots": []}, "exactly 3 shots, not 0"),
        ({"title": " "}, "must not be empty"),
        ({"narration": ""}, "the narration must have 1 to 22 words, not 0"),
        ({"narration": "and so on " * 20}, "the narration must have"),
        ({"story": ""}, "the story so far is missing"),
        ({"title": "Rosas soup"}, 'this repeats "Rosa\'s Soup" (Too much salt.)'),
        ({"logline": "A crash at the station."}, "do not write about crash"),
        ({"narration": "Un barco de papel para el tren y la gente lo mira."}, "language 'en'"),
    ],
)
def test_what_will_not_do_is_said(changed: dict[str, object], complaint: str) -> None:
    assert complaint in "\n".join(problems_of(read(**changed), rich()))


def test_a_retelling_is_refused() -> None:
    scenes = [scene.replace("salt flats", "the salt flats") for scene in SCENES[:3]]
    past = Recent("The Late Train", "A paper boat holds up the train.", tuple(scenes))
    wanted = replace(rich(), recent=(past,))
    assert "this repeats 'The Late Train'" in "\n".join(problems_of(read(), wanted))


def test_the_language_of_the_channel() -> None:
    spanish = rich(language="es")
    assert any("language 'es'" in each for each in problems_of(read(), spanish))
    good = {"logline": "Un barco de papel para el tren.", "narration": "El lago está en calma."}
    assert problems_of(read(**good), spanish) == []


def test_prompts_are_as_long_as_their_model_reads() -> None:
    assert problems_of(read(), replace(rich(), profile="ltx")) == []
    many = [
        {"prompt": f"{scene} {'and much more of it ' * 15}", "camera": "pan"} for scene in SCENES
    ]
    long = read(shots=many[:3])
    assert any("30 to 50 words" in each for each in problems_of(long, rich()))
    assert problems_of(long, replace(rich(), profile="ltx")) == []


def test_the_plan_keeps_cast_sounds_and_story() -> None:
    shots = [
        {"prompt": "Rosa pours soup for Paco on a platform", "camera": "static", "motion": 99},
        {"prompt": "Drone shot of a lake, 8K", "camera": "tilt", "motion": -3, "seconds": 99},
        {"prompt": SCENES[2], "camera": "pan", "sound": "a bell", "negative": "people"},
    ]
    plan = plan_of(read(shots=shots), rich())
    first, second, third = plan.shots
    assert first.prompt == (
        "Rosa, a brown llama, wearing round glasses, pours soup for Paco, a tall white llama, "
        "wearing a red scarf, on a platform"
    )
    assert second.prompt == "high wide shot of a lake"
    assert third.prompt == SCENES[2]
    assert [shot.motion for shot in plan.shots] == [10, 1, 5]
    assert [shot.seconds for shot in plan.shots] == [4, 7, 4]
    assert [shot.negative for shot in plan.shots] == ["crash", "crash", "people, crash"]
    assert third.sound == "a bell"
    assert plan.narration == "The lake is quiet today."
    assert plan.story == "Episode 5. Paco found his whistle."
    bare = plan_of(read(), brief())
    assert (bare.narration, bare.story) == ("", "")


def test_looks_stay_within_what_the_model_reads() -> None:
    long = CastMember(name="Paco", look="a llama " + "with hand-embroidered ch'ullu " * 9)
    wanted = rich(cast=(long,))
    plan = plan_of(read(shots=[{"prompt": "Paco waits", "camera": "pan"}]), wanted)
    assert plan.shots[0].prompt == "Paco waits"
    plan = plan_of(
        read(shots=[{"prompt": "Paco waits", "camera": "pan"}]), replace(wanted, profile="ltx")
    )
    assert plan.shots[0].prompt.startswith("Paco, a llama with hand-embroidered")


def test_an_answer_is_read_leniently_where_its_meaning_is_plain() -> None:
    loose = {**answer(), "music": ["flute", "drum"], "continuity": None, "extra": 1}
    loose["shots"][0]["motion"] = "7"
    wrapped = json.dumps({"programme": loose})
    found = read_answer(f"Here:\n{wrapped}").answer
    assert found.music == "flute, drum"
    assert found.continuity == ""
    assert found.shots[0].motion == 7
    with pytest.raises(ValueError, match="shots: field required"):
        read_answer('{"title": "A", "logline": "B", "music": "C"}')


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
