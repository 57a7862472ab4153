"""Whatever a valid channel asks for, production can plan with it.

`FUZZ_EXAMPLES=10000 pytest --timeout=0 tests/production/test_any_channel.py` looks for longer.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.config.anyvalues import any_channel
from tests.store.values import make_programme
from webtv.config.channel import Channel
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.errors import RefusedError
from webtv.feasible.objections import objections
from webtv.production.announcements.announcements import Timetable, commission_for, upcoming
from webtv.production.continuity.wanted import wanted
from webtv.production.desk.writing import kept_of
from webtv.production.programme.brief import brief_of
from webtv.production.programme.pacing import as_filmed
from webtv.production.rundown.planner import Stock, next_channels
from webtv.work.commission import Commission
from webtv.writers.daypart import daypart
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Record

NOW = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # in Berlin the clock goes back in half an hour
CONTRACTS = load_contracts()
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def check_kept(commission: Commission) -> None:
    """The work book gives back what it was given."""
    assert Commission.model_validate_json(commission.model_dump_json()) == commission


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
@given(any_channel())
def test_what_is_to_be_made_can_be_told_of_any_channel(channel: Channel) -> None:
    kept = kept_of(channel)
    for due in upcoming(kept, Timetable(), now=NOW, lead=timedelta(days=400)):
        check_kept(commission_for("any", kept, due, now=NOW))
    films = [make_programme(number, "any") for number in range(2)]
    films[1] = films[1].model_copy(update={"title": "x" * 500})  # anybody may edit a sidecar
    ended: list[str] = []
    while found := wanted("any", kept, films, [f.id for f in films], now=NOW, ended=ended):
        check_kept(found)
        ended.append(found.programme_id)
    assert len(ended) <= 3
    stock = Stock("any", channel.production, programmes=99, fresh_s=0.0, last_planned=NOW)
    for each in (stock, replace(stock, costs=False, stocked_s=1e9)):
        next_channels([each], now=NOW + timedelta(days=9), unfinished=0, slots=1)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
@given(channel=any_channel())
def test_what_speaks_against_any_channel_can_be_told(
    channel: Channel, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.getbasetemp() / "home"
    assets = home / "assets" / "any"
    assets.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        (assets / "rosa.png").symlink_to("x" * 300)  # no disk has a name as long
    station = Settings(home=home, channels_dir=Path("channels"))
    for objection in objections("any", channel, contracts=CONTRACTS, settings=station):
        assert objection.text


@settings(max_examples=EXAMPLES // 6, deadline=None, suppress_health_check=SLOW)
@given(any_channel())
def test_any_channel_is_written_offline(channel: Channel) -> None:
    contract = CONTRACTS[channel.pipeline.video.space]
    pace = channel.production.pace(costs=False)
    now = daypart(channel, NOW)
    brief = brief_of("any", now, contract, seed=1, now=NOW, recent=(), pace=pace)
    with suppress(RefusedError):  # a theme may be all that is to be avoided
        plan = asyncio.run(TemplateWriter().write(brief, Record()))
        check_kept(
            Commission(
                programme_id="any",
                channel_id="any",
                channel=kept_of(now),
                plan=as_filmed(plan, brief, contract),
                writer="template",
                created_at=NOW,
            )
        )
