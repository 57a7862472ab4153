"""Whatever a valid contract says of its endpoint, a call can be put together and priced by it.

`FUZZ_EXAMPLES=10000 pytest --timeout=0 tests/generators/test_any_contract.py` looks for longer.
"""

from __future__ import annotations

import os
import time
from math import isfinite

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.config.anyvalues import any_contract
from webtv.config.contract import Contract
from webtv.generators.call import Request, build_inputs, filmed_s, recorded
from webtv.generators.price import cost_of
from webtv.model.cost import Cost


@settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(any_contract(), st.sampled_from((9 / 16, 1.0, 16 / 9, 30.0)))
def test_a_call_is_put_together_and_priced_by_any_contract(
    contract: Contract, aspect: float
) -> None:
    begun = time.process_time()
    request = Request("llamas", seed=2**31, motion=3, voice="af_heart", seconds=4.0, aspect=aspect)
    inputs = build_inputs(contract, {}, request)
    assert inputs.keys() == {given.name for given in contract.inputs}
    assert recorded(contract, inputs).keys() <= contract.params.keys()
    made_s = filmed_s(contract, {}, 4.0)
    assert made_s is None or isfinite(made_s)
    cost = cost_of(contract, inputs, wanted_s=4.0, gpu_s=3.0)
    sum((cost for _ in range(1000)), Cost())
    assert time.process_time() - begun < 2
