"""Processes are started while numpy multiplies in other threads: two programmes are made."""

from __future__ import annotations

import subprocess
import sys

from tests.slack import slack

_WORK = """
import webtv, subprocess, threading
import numpy as np

done = threading.Event()
one, other = np.ones((288, 128), np.float32), np.ones((128, 512), np.float32)

def multiply():
    while not done.is_set():
        one @ other

threads = [threading.Thread(target=multiply) for _ in range(2)]
for thread in threads:
    thread.start()
for _ in range(200):
    subprocess.run(["true"], preexec_fn=int, check=True)
done.set()
for thread in threads:
    thread.join()
"""


def test_no_product_waits_for_threads_that_a_fork_has_ended() -> None:
    subprocess.run([sys.executable, "-c", _WORK], check=True, timeout=30 * slack())
