from __future__ import annotations

from webtv.config.channel import Channel
from webtv.config.contracts import load_contracts
from webtv.model.programme import Plan, Shot
from webtv.production.programme.pacing import paced

CHANNEL = Channel(title="Llamas", theme="llamas of the high Andes, all day")
ZEROSCOPE = load_contracts()["zeroscope-v2"]
PROMPTS = ("Wide shot: a llama", "Medium shot: a llama", "Close-up: a llama", "A llama at dawn")


def plan(*seconds: float) -> Plan:
    shots = [Shot(prompt=p, seconds=s) for p, s in zip(PROMPTS, seconds, strict=True)]
    return Plan(title="Llamas", shots=tuple(shots), music="flutes")


def test_wide_shots_last_longer_than_details_within_what_is_filmed_at_ease() -> None:
    wide, medium, close, last = (s.seconds for s in paced(plan(*[4] * 4), CHANNEL, ZEROSCOPE).shots)
    assert wide > medium > close
    assert last == wide <= 4.8
    long = paced(plan(*[7] * 4), CHANNEL, ZEROSCOPE)
    assert max(shot.seconds for shot in long.shots) <= 7, "longer ones could not be filmed"


def test_what_a_writer_set_stays() -> None:
    own = plan(4, 6, 3, 4)
    assert paced(own, CHANNEL, ZEROSCOPE) == own
