"""An environment of its own for an exported Space: what its `requirements.txt` names, no more.

It shares the files of the project's own packages and of those of `environment.py`, whose versions
are the pinned ones: pip would take minutes and a gigabyte for the same. What pip would not have
installed cannot be imported there.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.models.environment import ROOT, python
from tests.slack import slack

_MAKE_S = 120

_ONLY = """\
import sys
from importlib.machinery import PathFinder

OTHERS = {others}


class Only(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.partition(".")[0] not in OTHERS:
            return super().find_spec(name, path, target)


sys.meta_path[sys.meta_path.index(PathFinder)] = Only
"""


def environment(folder: Path, requirements: Path) -> Path:
    """The Python of a new environment in `folder`."""
    done = subprocess.run(
        [str(python()), "-m", "tests.models.own", str(folder), str(requirements)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_MAKE_S * slack(),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "bin" / "python"


def packages(requirements: list[str]) -> set[str]:
    """What pip installs for these requirements. Raises if a version here is another one."""
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(line), "") for line in requirements]
    while waiting:
        wanted, within = waiting.pop()
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": within}):
            continue
        name = canonicalize_name(wanted.name)
        own = distribution(name)
        if not wanted.specifier.contains(own.version, prereleases=True):
            raise ValueError(f"{wanted} is needed, {own.version} is here")
        for extra in {"", *wanted.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [(Requirement(line), extra) for line in own.requires or []]
    return {name for name, _ in seen}


def _make(folder: Path, requirements: Path) -> None:
    venv = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(venv, check=True, timeout=_MAKE_S * slack())
    installed = packages(requirements.read_text("utf-8").split())
    others = [
        top
        for top, owners in packages_distributions().items()
        if top != "webtv" and not installed & set(map(canonicalize_name, owners))
    ]
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    told = subprocess.run(
        [str(folder / "bin" / "python"), "-c", ask], capture_output=True, text=True, check=True
    )
    own = Path(told.stdout.strip())
    (own / "only.py").write_text(_ONLY.format(others=sorted(others)))
    shared = [path for path in sys.path if path.endswith("site-packages")]
    (own / "only.pth").write_text("\n".join([*shared, "import only", ""]))


if __name__ == "__main__":
    _make(Path(sys.argv[1]), Path(sys.argv[2]))
