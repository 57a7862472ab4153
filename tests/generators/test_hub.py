"""States of Spaces, and whom the token is told to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.generators.gradios import RowServer
from tests.generators.hubserver import HubServer
from tests.jsonserver import JsonServer, Reply, Request
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.errors import BackendError, MisconfiguredError, UnavailableError
from webtv.generators.address import addresses
from webtv.generators.call import Request as StageRequest
from webtv.generators.call import build_inputs
from webtv.generators.connection import Site
from webtv.generators.download import Download
from webtv.generators.gradio import GradioSpace
from webtv.generators.hub import Hub, SpaceState, subdomain_url
from webtv.generators.transport import Unrecorded

CONTRACT = load_contracts()["zeroscope-v2"]
TOKEN = "hf_secretsecretsecret"


def space_at(hub: HubServer, source: str = "me/zeroscope") -> GradioSpace:
    config = BackendConfig(space=CONTRACT.id, source=source)
    (address,) = addresses(config, CONTRACT, local_url=lambda: "http://127.0.0.1:9")
    return GradioSpace(CONTRACT, address, token=TOKEN, hub=Hub(TOKEN, endpoint=hub.url))


async def film(space: GradioSpace, target: Path) -> None:
    inputs = build_inputs(CONTRACT, {}, StageRequest("a llama", seed=1))
    try:
        await space.call(inputs, target, ticket=Unrecorded())
    finally:
        space.close()


async def test_a_sleeping_space_is_woken_and_called_when_it_runs(
    gradio: RowServer, tmp_path: Path
) -> None:
    app = f"{gradio.url}/zeroscope-v2"
    with HubServer(app=app, spaces={"me/zeroscope": "SLEEPING"}) as hub:
        space = space_at(hub)
        for stage in ("SLEEPING", "BUILDING", "APP_STARTING"):
            hub.spaces["me/zeroscope"] = stage
            with pytest.raises(UnavailableError, match=f"is {stage.lower()}") as raised:
                await film(space, tmp_path / "out")
            assert raised.value.retry_after_s == 30
        hub.spaces["me/zeroscope"] = "RUNNING"
        await film(space, tmp_path / "out")
        assert (tmp_path / "out").exists()
        assert {seen.get("authorization") for _, seen in hub.seen} == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize("stage", ["PAUSED", "RUNTIME_ERROR", "BUILD_ERROR", "CONFIG_ERROR"])
async def test_what_only_an_operator_can_mend(stage: str, tmp_path: Path) -> None:
    with HubServer(spaces={"me/zeroscope": stage}) as hub:
        with pytest.raises(MisconfiguredError, match=f"is {stage}: restart it at https"):
            await film(space_at(hub), tmp_path / "out")


@pytest.mark.parametrize(
    ("status", "headers", "kind", "told"),
    [
        (404, {}, MisconfiguredError, "check the source and HF_TOKEN"),
        (401, {}, MisconfiguredError, "check the source and HF_TOKEN"),
        (503, {}, UnavailableError, "503"),
        (429, {"retry-after": "77"}, UnavailableError, "is busy"),
    ],
)
async def test_a_hub_that_says_no(
    status: int, headers: dict[str, str], kind: type[BackendError], told: str, tmp_path: Path
) -> None:
    with HubServer(failure=status, headers=headers) as hub:
        with pytest.raises(kind, match=told) as raised:
            await film(space_at(hub), tmp_path / "out")
        assert type(raised.value) is kind
        if isinstance(raised.value, UnavailableError) and status == 429:
            assert raised.value.retry_after_s == 77


async def test_a_space_is_found_while_the_hub_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gradios: dict[str, RowServer]
) -> None:
    app = f"{gradios['5.49.1'].url}/zeroscope-v2"
    monkeypatch.setattr("webtv.generators.connection.subdomain_url", lambda space: app)
    with HubServer() as hub:
        space = space_at(hub)
    await film(space, tmp_path / "out")
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
async def test_a_space_that_runs_is_called_whatever_the_hub_says(
    status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gradios: dict[str, RowServer]
) -> None:
    app = f"{gradios['5.49.1'].url}/zeroscope-v2"
    monkeypatch.setattr("webtv.generators.connection.subdomain_url", lambda space: app)
    with HubServer(failure=status) as hub:
        await film(space_at(hub), tmp_path / "out")
    assert (tmp_path / "out").exists()


async def test_a_machine_that_the_hub_cannot_give_now_is_waited_for(tmp_path: Path) -> None:
    told = "Scheduling failure: <b>not enough</b> hardware capacity"
    with HubServer(spaces={"me/zeroscope": "RUNTIME_ERROR"}, error=told) as hub:
        with pytest.raises(UnavailableError, match="Scheduling failure: not enough hardware"):
            await film(space_at(hub), tmp_path / "out")


@pytest.mark.parametrize(
    ("stage", "means"),
    [("RUNNING", "ready"), ("PAUSED", "broken"), ("BUILD_ERROR", "starting")],
)
def test_an_error_that_is_over_or_was_not_the_cause_says_nothing(stage: str, means: str) -> None:
    state = SpaceState(stage, "https://a.hf.space", error="Scheduling failure: no hardware")
    assert state.means == means


async def test_why_a_space_broke_is_shown(tmp_path: Path) -> None:
    told = "launch timed out, space was not healthy after 30 min"
    with HubServer(spaces={"me/zeroscope": "RUNTIME_ERROR"}, error=told) as hub:
        with pytest.raises(MisconfiguredError, match="launch timed out, space was not healthy"):
            await film(space_at(hub), tmp_path / "out")


@pytest.mark.parametrize(
    ("space", "url"),
    [
        ("hysts/zeroscope-v2", "https://hysts-zeroscope-v2.hf.space"),
        ("Lightricks/LTX-2-3", "https://lightricks-ltx-2-3.hf.space"),
        (
            "fffiloni/video_frame.interpolation",
            "https://fffiloni-video-frame-interpolation.hf.space",
        ),
    ],
)
def test_where_the_app_of_a_space_answers(space: str, url: str) -> None:
    assert subdomain_url(space) == url


def test_the_quota_that_is_left() -> None:
    told = {"base": 2400, "current": 1810.5, "resetsAt": "2026-09-30T09:12:03.000Z"}
    with HubServer(quota=(200, told)) as hub:
        quota = Hub(TOKEN, endpoint=hub.url).quota()
    assert (quota.left_s, quota.base_s) == (1810.5, 2400)
    assert quota.resets_at is not None
    assert quota.resets_at.hour == 9


@dataclass
class Recorder(JsonServer):
    """Answers everything in one way and keeps what it was told."""

    status: int
    headers: dict[str, str]
    body: bytes
    told: list[Mapping[str, str]] = field(default_factory=list)

    def reply(self, request: Request) -> Reply:
        self.told.append(request.headers)
        return self.status, self.headers, self.body


@pytest.fixture
def elsewhere() -> Iterator[Recorder]:
    film = b"\x00\x00\x00\x18ftypisom" + bytes(64)
    with Recorder(200, {"content-type": "video/mp4"}, film) as recorder:
        yield recorder


def test_a_redirected_download_takes_no_token_along(elsewhere: Recorder, tmp_path: Path) -> None:
    with Recorder(302, {"location": f"{elsewhere.url}/signed"}, b"") as first:
        target = tmp_path / "out"
        Download(
            CONTRACT, target, site=Site(first.url, {}, peer="127.0.0.1"), deadline_s=10, backend="b"
        ).from_space(
            f"{first.url}/file=x",
            headers={"x-hf-authorization": f"Bearer {TOKEN}"},
            cookies={"session": "mine"},
        )
    assert first.told[0]["x-hf-authorization"] == f"Bearer {TOKEN}"
    assert "x-hf-authorization" not in elsewhere.told[0]
    assert "cookie" not in elsewhere.told[0]
    assert target.stat().st_size == 76


def test_a_space_outside_does_not_lead_into_our_network(
    elsewhere: Recorder, tmp_path: Path
) -> None:
    outside = Site("https://93.184.215.14", {})
    with Recorder(302, {"location": f"{elsewhere.url}/film"}, b"") as first:
        download = Download(CONTRACT, tmp_path / "out", site=outside, deadline_s=10, backend="b")
        with pytest.raises(UnavailableError, match="into a private network"):
            download.from_space(f"{first.url}/file=x", headers={}, cookies={})
    assert elsewhere.told == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("status", "kind"), [(301, MisconfiguredError), (302, UnavailableError)])
async def test_an_app_that_has_moved_is_not_followed(
    elsewhere: Recorder, tmp_path: Path, status: int, kind: type[BackendError]
) -> None:
    with Recorder(status, {"location": f"{elsewhere.url}/config?token=x"}, b"") as first:
        with HubServer() as hub:
            with pytest.raises(kind) as raised:
                await film(space_at(hub, first.url), tmp_path / "out")
    assert elsewhere.told == []
    assert "token=x" not in str(raised.value)
    assert all("x-hf-authorization" not in told for told in first.told)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (503, UnavailableError),
        (401, MisconfiguredError),
        (404, MisconfiguredError),
        (200, UnavailableError),
    ],
)
async def test_an_address_that_is_no_app(
    tmp_path: Path, status: int, kind: type[BackendError]
) -> None:
    starting = b"<html>Your Space is starting</html>"
    with Recorder(status, {"content-type": "text/html"}, starting) as page:
        with HubServer() as hub:
            with pytest.raises(kind):
                await film(space_at(hub, page.url), tmp_path / "out")


def test_a_result_that_is_gone_is_no_fault_of_the_source(tmp_path: Path) -> None:
    with Recorder(404, {}, b"no") as gone:
        download = Download(
            CONTRACT,
            tmp_path / "out",
            site=Site(gone.url, {}, peer="127.0.0.1"),
            deadline_s=10,
            backend="b",
        )
        with pytest.raises(UnavailableError, match="cannot be fetched: HTTP 404"):
            download.from_space(f"{gone.url}/file=x", headers={}, cookies={})
    with pytest.raises(httpx.ConnectError):
        download.from_space(f"{gone.url}/file=x", headers={}, cookies={})
