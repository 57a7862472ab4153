"""Every page as axe-core judges it, on a desktop and on a phone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.web.history import Told
from tests.web.station import NODE_MODULES
from webtv.store.retired import Retired, RetiredProgrammes

if TYPE_CHECKING:
    from tests.web.visit import Visitor

pytestmark = pytest.mark.browser

AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
FOUND = """async () => (await axe.run()).violations.flatMap(({ id, help, nodes }) =>
  nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))"""


@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_on_any_page(told: Told, visit: Visitor, phone: bool) -> None:
    gone = told.past.model_copy(update={"id": "20250101T000000-aaaaaa"})
    retired = Retired(programme=gone, airings=2, retired_at=datetime.now(UTC))
    RetiredProgrammes(told.station.settings.retired_dir).add(retired)
    hour = datetime.now(UTC) - timedelta(hours=2)
    pages = {
        "/watch/lights": "[data-why]",  # opened too
        "/": "",
        "/guide": "",
        f"/guide/{hour:%Y-%m-%dT%HZ}": "",
        f"/programme/{told.past.id}": ".airings summary",
        f"/programme/{told.next.id}": "",
        f"/programme/{gone.id}": "",
        "/embed/lights": "",
        "/nowhere": "",
    }
    page = visit(f"{told.station.url}/", phone=phone).page
    found: list[str] = []
    for path, opened in pages.items():
        page.goto(f"{told.station.url}{path}")
        if opened:
            page.locator(opened).first.click()
        if path.startswith("/watch"):
            expect(page.locator("[data-why-text]")).not_to_be_empty()
        page.evaluate(AXE)
        found += [f"{path}: {each}" for each in page.evaluate(FOUND)]
    assert found == []
