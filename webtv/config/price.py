"""The fields of a contract's price list."""

from __future__ import annotations

from pydantic import Field

from webtv.model.value import Amount, Value


class Price(Value):
    """The price of a call. GPU seconds are measured; the rest is what the vendor says."""

    credits_per_call: Amount = Field(
        0, title="Credits per call", description="A vendor's credits, whatever the length."
    )
    credits_per_s: Amount = Field(
        0, title="Credits per second", description="For each second of what it makes."
    )
    money_per_credit: Amount = Field(
        0, title="Money per credit", description="In any currency, the same everywhere."
    )
    money_per_gpu_s: Amount = Field(
        0, title="Money per GPU second", description="For a Space on rented hardware."
    )
