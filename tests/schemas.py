"""Requests that schemathesis makes of an application's own description (OpenAPI).

`FUZZ_EXAMPLES=500 pytest --timeout=0 tests/console/test_schema.py` looks for longer, and elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok

Made = Case[Any]
"""One request."""

SHORT = 2
"""Requests of each operation where nobody asks for more."""


def ask_all(document: Mapping[str, Any], ask: Callable[[Made], None]) -> int:
    """Send requests of each operation, right ones and wrong ones. Returns how many operations."""
    examples = int(os.environ.get("FUZZ_EXAMPLES", str(SHORT)))
    schema = schemathesis.openapi.from_dict(dict(document))
    found = list(schema.get_all_operations())
    operations = [result.ok() for result in found if isinstance(result, Ok)]
    assert len(operations) == len(found)
    for operation in operations:
        # Any text at all is right in a path and in a form; a query may say what is no number.
        modes = list(GenerationMode) if len(operation.query) else [GenerationMode.POSITIVE]
        for mode in modes:

            @settings(
                max_examples=examples,
                deadline=None,
                derandomize=examples == SHORT,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.explicit, Phase.generate, Phase.shrink),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def one(case: Made) -> None:
                ask(case)

            one()
    return len(operations)


def with_words(document: Mapping[str, Any], words: Mapping[str, list[str]]) -> dict[str, Any]:
    """The document, with words for its fields by name that lead to something now and then."""

    def found(node: Any) -> Any:
        if isinstance(node, list):
            return [found(each) for each in node]
        if not isinstance(node, dict):
            return node
        node = {name: found(each) for name, each in node.items()}
        if node.get("in") in ("path", "query") and node.get("name") in words:
            node["schema"] = _either(node["schema"], words[node["name"]])
        for name in words.keys() & node.get("properties", {}).keys():
            node["properties"][name] = _either(node["properties"][name], words[name])
        return node

    return dict(found(document))


def _either(schema: Any, words: list[str]) -> dict[str, Any]:
    return {"anyOf": [{"enum": words}, schema]}
