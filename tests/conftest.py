"""What holds for every test: none leaves this machine, and slow servers are started once."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
import structlog
from psutil import pid_exists
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

from tests.clips import KEPT
from tests.s3 import Bucket, s3_server
from tests.strays import begin, taken, trust_as_before, trust_one
from tests.work.server import running_postgres

TOGETHER = (
    # The servers of four versions of Gradio,
    (
        "tests/generators/test_backends.py",
        "tests/generators/test_hub.py",
        "tests/generators/test_leaving.py",
        "tests/generators/test_local.py",
        "tests/generators/test_rows.py",
        "tests/generators/test_spacecheck.py",
    ),
    ("tests/production/test_once.py", "tests/production/test_service.py"),  # the tests' own Space,
    ("tests/spaces/",),  # the local Spaces,
    ("tests/models/test_apps.py", "tests/models/test_programmes.py"),  # those with real models,
    ("tests/objects/", "tests/mirror/"),  # an S3 server,
    (
        "tests/work/",
        "tests/machines/test_shared.py",
        "tests/audience/",
    ),  # and Postgres take seconds to start.
)
"""Files whose fixtures of a session are slow, by how their names begin: one process runs each."""

STRAYS = pytest.StashKey[Path]()
FOLDER = pytest.StashKey[Path]()
INSTALLING = pytest.StashKey["subprocess.Popen[bytes]"]()
_NAME = "webtv-tests-"


class Scheduling(LoadFileScheduling):  # type: ignore[misc]
    """Gives a process one file at a time, or all files that share a slow fixture."""

    def _split_scope(self, nodeid: str) -> str:
        together = next((names[0] for names in TOGETHER if nodeid.startswith(names)), "")
        return together or str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Stand in for `--dist=loadfile`."""
    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_configure(config: pytest.Config) -> None:
    """Watch from before the first import of a test."""
    # Where this is set, as in many images, each process that a test starts compiles 400 modules.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if KEPT not in os.environ:
        _remove_what_killed_runs_left()
        config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix=f"{_NAME}{os.getpid()}-"))
        os.environ[KEPT] = str(config.stash[FOLDER])
        trust_one(config.stash[FOLDER])
    config.stash[STRAYS] = begin(Path(os.environ[KEPT]))
    os.environ["WEBTV_MODEL_PORTS"] = "none"  # whoever runs this may have a model server
    if FOLDER in config.stash and config.getoption("dist", "no") != "no":
        # Torch takes a minute, which two processes would wait for later.
        command = [sys.executable, "-m", "tests.models.environment"]
        config.stash[INSTALLING] = subprocess.Popen(
            command, cwd=config.rootpath, stdout=subprocess.DEVNULL
        )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Make the tests without looking for garbage among them, now or later.

    All of them and their modules stay to the end, a million objects: to look through those again
    and again is two fifths of the work of each process before its first test.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if INSTALLING in config.stash:
        config.stash[INSTALLING].wait()  # half of it would be in the way of the next run
    if FOLDER in config.stash:
        trust_as_before()
        shutil.rmtree(config.stash[FOLDER])
        del os.environ[KEPT]


def _remove_what_killed_runs_left() -> None:
    """Their folders are named after a process that is gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_NAME}*"):
        owner = folder.name.removeprefix(_NAME).partition("-")[0]
        if owner.isdecimal() and not pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 server, which takes 2 s to start."""
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(s3: str) -> Iterator[Bucket]:
    """A new bucket there, and what can go wrong with it."""
    with Bucket(s3) as found:
        found.make()
        yield found


@pytest.fixture(autouse=True)
def stays_here(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Fails a test during which something connected to another machine, or tried to."""
    notes = request.config.stash[STRAYS]
    yield notes
    assert taken(notes) == [], "connections that leave this machine"


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """What a command sets up for its own process is none of the next test's."""
    yield
    if not structlog.is_configured():
        return
    root = logging.getLogger()
    for handler in [*root.handlers]:
        if not type(handler).__module__.startswith("_pytest"):
            root.removeHandler(handler)
            handler.close()
    root.setLevel(logging.WARNING)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server of our own; skips where there is none to be had."""
    with running_postgres() as server:
        yield server
