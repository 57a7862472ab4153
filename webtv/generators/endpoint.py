"""A Space's endpoint as it really is, compared with the contract that declares it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from webtv.config.contract import Contract, Input
from webtv.errors import MisconfiguredError

_MEDIA = ("Video", "Audio", "File", "Image", "UploadButton", "Gallery")
_NO_MEDIA = ("Number", "Slider", "Checkbox")
_KINDS = {
    "video": "filepath",
    "audio": "filepath",
    "file": "filepath",
    "image": "filepath",
    "gallery": "list[filepath]",
    "slider": "float",
    "number": "float",
    "checkbox": "bool",
    "radio": "Literal",
    "dropdown": "Literal",
}
"""Types of the values of Gradio's components, where only the component is known."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One place in a signature: what the contract declares, what the app takes, and whether
    the one can go into the other. `problem` is empty if it can.
    """

    declared: str
    real: str
    problem: str = ""


def compare(contract: Contract, described: Mapping[str, Any]) -> tuple[Comparison, ...]:
    """The contract beside `described`, the endpoint's part of `view_api`: inputs, then the output.

    What the app takes beyond the contract is a problem only where it has no default.
    """
    parameters: list[Mapping[str, Any]] = list(described.get("parameters", ()))
    rows = [
        _compared(given, parameter) for given, parameter in zip_longest(contract.inputs, parameters)
    ]
    returns: list[Mapping[str, Any]] = list(described.get("returns", ()))
    picks = "the only value" if contract.output is None else f"value number {contract.output}"
    shown = ", ".join(str(value.get("component") or "?") for value in returns)
    problem = _output_problem(contract, returns)
    rows.append(Comparison(f"-> {contract.output_kind}, {picks}", f"-> {shown}", problem))
    return tuple(rows)


def check_endpoint(
    contract: Contract, described: Mapping[str, Any] | None, *, backend: str
) -> None:
    """Raise a `MisconfiguredError` that names every difference, if there is one."""
    if described is None:
        raise MisconfiguredError(
            f"{backend} has no endpoint {endpoint_name(contract)}; "
            f"correct the contract {contract.id} or the source",
            backend=backend,
        )
    rows = compare(contract, described)
    problems = [row for row in rows if row.problem]
    if problems:
        told = "; ".join(
            f"declared {row.declared or 'nothing'}, is {row.real or 'nothing'}: {row.problem}"
            for row in problems
        )
        raise MisconfiguredError(
            f"{backend} is not what the contract {contract.id} declares: {told}", backend=backend
        )


def describe_from_config(
    config: Mapping[str, Any], meant: Callable[[int, Mapping[str, Any]], bool]
) -> Mapping[str, Any] | None:
    """Describe the function that is `meant` as `view_api` would, by the app's configuration.

    `meant` gets its number and its entry. Endpoints without a name, those an app keeps out of
    its listing, and all of Gradio 3 are only there.
    """
    functions = enumerate(config.get("dependencies", ()))
    function = next((f for i, f in functions if meant(f.get("id", i), f)), None)
    if function is None:
        return None
    major = major_version(config)
    known = {c["id"]: c for c in config.get("components", ())}

    def described(identity: int) -> dict[str, Any]:
        component = known.get(identity, {})
        name = str(component.get("type", ""))
        kind = _KINDS.get(name, "str")
        if name == "video" and major in (4, 5):
            kind = "dict(video: filepath)"
        choices = component.get("props", {}).get("choices")
        if kind == "Literal":
            kind = f"Literal{_choices(choices)!r}" if choices else "str"
        label = component.get("props", {}).get("label")
        return {
            "label": label or name,
            "component": name.capitalize(),
            "python_type": {"type": kind},
        }

    def shown(identities: list[int]) -> list[dict[str, Any]]:
        return [described(i) for i in identities if known.get(i, {}).get("type") != "state"]

    return {"parameters": shown(function["inputs"]), "returns": shown(function["outputs"])}


def major_version(config: Mapping[str, Any]) -> int:
    """The first number of an app's version of Gradio; 0 if its configuration names none."""
    digits = str(config.get("version", "0")).split(".", 1)[0]
    return int(digits) if digits.isdigit() else 0


