"""The cost of a call, by its contract's price list."""

from __future__ import annotations

from collections.abc import Mapping

from webtv.config.contract import Contract
from webtv.generators.call import Value
from webtv.model.cost import Cost
from webtv.model.value import LONGEST_S


def cost_of(
    contract: Contract,
    inputs: Mapping[str, Value],
    *,
    wanted_s: float | None,
    gpu_s: float = 0.0,
    credits_taken: float | None = None,
) -> Cost:
    """The cost of a call with `inputs` that took `gpu_s` seconds of a GPU.

    `credits_taken` is what the vendor says; without it the price list counts, for the length
    that was asked for: by the inputs, else `wanted_s`.
    """
    price = contract.price
    if credits_taken is None:
        made_s = _length_s(contract, inputs)
        if made_s is None:
            made_s = wanted_s or 0.0
        bounded_s = min(max(made_s, 0.0), LONGEST_S)  # an operator may ask for any length
        credits_taken = price.credits_per_call + price.credits_per_s * bounded_s
    money = credits_taken * price.money_per_credit + gpu_s * price.money_per_gpu_s
    return Cost(gpu_s=round(gpu_s, 3), credits=credits_taken, money=money)


def _length_s(contract: Contract, inputs: Mapping[str, Value]) -> float | None:
    """Seconds of media that `inputs` ask for; None if they do not say."""
    for given in contract.inputs:
        value = inputs[given.name]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        if given.source == "seconds":
            return float(value)
        if given.source == "frames" and contract.native_fps:
            return value / contract.native_fps
    return None
