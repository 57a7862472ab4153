"""Logging in by an OpenID Connect provider, and by one that misbehaves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.console.desk import HERE, PASSWORD, PUBLIC, Desk, Visitor
from tests.console.oidc_server import CLIENT, SECRET, OidcServer
from webtv.errors import WebTVError

RULES = "admin: groups=tv-admins; editor: realm.roles=words; viewer: email=@example.org"


@pytest.fixture
def provider() -> Iterator[OidcServer]:
    server = OidcServer()
    yield server
    server.close()


@pytest.fixture
def known(tmp_path: Path, provider: OidcServer) -> Desk:
    """A console that the provider knows, with an account of each role."""
    desk = Desk(
        tmp_path,
        console_oidc_issuer=provider.url,
        console_oidc_client=CLIENT,
        console_oidc_secret=SECRET,
        console_oidc_rules=RULES,
    )
    desk.people()
    return desk


async def answer_of(visitor: Visitor) -> str:
    """The address that the provider sends a browser back to."""
    sent = await visitor.get("/console/oidc")
    assert sent.status_code == 303, sent.text
    async with httpx.AsyncClient() as browser:
        return (await browser.get(sent.headers["location"])).headers["location"]


async def come(visitor: Visitor) -> httpx.Response:
    parts = urlsplit(await answer_of(visitor))
    assert f"{parts.scheme}://{parts.netloc}" == visitor.at
    return await visitor.get(f"{parts.path}?{parts.query}")


async def test_the_rules_make_an_account_and_its_role_follows_them(
    known: Desk, provider: OidcServer
) -> None:
    users = known.office.users
    provider.claims["groups"] = ["x", "tv-admins"]
    provider.claims["preferred_username"] = "admin"  # the name of another
    async with known.visitor(at=PUBLIC) as visitor:
        answer = await come(visitor)
        assert answer.status_code == 200
        # Sent on by a page: a browser shows no strict cookie where another site has led it.
        assert 'content="0;url=/console"' in answer.text
        cookie = next(c for c in answer.headers.get_list("set-cookie") if "__Host-webtv=" in c)
        assert {"HttpOnly", "SameSite=strict", "Secure"} <= set(cookie.split("; "))
        assert (await visitor.get("/console/people")).status_code == 200
        account = (await visitor.get("/console/account")).text
        assert "s-1" in account
        with pytest.raises(WebTVError, match="WEBTV_CONSOLE_OIDC_RULES"):
            users.set_role("admin-2", "viewer")
        left = await visitor.post("/console/logout")
        assert f"{provider.url}/logout?client_id={CLIENT}" in left.text
        assert (await visitor.get("/console")).status_code == 303
    assert users.find("admin").has_password
    assert not users.find("admin-2").has_password
    told = next(e for e in known.office.audit.last(9) if e.action == "login")
    assert (told.who, told.outcome) == ("admin-2", "done")
    assert told.detail == {"way": "oidc", "subject": "s-1"}

    provider.claims |= {"groups": [], "realm": {"roles": ["words"]}}
    async with known.visitor(at=PUBLIC) as visitor:
        assert (await come(visitor)).status_code == 200
        assert users.find("admin-2").role == "editor"
        provider.claims.pop("realm")
        async with known.visitor(at=PUBLIC) as other:
            assert (await come(other)).status_code == 401
        assert (await visitor.get("/console")).status_code == 303, "what was open has ended"
    assert len(users.all()) == 6


async def test_nobody_has_an_account_whom_no_rule_names(known: Desk, provider: OidcServer) -> None:
    for claims in (
        {},
        {"groups": "tv-admins-not"},
        {"email": "nina@example.org"},
        {"email": "nina@example.org", "email_verified": "true"},
        {"email": "nina@example.org.evil.example", "email_verified": True},
        {"email": "@example.org", "email_verified": True},
    ):
        provider.claims = {"sub": "s-2", **claims}
        async with known.visitor(at=PUBLIC) as visitor:
            answer = await come(visitor)
            assert answer.status_code == 401, claims
            assert "nobody has said that you may come in" in answer.text
        assert len(known.office.users.all()) == 5
        known.office.throttle.succeeded("?oidc 127.0.0.1", "127.0.0.1")
    assert known.office.audit.last(1)[0].detail["subject"] == "s-2"
    known.office.identities.bind(provider.url, "s-2", "operator")
    async with known.visitor(at=PUBLIC) as visitor:
        assert (await come(visitor)).status_code == 200
        assert (await visitor.get("/console/people")).status_code == 403
    assert known.office.users.find("operator").role == "operator"


LIES: dict[str, dict[str, Any]] = {
    "wrong nonce": {"wrong": {"nonce": "another"}},
    "no nonce": {"wrong": {"nonce": None}},
    "wrong audience": {"wrong": {"aud": "another"}},
    "many audiences": {"wrong": {"aud": [CLIENT, "another"]}},
    "for another party": {"wrong": {"azp": "another"}},
    "expired": {"wrong": {"exp": int(time.time()) - 3600}},
    "without end": {"wrong": {"exp": None}},
    "from the future": {"wrong": {"iat": int(time.time()) + 3600}},
    "other issuer": {"wrong": {"iss": "https://evil.example"}},
    "nobody": {"wrong": {"sub": None}},
    "no text": {"wrong": {"sub": 7}},
    "alg none": {"header": {"alg": "none"}},
    "public key as secret": {"header": {"alg": "HS256"}},
    "mix-up": {"query": {"iss": "https://evil.example"}},
    "says no issuer": {"told": {"authorization_response_iss_parameter_supported": True}},
    "refuses": {"query": {"error": "access_denied"}},
}
BROKEN: dict[str, dict[str, Any]] = {
    "calls itself otherwise": {"told": {"issuer": "https://evil.example"}},
    "no keys": {"answers": {"/keys": (200, b'{"keys": []}')}},
    "no JSON": {"answers": {"/token": (200, b"<html>")}},
    "deep": {"answers": {"/token": (200, b"[" * 100_000)}},
    "endless": {"answers": {"/token": (200, b" " * 1_500_000)}},
    "no token": {"answers": {"/token": (400, b'{"error": "invalid_client"}')}},
    "moved": {"answers": {"/token": (302, b"{}")}},
    "plain text": {"told": {"token_endpoint": "ftp://127.0.0.1/token"}},
}


@pytest.mark.parametrize(("lies", "status"), [(LIES, 401), (BROKEN, 503)], ids=["lies", "broken"])
async def test_a_provider_that_misbehaves_lets_nobody_in(
    known: Desk, provider: OidcServer, lies: dict[str, dict[str, Any]], status: int
) -> None:
    provider.claims["groups"] = "tv-admins"
    passed = {}
    for what, lie in lies.items():
        right = {name: getattr(provider, name) for name in lie}
        for name, value in lie.items():
            setattr(provider, name, value)
        vars(known.office).pop("provider", None)  # what it has said of itself before
        async with known.visitor(at=PUBLIC) as visitor:
            sent = await visitor.get("/console/oidc")
            answer = await come(visitor) if sent.status_code == 303 else sent
            if answer.status_code != status or visitor.session:
                passed[what] = answer.status_code
        for name, value in right.items():
            setattr(provider, name, value)
        known.office.throttle.succeeded("?oidc 127.0.0.1", "127.0.0.1")
    assert passed == {}
    assert len(known.office.users.all()) == 5


async def test_another_key_lets_nobody_in_until_the_provider_shows_it(
    known: Desk, provider: OidcServer
) -> None:
    provider.claims["groups"] = "tv-admins"
    other = OidcServer()
    other.close()
    provider.signer = other.key  # the same name, another key
    async with known.visitor(at=PUBLIC) as visitor:
        assert (await come(visitor)).status_code == 401
        provider.key = provider.signer = type(other.key).generate_key("P-256", {"kid": "2"})
        assert known.office.provider is not None
        known.office.provider._clock = lambda: time.monotonic() + 60  # not asked again at once
        assert (await come(visitor)).status_code == 200


async def test_a_browser_comes_back_to_its_own_login_alone(
    known: Desk, provider: OidcServer
) -> None:
    provider.claims["groups"] = "tv-admins"
    async with known.visitor(at=PUBLIC) as visitor, known.visitor(at=PUBLIC) as other:
        parts = urlsplit(await answer_of(visitor))
        path = f"{parts.path}?{parts.query}"
        for forged in (path, parts.path, f"{parts.path}?code=a&state="):
            assert (await other.get(forged)).status_code == 401
        await other.get("/console/oidc")
        assert (await other.get(path)).status_code == 401
        cookie = next(c.value for c in visitor.http.cookies.jar if c.name.endswith("oidc"))
        assert (await visitor.get(path)).status_code == 200
        again = await other.get(path, cookie=f"__Host-webtv-oidc={cookie}")
        assert again.status_code == 401, "a login ends once"
    async with known.visitor(at=HERE) as visitor:
        sent = await visitor.get("/console/oidc")
        assert sent.headers["location"] == f"{PUBLIC}/console/oidc"
        assert f"{PUBLIC}/console/oidc" in (await visitor.get("/console/login")).text
        for _ in range(25):
            answer = await visitor.get("/console/oidc/callback?code=a&state=b")
        assert answer.status_code == 429


async def test_who_logs_out_at_the_provider_is_out_here(known: Desk, provider: OidcServer) -> None:
    """https://openid.net/specs/openid-connect-backchannel-1_0.html, from the provider's server."""
    provider.claims["groups"] = "tv-admins"
    path, now = "/console/oidc/logout", int(time.time())

    async def tell(token: str) -> int:
        async with known.visitor(at=PUBLIC) as server:
            form = {"logout_token": token}
            return (await server.http.post(path, data=form)).status_code

    async with (
        known.visitor(at=PUBLIC) as visitor,
        known.visitor(at=PUBLIC) as second,
        known.visitor("viewer", at=PUBLIC) as other,
    ):
        assert (await come(visitor)).status_code == 200
        assert (await come(second)).status_code == 200
        lies: dict[str, str] = {
            "nothing": "",
            "an ID token": provider.token("nonce"),
            "to another": provider.logout_token(aud="another"),
            "by another": provider.logout_token(iss="https://evil.example"),
            "over": provider.logout_token(exp=now - 3600),
            "old": provider.logout_token(iat=now - 3600),
            "with a nonce": provider.logout_token(nonce="n"),
            "no event": provider.logout_token(events={}),
            "nobody": provider.logout_token(sub=None, sid="s"),
            "without a name": provider.logout_token(jti=None),
        }
        for header in ({"alg": "none"}, {"alg": "HS256"}):
            right, provider.header = provider.header, header
            lies[header["alg"]] = provider.logout_token()
            provider.header = right
        told = {what: await tell(token) for what, token in lies.items()}
        assert set(told.values()) == {400}, told
        assert await tell(provider.logout_token(sub="s-9")) == 200  # nobody here: nothing to end
        assert (await visitor.get("/console")).status_code == 200
        refused = [e for e in known.office.audit.last(40) if e.action == "logout"]
        assert {e.outcome for e in refused} == {"refused"}
        assert len(refused) < len(lies), "not all that a stranger sends is written down"

        assert await tell(provider.logout_token()) == 200
        assert (await visitor.get("/console")).status_code == 303
        assert (await second.get("/console")).status_code == 303
        assert (await other.get("/console")).status_code == 200
    told_of = next(e for e in known.office.audit.last(3) if e.action == "logout")
    assert (told_of.who, told_of.by, told_of.outcome) == ("nina", "provider", "done")
    assert told_of.detail == {"way": "oidc", "subject": "s-1", "sessions": 2}


async def test_without_a_provider_there_is_nothing_to_ask(shared: Desk) -> None:
    async with shared.visitor() as visitor:
        assert (await visitor.get("/console/oidc")).status_code == 404
        assert (await visitor.get("/console/oidc/callback?code=a")).status_code == 404
        assert "Log in by" not in (await visitor.get("/console/login")).text


async def test_a_provider_that_is_away_keeps_nobody_out_who_has_a_password(
    known: Desk, provider: OidcServer
) -> None:
    provider.answers["/.well-known/openid-configuration"] = (500, b"{}")
    async with known.visitor(at=PUBLIC) as visitor:
        answer = await visitor.get("/console/oidc")
        assert answer.status_code == 503
        assert "127.0.0.1 answers 500" in answer.text
        assert (await visitor.log_in("viewer", PASSWORD)).status_code == 303
