"""Themes with events enough of their own, which lead every programme."""

from __future__ import annotations

from tests.writers.offline.made import channel, write
from webtv.model.programme import Plan
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Recent

CLUB = (
    "A football club with a leaking stand. The kit man washes muddy shirts. The goalkeeper stops a "
    "penalty with both knees. The groundsman paints the centre circle. Away fans get lost in the "
    "industrial estate. The tea hut runs out of pies. Children chase the ball in a swarm. "
    "A father scores from the halfway line."
)


def programmes(number: int) -> list[Plan]:
    recent: tuple[Recent, ...] = ()
    plans = []
    for seed in range(number):
        plans.append(write(channel(CLUB, shots=16), seed, recent))
        recent = (Recent.of(plans[-1]), *recent)
    return plans


def test_the_operators_events_lead_and_none_is_recited_in_all_programmes() -> None:
    beats = [beat.text.casefold() for beat in read_theme(CLUB).beats]
    stock = {m.picture for world in worlds_in("en").by_name.values() for m in world.every}
    plans = programmes(12)
    for plan in plans:
        prompts = [shot.prompt.casefold() for shot in plan.shots]
        assert len(prompts) >= 4  # rather a short one than the same again
        assert sum(bool(shot.line) for shot in plan.shots) >= 0.6 * len(prompts)
        assert len({each for each in stock if any(each in prompt for prompt in prompts)}) <= 8
        assert 1 <= sum(any(beat in prompt for prompt in prompts) for beat in beats) <= 5
    assert sum(len(plan.shots) >= 8 for plan in plans) >= 6
    assert len({plan.title for plan in plans[:8]}) == 8
    led = [
        next(b for b in beats[1:] if b in " ".join(p.lower() for p in each))
        for each in ([shot.prompt for shot in plan.shots[:2]] for plan in plans[:7])
    ]
    assert len(set(led)) >= 3


def test_no_other_game_is_played_in_a_football_club() -> None:
    told = " ".join(shot.prompt + shot.line for plan in programmes(6) for shot in plan.shots)
    for strange in ("golf", "basketball", "racket", "tennis"):
        assert strange not in told.casefold()


def test_a_short_programme_is_of_the_theme_alone() -> None:
    stock = {m.picture for world in worlds_in("en").by_name.values() for m in world.every}
    plan = write(channel(CLUB, shots=6), 1)
    prompts = [shot.prompt for shot in plan.shots]
    assert sum(any(each in prompt for each in stock) for prompt in prompts) <= 2


def test_one_watchman_makes_no_night() -> None:
    theme = (
        "A town on a river. A baker sells rolls. Soldiers mend boots. A trader crosses the ice. "
        "Children play. The night watch hears wolves."
    )
    plan = write(channel(theme), 1)
    assert not any("at night" in shot.prompt for shot in plan.shots)
