"""Whatever a file holds, reading it has an outcome: what it is, or problems with their places.

`FUZZ_EXAMPLES=100000 pytest --timeout=0 tests/config/test_any_file.py` looks for longer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mutation import NASTY, mutated
from webtv.config.channel import Channel
from webtv.config.contracts import SHIPPED, load_contracts, read_contract
from webtv.config.tree import TreeError, read_tree
from webtv.config.yaml import UNFORESEEN, parse_channel, read_channel
from webtv.errors import RejectedError
from webtv.production.inbox.details import parse_details

ROOT = Path(__file__).parents[2]
CHANNELS = [path.read_text() for path in sorted((ROOT / "channels").glob("*.yaml"))]
CONTRACTS = [path.read_text() for path in sorted(SHIPPED.glob("*.yaml"))]
DETAILS = "title: The llama\ntext: It waits.\n"
KNOWN = load_contracts()

for_long = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")), deadline=None)


def names_of(schema: Any) -> set[str]:
    """Every name of a field anywhere in a JSON schema."""
    if isinstance(schema, Mapping):
        own = set(schema.get("properties", ()))
        return own.union(*(names_of(part) for part in schema.values()))
    return set().union(*(names_of(part) for part in schema)) if isinstance(schema, list) else set()


FIELDS = sorted(names_of(Channel.model_json_schema()))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(NASTY),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)
SEEDS = st.integers(0, 2**32)


def check_channel(text: str) -> None:
    channel, problems = parse_channel(Path("channels/any.yaml"), text, contracts=KNOWN, env={})
    assert (channel is None) == bool(problems)
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + len(text.splitlines()) + 1
    for problem in problems:
        assert UNFORESEEN not in problem.message, problem
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert "\n" not in str(problem)


@for_long
@given(st.text(max_size=200))
def test_any_text_is_a_tree_or_a_place(text: str) -> None:
    with suppress(TreeError):
        read_tree(text)


@for_long
@given(st.dictionaries(st.sampled_from(sorted(Channel.model_fields)), VALUES, max_size=6))
def test_any_values_are_a_channel_or_problems(values: dict[str, Any]) -> None:
    check_channel(json.dumps({"title": "Llamas", "theme": "llamas in the Andes", **values}))


@for_long
@given(SEEDS, st.sampled_from(CHANNELS))
def test_a_spoiled_channel_file_is_a_channel_or_problems(seed: int, text: str) -> None:
    check_channel(mutated(text, Random(seed)).decode("utf-8", "replace"))


@for_long
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_channel_or_problems(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    channel, problems = read_channel(path, contracts=KNOWN, env={})
    assert (channel is None) == bool(problems)


@for_long
@given(seed=SEEDS, text=st.sampled_from(CONTRACTS))
def test_a_spoiled_contract_is_a_contract_or_problems(
    seed: int, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "mine.yaml"
    path.write_bytes(mutated(text, Random(seed)))
    contract, problems, _ = read_contract(path)
    assert (contract is None) == bool(problems)


@for_long
@given(SEEDS)
def test_spoiled_details_are_details_or_refused(seed: int) -> None:
    with suppress(RejectedError):
        parse_details(mutated(DETAILS, Random(seed)), name="a.yaml")
