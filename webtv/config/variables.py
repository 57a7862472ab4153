"""Knows where a channel file may say `${NAME}`, and which variables it may name.

A channel file may come from somebody else. So a variable is put only into fields that hold secrets,
which nobody is shown, and never one that belongs to the station, the system or another service.
"""

from __future__ import annotations

import re

from webtv.config.problem import Where

_DESTINATION = frozenset(("url", "key", "passphrase", "streamid"))
_NAME = re.compile(r"(.*_)?(KEY|URL|PASSPHRASE|PASSWORD|STREAMID|STREAM_ID|SECRET|TOKEN)")
_OTHERS = (
    *("WEBTV_", "OPENAI_", "HF_", "HUGGING", "RUNWAYML_", "GRADIO_", "PG", "POSTGRES", "DATABASE_"),
    *("AWS_", "AZURE_", "GOOGLE_", "GCP_", "CLOUDFLARE_", "DOCKER_", "KUBE", "VAULT_", "SSH_"),
    *("GITHUB_", "GH_", "GITLAB_", "CI_", "NPM_", "PYPI_", "UV_", "PIP_", "TWINE_", "SENTRY_"),
)

FIELDS = "`writer.api_key`, and `url`, `key`, `passphrase` and `streamid` of a destination"
NAMES = "end in KEY, URL, PASSPHRASE, PASSWORD, STREAMID, SECRET or TOKEN"


def objection(where: Where, name: str) -> str:
    """Say why `${name}` may not stand at `where`; empty if it may."""
    held = where == ("writer", "api_key") or (
        len(where) == 3 and where[0] == "destinations" and where[2] in _DESTINATION
    )
    if not held:
        return f"${{{name}}} has no place here: variables are for {FIELDS}"
    if name.startswith(_OTHERS):
        return f"${{{name}}} is not for channels: it belongs to the station or another service"
    if not _NAME.fullmatch(name):
        return f"${{{name}}} is not for channels: the name of a variable must {NAMES}"
    return ""
