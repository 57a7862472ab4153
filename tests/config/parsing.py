"""Channel files as texts, and what is told of them."""

from __future__ import annotations

from pathlib import Path

from webtv.config.channel import Channel
from webtv.config.contracts import load_contracts
from webtv.config.problem import Problem
from webtv.config.yaml import parse_channel

GOOD = "title: Llamas\ntheme: llamas in the high Andes at dawn\n"


def parse(text: str, env: dict[str, str] | None = None) -> tuple[Channel | None, list[Problem]]:
    return parse_channel(
        Path("channels/llamas.yaml"), text, contracts=load_contracts(), env=env or {}
    )


def lines(text: str, env: dict[str, str] | None = None) -> list[str]:
    channel, problems = parse(text, env)
    assert channel is None
    return [str(p).removeprefix("channels/llamas.yaml:") for p in problems]
