"""The page is checked against answers.d.ts: what that says of the API must be so."""

from __future__ import annotations

import re
from pathlib import Path
from types import NoneType
from typing import get_args

import pytest
from pydantic import BaseModel

import webtv.web
from webtv.model import status
from webtv.model.asrun import KINDS
from webtv.web import answers

DECLARED = (Path(webtv.web.__file__).parent / "answers.d.ts").read_text("utf-8")
INTERFACES = dict(re.findall(r"export interface (\w+) \{\n(.*?)\n\}", DECLARED, re.DOTALL))


@pytest.mark.parametrize("name", INTERFACES)
def test_the_page_reads_only_what_the_api_sends(name: str) -> None:
    model: type[BaseModel] = getattr(answers, name, None) or getattr(status, name)
    declared = dict(re.findall(r"^  (\w+): (.+);$", INTERFACES[name], re.MULTILINE))
    assert declared
    assert declared.keys() <= model.model_fields.keys()
    for field, kind in declared.items():
        optional = NoneType in get_args(model.model_fields[field].annotation)
        assert kind.endswith(" | null") == optional, field


def test_the_page_knows_every_kind_of_item() -> None:
    (kinds,) = re.findall(r"export type Kind = (.+);", DECLARED)
    assert re.findall(r'"(\w+)"', kinds) == list(KINDS)