def wraps_video(described: Mapping[str, Any] | None) -> bool:
    """Tell whether a video goes in as `{"video": file}` (Gradio 4, 5), not as a file (Gradio 6)."""
    parameters = (described or {}).get("parameters", ())
    return any("dict(video" in _type(parameter).lower() for parameter in parameters)


def wraps_pictures(described: Mapping[str, Any] | None) -> bool:
    """Tell whether several pictures go in as a gallery, each as `{"image": file}`."""
    parameters = (described or {}).get("parameters", ())
    return any("list[dict(image" in _type(parameter).lower() for parameter in parameters)


def endpoint_name(contract: Contract) -> str:
    """The name of the endpoint in the app."""
    return contract.api_name or f"number {contract.fn_index}"


def _compared(given: Input | None, parameter: Mapping[str, Any] | None) -> Comparison:
    if parameter is None:
        assert given is not None
        return Comparison(_declared(given), "", "the app takes no such input")
    if given is None:
        optional = parameter.get("parameter_has_default")
        return Comparison("", _shown(parameter), "" if optional else "the contract leaves it out")
    return Comparison(_declared(given), _shown(parameter), _misfit(given, parameter))


def _output_problem(contract: Contract, returns: list[Mapping[str, Any]]) -> str:
    """Why the contract's `output` cannot be the file; empty if it can."""
    if not returns:
        return "it returns nothing"
    if contract.output is None and len(returns) > 1:
        return "`output` must say which"
    if (contract.output or 0) >= len(returns):
        return "there is no such value"
    component = str(returns[contract.output or 0].get("component", ""))
    return "that is no file" if component in _NO_MEDIA else ""


def _misfit(given: Input, parameter: Mapping[str, Any]) -> str:
    """Why values of `given` cannot go into `parameter`; empty if they can."""
    kind = _type(parameter)
    if given.kind in ("file", "video") or _is_media(parameter):
        if given.kind in ("file", "video") and _is_media(parameter):
            return ""
        return "one of them is a file"
    if given.kind == "bool":
        return "" if kind.startswith("bool") else "not true or false"
    if given.kind in ("int", "float"):
        # A number with fixed choices, as in a dropdown, is described as a Literal.
        return "" if kind.startswith(("int", "float", "Literal")) else "not a number"
    if kind.startswith(("int", "float", "bool")):
        return "not a text"
    return _unknown_choice(given, kind)


def _unknown_choice(given: Input, kind: str) -> str:
    """What the contract may send that a list of choices does not hold."""
    if not kind.startswith("Literal"):
        return ""
    try:
        known = ast.literal_eval(kind.removeprefix("Literal"))
    except (ValueError, SyntaxError):
        return ""
    sent = given.choices if given.choices is not None else (given.default,)
    unknown = [str(value) for value in sent if value not in (None, "") and value not in known]
    return f"does not know {', '.join(unknown)}" if unknown else ""


def _is_media(parameter: Mapping[str, Any]) -> bool:
    return str(parameter.get("component", "")) in _MEDIA or "filepath" in _type(parameter)


def _type(parameter: Mapping[str, Any]) -> str:
    return str(parameter.get("python_type", {}).get("type", ""))


def _choices(choices: list[Any]) -> list[Any]:
    """The values of choices, which are values or pairs of a name and a value."""
    return [c[1] if isinstance(c, (list, tuple)) and len(c) == 2 else c for c in choices]


def _declared(given: Input) -> str:
    return f"{given.name}: {given.kind}"


def _shown(parameter: Mapping[str, Any]) -> str:
    name = parameter.get("parameter_name") or parameter.get("label") or "?"
    kind = _type(parameter) or "?"
    return f"{name}: {kind if len(kind) <= 60 else kind[:57] + '...'}"
