"""Contracts of Spaces: the shipped ones, the operator's, and their limits."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from webtv.config.contract import Contract, Input
from webtv.config.contracts import load_contracts, read_contracts
from webtv.model.stage import Stage

STUDIO = {
    "video": "zeroscope-v2",
    "upscale": "zeroscope-xl",
    "interpolate": "film",
    "music": "musicgen",
    "narration": "kokoro",
}


def test_the_shipped_contracts_cover_every_stage() -> None:
    contracts = load_contracts().values()
    assert {c.stage for c in contracts} == set(get_args(Stage))
    assert {c.stage: c.id for c in contracts if c.local and c.local_engine == "any"} == STUDIO


@pytest.mark.parametrize("contract", load_contracts().values(), ids=lambda c: c.id)
def test_a_shipped_contract_is_complete(contract: Contract) -> None:
    assert contract.licence
    assert contract.note
    if contract.licence.startswith("CC-BY-NC"):
        assert "Not for commercial use." in contract.note
    if contract.stage in ("upscale", "interpolate", "edit"):
        (video,) = [given for given in contract.inputs if given.source == "video"]
        assert video.required or contract.transport == "runway"
    for setting in contract.params.values():
        if setting.default is not None:
            assert setting.problem_with(setting.default) is None, setting.name


def test_operators_replace_and_add_contracts(tmp_path: Path) -> None:
    (tmp_path / "film.yaml").write_text(
        "title: Mine\nstage: interpolate\nsource: me/film\napi_name: /go\ninputs: []\n"
    )
    (tmp_path / "wan.yaml").write_text(
        "title: Wan\nstage: video\nsource: me/wan\nfn_index: 0\ninputs: []\n"
    )
    (tmp_path / ".wan.yaml.swp.yaml").write_text("half a fi")
    contracts = load_contracts(tmp_path, tmp_path / "nowhere")
    assert contracts["film"].api_name == "/go"
    assert contracts["wan"].stage == "video"
    assert len(contracts) == len(load_contracts()) + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "must be fields such as `title:`"),
        ("- a", "must be fields such as `title:`"),
        ("title: [", "not valid YAML"),
        ("title: \x00", "not valid YAML"),
        ("a: " + "[" * 2000, "20 levels deep"),
        ("title: T\nstage: dance\nsource: a/b\ninputs: []\nfn_index: 0\n", "stage: must be"),
        ("title: T\nstage: video\nsource: a/b\ninputs: []\n", "exactly one of api_name and"),
        (
            "title: T\nstage: video\nsource: a/b\nfn_index: 0\ninputs: [{name: a, kind: x}]\n",
            "inputs.0.kind: must be 'str'",
        ),
        ("title: T\nspeed: 9\n", "speed: is not a field here"),
        (
            "title: T\nstage: video\nsource: a/b\nfn_index: 0\ninputs: [{name: a}, {name: a}]\n",
            "inputs need names of their own",
        ),
        (
            "title: T\nstage: video\nsource: a/b\nfn_index: 0\n"
            "inputs: [{name: a, kind: int, source: frames}]\n",
            "an input of source frames needs native_fps",
        ),
        (
            "title: T\nstage: video\nsource: a/b\nfn_index: 0\n"
            "inputs: [{name: a, source: seed, minimum: 5, maximum: 4}]\n",
            "inputs.0: the minimum must not be above the maximum",
        ),
        (
            "title: T\nstage: video\nsource: a/b\nfn_index: 0\n"
            "inputs: [{name: a, source: width, default: 1.0e+12}, {name: b, source: height}]\n",
            "inputs of source width and height need a default, in pixels",
        ),
        (
            "title: T\nstage: video\nsource: a/b\nfn_index: 0\ninputs: []\ntimeout_s: 1.0e+300\n",
            "timeout_s: must be at most 86400",
        ),
        (
            "title: T\nstage: video\nsource: a/b\nfn_index: 0\ninputs: []\n"
            "price: {credits_per_call: 1.0e+308}\n",
            "price.credits_per_call: must be at most 1e+09",
        ),
    ],
)
def test_a_wrong_contract_says_what_is_wrong(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    contracts, problems = read_contracts(tmp_path)
    assert "mine" not in contracts
    assert {problem.path for problem in problems} == {path}
    assert expected in "\n".join(map(str, problems))


def test_a_wrong_contract_leaves_its_last_good_version(tmp_path: Path) -> None:
    mine = "title: Mine\nstage: interpolate\nsource: me/film\napi_name: /go\ninputs: []\n"
    (tmp_path / "film.yaml").write_text("title: Wrong\n")
    contracts, problems = read_contracts(tmp_path)
    assert contracts["film"] == load_contracts()["film"]
    assert str(problems[0]) == f"{tmp_path}/film.yaml:1:1: stage: is required"
    (tmp_path / "film.yaml").write_text(mine)
    assert read_contracts(tmp_path)[0]["film"].title == "Mine"
    (tmp_path / "film.yaml").write_text(mine + "# note\n  - [\n")
    contracts, problems = read_contracts(tmp_path)
    assert (contracts["film"].title, len(problems)) == ("Mine", 1)
    (tmp_path / "film.yaml").unlink()
    assert read_contracts(tmp_path) == read_contracts()
    assert list((tmp_path / ".last-good").iterdir()) == []


@pytest.mark.parametrize(
    ("declared", "value", "expected"),
    [
        ({"kind": "int"}, 3, None),
        ({"kind": "int"}, 3.0, None),
        ({"kind": "int"}, 10**400, None),
        ({"kind": "int"}, 3.5, "a whole number"),
        ({"kind": "int"}, True, "a number"),
        ({"kind": "int"}, "3", "a number"),
        ({"kind": "int"}, None, "a number"),
        ({"kind": "float"}, float("nan"), "a number"),
        ({"kind": "float"}, float("inf"), "a number"),
        ({"kind": "float", "minimum": 0.5}, 0.4, "at least 0.5"),
        ({"kind": "float", "maximum": 1}, 1.01, "at most 1"),
        ({"kind": "bool"}, 1, "true or false"),
        ({"kind": "bool"}, False, None),
        ({"kind": "str"}, 5, "a text"),
        ({"kind": "str", "choices": ["a", "b"]}, "c", "one of a, b"),
        ({"kind": "int", "choices": [8, 12]}, 9, "one of 8, 12"),
    ],
)
def test_limits_of_an_input(declared: dict[str, object], value: object, expected: str) -> None:
    assert Input.model_validate({"name": "x", **declared}).problem_with(value) == expected
