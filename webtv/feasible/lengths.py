"""Shots as long as no backend films them well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webtv.config.channel import Channel
from webtv.config.contract import Contract, Scalar
from webtv.config.pipeline import BackendConfig
from webtv.config.problem import Where
from webtv.feasible.objection import Objection
from webtv.generators.call import filmed_s
from webtv.ingest.check import SLOWEST
from webtv.model.programme import Plan, Shot
from webtv.model.stage import Stage

UNEASY = 1.6
"""A clip shown so many times slower or faster than filmed looks wrong, though it passes."""


def shots_s(channel: Channel) -> float:
    """How long each shot of a programme is filmed, seconds, when all are of the wanted length."""
    programme = channel.programme
    shot = Shot(prompt="any", seconds=programme.shot_s)
    plan = Plan(title="any", shots=(shot,) * programme.shots, music="any")
    return plan.fitted(channel.house).shots[0].seconds / programme.slow_motion


def lengths_s(channel: Channel, contract: Contract) -> tuple[float, float]:
    """The shortest and longest shots that a channel's first backend films well, seconds.

    Where it films none well, all lengths that a shot may have: `objections` says what is wrong.
    """
    params, slower = channel.pipeline.video.params, channel.programme.slow_motion
    halves = [half / 2 for half in range(4, 21)]
    well = [
        wanted_s
        for wanted_s in halves
        if (made_s := filmed_s(contract, params, wanted_s / slower)) is None
        or 1 / UNEASY <= wanted_s / slower / (made_s or 1e-9) <= UNEASY
    ]
    return (well[0], well[-1]) if well else (halves[0], halves[-1])


def against_lengths(channel: Channel, contracts: Mapping[str, Contract]) -> Iterator[Objection]:
    """Clips too short for their shots, uneasy ones, and such as are mostly thrown away."""
    wanted_s = shots_s(channel)
    chain = list(chain_of("video", channel.pipeline.video.chain))
    found = [
        _length(where, contracts[config.space], config.params, wanted_s) for where, config in chain
    ]
    useless = all(objection is not None and objection.hard for objection in found)
    for objection in filter(None, found):
        # Where another backend of the chain films it, the channel airs all the same.
        yield Objection(objection.where, objection.text, hard=objection.hard and useless)
    upscale = channel.pipeline.upscale
    if upscale is not None:
        longest_s = contracts[upscale.space].max_input_s
        if longest_s is not None and longest_s * SLOWEST < wanted_s:
            text = f"{upscale.space} takes {longest_s:g} s of film at most; {_asked(wanted_s)}"
            yield Objection(("pipeline", "upscale"), text, hard=not upscale.fallbacks)


def chain_of(
    stage: Stage, chain: tuple[BackendConfig, ...]
) -> Iterator[tuple[Where, BackendConfig]]:
    """Give the backends of a stage, each with its place in the file."""
    for place, config in enumerate(chain):
        where: Where = ("pipeline", stage)
        yield (where if place == 0 else (*where, "fallbacks", place - 1)), config


def _length(
    where: Where, contract: Contract, params: Mapping[str, Scalar], wanted_s: float
) -> Objection | None:
    made_s = filmed_s(contract, params, wanted_s)
    if made_s is None or made_s <= 0:
        return None
    slower = wanted_s / made_s
    films = f"{contract.id} films {made_s:.3g} s; {_asked(wanted_s)}"
    if slower > SLOWEST:
        return Objection(where, f"{films}, too long for it", hard=True)
    if slower > UNEASY:
        return Objection(where, f"{films}, so they move {slower:.1f} times slower than filmed")
    if 1 / slower > UNEASY:
        return Objection(where, f"{films}, so {made_s - wanted_s:.3g} s of each are cut off")
    return None


def _asked(wanted_s: float) -> str:
    return f"shots are {wanted_s:.3g} s (programme.shots and shot_s, fitted to the house format)"
