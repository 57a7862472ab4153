"""What docker-compose.yml and the Dockerfile say, read as Docker does."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from tests.slack import slack
from webtv.config.settings import Settings, variable

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text("utf-8")
COMPOSE = Path(sysconfig.get_path("scripts")) / "docker-compose"
GPU = ("--profile", "gpu")
EDGE = ("--profile", "edge")
CONSOLE = ("--profile", "console")
ALARMS = ("--profile", "alarms")
MONITORING = ("--profile", "monitoring")
STORE = ("--profile", "store")
CHAT = ("--profile", "chat")
POSTGRES = ("--profile", "postgres")
CLUSTER = ("--profile", "cluster")
COMMON = ("library", "hls", "asrun", "control", "takeover", "assets", "clips", "rtmp.secret")
"""What a second machine has of the first one's HOME."""
DEFAULTS = {variable(name): field.default for name, field in Settings.model_fields.items()}


def read(*words: str, **environment: str) -> dict[str, Any]:
    """What Docker Compose starts when it is given these words on its command line."""
    file = str(ROOT / "docker-compose.yml")
    # No .env but one that is empty: this folder's may hold keys.
    given = ["--file", file, "--env-file", os.devnull, *words]
    done = subprocess.run(
        [str(COMPOSE), *given, "config", "--no-env-resolution", "--format", "json"],
        env={"HOME": "/nowhere", **environment},
        capture_output=True,
        timeout=60 * slack(),
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def built_by_others(services: dict[str, Any]) -> dict[str, Any]:
    """The services whose images are not the station's."""
    return {name: s for name, s in services.items() if not s["image"].startswith("webtv")}


def parts(compose: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The station's own services, under the names that the first machine has for them."""
    services = compose["services"]
    own = services.keys() - built_by_others(services).keys()
    return [(name.removesuffix("-2"), services[name]) for name in sorted(own)]
