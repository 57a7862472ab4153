"""One table of stages: nothing that goes by stages can miss one."""

from __future__ import annotations

from typing import get_args

from webtv.config.contracts import load_contracts
from webtv.config.pipeline import PipelineConfig, StageConfig
from webtv.model.stage import SHOT_STAGES, STAGES, WEIGHTS, Stage


def test_each_stage_has_a_line_a_weight_and_a_key_in_channel_files() -> None:
    names = get_args(Stage)
    assert tuple(stage.name for stage in STAGES) == names
    assert tuple(WEIGHTS) == names
    assert set(PipelineConfig.model_fields) >= set(names)
    assert names[: len(SHOT_STAGES)] == SHOT_STAGES


def test_a_pipeline_gives_its_stages_in_order() -> None:
    used = StageConfig(space="film")
    named = {stage.name: used.model_dump() for stage in STAGES}
    every = PipelineConfig.model_validate(named)
    assert tuple(every.stages()) == get_args(Stage)


def test_each_stage_is_served_by_a_contract_that_ships() -> None:
    served = {contract.stage for contract in load_contracts().values()}
    assert served >= set(get_args(Stage)) - {"edit"}
