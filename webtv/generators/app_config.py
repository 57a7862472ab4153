"""An app's own description at /config, as far as it is believed.

Whoever runs a Space writes this. So nothing in it may lead a caller elsewhere, and what the station
reads of it has the form that Gradio gives it (`gradio/data_classes.py:BlocksConfigDict`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from webtv.errors import MisconfiguredError

_BELIEVED = (
    "api_prefix",
    "app_id",
    "components",
    "connect_heartbeat",
    "dependencies",
    "max_file_size",
    "protocol",
    "title",
    "version",
)
"""All that is kept. What is left out: `root` and `space_id`, which name other places."""

_PATH = re.compile(r"/?(?!\.\.?(/|\Z))[\w.~-]+(/(?!\.\.?(/|\Z))[\w.~-]+)*/?", re.ASCII)
_VERSION = re.compile(r"\d{1,4}(\.\d{1,6}){0,3}\w{0,10}", re.ASCII)
_PROTOCOLS = ("ws", "sse", "sse_v1", "sse_v2", "sse_v2.1", "sse_v3")


def believed(config: object, *, backend: str) -> Mapping[str, Any]:
    """Return the parts of `config` that the station goes by, in their proper form.

    Raises `MisconfiguredError` for what is no app of Gradio, or one that sends its callers away.
    """
    if not isinstance(config, dict) or "dependencies" not in config:
        raise MisconfiguredError(
            f"{backend} is no Gradio app: its /config is something else", backend=backend
        )
    problem = next((what for what, good in _rules(config) if not good), None)
    if problem is not None:
        raise MisconfiguredError(
            f"{backend} cannot be trusted: the {problem} in its /config is not what Gradio writes",
            backend=backend,
        )
    return {name: config[name] for name in _BELIEVED if config.get(name) is not None}


def identity_of(config: Mapping[str, Any]) -> str:
    """Return a digest that changes when the app is started anew, or serves other functions.

    `app_id` is drawn by Gradio at each start.
    """
    return f"{config.get('app_id')} {signature_of(config)}"


def signature_of(config: Mapping[str, Any]) -> str:
    """Return a digest that changes when the app serves other functions, or under other numbers."""
    functions = [
        [each.get(key) for key in ("id", "api_name", "inputs", "outputs")]
        for each in config["dependencies"]
    ]
    components = [[each["id"], each.get("type")] for each in config.get("components", ())]
    known = [config.get("version"), functions, components]
    return hashlib.sha256(json.dumps(known, default=str).encode()).hexdigest()


def _rules(config: Mapping[str, Any]) -> list[tuple[str, bool]]:
    prefix, protocol = config.get("api_prefix"), config.get("protocol")
    version, size = config.get("version"), config.get("max_file_size")
    functions, components = config["dependencies"], config.get("components", [])
    return [
        ("api_prefix", not prefix or (isinstance(prefix, str) and bool(_PATH.fullmatch(prefix)))),
        ("protocol", protocol is None or protocol in _PROTOCOLS),
        (
            "version",
            version is None or (isinstance(version, str) and bool(_VERSION.fullmatch(version))),
        ),
        ("title", isinstance(config.get("title", ""), str)),
        ("max_file_size", size is None or _is_number(size)),
        ("components", isinstance(components, list) and all(map(_is_component, components))),
        ("dependencies", isinstance(functions, list) and all(map(_is_function, functions))),
    ]


def _is_function(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    lists = [value.get(name) for name in ("inputs", "outputs")]
    name, number = value.get("api_name"), value.get("id", 0)
    return (
        all(isinstance(each, list) and all(map(_is_number, each)) for each in lists)
        and (name is None or isinstance(name, str | bool))
        and _is_number(number)
        and isinstance(value.get("cancels", []), list)
    )


def _is_component(value: object) -> bool:
    return (
        isinstance(value, dict)
        and _is_number(value.get("id"))
        and isinstance(value.get("type"), str)
        and isinstance(value.get("props", {}), dict)
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
