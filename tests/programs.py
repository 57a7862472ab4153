"""Programs of the machine that some tests need and the project does not install."""

from __future__ import annotations

import os
import shutil

import pytest


def find_program(name: str) -> str:
    """Where it is. Without it the test is skipped, except in continuous integration."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if found is None:
        reason = f"no {name}: .ci/run says where it is from"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
