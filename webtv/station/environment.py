"""The share of the station's environment that each part of it gets."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from webtv.config.document import read_document, read_text
from webtv.config.problem import Problem
from webtv.config.settings import Settings, variable
from webtv.environment import NAMES, PART, env_file, plain, secret_files

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

_OWN_PREFIXES: dict[str, tuple[str, ...]] = {
    # Keys of language models, Hugging Face and Runway; Postgres' variables (libpq, 34.15).
    "production": ("OPENAI_", "HF_", "HUGGING", "RUNWAYML_", "PG", "GRADIO_"),
    "spaces": ("GRADIO_",),
    # Keys of the store, and where a role's come from (AWS SDKs and Tools Reference Guide).
    "mirror": ("AWS_",),
    "chat": ("WEBTV_TWITCH_TOKEN",),
}
_PUBLIC = ("web", "chat")
"""Parts that speak to strangers, and may only add to what viewers suggest."""

_GO_OUTSIDE = ("production", "probe", "mirror", "alarms", "chat", "console")
"""Parts that fetch from the internet, through a proxy if there is one."""

_READ_NO_FILE = ("mirror", "alarms", "console", *_PUBLIC)
"""Parts that have keys, and do not read `.env` and the files of all keys for them."""


@dataclass(frozen=True, slots=True)
class Named:
    """Variables that channel files name as `${NAME}`."""

    by_destinations: frozenset[str]
    elsewhere: frozenset[str]


def part_environment(
    part: str, settings: Settings, environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The environment of one part: settings, and the keys of its own work.

    Playout gets the keys of destinations; production those of writers, Spaces and vendors, and the
    database's, which playout gets too where several machines share it; the mirror the store's,
    alarms the addresses of services, the console the secret of its OIDC client, and it, web and
    chat that of the audience's database, from `.env` and files too, which those do not read
    themselves. Other parts get none. Each is told the names of what it does not get, because a
    channel file that names a key is valid for all parts or for none.
    """
    given = os.environ if environ is None else environ
    file = env_file() if environ is None else {}
    named = named_variables(settings)
    own: frozenset[str] = frozenset()
    foreign = frozenset(given)
    if part == "spaces":
        own = frozenset({variable("spaces_key")})
    elif part == "playout":
        own, foreign = named.by_destinations, named.elsewhere
        if settings.machine is not None:  # whose leases are in the database
            own |= {variable("database_url")}
    elif part == "production":
        shared = {variable("database_url"), variable("spaces_key")}
        own, foreign = named.elsewhere | shared, named.by_destinations
    elif part == "alarms":
        own = frozenset({variable("alarm_urls")})
    elif part == "console":
        own = frozenset({variable("console_oidc_secret")})
    unread = part in _READ_NO_FILE
    secrets = secret_files() if unread and environ is None else {}
    source = {**secrets, **file, **given} if unread else given
    if part in (*_PUBLIC, "console", "production"):
        own |= {_audience_key(part, source)}
    ours = {name: value for name, value in source.items() if name in own or _is_own(part, name)}
    open_settings = _open_settings()
    told = {name: v for name, v in {**file, **given}.items() if name in open_settings}
    found = {**plain(given), **told, **ours, PART: part}
    return {**found, NAMES: ",".join(sorted((foreign & given.keys()) - found.keys()))}


def _audience_key(part: str, source: Mapping[str, str]) -> str:
    """The variable that tells a part where the audience's database is."""
    public = variable("audience_public_url")
    guest = part in _PUBLIC and source.get(public)
    return public if guest else variable("audience_database_url")


def named_variables(settings: Settings) -> Named:
    """The variables that channel files name, their last good versions included."""
    by_destinations: set[str] = set()
    elsewhere: set[str] = set()
    for folder in (settings.channels_dir, settings.last_good_dir):
        for path in sorted(folder.glob("*.yaml")):
            text = read_text(path)
            if isinstance(text, Problem):
                continue
            everywhere = set(_VARIABLE.findall(text))
            document = read_document(path, text) if everywhere else None
            if document is None or isinstance(document, Problem):
                continue  # what cannot be read uses no keys
            values, _ = document.plain()
            by_destinations |= _found(values.pop("destinations", None))
            elsewhere |= _found(values)
    return Named(frozenset(by_destinations), frozenset(elsewhere))


def _found(node: object) -> set[str]:
    return set(_VARIABLE.findall(str(node)))


def _open_settings() -> frozenset[str]:
    """The variables of the station's settings that hold no secret and concern all parts."""
    return frozenset(
        variable(name)
        for name, field in Settings.model_fields.items()
        if field.validation_alias is None and "SecretStr" not in str(field.annotation)
    )


def _is_own(part: str, name: str) -> bool:
    if name.lower() in _PROXIES:
        return part in _GO_OUTSIDE
    return name.startswith(_OWN_PREFIXES.get(part, ()))
