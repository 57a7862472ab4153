"""Passkeys by protocol: what is right comes in, and whatever is wrong in any one thing does not."""

from __future__ import annotations

import html
import json
import re

import pytest
from typer.testing import CliRunner

from tests.console.authenticator import PRESENT, VERIFIED, Authenticator
from tests.console.desk import HERE, PASSWORD, PUBLIC, Desk, Visitor
from webtv.cli import app
from webtv.console.accounts.challenges import HOLDS_S, Challenges
from webtv.console.accounts.invitations import HOLDS_S as INVITED_S
from webtv.console.accounts.invitations import Invitations
from webtv.console.accounts.passkeys import MOST_LETTERS
from webtv.console.accounts.sessions import FRESH_S
from webtv.errors import WebTVError

LOGIN, ACCOUNT = "/console/login", "/console/account"


async def options(visitor: Visitor, page: str, **headers: str) -> str:
    """What a page has for the browser; empty where it has nothing."""
    text = (await visitor.get(page, **headers)).text
    found = re.search(r'data-options="([^"]*)"', text)
    return html.unescape(found[1]) if found else ""


async def make(visitor: Visitor, key: Authenticator, **wrong: object) -> int:
    offer = await options(visitor, ACCOUNT)
    credential = key.create(offer, visitor.at, **wrong)
    fields = {"credential": credential, "label": "phone", "own_password": PASSWORD}
    return (await visitor.post(f"{ACCOUNT}/passkeys", fields)).status_code


async def come(visitor: Visitor, credential: str) -> int:
    return (await visitor.post(f"{LOGIN}/passkey", {"credential": credential})).status_code


async def test_a_passkey_is_made_used_and_removed(desk: Desk) -> None:
    key = Authenticator()
    async with desk.visitor("editor", at=PUBLIC) as visitor:
        assert await make(visitor, key) == 303
        assert "phone" in (await visitor.get(ACCOUNT)).text
    (kept,) = desk.office.passkeys.of("editor")
    assert (kept.site, kept.label, kept.used) == ("console.example.org", "phone", None)

    async with desk.visitor(at=PUBLIC, address="127.0.0.1") as visitor:
        assert await come(visitor, key.get(await options(visitor, LOGIN), PUBLIC)) == 303
        assert (await visitor.get("/console")).status_code == 200
        session = desk.office.sessions.find(visitor.session, touch=False)
        assert session is not None
        assert (session.user.name, session.way) == ("editor", "passkey")
        (kept,) = desk.office.passkeys.of("editor")
        assert kept.used is not None
        assert kept.used_from == "127.0.0.1"
        told = desk.office.audit.last(1)[0]
        assert (told.who, told.action, told.detail["way"]) == ("editor", "login", "passkey")
        fields = {"number": str(kept.number), "own_password": PASSWORD}
        assert (await visitor.post(f"{ACCOUNT}/passkeys/end", fields)).status_code == 303
        assert (await visitor.get("/console")).status_code == 303, "its sessions end with it"
        assert await come(visitor, key.get(await options(visitor, LOGIN), PUBLIC)) == 401
    assert desk.office.passkeys.of() == []


