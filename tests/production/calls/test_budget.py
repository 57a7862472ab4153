from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webtv.clock import Clock
from webtv.config.limits import BudgetConfig
from webtv.model.cost import Cost
from webtv.production.calls.budget import Budgets, exceeded


class SetClock(Clock):
    def __init__(self) -> None:
        self.at = datetime(2026, 5, 1, 23, 59, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class Ledger:
    def __init__(self) -> None:
        self.days: dict[str, Cost] = {}

    async def spent(self, channel: str, day: str) -> Cost:
        return self.days.get(day, Cost())


@pytest.mark.parametrize(
    ("spent", "more", "unit"),
    [
        (Cost(credits=90), Cost(credits=10), None),
        (Cost(credits=90), Cost(credits=10.01), "credits"),
        (Cost(credits=500), Cost(gpu_s=10), None),  # what costs no credits may go on
        (Cost(gpu_s=60), Cost(gpu_s=1), "gpu_s"),
        (Cost(), Cost(money=3), "money"),
        (Cost(tokens=10**9), Cost(tokens=1), None),  # no limit
    ],
)
def test_a_limit_is_reached_and_never_passed(spent: Cost, more: Cost, unit: str | None) -> None:
    limits = BudgetConfig(gpu_s=60, credits=100, money=2.5)
    assert exceeded(limits, spent, more) == unit


def test_sums_of_prices_that_no_float_holds_are_not_too_much() -> None:
    spent = sum((Cost(money=0.1) for _ in range(9)), Cost())
    assert exceeded(BudgetConfig(money=1), spent, Cost(money=0.1)) is None


async def test_what_runs_counts_as_spent_until_it_is_known_what_it_took() -> None:
    ledger, clock = Ledger(), SetClock()
    budgets = Budgets(ledger, clock=clock)
    budgets.limit("llamas", BudgetConfig(credits=100))
    fifty = Cost(credits=50)
    for _ in range(2):
        assert budgets.exceeded("llamas", fifty) is None
        budgets.hold("llamas", fifty)
    assert budgets.exceeded("llamas", fifty) == "credits"
    ledger.days["2026-05-01"] = Cost(credits=25)
    await budgets.refresh("llamas")
    budgets.release("llamas", fifty)
    assert budgets.exceeded("llamas", Cost(credits=25)) is None
    assert budgets.exceeded("llamas", Cost(credits=26)) == "credits"
    assert [(s.unit, s.spent, s.limit) for s in budgets.stands("llamas")] == [("credits", 25, 100)]


async def test_at_midnight_the_budget_is_full_again() -> None:
    ledger, clock = Ledger(), SetClock()
    ledger.days["2026-05-01"] = Cost(credits=100)
    budgets = Budgets(ledger, clock=clock)
    budgets.limit("llamas", BudgetConfig(credits=100))
    await budgets.refresh("llamas")
    assert budgets.exceeded("llamas", Cost(credits=1)) == "credits"
    clock.at += timedelta(minutes=1)
    assert budgets.exceeded("llamas", Cost(credits=1)) is None
    assert budgets.stands("llamas")[0].spent == 0


def test_a_channel_without_limits_may_spend() -> None:
    budgets = Budgets(Ledger(), clock=SetClock())
    assert budgets.exceeded("llamas", Cost(credits=10**6)) is None
    assert budgets.stands("llamas") == ()
