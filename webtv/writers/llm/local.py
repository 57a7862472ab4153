"""Finds a language model that runs on this machine: Ollama, LM Studio, llama.cpp and their like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import httpx

from webtv.http.client import async_client
from webtv.http.json import read_json
from webtv.http.limits import Limits
from webtv.writers.llm.size import is_tiny

_LIMITS = Limits(1_000_000, total_s=2.0, idle_s=2.0, connect_s=0.5)

_NO_WRITER = re.compile(r"embed|rerank|whisper|tts|clip\b|bge-|stable-diffusion", re.IGNORECASE)
"""Models that a server may list and that write no text."""

_LONGEST_NAME = 200
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model and its server's base URL; `parameters` is its size, if the server tells."""

    url: str
    model: str
    parameters: float | None = None


async def find_local(ports: Sequence[int], *, wanted: str) -> LocalModel | None:
    """The model called `wanted`, else the first that is not tiny, else the first of all.

    They are those of the first server that lists models.
    """
    async with async_client(_LIMITS) as client:
        for port in ports:
            url = f"http://127.0.0.1:{port}/v1"
            try:
                response = await client.get(f"{url}/models")
                listed = _models(read_json(response.content)) if response.is_success else []
            except (httpx.HTTPError, ValueError):
                continue
            if listed:
                named = (each for each in listed if each[0] == wanted)
                large = (each for each in listed if not is_tiny(*each))
                model, parameters = next(chain(named, large, listed))
                return LocalModel(url, model, parameters)
    return None


def _models(answer: Any) -> list[tuple[str, float | None]]:
    """The writing models of a list as OpenAI's API has it; none if it is no such list."""
    entries = answer.get("data") if isinstance(answer, dict) else None
    found = []
    for entry in entries if isinstance(entries, list) else []:
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and name.isprintable():
            meta = entry.get("meta")
            size = meta.get("n_params") if isinstance(meta, dict) else None
            if not _NO_WRITER.search(name):
                known = float(size) if isinstance(size, int) and 1 < size < _LARGEST else None
                found.append((name, known))
    return found
