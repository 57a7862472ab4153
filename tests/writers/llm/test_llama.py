"""A real llama.cpp server with a real small model, found and taken by a writer of kind auto."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.environments import python_of
from tests.writers.briefs import brief
from webtv.config.writer import WriterConfig
from webtv.writers.choose import open_writer
from webtv.writers.writer import Record

HERE = Path(__file__).parent
MODEL = "SmolLM2-135M-Instruct.Q4_1"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    python = python_of("llama", HERE / "llama.txt", python=">=3.11", alone=True)
    with subprocess.Popen(
        [str(python), str(HERE / "llamaserver.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline().rsplit(":", 1)[1])
        finally:
            server.terminate()
            server.wait(20)


async def test_its_programme_is_made_or_the_log_says_why_not(port: int) -> None:
    """A model this small seldom writes what is fit for air; how it is asked is what counts here."""
    config = WriterConfig(form="short", first_s=40, silence_s=20, timeout_s=40)
    writers = open_writer(config, model_ports=(port,))
    wanted = brief("A grey cat walks along the harbour wall.", shots=1, style="")
    record = Record()
    with capture_logs() as logs:
        written = await writers.write(wanted, record=record)
    events = {line["event"]: line for line in logs}
    assert events["model server found on this machine, it writes"]["model"] == MODEL
    assert record.characters > 0
    assert record.form == "short"
    assert not any("refused (" in remark for remark in record.remarks)  # it takes the schema
    assert len(written.plan.shots) == 1
    if written.writer == MODEL:
        assert written.work is not None
        assert written.work.cost.tokens > 100
    else:
        assert MODEL in str([line.get("reason") for line in logs])
        assert MODEL in writers.note
