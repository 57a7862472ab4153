"""The environment of the models: torch and its like laid over the project's own packages.

Made by pip, once, in `.tools/models`, because uv takes torch from PyPI alone, 3 GB with CUDA.
Wherever pip is told of a build for processors (PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS), it is that.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.strays import outside

ROOT = Path(__file__).parents[2]
PINS = Path(__file__).parent / "pins.txt"

_INSTALL_S = 900


def python() -> Path:
    """The Python of the environment, which is made if it is not there or stale."""
    folder = ROOT / ".tools" / "models"
    stamp, found = folder / "installed.txt", folder / "bin" / "python"
    wanted = f"{sys.version}\n{PINS.read_text()}"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / "models.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another run of the tests may be making it
        if not (stamp.exists() and stamp.read_text() == wanted):
            _make(folder, found)
            stamp.write_text(wanted)
    return found


def _make(folder: Path, python: Path) -> None:
    _run(sys.executable, "-m", "venv", "--clear", str(folder))
    # What is installed for the project counts as installed here: pip adds only what is missing.
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(_run(str(python), "-c", ask).strip())
    (own / "webtv-packages.pth").write_text(sysconfig.get_path("purelib") + "\n")
    # Of some ten thousand modules a third is ever imported, and compiled then.
    quickly = ("--quiet", "--prefer-binary", "--no-compile")
    _run(str(python), "-m", "pip", "install", *quickly, "-r", str(PINS))


def _run(*command: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=_INSTALL_S, check=False, env=outside()
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


if __name__ == "__main__":
    print(python())
