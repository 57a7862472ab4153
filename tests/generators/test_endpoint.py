from __future__ import annotations

from typing import Any

import pytest

from webtv.config.contracts import load_contracts
from webtv.errors import MisconfiguredError
from webtv.generators.endpoint import (
    check_endpoint,
    compare,
    describe_from_config,
    wraps_video,
)

FILM = load_contracts()["film"]
MUSIC = load_contracts()["musicgen"]


def parameter(component: str, kind: str, name: str = "x") -> dict[str, Any]:
    return {"component": component, "python_type": {"type": kind}, "parameter_name": name}


def described(*parameters: dict[str, Any], returns: int = 2) -> dict[str, Any]:
    return {"parameters": list(parameters), "returns": [{}] * returns}


VIDEO = parameter("Video", "filepath")
STEPS = parameter("Slider", "float")
RATE = parameter("Radio", "Literal[8, 12, 24]")


def test_the_contract_of_the_app_has_no_problem() -> None:
    assert not any(row.problem for row in compare(FILM, described(VIDEO, STEPS, RATE)))


@pytest.mark.parametrize(
    ("app", "problem"),
    [
        (described(STEPS, VIDEO, RATE), "one of them is a file"),
        (described(VIDEO, STEPS), "takes no such input"),
        (described(VIDEO, STEPS, RATE, STEPS), "leaves it out"),
        (described(VIDEO, parameter("Textbox", "str"), RATE), "not a number"),
        (described(VIDEO, parameter("Checkbox", "bool"), RATE), "not a number"),
        (described(VIDEO, STEPS, RATE, returns=0), "returns nothing"),
    ],
)
def test_every_difference_is_named(app: dict[str, Any], problem: str) -> None:
    with pytest.raises(MisconfiguredError, match=problem):
        check_endpoint(FILM, app, backend="b")


def test_what_the_app_adds_with_a_default_is_no_problem() -> None:
    added = {**STEPS, "parameter_has_default": True}
    check_endpoint(FILM, described(VIDEO, STEPS, RATE, added), backend="b")


def test_a_choice_the_app_does_not_know() -> None:
    ours = MUSIC.inputs[2]  # Default, MultiBand_Diffusion
    contract = MUSIC.model_copy(update={"inputs": (ours,), "output": 0})
    known = parameter("Radio", "Literal['Default', 'MultiBand_Diffusion']")
    check_endpoint(contract, described(known, returns=1), backend="b")
    with pytest.raises(MisconfiguredError, match="does not know MultiBand_Diffusion"):
        check_endpoint(
            contract,
            described(parameter("Radio", "Literal['Default', 'Other']"), returns=1),
            backend="b",
        )


def test_a_contract_must_say_which_of_several_values_it_picks() -> None:
    contract = FILM.model_copy(update={"output": None})
    with pytest.raises(MisconfiguredError, match="must say which"):
        check_endpoint(contract, described(VIDEO, STEPS, RATE), backend="b")


@pytest.mark.parametrize(
    ("version", "wrapped"), [("3.50.2", False), ("5.49.1", True), ("6.1", False)]
)
def test_an_unlisted_endpoint_is_read_from_the_configuration(version: str, wrapped: bool) -> None:
    config = {
        "version": version,
        "components": [
            {"id": 1, "type": "video"},
            {"id": 2, "type": "slider"},
            {"id": 3, "type": "radio", "props": {"choices": [["8", 8], ["12", 12], ["24", 24]]}},
            {"id": 4, "type": "state"},
        ],
        "dependencies": [
            {"inputs": [1], "outputs": []},
            {"inputs": [4, 1, 2, 3], "outputs": [1, 1]},
        ],
    }
    found = describe_from_config(config, lambda index, _function: index == 1)
    check_endpoint(FILM, found, backend="b")
    assert wraps_video(found) is wrapped
    assert describe_from_config(config, lambda index, _function: index == 7) is None
