"""Coming in: passwords, sessions, second factors."""

from __future__ import annotations

import asyncio

import pyotp
import pytest

from tests.clocks import Seconds
from tests.console.desk import HERE, PASSWORD, PUBLIC, Desk
from webtv.console.accounts.sessions import IDLE_S, LONGEST_S, Sessions
from webtv.console.accounts.users import Users
from webtv.errors import WebTVError


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
    time = Seconds()
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


async def test_a_second_factor_is_asked_for_and_each_code_counts_once(desk: Desk) -> None:
    time = Seconds()
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
