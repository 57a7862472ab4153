"""What a test connects to outside this machine, in its own process and in Python children.

`sitecustomize.py` in this folder is read by every Python that starts with it on PYTHONPATH. It
refuses each connection that would leave the machine and notes it in a file, because code under
test may take the refusal for an ordinary failure. Programs that are no Python (ffmpeg, Node.js,
the browser) are not watched.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.strays.sitecustomize import VARIABLE, watch

FOLDER = Path(__file__).parent


def begin(folder: Path) -> Path:
    """Watch this process and the Python children it will start. Gives its file of notes."""
    descriptor, name = tempfile.mkstemp(prefix="strays-", dir=folder)
    os.close(descriptor)
    os.environ[VARIABLE] = name
    os.environ["PYTHONPATH"] = python_path(FOLDER)
    watch()
    return Path(name)


def python_path(*folders: Path) -> str:
    """PYTHONPATH of a Python child that finds these first: what is watched here stays watched.

    By hand, outside pytest, none may be set.
    """
    known = os.environ.get("PYTHONPATH")
    return os.pathsep.join(filter(None, (*map(str, folders), known)))


def taken(notes: Path) -> list[str]:
    """What was noted since the last time."""
    found = notes.read_text().splitlines()
    if found:
        notes.write_text("")
    return found
