"""What making something costs, in the units that backends count in."""

from __future__ import annotations

from pydantic import Field

from webtv.model.value import StoredValue


class Cost(StoredValue):
    """Seconds of a GPU, a vendor's credits, a language model's tokens, and money."""

    gpu_s: float = Field(0.0, ge=0, description="Seconds a GPU worked.")
    credits: float = Field(0.0, ge=0, description="A vendor's credits.")
    tokens: int = Field(0, ge=0, description="Tokens of language models, read and written.")
    money: float = Field(0.0, ge=0, description="In the currency the operator's prices are in.")

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            gpu_s=self.gpu_s + other.gpu_s,
            credits=self.credits + other.credits,
            tokens=self.tokens + other.tokens,
            money=self.money + other.money,
        )


def cost_text(cost: Cost) -> str:
    """A cost in a few words; empty if there was none."""
    parts = [
        f"{cost.gpu_s:.0f} GPU s" if cost.gpu_s else "",
        f"{cost.credits:g} credits" if cost.credits else "",
        f"{cost.tokens} tokens" if cost.tokens else "",
        f"{cost.money:.2f} money" if cost.money else "",
    ]
    return ", ".join(part for part in parts if part)
