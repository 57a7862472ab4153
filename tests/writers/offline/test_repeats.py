"""What comes again in offline programmes, and when."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.writers.briefs import NOON
from tests.writers.offline.railway import railway, write
from webtv.config.channel import Channel
from webtv.writers.daypart import daypart
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Recent, Record


async def test_hardly_a_moment_comes_back_while_there_are_others() -> None:
    theme = "A harbour. A baker opens. A cat sleeps. Rain falls on the river. A train leaves."
    recent: tuple[Recent, ...] = ()
    lines: list[str] = []
    for seed in range(8):
        plan = await write(theme=theme, seed=seed, recent=recent, shots=16)
        beats = [beat.text.casefold() for beat in read_theme(theme).beats]
        heard = {line for known in recent[:6] for line in known.lines if line}
        told = [
            shot.line
            for shot in plan.shots
            if shot.line and not any(beat in shot.line.casefold() for beat in beats)
        ]
        assert heard.isdisjoint(told)
        recent = (Recent.of(plan), *recent)
        lines += told
    assert len(set(lines)) >= 0.75 * len(lines)


@pytest.mark.parametrize("theme", ["fireplace", "A pond. Water boils, leaves open, bowls turn."])
async def test_a_narrow_theme_neither_falls_silent_nor_repeats_itself(theme: str) -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(10):
        plan = await write(theme=theme, seed=seed, recent=recent, shots=16)
        silent = "".join("x" if shot.line else "-" for shot in plan.shots)
        assert "---" not in silent
        assert silent.count("-") <= len(silent) / 4
        heard = {line for known in recent[:6] for line in known.lines if line}
        beats = {f"{beat.text}." for beat in read_theme(theme).beats}
        again = heard & {shot.line for shot in plan.shots}
        assert {line.casefold() for line in again} <= {beat.casefold() for beat in beats}
        recent = (Recent.of(plan), *recent)


async def test_hardly_anything_comes_again_within_a_day() -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(20):
        plan = await write(seed=seed % 5, shots=4, recent=recent)
        prompts = tuple(shot.prompt for shot in plan.shots)
        recent = (Recent(plan.title, plan.logline, prompts), *recent)
    titles = [known.title.casefold() for known in recent]
    assert len(set(titles)) >= 7  # of three sentences
    filmed = [prompt for known in recent for prompt in known.prompts]
    assert len(set(filmed)) >= 0.85 * len(filmed)


async def test_no_title_comes_back_within_six_programmes_even_of_three_sentences() -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(30):
        plan = await railway(seed, recent)
        assert plan.title.casefold() not in [known.title.casefold() for known in recent[:6]]
        assert not re.search(r"\d$|, (?:at|in)", plan.title)
        recent = (Recent.of(plan), *recent)


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


async def test_sentences_that_all_come_again_come_in_another_order() -> None:
    theme = "A zorp glimmers. A frob hums. A quib winks. A plon waits. A mib shivers. A dax nods."
    beats = [beat.text.rstrip(".").casefold() for beat in read_theme(theme).beats]
    orders: dict[tuple[int, ...], int] = {}
    recent: tuple[Recent, ...] = ()
    for seed in range(6):
        plan = await write(theme=theme, seed=seed, recent=recent, shots=12)
        recent = (Recent.of(plan), *recent)
        lines = [shot.line.rstrip(".").casefold() for shot in plan.shots if shot.line]
        order = tuple(beats.index(line) for line in lines if line in beats)
        if len(order) > 1:
            orders[order] = orders.get(order, 0) + 1
    assert len(orders) > 1
    assert max(orders.values()) <= 2
