"""As-run logs and standing orders go with a channel from machine to machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.mirror.machines import REEF, Machine, Machines
from tests.store.values import make_programme
from webtv.model.control import ControlState
from webtv.model.status import OnAir, PlayoutStatus
from webtv.store.control import read_control, write_control
from webtv.store.status import write_status


async def test_as_run_logs_of_all_machines_are_one_log(machine: Machines) -> None:
    one, two = machine("one"), machine("two")
    now = datetime.now(UTC)
    programme = make_programme(1, REEF)
    entries = [one.air(1, programme, at=now - timedelta(seconds=40))]
    await one.aired()
    await two.aired()
    entries.append(two.air(2, programme, at=now - timedelta(seconds=30)))
    await two.aired()
    entries.append(one.air(3, programme, at=now - timedelta(seconds=20)))
    await one.aired()
    await two.aired()
    since = now - timedelta(minutes=5)
    assert one.asrun.read(REEF, since=since) == entries
    assert two.asrun.read(REEF, since=since) == entries
    assert [e.playlist for e in two.asrun.airings(REEF, programme.id, since=since)] == [1, 2, 3]
    again = two.started()
    await again.air()
    assert two.asrun.read(REEF, since=since) == entries


async def test_standing_orders_follow_the_channel(machine: Machines) -> None:
    one, two = machine("one"), machine("two")
    pulled = ControlState().pull("a")

    def orders(machine: Machine) -> ControlState:
        return read_control(machine.settings.control_dir, REEF)[0]

    write_control(one.settings.control_dir, REEF, pulled)
    await one.aired()
    await two.aired()
    assert orders(two) == pulled
    write_control(two.settings.control_dir, REEF, pulled.pull("b"))
    await two.aired()
    await one.aired()
    assert orders(one).pulled == ("a", "b")
    # On air from here: nobody else's orders count until it has left.
    on_air(one)
    write_control(two.settings.control_dir, REEF, pulled.pull("b").hold())
    await two.aired()
    await one.aired()
    assert not orders(one).held
    # Both changed: what either has pulled stays off the air.
    three = machine("three")
    write_control(three.settings.control_dir, REEF, ControlState().pull("c"))
    await three.aired()
    assert orders(three).pulled == ("a", "b", "c")
    await two.aired()
    assert orders(two).pulled == ("a", "b", "c")


def on_air(machine: Machine) -> None:
    now = datetime.now(UTC)
    status = PlayoutStatus(
        channel=REEF,
        title="Reef",
        written_at=now,
        on_air=OnAir(kind="slate", title="Reef", started_at=now, ends_at=now),
    )
    write_status(machine.settings.status_dir, status)
