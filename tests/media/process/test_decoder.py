from __future__ import annotations

import errno
import json
import os
import signal
import sys
import threading
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.media.process import evil
from tests.processes import words
from webtv.errors import MediaError, RejectedError
from webtv.media.process.decoder import confined
from webtv.media.process.limits import MEBIBYTE

linux = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")


def test_a_job_gives_its_bytes() -> None:
    assert confined(evil.fine, reads=[], name="film") == b"fine"


def test_a_child_knows_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    known = json.loads(confined(evil.environment, reads=[], name="film"))
    assert "PATH" in known
    assert not {"HF_TOKEN", "WEBTV_HOME"} & known.keys()


@linux
def test_a_child_reads_its_file_and_reaches_nothing_else(tmp_path: Path) -> None:
    film, other = tmp_path / "film", tmp_path / "other"
    film.write_text("film")
    other.write_text("other")
    assert confined(partial(evil.read, film), reads=[film], name="film") == b"film"
    came = json.loads(confined(partial(evil.attempts, other), reads=[film], name="film"))
    forbidden = {errno.EACCES, errno.EPERM}
    assert came.pop("thread") == 0  # decoders have some
    assert came.keys() == {"read", "write", "list", "connect", "run", "fork", "kill", "listen"}
    assert set(came.values()) <= forbidden, came
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film", "other"]


@linux
def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="No such file"):
        confined(evil.fine, reads=[tmp_path / "gone"], name="film")


def test_memory_is_bounded() -> None:
    most = 64 * MEBIBYTE
    with pytest.raises(RejectedError, match=r"bomb\.png cannot be decoded: it needs more than 64"):
        confined(evil.eat, reads=[], name="bomb.png", memory_bytes=most)
    peak = int(confined(evil.eat_and_tell, reads=[], name="bomb.png", memory_bytes=most)) * 1024
    assert peak < 4 * most


@pytest.mark.parametrize("job", [evil.spin, evil.sleep])
def test_time_is_bounded(job: object) -> None:
    with pytest.raises(RejectedError, match="looking into slow took too long"):
        confined(job, reads=[], name="slow", deadline_s=0.3)  # type: ignore[arg-type]


def test_an_answer_is_bounded() -> None:
    with pytest.raises(RejectedError, match="flood holds more than is wanted of it"):
        confined(evil.flood, reads=[], name="flood", answer_bytes=1000)


def test_a_decoder_that_crashes_is_a_refusal_and_the_next_one_works() -> None:
    with pytest.raises(RejectedError, match="film cannot be decoded: the decoder died"):
        confined(evil.die, reads=[], name="film")
    assert confined(evil.fine, reads=[], name="film") == b"fine"


def test_a_job_is_stopped() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(MediaError, match="looking into film was stopped"):
        confined(evil.sleep, reads=[], name="film", stop=stop)


def test_whoever_is_killed_is_replaced() -> None:
    assert confined(evil.fine, reads=[], name="film") == b"fine"
    for child in psutil.Process().children():
        if "webtv.media.process.zygote" in words(child):
            os.kill(child.pid, signal.SIGKILL)
    assert confined(evil.fine, reads=[], name="film") == b"fine"


def test_no_child_is_left() -> None:
    with pytest.raises(RejectedError):
        confined(evil.sleep, reads=[], name="film", deadline_s=0.1)
    started_by_zygotes = [
        grandchild
        for child in psutil.Process().children()
        if "webtv.media.process.zygote" in words(child)
        for grandchild in child.children(recursive=True)
    ]
    _, alive = psutil.wait_procs(started_by_zygotes, timeout=5)
    assert not alive
