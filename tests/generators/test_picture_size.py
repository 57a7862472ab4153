"""The size that backends are asked for: the house's shape, within what they take."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from webtv.config.contract import Contract, Input, Scalar
from webtv.config.contracts import load_contracts
from webtv.generators.call import Request, build_inputs
from webtv.generators.picture_size import nearest_ratio, picture_size
from webtv.model.house import HouseFormat

CONTRACTS = load_contracts()
SIZED = [c for c in CONTRACTS.values() if any(i.source == "width" for i in c.inputs)]


def asked(
    contract: Contract, house: HouseFormat, params: dict[str, Scalar] | None = None
) -> tuple[Scalar, ...]:
    sides = {i.source: i.name for i in contract.inputs}
    inputs = build_inputs(contract, params or {}, Request("a", aspect=house.aspect))
    got = inputs[sides["width"]], inputs[sides["height"]]
    assert all(isinstance(side, int) for side in got)
    return got  # type: ignore[return-value]


def test_every_shipped_contract_that_takes_a_size_gets_one() -> None:
    for contract in CONTRACTS.values():
        for each in contract.inputs:
            if each.name.removesuffix("_ui") in ("width", "height", "ratio"):
                assert each.source == each.name.removesuffix("_ui"), contract.id


@pytest.mark.parametrize("contract", SIZED, ids=lambda c: c.id)
@pytest.mark.parametrize(
    ("house", "size"),
    [
        ((1024, 576), (1024, 576)),
        ((1920, 1080), (1024, 576)),
        ((720, 1280), (576, 1024)),
        ((1080, 1080), (768, 768)),
    ],
)
def test_the_shape_is_the_houses_and_the_work_is_the_same(
    contract: Contract, house: tuple[int, int], size: tuple[int, int]
) -> None:
    assert asked(contract, HouseFormat(width=house[0], height=house[1])) == size


@given(
    st.sampled_from(SIZED),
    st.integers(64, 1920).map(lambda n: 2 * n),
    st.integers(64, 1080).map(lambda n: 2 * n),
)
def test_any_house_gets_what_the_contract_takes(
    contract: Contract, width: int, height: int
) -> None:
    sides = {i.source: i for i in contract.inputs}
    got = asked(contract, HouseFormat(width=width, height=height))
    for each, value in zip((sides["width"], sides["height"]), got, strict=True):
        assert each.problem_with(value) is None
        assert isinstance(value, int)
        assert value % (each.step or 1) == 0
    if 1 / 2.4 < width / height < 2.4:  # what any of them reaches
        assert isinstance(got[0], int)
        assert isinstance(got[1], int)
        assert abs(log(got[0] / got[1] / (width / height))) < 0.05


def test_a_side_that_an_operator_sets_stands_and_the_other_follows() -> None:
    upright = HouseFormat(width=720, height=1280)
    assert asked(CONTRACTS["ltx-text"], upright, {"width_ui": 704}) == (704, 1248)
    assert asked(CONTRACTS["ltx-text"], upright, {"height_ui": 640}) == (352, 640)
    both: dict[str, Scalar] = {"width_ui": 1024, "height_ui": 576}
    assert asked(CONTRACTS["ltx-text"], upright, both) == (1024, 576)


def test_without_a_shape_the_defaults_are_asked() -> None:
    inputs = build_inputs(CONTRACTS["ltx-text"], {}, Request("a"))
    assert (inputs["width_ui"], inputs["height_ui"]) == (1024, 576)
    assert picture_size(CONTRACTS["film"], {}, 0.5) == {}


def test_sizes_of_a_list_and_of_no_limits() -> None:
    def sized(**fields: object) -> Contract:
        values = {"id": "c", "title": "C", "stage": "video", "source": "a/b", "fn_index": 0}
        sides = [{"name": s, "source": s, "kind": "int", **fields} for s in ("width", "height")]
        return Contract.model_validate({**values, "inputs": sides})

    assert picture_size(sized(default=512, choices=[512, 768, 1024]), {}, 1.5) == {
        "width": 768,
        "height": 512,
    }
    assert picture_size(sized(default=512), {}, 1.0) == {"width": 512, "height": 512}
    assert picture_size(sized(default=512, minimum=500, maximum=510), {}, 9.0) == {
        "width": 504,
        "height": 504,
    }
    with pytest.raises(ValidationError, match="need a default, in pixels"):
        sized()
    with pytest.raises(ValidationError, match="needed both, and each once"):
        Contract.model_validate(
            {**sized(default=512).model_dump(), "inputs": [{"name": "w", "source": "width"}]}
        )


def test_ratios_in_one_shape_are_chosen_by_size() -> None:
    ratio = next(i for i in CONTRACTS["runway-text-to-image"].inputs if i.name == "ratio")
    shapes = {16 / 9: "1280:720", 9 / 16: "720:1280", 1.0: "1024:1024", 4 / 3: "1440:1080"}
    assert {shape: nearest_ratio(ratio, shape) for shape in shapes} == shapes
    turned = ratio.model_copy(update={"choices": tuple(reversed(ratio.choices or ()))})
    assert nearest_ratio(turned, 9 / 16) == "720:1280"
    assert nearest_ratio(Input(name="r", default="16:9"), 0.5) == "16:9"
