"""A Space's endpoint as it really is, compared with the contract that declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webtv.config.contract import Contract, Input
from webtv.errors import MisconfiguredError

_MEDIA = ("Video", "Audio", "File", "Image", "UploadButton")
_KINDS = {
    "video": "filepath",
    "audio": "filepath",
    "file": "filepath",
    "image": "filepath",
    "slider": "float",
    "number": "float",
    "checkbox": "bool",
    "radio": "Literal",
    "dropdown": "Literal",
}
"""Types of the values of Gradio's components, where only the component is known."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What `Client.view_api` says of one endpoint, checked."""

    wrap_video: bool
    """Whether a video goes in as `{"video": file}` (Gradio 4 and 5) or as a file (Gradio 6)."""


def check_endpoint(
    contract: Contract, described: Mapping[str, Any] | None, *, backend: str
) -> Endpoint:
    """Compare a contract with `described`, the endpoint's part of `view_api`.

    A difference raises `MisconfiguredError` that shows both signatures.
    """
    if described is None:
        raise MisconfiguredError(
            f"{backend} has no endpoint {_name(contract)}; "
            f"correct the contract {contract.id} or the source",
            backend=backend,
        )
    parameters: list[Mapping[str, Any]] = list(described.get("parameters", ()))
    returns = list(described.get("returns", ()))
    surplus = parameters[len(contract.inputs) :]
    fits = len(contract.inputs) <= len(parameters)
    fits = fits and all(p.get("parameter_has_default") for p in surplus)
    pairs = zip(contract.inputs, parameters, strict=False)
    fits = fits and all(_fits(given, parameter) for given, parameter in pairs)
    if not fits:
        raise MisconfiguredError(
            f"{backend} takes ({', '.join(map(_shown, parameters))}), but the contract "
            f"{contract.id} declares ({', '.join(f'{i.name}: {i.kind}' for i in contract.inputs)})",
            backend=backend,
        )
    if len(returns) <= (contract.output or 0) or (contract.output is None and len(returns) > 1):
        raise MisconfiguredError(
            f"{backend} returns {len(returns)} values, but the contract {contract.id} "
            f"picks {'the only one' if contract.output is None else f'number {contract.output}'}",
            backend=backend,
        )
    videos = [
        str(p.get("python_type", {}).get("type", ""))
        for i, p in zip(contract.inputs, parameters, strict=False)
        if i.kind == "video"
    ]
    return Endpoint(wrap_video=any("dict(video" in form for form in videos))


def describe_from_config(config: Mapping[str, Any], index: int) -> Mapping[str, Any] | None:
    """What `view_api` would say of function `index`, read from the app's own configuration.

    Endpoints without a name, and those an app keeps out of its listing, are only there.
    """
    functions = enumerate(config.get("dependencies", ()))
    function = next((f for i, f in functions if f.get("id", i) == index), None)
    if function is None:
        return None
    wrapped = int(str(config.get("version", "0")).split(".")[0]) < 6
    known = {c["id"]: str(c.get("type", "")) for c in config.get("components", ())}

    def described(identity: int) -> dict[str, Any]:
        component = known.get(identity, "")
        kind = _KINDS.get(component, "str")
        if component == "video" and wrapped:
            kind = "dict(video: filepath)"
        return {
            "label": component,
            "component": component.capitalize(),
            "python_type": {"type": kind},
        }

    return {
        "parameters": [described(i) for i in function["inputs"] if known.get(i) != "state"],
        "returns": [described(i) for i in function["outputs"] if known.get(i) != "state"],
    }


def _fits(given: Input, parameter: Mapping[str, Any]) -> bool:
    component = str(parameter.get("component", ""))
    kind = str(parameter.get("python_type", {}).get("type", ""))
    media = component in _MEDIA or "filepath" in kind
    if given.kind in ("file", "video"):
        return media
    if media:
        return False
    if given.kind == "bool":
        return kind.startswith("bool")
    if given.kind in ("int", "float"):
        # A number with fixed choices, as in a dropdown, is described as a Literal.
        return kind.startswith(("int", "float", "Literal"))
    return not kind.startswith(("int", "float", "bool"))


def _name(contract: Contract) -> str:
    return contract.api_name or f"number {contract.fn_index}"


def _shown(parameter: Mapping[str, Any]) -> str:
    name = parameter.get("parameter_name") or parameter.get("label") or "?"
    return f"{name}: {parameter.get('python_type', {}).get('type', '?')}"
