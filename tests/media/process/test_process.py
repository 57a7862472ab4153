from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from tests.slack import slack
from webtv.errors import MediaError
from webtv.media.process.process import KEPT_LINES, run


def test_both_outputs_come_back() -> None:
    done = run(["sh", "-c", "cat; echo careful >&2"], what="cat", deadline_s=5, stdin=b"hello")
    assert done.stdout == b"hello"
    assert done.stderr == "careful"


def test_failure_says_what_failed_and_the_last_words_without_secrets() -> None:
    script = "echo first >&2; echo cannot open rtmp://host/live/SECRET >&2; exit 3"
    with pytest.raises(MediaError) as caught:
        run(["sh", "-c", script], what="sending", deadline_s=5)
    assert str(caught.value) == (
        "sending failed (exit code 3): first | cannot open rtmp://host/live/***"
    )


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(MediaError, match=r"probing failed: /nowhere/ffmpeg cannot be run"):
        run(["/nowhere/ffmpeg"], what="probing", deadline_s=5)


def test_a_child_that_ignores_sigterm_is_gone_after_its_deadline(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    script = f"trap '' TERM INT; echo $$ > {pid_file}; while :; do sleep 0.05; done"
    started = time.monotonic()
    with pytest.raises(MediaError, match=r"waiting took longer than 1 s"):
        run(["sh", "-c", script], what="waiting", deadline_s=1)
    assert time.monotonic() - started < 4 * slack()
    assert not psutil.pid_exists(int(pid_file.read_text()))


def test_stop_ends_the_child_at_once() -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    started = time.monotonic()
    with pytest.raises(MediaError, match=r"^waiting was stopped$"):
        run(["sleep", "30"], what="waiting", deadline_s=30, stop=stop)
    assert time.monotonic() - started < 3 * slack()


def test_an_endless_talker_costs_no_memory() -> None:
    script = "for i in $(seq 1 5000); do echo line $i >&2; done"
    done = run(["sh", "-c", script], what="talking", deadline_s=20)
    lines = done.stderr.splitlines()
    assert len(lines) == KEPT_LINES
    assert lines[-1] == "line 5000"


def test_children_are_niced() -> None:
    own = os.nice(0)
    done = run(["sh", "-c", "nice"], what="nice", deadline_s=5, nice=5)
    assert int(done.stdout) == min(19, own + 5)


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_children_die_with_a_killed_owner() -> None:
    code = (
        "from webtv.media.process.process import tied_to_parent\n"
        "import subprocess\n"
        "child = subprocess.Popen(['sleep', '60'], preexec_fn=tied_to_parent())\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        child = psutil.Process(int(owner.stdout.readline()))
        assert child.is_running()
        owner.send_signal(signal.SIGKILL)
        child.wait(timeout=5)
