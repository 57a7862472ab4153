"""A model server on this machine: found, taken, given up and taken again."""

from __future__ import annotations

from typing import Any

from structlog.testing import capture_logs

from tests.jsonserver import JsonServer, Reply, Request
from tests.ports import free_port
from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, said
from tests.writers.sample import GOOD
from webtv.config.settings import Settings
from webtv.config.writer import WriterConfig
from webtv.writers.choose import open_writer
from webtv.writers.llm.local import LocalModel, find_local


class ModelServer(ChatServer):
    """A server that lists models, as `listed` has them, and writes programmes."""

    def __init__(self, listed: Any) -> None:
        super().__init__(lambda _: said(GOOD))
        self._listed = listed

    def reply(self, request: Request) -> Reply:
        return (
            (200, {}, self._listed) if request.path.endswith("/models") else super().reply(request)
        )


def models(*names: str, **meta: object) -> dict[str, Any]:
    return {"object": "list", "data": [{"id": name, "meta": meta} for name in names]}


def port_of(server: JsonServer) -> int:
    return int(server.url.split(":")[2].split("/")[0])


async def test_the_first_server_with_a_model_that_writes_is_found() -> None:
    page: Any = {"channels": []}  # such as the station's own page, or anybody's
    with (
        ModelServer(page) as other,
        ModelServer(models("nomic-embed-text")) as embeds,
        ModelServer(models("nomic-embed-text", "qwen3:0.6b", "llama3.2:3b", "qwen3:8b")) as good,
    ):
        ports = (free_port(), port_of(other), port_of(embeds), port_of(good))
        assert await find_local(ports[:3], wanted="gpt-4o-mini") is None
        found = await find_local(ports, wanted="gpt-4o-mini")
        named = await find_local(ports, wanted="qwen3:8b")
    assert found == LocalModel(good.url, "llama3.2:3b", None)
    assert named is not None
    assert named.model == "qwen3:8b"


async def test_lists_of_any_shape_are_no_models() -> None:
    shapes: tuple[Any, ...] = ([], {"data": 3}, {"data": [3, {"id": 7}, {"id": "\x1b[2J"}, {}]}, "")
    for listed in shapes:
        with ModelServer(listed) as server:
            assert await find_local((port_of(server),), wanted="any") is None


async def test_a_model_of_any_size_is_one() -> None:
    with ModelServer(models("huge", n_params=10**400)) as server:
        found = await find_local((port_of(server),), wanted="any")
    assert found == LocalModel(server.url, "huge", None)


async def test_auto_takes_it_says_so_once_and_does_without_when_it_goes() -> None:
    with capture_logs() as logs:
        with ModelServer(models("small.gguf", n_params=3_000_000_000)) as server:
            writers = open_writer(WriterConfig(), model_ports=(port_of(server),))
            assert "Ollama" in writers.note
            for _ in range(2):
                written = await writers.write(brief())
                assert (written.writer, writers.note) == ("small", "")
        assert (await writers.write(brief())).writer == "template"
        writers._look_at = 0.0  # half a minute later
        writers._health.retry_now()
        assert (await writers.write(brief())).writer == "template"
        assert "Ollama" in writers.note
    found = [line["event"] for line in logs if "model server" in line["event"]]
    assert found == [
        "model server found on this machine, it writes",
        "model server of this machine has gone",
    ]


async def test_who_has_a_key_or_wants_no_model_is_not_looked_for() -> None:
    with ModelServer(models("tiny")) as server:
        writers = open_writer(WriterConfig(kind="template"), model_ports=(port_of(server),))
        assert (await writers.write(brief())).writer == "template"
    assert server.requests == []


def test_the_stations_own_ports_are_never_asked() -> None:
    assert Settings(model_ports="none").model_server_ports == ()
    ports = "11434,1234,8080"
    assert Settings(model_ports=ports).model_server_ports == (11434, 1234)
    assert Settings(model_ports=ports, web_port=8081).model_server_ports == (11434, 1234, 8080)
