"""Guesses at the console's login, and which address they come from."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.clocks import Seconds
from tests.console.desk import PUBLIC, Desk
from webtv.console.accounts.throttle import Throttle
from webtv.console.app import guarded


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
    time = Seconds()
    throttle = Throttle(desk.office.database, clock=time)
    allowed = [throttle.begin("admin", "203.0.113.9") == 0 for _ in range(50)]
    assert sum(allowed) == 5
    time.now += 900
    assert throttle.begin("admin", "203.0.113.9") == 0
    assert 0 < throttle.begin("admin", "203.0.113.9") <= 900


def test_a_network_is_slowed_down_over_all_names(desk: Desk) -> None:
    throttle = Throttle(desk.office.database, clock=Seconds())
    allowed = [throttle.begin(f"name{n}", "203.0.113.9") == 0 for n in range(60)]
    assert sum(allowed) == 20


def test_guesses_from_everywhere_keep_nobody_out_who_was_here_before(desk: Desk) -> None:
    throttle = Throttle(desk.office.database, clock=Seconds())
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
