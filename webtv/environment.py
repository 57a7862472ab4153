"""The environment of child processes: what each needs for its work, and no keys beyond that.

A key in the environment of a process can be read by all that this process starts, and stays in
`/proc/PID/environ` for other programs of the same user. So ffmpeg and Node.js get the plain
environment, without any key, and each part of the station gets the keys of its own work.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values

WITHHELD = "withheld-from-this-part"
"""Stands for the value of a variable that is set, but is not this part's business."""

PART = "WEBTV_PART"
"""The variable that tells a process which part of the station it is, so that it leaves `.env`,
which has everybody's keys, to those who need them."""

NAMES = "WEBTV_WITHHELD"
"""The variable that names, with commas, what was withheld from a part; `*` if anything may be."""

SECRETS, SECRETS_FOLDER = "WEBTV_SECRETS_DIR", "/run/secrets"
"""The variable that names the folder of secrets, and the folder where it names none."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MOST_BYTES = 64 << 10

_NAMES = frozenset(
    "PATH HOME USER LOGNAME SHELL TERM LANG LANGUAGE TZ TZDIR TMPDIR TMP TEMP VIRTUAL_ENV "
    "SYSTEMROOT COLUMNS NO_COLOR SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE "
    "NODE_EXTRA_CA_CERTS NODE_OPTIONS OMP_NUM_THREADS OPENBLAS_NUM_THREADS".split()
)
_PREFIXES = ("LC_", "LD_", "DYLD_", "MALLOC_", "FONTCONFIG_", "XDG_", "PYTHON", "COVERAGE_")


def plain(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables that any program may have: where things are, language, time zone; no keys."""
    given = os.environ if environ is None else environ
    return {
        name: value for name, value in given.items() if name in _NAMES or name.startswith(_PREFIXES)
    }


class Known(Mapping[str, str]):
    """Variables by name. The value of a withheld one is `WITHHELD`."""

    def __init__(self, values: Mapping[str, str], withheld: frozenset[str]) -> None:
        self._values = dict.fromkeys(withheld - {"*"}, WITHHELD) | dict(values)
        self._any = "*" in withheld

    def __getitem__(self, name: str) -> str:
        if self._any and name not in self._values:
            return WITHHELD
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def known() -> Mapping[str, str]:
    """The environment, and under it what `.env` in the working folder says.

    Below both are the files of secrets. In a part of the station that needs no keys, the values of
    `.env` and of those files are withheld.
    """
    file = secret_files() | env_file()
    if not reads_env_file():
        file = dict.fromkeys(file, WITHHELD)
    names = filter(None, os.environ.get(NAMES, "").split(","))
    return Known(file | dict(os.environ), frozenset(names))


def reads_env_file() -> bool:
    """Whether this process may have all keys of `.env`: a part that uses keys, or no part at all.

    A command such as `webtv check` is no part.
    """
    return os.environ.get(PART, "") in ("", "playout", "production")


def secrets_folder() -> Path:
    """The folder whose files hold one secret each, and are named as the variable is.

    Docker mounts secrets there, and so may systemd (`LoadCredential=`).
    """
    return Path(os.environ.get(SECRETS) or env_file().get(SECRETS) or SECRETS_FOLDER)


def secret_files() -> dict[str, str]:
    """The secrets of that folder by the names of variables, without those that cannot be read."""
    found = {}
    for path in secret_paths():
        try:
            found[path.name.upper()] = read_secret(path)
        except (OSError, UnicodeDecodeError):
            continue  # `load_settings` says what is wrong with it
    return found


def secret_paths() -> list[Path]:
    """The files that are there; others lie in no place that is looked at, such as folders."""
    try:
        paths = sorted(secrets_folder().iterdir())
    except OSError:
        return []
    return [path for path in paths if _NAME.fullmatch(path.name) and not path.is_dir()]


def read_secret(path: Path) -> str:
    """The text of one file, without the line's end. Raises `OSError` and `UnicodeDecodeError`."""
    with path.open("rb") as file:
        return file.read(_MOST_BYTES).decode().strip()


def env_file() -> dict[str, str]:
    """What `.env` in the working folder says; nothing if it cannot be read."""
    try:
        file = dotenv_values(".env", interpolate=False)
    except (OSError, UnicodeDecodeError):
        return {}  # `load_settings` says what is wrong with it
    return {name: value for name, value in file.items() if value is not None}
