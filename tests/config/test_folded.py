"""A folded text keeps its line ends where they are all that marks a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from webtv.config.yaml import parse_channel

LISTS = {
    "es": ("Gatos en los tejados", "Un panadero saca el pan", "Se cierra la persiana"),
    "de": ("Kühe auf der Weide", "Der Senn rührt im Kupferkessel", "Murmeltiere pfeifen"),
    "zh": ("牧民赶着羊群出发", "骏马奔过河滩", "孩子们摔跤"),
    "en": ("Ships at the quay:", "- a tug", "- two ferries"),
}
PROSE = (
    "Paco drives a small train across the high",
    "Andes, and Rosa sells hot soup to all who",
    "Wait for it at the stations.",
)


def theme(*lines: str) -> str:
    text = "title: Any\ntheme: >\n" + "".join(f"  {line}\n" for line in lines)
    channel, problems = parse_channel(Path("any.yaml"), text, contracts=None, env={})
    assert channel, problems
    return channel.theme


@pytest.mark.parametrize("language", LISTS)
def test_entries_of_a_folded_list_stay_apart(language: str) -> None:
    assert theme(*LISTS[language]).strip() == "\n".join(LISTS[language])


def test_prose_and_sentences_are_folded_as_yaml_says() -> None:
    assert theme(*PROSE).strip() == " ".join(PROSE)
    sentences = ("A fox waits.", "A very old owl reads the map.", "Rain falls.")
    assert theme(*sentences).strip() == " ".join(sentences)


def test_a_sentence_goes_on_over_a_line_end_in_scripts_without_blanks() -> None:
    lines = ("豆腐小僧は豆腐を運びます。女の子のミオはねこの", "シロと乗ります。", "朝に帰ります。")
    assert theme(*lines).strip() == " ".join(lines)


def test_a_yaml_list_is_a_list_of_entries() -> None:
    text = "title: Any\ntheme:\n- Ships at the quay\n- A tug\n"
    channel, problems = parse_channel(Path("any.yaml"), text, contracts=None, env={})
    assert channel, problems
    assert channel.theme == "- Ships at the quay\n- A tug"
    _, problems = parse_channel(Path("any.yaml"), text + "- {a: b}\n", contracts=None, env={})
    assert "must be a text" in str(problems[0])