async def test_what_is_wrong_in_any_one_thing_lets_nobody_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.office.throttle, "begin", lambda _account, _network: 0.0)
    key, others = Authenticator(), Authenticator()
    async with desk.visitor("editor") as visitor:
        assert await make(visitor, key) == 303
    async with desk.visitor("viewer") as visitor:
        assert await make(visitor, others) == 303
    wrong = {
        "origin": "https://evil.example",
        "rp": "evil.example",
        "flags": PRESENT,  # nobody was asked for a finger
        "type": "webauthn.create",
        "challenge": "AAAA",
        "signature": b"0" * 70,
        "handle": others.handle,
    }
    passed = []
    async with desk.visitor() as visitor:
        asked = await options(visitor, LOGIN)
        for what, value in wrong.items():
            if await come(visitor, key.get(asked, HERE, **{what: value})) != 401:
                passed.append(what)
            asked = await options(visitor, LOGIN)
        if await come(visitor, key.get(asked, HERE, flags=VERIFIED)) != 401:
            passed.append("absent")
        cloned = key.get(await options(visitor, LOGIN), HERE, count=50)
        stranger = Authenticator()
        stranger.handle = key.handle
        made_up = [
            *(
                "",
                "{}",
                "[" * 9999,
                "null",
                '"\\ud800"',
                "x" * (MOST_LETTERS + 1),
                "{" + '"id": 1}',
            ),
            json.dumps({**json.loads(cloned), "rawId": "AA"}),
            json.dumps({**json.loads(cloned), "response": {}}),
            json.dumps({**json.loads(cloned), "id": None}),
            stranger.get(await options(visitor, LOGIN), HERE),
            key.get(asked, HERE).replace(key.get(asked, HERE)[10:20], "A" * 10),
        ]
        for each in made_up:
            if await come(visitor, each) != 401:
                passed.append(each[:60])
        assert passed == []
        cloned = key.get(await options(visitor, LOGIN), HERE, count=50)
        assert await come(visitor, cloned) == 303
        assert await come(visitor, cloned) == 401, "what was seen is worth nothing"
        asked = await options(visitor, LOGIN)
        assert await come(visitor, key.get(asked, HERE, count=50)) == 401, "a copy of the device"
        ends = [(e.action, e.outcome) for e in desk.office.audit.last(40) if e.action == "login"]
        assert ends.count(("login", "done")) == 1


async def test_a_passkey_is_made_only_as_it_was_offered(desk: Desk) -> None:
    async with desk.visitor("viewer") as other:
        anothers = await options(other, ACCOUNT)
    async with desk.visitor("editor") as visitor:
        for wrong in (
            {"origin": "https://evil.example"},
            {"rp": "evil.example"},
            {"flags": PRESENT},
            {"flags": VERIFIED},
            {"type": "webauthn.get"},
            {"challenge": json.loads(anothers)["challenge"]},
            {"challenge": "AAAA"},
        ):
            assert await make(visitor, Authenticator(), **wrong) == 409, wrong
        key = Authenticator()
        offer = await options(visitor, ACCOUNT)
        fields = {"credential": key.create(offer, HERE), "label": ""}
        path = f"{ACCOUNT}/passkeys"
        assert (await visitor.post(path, fields)).status_code == 409, "the password is asked for"
        fields["own_password"] = PASSWORD
        assert (await visitor.post(path, fields)).status_code == 303
        assert (await visitor.post(path, fields)).status_code == 409
        assert len(desk.office.passkeys.of()) == 1


async def test_the_address_is_that_of_the_settings_whatever_a_host_header_says(desk: Desk) -> None:
    key = Authenticator()
    async with desk.visitor("editor", at="http://localhost:9999") as visitor:
        assert await options(visitor, ACCOUNT) == ""
        assert "http://localhost:8081" in (await visitor.get(ACCOUNT)).text
        async with desk.visitor("editor") as right:
            offer = await options(right, ACCOUNT)
        fields = {"credential": key.create(offer, visitor.at), "own_password": PASSWORD}
        assert (await visitor.post(f"{ACCOUNT}/passkeys", fields)).status_code == 409
    async with desk.visitor(at=PUBLIC) as visitor:
        assert json.loads(await options(visitor, LOGIN))["rpId"] == "console.example.org"
        answer = await visitor.get(LOGIN, host="evil.example")
        assert answer.status_code == 421


async def test_wrong_passkeys_are_slowed_down_as_passwords_are(desk: Desk) -> None:
    async with desk.visitor(address="203.0.113.9", at="http://localhost:8081") as visitor:
        answers = [await come(visitor, '{"id": "x"}') for _ in range(7)]
        assert answers[:5] == [401] * 5
        assert answers[-1] == 429


