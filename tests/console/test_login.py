"""Coming in: passwords, sessions, forms of others, guesses, the first account."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pyotp
import pytest
from typer.testing import CliRunner

from tests.console.desk import HERE, PASSWORD, PUBLIC, Desk
from webtv.cli import app
from webtv.config.settings import Settings
from webtv.console.accounts.first_run import HOLDS_S, FirstRun
from webtv.console.accounts.sessions import IDLE_S, LONGEST_S, Sessions
from webtv.console.accounts.throttle import Throttle
from webtv.console.accounts.users import Users
from webtv.console.app import guarded
from webtv.console.beginning import first_run_link, has_account, runs_console
from webtv.errors import WebTVError
from webtv.station.environment import part_environment
from webtv.station.parts import station_parts


class Time:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_login_sets_a_cookie_that_only_this_site_sends(desk: Desk) -> None:
    async with desk.visitor() as visitor:
        answer = await visitor.log_in("viewer")
        assert answer.status_code == 303
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("webtv-console=")
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
        assert (await visitor.get("/console")).status_code == 200


async def test_behind_tls_the_cookie_is_bound_to_host_and_tls(desk: Desk) -> None:
    async with desk.visitor(at=PUBLIC) as visitor:
        answer = await visitor.log_in("viewer")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-webtv=")
        assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
        assert "strict-transport-security" in answer.headers
        # What holds with TLS opens nothing without.
        async with desk.visitor() as other:
            other.http.cookies.set("webtv-console", "", domain="localhost")
            other.http.cookies.set("__Host-webtv", visitor.session)
            assert (await other.get("/console")).status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("viewer", "wrong password"),
        ("nobody", PASSWORD),
        ("'; drop table users", PASSWORD),
        ("", ""),
    ],
)
async def test_a_wrong_login_says_the_same_whatever_was_wrong(
    desk: Desk, name: str, password: str
) -> None:
    async with desk.visitor() as visitor:
        answer = await visitor.log_in(name, password)
    assert answer.status_code == 401
    assert "Name, password or code is not right." in answer.text
    assert "set-cookie" not in answer.headers
    assert desk.office.audit.last(1)[0].outcome == "refused"


async def test_a_session_that_was_brought_is_never_the_one_that_is_begun(desk: Desk) -> None:
    brought = desk.office.sessions.begin("viewer", address="x", agent="")
    async with desk.visitor() as visitor:
        visitor.http.cookies.set("webtv-console", brought, domain="localhost.local")
        answer = await visitor.log_in("admin", cookie=f"webtv-console={brought}")
        begun = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert begun != brought
    found = desk.office.sessions.find(begun, touch=False)
    assert found is not None
    assert found.user.name == "admin"
    assert desk.office.sessions.find(brought, touch=False) is None
    assert len(begun) >= 43


async def test_a_session_ends_at_once(desk: Desk) -> None:
    users = desk.office.users
    for end in (
        lambda: users.set_role("editor", "viewer"),
        lambda: users.set_password("editor", PASSWORD + "!"),
        lambda: users.drop_password("editor"),
        lambda: desk.office.sessions.end_all("editor"),
        lambda: users.remove("editor"),
    ):
        async with desk.visitor("editor") as visitor:
            assert (await visitor.get("/console")).status_code == 200
            end()
            assert (await visitor.get("/console")).status_code == 303


def test_tokens_end_with_the_password_that_they_were_made_with(desk: Desk) -> None:
    def made() -> str:
        return desk.office.tokens.make("editor", label="", channels=["*"], orders=["look"], days=1)[
            1
        ]

    kept = desk.office.tokens.make("viewer", label="", channels=["*"], orders=["look"], days=1)[1]
    for password in (PASSWORD + "!", None):
        text = made()
        assert desk.office.tokens.find(text, address="")
        if password:
            desk.office.users.set_password("editor", password)
        else:
            desk.office.users.drop_password("editor")
        assert desk.office.tokens.find(text, address="") is None
    assert desk.office.tokens.find(kept, address="")


async def test_log_out_ends_the_session(desk: Desk) -> None:
    async with desk.visitor("viewer") as visitor:
        shown = visitor.session
        assert (await visitor.post("/console/logout")).status_code == 303
    assert desk.office.sessions.find(shown, touch=False) is None


def test_sessions_end_when_idle_and_in_any_case(bare: Desk) -> None:
    time = Time()
    users, sessions = bare.office.users, Sessions(bare.office.database, clock=time)
    users.add("anna", PASSWORD, "viewer")
    idle = sessions.begin("anna", address="", agent="")
    busy = sessions.begin("anna", address="", agent="")
    while time.now < 1_800_000_000 + IDLE_S:
        time.now += IDLE_S / 4
        assert sessions.find(busy, touch=True)
        sessions.find(idle, touch=False)  # what a page fetches by itself keeps nothing alive
    assert sessions.find(idle, touch=True) is None
    while time.now < 1_800_000_000 + LONGEST_S - IDLE_S / 4:
        time.now += IDLE_S / 4
        assert sessions.find(busy, touch=True)
    time.now += IDLE_S / 4
    assert sessions.find(busy, touch=True) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"origin": "null"},
        {"origin": ""},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
    ids=str,
)
async def test_a_form_of_another_page_changes_nothing(
    shared: Desk, headers: dict[str, str]
) -> None:
    async with shared.visitor("admin") as visitor:
        answer = await visitor.post("/console/channels/sea/orders/skip", None, **headers)
        assert answer.status_code == 403
        assert (await visitor.log_in("admin", **headers)).status_code == 403


@pytest.mark.parametrize("csrf", ["", "0" * 64, "another's"])
async def test_a_form_without_its_sessions_token_changes_nothing(shared: Desk, csrf: str) -> None:
    other = shared.office.sessions.begin("admin", address="x", agent="")
    found = shared.office.sessions.find(other, touch=False)
    assert found is not None
    value = found.csrf if csrf == "another's" else csrf
    async with shared.visitor("admin") as visitor:
        answer = await visitor.post("/console/channels/sea/orders/skip", {"csrf": value})
    assert answer.status_code == 403
    assert shared.office.audit.last(1)[0].detail["reason"] == "the form is not of this session"


@pytest.mark.parametrize(
    "host", ["evil.example", "192.168.1.5:8081", "localhost.evil.example", "", "a b"]
)
async def test_other_names_are_not_answered(shared: Desk, host: str) -> None:
    async with shared.visitor("admin") as visitor:
        assert (await visitor.get("/console", host=host)).status_code == 421
        assert (await visitor.get("/console/login", host=host)).status_code == 421


@pytest.mark.parametrize(
    "name", ["localhost:9000", "127.0.0.1:8081", "[::1]:8081", "LOCALHOST", "webtv.localhost:8081"]
)
async def test_this_machine_is_answered_by_any_of_its_names(shared: Desk, name: str) -> None:
    async with shared.visitor() as visitor:
        assert (await visitor.get("/console/login", host=name)).status_code == 200


async def test_the_healthcheck_needs_no_name(shared: Desk) -> None:
    async with shared.visitor() as visitor:
        assert (await visitor.get("/healthz", host="10.0.0.3")).json()["status"] == "alive"


async def test_a_proxy_without_tls_is_not_answered(shared: Desk) -> None:
    async with shared.visitor(at=PUBLIC) as visitor:
        answer = await visitor.http.get("/console/login", headers={"x-forwarded-proto": "http"})
        assert answer.status_code == 421


async def test_pages_are_kept_by_nobody_and_framed_by_nobody(shared: Desk) -> None:
    async with shared.visitor("viewer") as visitor:
        for path in ("/console", "/console/login", "/console/nope"):
            headers = (await visitor.get(path)).headers
            assert headers["cache-control"] == "no-store"
            policy = headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "form-action 'self'" in policy
            assert "unsafe" not in policy


async def test_a_form_has_a_bound(shared: Desk) -> None:
    async with shared.visitor("admin") as visitor:
        long = {"theme": "x" * (2 << 20)}
        assert (await visitor.post("/console/channels/sea/orders/skip", long)).status_code == 413

        async def endless() -> AsyncIterator[bytes]:
            for _ in range(4000):
                yield b"x" * 1024

        headers = {"origin": HERE, "content-type": "application/x-www-form-urlencoded"}
        answer = await visitor.http.post("/console/login", content=endless(), headers=headers)
        assert answer.status_code == 413


async def test_guesses_are_slowed_down_and_the_right_password_too(desk: Desk) -> None:
    async with desk.visitor(address="203.0.113.9") as visitor:
        answers = [(await visitor.log_in("admin", f"wrong {n}")).status_code for n in range(8)]
        assert answers[:5] == [401] * 5
        assert 429 in answers
        answer = await visitor.log_in("admin")
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1
    # The person comes in from elsewhere.
    async with desk.visitor(address="198.51.100.7") as other:
        assert (await other.log_in("admin")).status_code == 303


def test_many_guesses_at_once_are_all_counted(desk: Desk) -> None:
    time = Time()
    throttle = Throttle(desk.office.database, clock=time)
    allowed = [throttle.begin("admin", "203.0.113.9") == 0 for _ in range(50)]
    assert sum(allowed) == 5
    time.now += 900
    assert throttle.begin("admin", "203.0.113.9") == 0
    assert 0 < throttle.begin("admin", "203.0.113.9") <= 900


def test_a_network_is_slowed_down_over_all_names(desk: Desk) -> None:
    throttle = Throttle(desk.office.database, clock=Time())
    allowed = [throttle.begin(f"name{n}", "203.0.113.9") == 0 for n in range(60)]
    assert sum(allowed) == 20


def test_guesses_from_everywhere_keep_nobody_out_who_was_here_before(desk: Desk) -> None:
    throttle = Throttle(desk.office.database, clock=Time())
    throttle.begin("admin", "198.51.100.7")
    throttle.succeeded("admin", "198.51.100.7")
    waits = [throttle.begin("admin", f"203.0.113.{n}") for n in range(70)]
    assert waits[0] == 0
    assert 0 < waits[-1] <= 60
    assert throttle.begin("admin", "198.51.100.7") == 0


async def test_the_address_behind_a_proxy_is_the_proxys_own_word(desk: Desk) -> None:
    async with desk.visitor(at=PUBLIC) as visitor:
        said = {"x_forwarded_for": "198.51.100.1, 203.0.113.50"}
        await visitor.log_in("viewer", "wrong", **said)
        assert desk.office.audit.last(1)[0].address == "203.0.113.50"
    # Past the proxy the name is only a header, and the line is plain.
    async with desk.visitor(at=PUBLIC, address="203.0.113.66") as visitor:
        answer = await visitor.log_in("viewer", "wrong", x_forwarded_for="127.0.0.1")
        assert answer.status_code == 421
        assert "WEBTV_TRUSTED_PROXIES" in answer.text
    assert desk.office.audit.last(1)[0].address == "203.0.113.50"


async def test_with_tls_of_its_own_everybody_may_come_by_its_name(bare: Desk) -> None:
    settings = bare.settings.model_copy(update={"console_cert": Path("cert.pem")})
    transport = httpx.ASGITransport(guarded(bare.inner, settings), client=("203.0.113.66", 4000))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
        answer = await client.get("/console/login", headers={"x-forwarded-for": "127.0.0.1"})
    assert answer.status_code == 200


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
    time = Time()
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


async def test_a_second_factor_is_asked_for_and_each_code_counts_once(desk: Desk) -> None:
    time = Time()
    users = Users(desk.office.database, desk.office.passwords, clock=time)
    secret = users.begin_second_factor()
    with pytest.raises(WebTVError, match="not right"):
        users.set_second_factor("viewer", secret, "000000")
    assert users.log_in("viewer", PASSWORD) is not None
    code = pyotp.TOTP(secret).at(int(time.now))
    users.set_second_factor("viewer", secret, code)
    assert users.log_in("viewer", PASSWORD, code) is None
    assert users.log_in("viewer", PASSWORD) is None
    time.now += 30
    code = pyotp.TOTP(secret).at(int(time.now))
    assert users.log_in("viewer", "wrong password", code) is None
    assert users.log_in("viewer", PASSWORD, code) is not None
    assert users.log_in("viewer", PASSWORD, code) is None


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "admin", "x" * 300])
def test_poor_passwords_are_refused(desk: Desk, password: str) -> None:
    with pytest.raises(WebTVError):
        desk.office.users.set_password("admin", password)


def test_the_last_admin_stays(desk: Desk) -> None:
    with pytest.raises(WebTVError, match="only admin"):
        desk.office.users.remove("admin")
    with pytest.raises(WebTVError, match="only admin"):
        desk.office.users.set_role("admin", "viewer")


async def test_people_are_changed_only_with_the_own_password(desk: Desk) -> None:
    fields = {"name": "eve", "role": "admin", "password": PASSWORD}
    async with desk.visitor("admin") as visitor:
        assert (await visitor.post("/console/people/add", fields)).status_code == 409
        fields["own_password"] = PASSWORD
        assert (await visitor.post("/console/people/add", fields)).status_code == 303
    assert "eve" in [user.name for user in desk.office.users.all()]


def test_what_is_kept_opens_nothing_and_is_private(desk: Desk) -> None:
    token = desk.office.sessions.begin("admin", address="", agent="")
    path = desk.settings.accounts_file
    kept = path.read_bytes().decode("latin-1")
    assert token not in kept
    assert PASSWORD not in kept
    assert "$argon2id$" in kept
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


async def test_events_end_with_the_session(desk: Desk) -> None:
    from webtv.console.caller import Caller
    from webtv.console.door import Door
    from webtv.console.events import Events
    from webtv.console.fresh import FreshShares
    from webtv.console.overview import Overview
    from webtv.store.asrun import AsRunLog

    board = desk.inner.state.board
    events = Events(Overview(desk.settings, board, FreshShares(AsRunLog(desk.settings.asrun_dir))))
    token = desk.office.sessions.begin("viewer", address="", agent="")
    user = desk.office.users.find("viewer")
    caller = Caller(Door(HERE, secure=False, address="", local=True), user=user)
    async with asyncio.timeout(20):
        lines = events.stream(desk.office, caller, token)
        assert "event: changed" in await anext(lines)
        desk.office.users.set_role("viewer", "operator")
        assert "event: ended" in await anext(lines)
        assert [line async for line in lines] == []
    assert not events.full("viewer")
