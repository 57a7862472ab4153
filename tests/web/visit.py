"""What a browser shows of a page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page


class Visit:
    """One page in a browser, with what it asked for and complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def state(self) -> str | None:
        return self.page.get_attribute("[data-screen]", "data-state")

    def wait_for_state(self, state: str, *, timeout_s: float = 40) -> None:
        self.page.wait_for_selector(f"[data-screen][data-state={state}]", timeout=timeout_s * 1000)

    def current_time(self) -> float:
        return float(self.page.evaluate("document.querySelector('video').currentTime"))

    def frames(self) -> int:
        return int(
            self.page.evaluate(
                "document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames"
            )
        )

    def widths(self) -> list[int]:
        """Pixels of the page and of the window: the same where nothing stands beyond its edge."""
        widths: list[int] = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        return widths

    def text(self, name: str) -> str:
        return self.page.locator(f"[data-{name}]").first.inner_text()


Visitor = Callable[..., Visit]
"""Opens pages, as the fixture `visit` does."""
