"""The settings as a station reads them: environment, `.env` and files of secrets."""

from __future__ import annotations

import os
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from webtv.config.settings import Settings, is_secret, variable
from webtv.config.wording import expectation
from webtv.environment import env_file, read_secret, reads_env_file, secret_paths
from webtv.errors import ConfigError


def load_settings() -> Settings:
    """Read the environment and `.env`; a `ConfigError` names every wrong variable."""
    try:
        # A part that needs no keys was told its settings when it was started.
        return Settings(**_secrets()) if reads_env_file() else Settings(_env_file=None)
    except ValidationError as error:
        raise ConfigError("\n".join(map(_line, error.errors()))) from None
    except UnicodeDecodeError:
        raise ConfigError(".env: must be UTF-8 text") from None


def _secrets() -> dict[str, Any]:
    """The secrets that are files, and not in the environment or `.env`, by their fields."""
    # Empty in the environment means none: so is playout kept from production's keys.
    given = {name for name, value in env_file().items() if value} | set(os.environ)
    wanted = {variable(name): name for name in Settings.model_fields if is_secret(name)}
    found = {}
    for path in secret_paths():
        name = path.name.upper()
        if name in wanted and name not in given:
            try:
                secret = read_secret(path)
            except OSError as error:
                raise ConfigError(
                    f"{path}: {error.strerror}; its owner must be the user who runs the station, "
                    "or others must be allowed to read it"
                ) from None
            except UnicodeDecodeError:
                raise ConfigError(f"{path}: must be UTF-8 text") from None
            if secret:
                found[wanted[name]] = secret
    return found


def _line(details: ErrorDetails) -> str:
    """`WEBTV_WEB_PORT: must be at most 65535 (got '70000')`, without the value of a secret."""
    if not details["loc"]:
        return expectation(details)
    named = str(details["loc"][0])
    field = next(f for f in Settings.model_fields if named.upper() in (f.upper(), variable(f)))
    got = "" if is_secret(field) else f" (got {details['input']!r})"
    return f"{variable(field)}: {expectation(details)}{got}"
