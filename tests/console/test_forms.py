"""Forms of other pages, other names for this machine, and what is kept of pages."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.console.desk import HERE, PUBLIC, Desk


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
