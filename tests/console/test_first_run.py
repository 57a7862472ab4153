"""The first account, and the console as a part of the station."""

from __future__ import annotations

import logging

import pytest
from typer.testing import CliRunner

from tests.clocks import Seconds
from tests.console.desk import PASSWORD, PUBLIC, Desk
from webtv.cli import app
from webtv.config.settings import Settings
from webtv.console.accounts.first_run import HOLDS_S, FirstRun
from webtv.console.beginning import first_run_link, has_account, runs_console
from webtv.errors import WebTVError
from webtv.station.environment import part_environment
from webtv.station.parts import station_parts


async def test_the_first_account_is_made_once_from_here_with_the_link(bare: Desk) -> None:
    assert not has_account(bare.settings)
    link = first_run_link(bare.settings)
    token = link.partition("token=")[2]
    fields = {"token": token, "name": "anna", "password": PASSWORD, "again": PASSWORD}
    path = "/console/first-run"
    for elsewhere in (
        bare.visitor(address="203.0.113.9"),
        bare.visitor(at=PUBLIC),
    ):
        async with elsewhere as visitor:
            assert (await visitor.get(f"{path}?token={token}")).status_code == 403
            assert (await visitor.post(path, fields)).status_code == 403
    async with bare.visitor() as visitor:
        proxied = await visitor.post(path, fields, x_forwarded_for="203.0.113.9")
        assert proxied.status_code == 403
        assert (await visitor.post(path, {**fields, "token": "guess"})).status_code == 403
        weak = await visitor.post(path, {**fields, "password": "short", "again": "short"})
        assert weak.status_code == 422
        assert bare.office.users.all() == []
        assert (await visitor.get(f"{path}?token={token}")).status_code == 200
        assert (await visitor.post(path, fields)).status_code == 303
        assert (await visitor.get("/console/people")).status_code == 200
        again = await visitor.post(path, {**fields, "name": "mallory"})
        assert again.status_code == 403
    assert [user.name for user in bare.office.users.all()] == ["anna"]
    assert first_run_link(bare.settings) == ""
    assert has_account(bare.settings)


def test_a_new_link_voids_the_one_before_and_each_ends(bare: Desk) -> None:
    time = Seconds()
    first = FirstRun(bare.office.database, bare.office.users, clock=time)
    old, new = first.token(), first.token()
    assert not first.holds(old)
    assert first.holds(new)
    time.now += HOLDS_S
    assert not first.holds(new)
    with pytest.raises(WebTVError, match="does not hold"):
        first.take(new, "anna", PASSWORD)


@pytest.mark.parametrize("part", ["", "console"])
def test_a_part_of_the_station_leaves_the_stations_link_as_it_is(
    bare: Desk, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setenv("WEBTV_HOME", str(bare.settings.home))
    monkeypatch.setenv("WEBTV_LOG_TARGET", "file")
    monkeypatch.setenv("WEBTV_PART", part)
    monkeypatch.setattr("webtv.console.service.run", lambda _settings: None)
    printed = first_run_link(bare.settings).partition("token=")[2]
    said = CliRunner().invoke(app, ["console"])
    for handler in logging.getLogger().handlers[:]:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert said.exit_code == 0
    assert ("first-run?token=" in said.output) == (part == "")
    assert bare.office.first_run.holds(printed) == (part == "console")


def test_the_console_is_a_part_once_it_has_an_account(bare: Desk) -> None:
    def settings(console: str) -> Settings:
        return bare.settings.model_copy(update={"console": console})

    assert not runs_console(settings("auto"))
    assert runs_console(settings("on"))
    bare.office.users.add("anna", PASSWORD, "admin")
    assert runs_console(settings("auto"))
    assert not runs_console(settings("off"))


def test_the_consoles_process_gets_no_key(bare: Desk) -> None:
    settings = bare.settings.model_copy(update={"console": "on"})
    assert "console" in [part.name for part in station_parts(settings)]
    given = {"OPENAI_API_KEY": "a", "FRIEND_STREAM_KEY": "b", "HF_TOKEN": "c", "PATH": "/bin"}
    found = part_environment("console", settings, given)
    assert not found.keys() & {"OPENAI_API_KEY", "FRIEND_STREAM_KEY", "HF_TOKEN"}
    assert "FRIEND_STREAM_KEY" in found["WEBTV_WITHHELD"]
