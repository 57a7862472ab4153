"""Answers as plain text: titles and prompts come from language models and from file names."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from webtv.plaintext import plain_text

ModelT = TypeVar("ModelT", bound=BaseModel)


def plain(model: ModelT) -> ModelT:
    """`model` with every text in it, however deep, without characters that steer a screen."""
    return model.model_copy(update={name: _plain(value) for name, value in model})


def gist(text: str) -> str:
    """A sentence of ours as far as the first words that may not be: they follow a colon."""
    return text.partition(": ")[0]


def _plain(value: object) -> object:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    return value
