"""The monitoring that ships, and the programs that check it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ruamel.yaml import YAML

from tests.programs import find_program
from tests.slack import slack

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docker" / "monitoring"
RULES = YAML(typ="safe").load(FOLDER / "rules.yml")["groups"]
ALARMS = {rule["alert"]: rule for group in RULES for rule in group["rules"]}


def run(*words: str) -> None:
    done = subprocess.run(
        [find_program(words[0]), *words[1:]],
        capture_output=True,
        text=True,
        timeout=120 * slack(),
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