async def test_who_is_invited_makes_a_passkey_and_needs_no_password(desk: Desk) -> None:
    key, path = Authenticator(), "/console/join"
    async with desk.visitor("admin") as admin:
        fields = {"name": "nina", "role": "operator", "own_password": PASSWORD}
        page = await admin.post("/console/people/add", fields)
        first = re.search(r"join\?token=([\w-]+)", page.text)
        page = await admin.post("/console/people/invite", fields)
        found = re.search(r"https://console.example.org/console/join\?token=([\w-]+)", page.text)
        assert first
        assert found
        fields["name"] = "editor"
        assert (await admin.post("/console/people/invite", fields)).status_code == 409
    async with desk.visitor() as visitor:
        assert (await visitor.get(f"{path}?token={first[1]}")).status_code == 403
        assert (await visitor.get(f"{path}?token={found[1]}")).status_code == 200
        assert (await visitor.post(path, {"token": found[1]})).status_code == 303
        assert (await visitor.post(path, {"token": found[1]})).status_code == 403, "once"
        assert await make(visitor, key) == 303
        for password in ("", "x", PASSWORD):
            assert (await visitor.log_in("nina", password)).status_code == 401
    async with desk.visitor() as visitor:
        assert await come(visitor, key.get(await options(visitor, LOGIN), HERE)) == 303
        number = str(desk.office.passkeys.of("nina")[0].number)
        end = f"{ACCOUNT}/passkeys/end"
        answer = await visitor.post(end, {"number": number})
        assert answer.status_code == 409
        assert "only way in" in answer.text
        with desk.office.database.write() as db:
            db.execute("UPDATE sessions SET created = created - ?", (FRESH_S,))
        answer = await visitor.post(end, {"number": number})
        assert "log out and in again" in answer.text.casefold()
    assert "nina" in [entry.who for entry in desk.office.audit.last(9)]


def test_an_invitation_ends_and_a_challenge_too(desk: Desk) -> None:
    now = [1_800_000_000.0]
    invitations = Invitations(desk.office.database, clock=lambda: now[0])
    desk.office.users.add("nina", None, "viewer")
    token = invitations.invite("nina")
    assert invitations.holds(token) == "nina"
    now[0] += INVITED_S
    with pytest.raises(WebTVError, match="does not hold"):
        invitations.take(token)
    challenges = Challenges(clock=lambda: now[0])
    challenge = challenges.make("a", "me")
    for purpose, holder in (("b", "me"), ("a", "you")):
        with pytest.raises(WebTVError):
            challenges.take(challenge, purpose, holder)
    with pytest.raises(WebTVError):
        Challenges(clock=lambda: now[0]).take(challenge, "a", "me")
    late = challenges.make("a", "me")
    challenges.take(challenge, "a", "me")
    with pytest.raises(WebTVError):
        challenges.take(challenge, "a", "me")
    now[0] += HOLDS_S
    with pytest.raises(WebTVError):
        challenges.take(late, "a", "me")
    assert challenges.derived(late, "state") != challenges.derived(late, "nonce")


async def test_accounts_without_a_password_at_the_command_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBTV_HOME", str(desk.settings.home))
    run = CliRunner()

    def webtv(*words: str) -> tuple[int, str]:
        done = run.invoke(app, list(words))
        return done.exit_code, done.output

    code, said = webtv("users", "add", "nina", "--role", "viewer", "--no-password")
    assert code == 0
    assert "http://localhost:8081/console/join?token=" in said
    assert webtv("users", "invite", "nina")[0] == 0
    assert webtv("users", "invite", "viewer")[0] == 1
    async with desk.visitor("editor") as visitor:
        assert await make(visitor, Authenticator()) == 303
        assert webtv("users", "passwd", "editor", "--none")[0] == 0
        assert (await visitor.get("/console")).status_code == 303
    assert "no password" in webtv("users", "list")[1]
    assert "passkey 1 of editor (phone): at localhost; never used" in webtv("users", "list")[1]
    assert webtv("users", "drop-passkey", "1")[0] == 0
    assert webtv("users", "drop-passkey", "1")[0] == 1
    assert webtv("users", "oidc", "editor", "subject")[0] == 1
    monkeypatch.setenv("WEBTV_CONSOLE_OIDC_ISSUER", "https://login.example.org")
    monkeypatch.setenv("WEBTV_CONSOLE_OIDC_CLIENT", "webtv")
    assert webtv("users", "oidc", "editor", "subject")[0] == 0
    assert webtv("users", "oidc", "viewer", "subject")[0] == 1
    assert "editor" in webtv("users", "list")[1]
    assert "by the OIDC provider" in webtv("users", "list")[1]
