"""`webtv spaces export`: an app as a folder that Hugging Face, or any machine, runs as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import webtv
from webtv.config.contract import Contract
from webtv.config.contracts import load_contracts
from webtv.errors import ConfigError
from webtv.models.catalogue import MODELS, Model

_PINS = Path(__file__).with_name("pins.txt")
_ON_CARD_ONLY = "# Where a model"

_OTHER_PARTS = (
    *("cli", "station", "programmes", "doctor", "asrun", "control", "spacecheck", "web"),
    *("production", "playout", "rtmp", "probe", "writers", "ingest"),
    *("archive", "backup", "transfer", "mirror", "objects"),
)
"""Of the package: what no Space imports."""

_LEFT_BY_RUNS = ("var", "__pycache__")
"""What a Space leaves in its folder where it ran; its key is among it."""

_OURS = {"README.md", "app.py", "requirements.txt", "webtv", ".gitignore", *_LEFT_BY_RUNS}
_GITS = {".git", ".gitattributes"}

_START = "from webtv.spaces.alone import main"
"""By this line an `app.py` is known to be of an export."""

_CARDS = (("t4-small", 15.0), ("l4x1", 23.0), ("l40sx1", 46.0), ("a100-large", 80.0))
"""Hugging Face's hardware, the cheapest first, and the gigabytes that its driver leaves on it."""

_APP = '''\
"""{title}, as a Space of one's own: see README.md."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # The processes that it starts look for the package here.
    os.chdir(Path(__file__).resolve().parent)
    sys.path.insert(0, "")
    {start}

    main("{id}")
'''

_README = """\
---
title: {title}
emoji: 📺
colorFrom: indigo
colorTo: gray
sdk: gradio
sdk_version: {gradio}
python_version: "3.11"
app_file: app.py
pinned: false
suggested_hardware: {hardware}
startup_duration_timeout: 1h
license: {licence_id}
models:
  - {repo}
---

# {title}

Answers as `{source}` does: the same endpoint, its inputs in the same order. It is WebTV's contract
`{id}`, and a part of that television station, whose code is in `webtv/` (Apache-2.0).

- Here: `pip install -r requirements.txt && python app.py`, with Python 3.11 or newer; then open
  http://127.0.0.1:7860. `GRADIO_SERVER_NAME=0.0.0.0` offers it to everyone who reaches the machine.
- On Hugging Face: push this folder to a new Space, **make it private** unless it is for everybody,
  and choose its hardware.
- In a channel's file: `{stage}: {{space: {id}, source: YOUR-NAME/YOUR-SPACE}}`, with `HF_TOKEN` in
  the station's environment where the Space is private.

{needs}"""

_MODEL = """\
Weights: {title}, `{repo}`, {weights_gb:g} GB.
Licence of the weights: {licence}{limit}.

{place}
The weights are fetched at the first call; or let `WEBTV_MODELS` name a folder that has them as
`{repo}`.
"""

_ON_CARD = """\
About {all_gb:.0f} GB of GPU memory hold all of it at work; with less, its parts take turns.
A process of its own owns the GPU, so it is not for ZeroGPU."""

_ON_PROCESSOR = "It works on the processor, with about {work_gb:g} GB of memory: no GPU is needed."


def export(name: str, target: Path) -> None:
    """Write the Space of a contract into `target`: a new folder, a clone of an empty Space, or one
    that was exported before.

    Raises ConfigError for a contract that no app here serves, and for a folder that holds other
    things, such as this package where it was not exported.
    """
    contracts = {each.id: each for each in load_contracts().values() if each.local}
    if name not in contracts:
        raise ConfigError(f"no app serves {name}; there are {', '.join(sorted(contracts))}")
    if target.exists():
        if not target.is_dir():
            raise ConfigError(f"{target} is no folder")
        others = sorted({each.name for each in target.iterdir()} - _OURS - _GITS)
        if others:
            raise ConfigError(f"{target} has other things in it ({others[0]}): name a new folder")
        if (target / "webtv").exists() and not _was_exported(target):
            raise ConfigError(f"{target / 'webtv'} is of no export: name a new folder")
    target.mkdir(parents=True, exist_ok=True)
    if (target / "webtv").exists():
        shutil.rmtree(target / "webtv")
    shutil.copytree(Path(webtv.__file__).parent, target / "webtv", ignore=_leave_out)
    contract, model = contracts[name], MODELS[name]
    pins = _pins(model)
    files = {
        "app.py": _APP.format(id=name, title=contract.title, start=_START),
        "requirements.txt": "".join(f"{pin}\n" for pin in pins),
        "README.md": _readme(contract, model, pins),
        ".gitignore": _ignored(target / ".gitignore"),
    }
    for file, text in files.items():
        (target / file).write_text(text, "utf-8")


def _was_exported(target: Path) -> bool:
    try:
        return _START in (target / "app.py").read_text("utf-8")
    except (OSError, ValueError):
        return False


def _ignored(file: Path) -> str:
    """What git is to leave out, beside what it left out before."""
    before = file.read_text("utf-8").splitlines() if file.exists() else []
    lines = dict.fromkeys([*before, *(f"{each}/" for each in _LEFT_BY_RUNS)])
    return "".join(f"{line}\n" for line in lines)


def _leave_out(folder: str, names: list[str]) -> list[str]:
    whole = Path(folder) == Path(webtv.__file__).parent
    return [each for each in names if each == "__pycache__" or (whole and each in _OTHER_PARTS)]


def _pins(model: Model) -> list[str]:
    all_sorts, _, on_card = _PINS.read_text("utf-8").partition(_ON_CARD_ONLY)
    lines = all_sorts.splitlines() + ([] if model.on_processor else on_card.splitlines())
    return [line for line in lines if "==" in line]


def _readme(contract: Contract, model: Model, pins: list[str]) -> str:
    (gradio,) = [pin.partition("==")[2] for pin in pins if pin.startswith("gradio==")]
    place = _ON_PROCESSOR if model.on_processor else _ON_CARD
    needs = _MODEL.format(
        title=model.title,
        repo=model.repo,
        weights_gb=model.weights_gb,
        licence=model.licence,
        limit="" if model.commercial else ": **not for commercial use**",
        place=place.format(all_gb=model.whole_gb, work_gb=model.work_gb),
    )
    return _README.format(
        title=contract.title,
        gradio=gradio,
        hardware=_hardware(model),
        licence_id=(contract.licence or "apache-2.0").lower(),
        repo=model.repo,
        source=contract.source,
        id=contract.id,
        stage=contract.stage,
        needs=needs,
    )


def _hardware(model: Model) -> str:
    """The processor, or the cheapest card that has room for all of it at once."""
    if model.on_processor:
        return "cpu-basic"
    fitting = (card for card, room_gb in _CARDS if room_gb >= model.whole_gb)
    return next(fitting, _CARDS[-1][0])
