"""A station to look at, and a browser to look with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.web.history import Told, tell
from tests.web.station import Station, on_air
from tests.web.visit import Visit


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    station = Station(tmp_path)
    yield station
    station.close()


@pytest.fixture(scope="session")
def shared_station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """A running station with the channel `tides`, for tests that only read."""
    station = Station(tmp_path_factory.mktemp("station"))
    station.add_channel("tides", "Tides")
    station.air("tides", on_air(), next="Kelp")
    station.start()
    yield station
    station.close()


@pytest.fixture(scope="session")
def told(shared_station: Station) -> Told:
    """The same station, with two more channels of which one has a past and a future."""
    return tell(shared_station)


@pytest.fixture(scope="module")
def client(told: Told) -> Iterator[httpx.Client]:
    """Asks that station as programs do."""
    with httpx.Client(base_url=told.station.url, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def reader(told: Told) -> Iterator[httpx.Client]:
    """Asks that station as a browser does: errors come as pages."""
    headers = {"accept": "text/html"}
    with httpx.Client(base_url=told.station.url, timeout=20, headers=headers) as reader:
        yield reader


@pytest.fixture(scope="session")
def chromium_path() -> str | None:
    """The system's Chromium; None for playwright's own."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found:
        return found
    with sync_playwright() as playwright:
        if Path(playwright.chromium.executable_path).exists():
            return None
    reason = "no Chromium: install chromium, or run `playwright install chromium`"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")  # its event loop must not outlive the module
def browser(chromium_path: str | None) -> Iterator[Browser]:
    """A headless Chromium with its default rules for autoplay."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--in-process-gpu",  # with it, a browser starts with two thirds of the work
                "--disable-software-rasterizer",
                "--disable-extensions",
                "--disable-features=Translate,MediaRouter,OptimizationHints",
                "--mute-audio",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--autoplay-policy=document-user-activation-required",
            ],
        )
        # What is waited for comes at once on an idle machine; a busy one has time enough.
        expect.set_options(timeout=30_000)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens pages: `phone=True` as a phone does, with `wide` on its side; `scripts` may be off."""
    contexts = []

    def open_page(
        url: str, *, phone: bool = False, wide: bool = False, scripts: bool = True
    ) -> Visit:
        width, height = (844, 390) if wide else (390, 844)
        context = (
            browser.new_context(
                viewport={"width": width, "height": height},
                device_scale_factor=2,
                is_mobile=True,
                has_touch=True,
            )
            if phone
            else browser.new_context(
                viewport={"width": 1440, "height": 900}, java_script_enabled=scripts
            )
        )
        contexts.append(context)
        visit = Visit(context.new_page())
        visit.page.goto(url)
        return visit

    yield open_page
    for context in contexts:
        context.close()
