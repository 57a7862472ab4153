"""What libraries would tell their makers of this station, they do not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.slack import slack

pytest.importorskip("onnxruntime")

IMPORTED = "import webtv, onnxruntime, os; onnxruntime.get_available_providers(); print(os.environ)"


def test_onnxruntime_keeps_no_id_of_this_machine_and_opens_no_uploader(tmp_path: Path) -> None:
    """Else it writes both into the home folder as soon as it is imported, and sends what it saw."""
    kept = {name: value for name, value in os.environ.items() if "TELEMETRY" not in name}
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        env={**kept, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        timeout=60 * slack(),
        check=True,
    )
    for name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "GRADIO_ANALYTICS_ENABLED"):
        assert name in done.stdout
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
