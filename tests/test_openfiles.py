from __future__ import annotations

import subprocess
import sys

from tests.slack import slack


def test_the_limit_is_raised_as_far_as_it_may_and_never_lowered() -> None:
    """In a process of its own: a limit that was lowered cannot be raised again."""
    code = """
import resource
from webtv.openfiles import raise_open_files
resource.setrlimit(resource.RLIMIT_NOFILE, (200, 500))
print(*(raise_open_files(wanted) for wanted in (300, 250)), raise_open_files())
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=30 * slack(),
    )
    assert done.stdout.split() == ["300", "300", "500", "500", "500"]
