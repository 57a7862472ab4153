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

import certifi

from tests.strays.sitecustomize import VARIABLE, watch

FOLDER = Path(__file__).parent

_CERTIFICATES = "SSL_CERT_FILE"
_THOSE_OF_BEFORE = "STRAYS_CERT_FILE"
_END = "-----END CERTIFICATE-----\n"


def begin(folder: Path) -> Path:
    """Watch this process and the Python children it will start. Gives its file of notes."""
    descriptor, name = tempfile.mkstemp(prefix="strays-", dir=folder)
    os.close(descriptor)
    os.environ[VARIABLE] = name
    os.environ["PYTHONPATH"] = python_path(FOLDER)
    watch()
    return Path(name)


def trust_one(folder: Path) -> None:
    """From here on, this process and its children know one certificate.

    Nobody else's server is asked here, and each client of httpx reads all that are known: with the
    world's, that takes 50 ms of the processor, and tests ask something all of the time.
    """
    world = Path(certifi.where()).read_text("utf-8")
    one = folder / "one.pem"
    one.write_text(world[world.index("-----BEGIN") : world.index(_END)] + _END)
    os.environ[_THOSE_OF_BEFORE] = os.environ.get(_CERTIFICATES, "")
    os.environ[_CERTIFICATES] = str(one)


def trust_as_before() -> None:
    """Undo `trust_one`."""
    before = os.environ.pop(_THOSE_OF_BEFORE)
    del os.environ[_CERTIFICATES]
    if before:
        os.environ[_CERTIFICATES] = before


def outside() -> dict[str, str]:
    """The environment of a child that may leave this machine: one that installs packages."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if (before := kept.pop(_THOSE_OF_BEFORE, None)) is not None:
        del kept[_CERTIFICATES]
        if before:
            kept[_CERTIFICATES] = before
    return kept


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
