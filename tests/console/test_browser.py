"""The console in Chromium: a skip that is seen, and a theme with an error and its cure."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.console.desk import PASSWORD
from tests.console.oidc_server import CLIENT, SECRET, OidcServer
from tests.playout.station import Station
from tests.ports import free_port
from tests.rtmp.server import ROOT, environment, until
from tests.web.conftest import browser, chromium_path, visit
from tests.web.test_accessible import AXE, FOUND
from tests.web.visit import Visit
from webtv.config.settings import Settings
from webtv.console.beginning import first_run_link
from webtv.console.office import Office

__all__ = ["browser", "chromium_path", "visit"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Station, Settings]]:
    """Playout with two programmes, and the console beside it."""
    made = Station(tmp_path_factory.mktemp("home"))
    for number in (1, 2, 3):
        made.programme("show", number, seconds=24)
    made.channel("show", title="The Show")
    made.start("playout")
    port = free_port()
    provider = OidcServer()
    provider.claims["groups"] = "tv"
    env = environment(
        made.home,
        WEBTV_CONTROL_PORT=made.control_port,
        WEBTV_CONSOLE_PORT=port,
        WEBTV_CONSOLE_OIDC_ISSUER=provider.url,
        WEBTV_CONSOLE_OIDC_CLIENT=CLIENT,
        WEBTV_CONSOLE_OIDC_SECRET=SECRET,
        WEBTV_CONSOLE_OIDC_RULES="viewer: groups=tv",
    )
    settings = Settings(
        _env_file=None,
        home=Path(env["WEBTV_HOME"]),
        channels_dir=Path(env["WEBTV_CHANNELS_DIR"]),
        console_port=port,
    )
    process = subprocess.Popen([sys.executable, "-m", "webtv", "console"], cwd=ROOT, env=env)
    made.processes["console"] = process
    url = f"http://localhost:{port}"

    def answers() -> bool:
        try:
            return httpx.get(f"{url}/healthz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    try:
        until(lambda: made.on_air("show") is not None, within_s=30, what="the show is on air")
        until(answers, within_s=30, what="the console answers")
        yield url, made, settings
    finally:
        made.stop()
        provider.close()


DROPPED = """() => {
  const films = new DataTransfer();
  const head = Uint8Array.from([0, 0, 0, 32, 102, 116, 121, 112, 105, 115, 111, 109]);
  films.items.add(new File([head, new Uint8Array(3000000)], "walk.mp4"));
  films.items.add(new File(["words"], "notes.txt"));
  return films;
}"""
"""A film and a text, as somebody drags them there."""


def look(page: Page, name: str) -> None:
    """Keep a picture of a page where somebody asks for pictures."""
    if folder := os.environ.get("CONSOLE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_day_at_the_console(
    site: tuple[str, Station, Settings], visit: Callable[..., Visit]
) -> None:
    url, station, settings = site
    seen = visit(first_run_link(settings))
    page = seen.page
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password, 12").fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    look(page, "first-run")
    page.get_by_role("button", name="Make the account").click()

    # The overview follows the air by itself, and a skip is seen there and in the picture's page.
    expect(page.get_by_role("heading", name="The Show")).to_be_visible()
    look(page, "overview")
    page.get_by_role("heading", name="The Show").get_by_role("link").click()
    before = page.locator("[data-on-air]").inner_text()
    page.locator("summary", has_text="Skip").click()
    look(page, "channel")
    page.get_by_role("button", name="Yes, skip").click()
    expect(page.get_by_role("status")).to_contain_text(re.compile("Took 'Part [23]' after"))
    page.get_by_role("link", name="Back").click()
    expect(page.locator("[data-on-air]")).not_to_have_text(before)
    on_air = station.on_air("show")
    assert on_air is not None
    expect(page.locator("[data-on-air]")).to_have_text(on_air.title)

    # A key to go live with, which is long: to be copied whole, and within the page on a phone.
    page.locator("summary", has_text="Takeover key").click()
    page.get_by_role("button", name="Yes, takeover key").click()
    server, key = page.locator("code").all_inner_texts()
    assert server.startswith("rtmp://")
    assert re.fullmatch(r"show\?key=[0-9a-f]{64}", key)
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 390, "height": 844})
    assert seen.widths() == [390, 390]
    page.set_viewport_size(size)
    page.get_by_role("link", name="Back").click()

    # What another orders is seen without a touch.
    subprocess.run(
        [sys.executable, "-m", "webtv", "control", "show", "hold"],
        cwd=ROOT,
        env=environment(station.home, WEBTV_CONTROL_PORT=station.control_port),
        check=True,
        timeout=60,
    )
    expect(page.get_by_text("The slate is held by an order")).to_be_visible()

    # A theme with an error, and its cure.
    page.get_by_role("link", name="Theme").click()
    text = page.locator("textarea")
    good = text.input_value()
    text.fill(good + "programme: {shots: 99}\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("must be at most 24 (got 99)")).to_be_visible()
    look(page, "theme-error")
    page.get_by_role("link", name="column 13").click()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.locator("textarea").fill(good + "programme: {shots: 9}\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The station picks it up")).to_be_visible()
    look(page, "theme")
    assert (settings.channels_dir / "show.yaml").read_text().endswith("shots: 9}\n")

    # An announcement by the week, and films by a drop and by hand.
    page.get_by_role("link", name="Week").click()
    page.get_by_role("link", name="Add one").last.click()
    page.get_by_label("At", exact=True).fill("20:15")
    page.get_by_label("Title").fill("Good evening")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The station picks it up")).to_be_visible()
    file = (settings.channels_dir / "show.yaml").read_text()
    assert "cron: 15 20 * * *\n" in file
    assert "title: Good evening\n" in file
    page.get_by_role("link", name="Inbox").click()
    page.wait_for_url("**/inbox")  # and for its scripts: nothing else takes what is dropped
    dropped = page.evaluate_handle(DROPPED)
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    expect(page.get_by_text("sent, as walk.mp4")).to_be_visible()
    expect(page.get_by_text("not sent: it is no film: its name must end in")).to_be_visible()
    film = settings.home / "walk.mp4"
    film.write_bytes(b"\0\0\0\x20ftypisom" * 9)
    page.get_by_label("A film to be shown").set_input_files(film)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("sent, as walk (2).mp4")).to_be_visible()
    expect(page.locator("[data-live]").get_by_text("walk (2).mp4")).to_be_visible(timeout=30_000)
    look(page, "inbox")
    assert (settings.inbox_dir / "show" / "walk.mp4").stat().st_size == 3_000_012
    refused = [c for c in seen.complaints if "422" not in c]
    assert refused == []

    # With a thumb, and without scripts.
    token = Office(settings).sessions.begin("anna", address="127.0.0.1", agent="phone")
    for options in ({"phone": True}, {"scripts": False}):
        other, kind = visit(f"{url}/console/login", **options), "-".join(options)
        other.page.context.add_cookies([{"name": "webtv-console", "value": token, "url": url}])
        for path in (
            "",
            "/channels/show",
            "/channels/show/theme",
            "/channels/show/programmes",
            "/channels/show/week",
            "/channels/show/week?edit=announcements-new",
            "/channels/show/inbox",
            "/account",
            "/people",
            "/audit",
        ):
            other.page.goto(f"{url}/console{path}")
            wide = other.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= (390 if "phone" in options else 1440), path
            look(other.page, kind + re.sub("[/?]", "-", path))
            if "phone" in options:
                other.page.evaluate(AXE)
                assert other.page.evaluate(FOUND) == [], path
        assert other.complaints == []
    other.page.goto(f"{url}/console/channels/show")
    other.page.locator("summary", has_text="Release").click()
    other.page.get_by_role("button", name="Yes, release").click()
    expect(other.page.get_by_role("status")).to_contain_text("Took")


def test_a_passkey_and_a_provider_let_people_in(
    site: tuple[str, Station, Settings], visit: Callable[..., Visit]
) -> None:
    url, _, settings = site
    Office(settings).users.add("pia", PASSWORD, "viewer")
    seen = visit(f"{url}/console/login", phone=True)
    page = seen.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "automaticPresenceSimulation": True,
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})

    page.get_by_label("Name", exact=True).fill("pia")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("link", name="pia").click()
    form = page.locator("form[data-passkey=create]")
    form.get_by_label("What to call it").fill("phone")
    form.get_by_label("Your own password").fill(PASSWORD)
    form.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("at localhost;")).to_contain_text("never used")
    look(page, "passkeys")
    form.get_by_label("What to call it").fill("again")
    form.get_by_label("Your own password").fill(PASSWORD)
    form.get_by_role("button", name="Make a passkey").click()
    expect(form.get_by_role("alert")).to_contain_text("has a passkey of yours already")

    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_role("link", name="pia").click()
    expect(page.get_by_text("at localhost;")).to_contain_text("last used")

    # The device asks for no finger any more, so what it has is no passkey.
    page.get_by_role("button", name="Log out").click()
    stranger = {"authenticatorId": added["authenticatorId"], "isUserVerified": False}
    devtools.send("WebAuthn.setUserVerified", stranger)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was given")
    look(page, "login")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    # To another site and back: the session is there on the next page.
    page.get_by_role("link", name="Log in by 127.0.0.1").click()
    expect(page.get_by_role("link", name="nina")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log out at 127.0.0.1 too")).to_be_visible()
    assert seen.complaints == []
