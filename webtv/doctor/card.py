"""The GPU as its driver and torch see it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from webtv.doctor.finding import Finding, fault, note
from webtv.models.installed import INSTALL, lacking_packages

_LOOK_S = 90.0

_DRIVER = (
    "nvidia-smi",
    "--query-gpu=name,driver_version,memory.total",
    "--format=csv,noheader,nounits",
)

_TORCH = """
import json, torch
told = {"version": torch.__version__, "cuda": torch.version.cuda or torch.version.hip or ""}
told |= {"name": "", "total_gb": 0.0, "free_gb": 0.0, "fault": ""}
try:
    if torch.backends.mps.is_available():
        told["name"] = "Apple GPU"
    else:
        torch.cuda.init()
        told["name"] = torch.cuda.get_device_name(0)
        free, total = torch.cuda.mem_get_info(0)
        told |= {"free_gb": free / 1e9, "total_gb": total / 1e9}
        # Whether this build has anything for a card of its generation.
        torch.ones(1, device="cuda").add(1).item()
except Exception as error:
    told["fault"] = (str(error).strip() or type(error).__name__).splitlines()[0]
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A GPU that torch can use. Sizes are 0 where nobody tells them."""

    name: str
    total_gb: float
    free_gb: float


def look_at_card(*, wanted: bool) -> tuple[Card | None, list[Finding]]:
    """Return the card that models would run on, and findings; `wanted` makes a lack a fault."""
    lack = fault if wanted else note
    driver, seen = _driver(lack)
    lacking = lacking_packages()
    if lacking:
        told = f"{', '.join(lacking)} not installed"
        return None, [driver, lack("models", told, INSTALL if seen or wanted else "")]
    torch = _asked((sys.executable, "-W", "ignore", "-c", _TORCH))
    if isinstance(torch, str):
        return None, [driver, lack("torch", f"it cannot be imported ({torch})", INSTALL)]
    told = json.loads(torch[-1])
    version = f"{told['version']}, for {told['cuda'] or 'processors'}"
    if not told["fault"]:
        card = Card(told["name"], told["total_gb"], told["free_gb"])
        return card, [driver, Finding("torch", version), _room(card)]
    if not seen:
        cure = (
            "run models on a machine with one (a container needs NVIDIA's container toolkit), "
            "or set WEBTV_SPACES_ENGINE=studio"
        )
        return None, [driver, Finding("torch", version), lack("card", "torch finds no GPU", cure)]
    if not told["cuda"]:
        cure = "install the build for your card, as pytorch.org says"
    elif "driver" in told["fault"].lower():
        cure = f"update the driver to one for CUDA {told['cuda']} or newer"
    else:
        cure = "install a build of torch that has your card's generation, as pytorch.org says"
    return None, [driver, lack("torch", f"{version}, cannot use the card ({told['fault']})", cure)]


def _room(card: Card) -> Finding:
    """How much memory a card has; a station that runs fills most of it itself."""
    if not card.total_gb:
        return Finding("card", card.name)
    told = f"{card.name}, {card.total_gb:.1f} GB"
    if card.free_gb > card.total_gb / 2:
        return Finding("card", told)
    told += f", {card.free_gb:.1f} of it free"
    return note("card", told, "unless that is this station, end what fills it, see nvidia-smi")


def _driver(lack: Callable[[str, str, str], Finding]) -> tuple[Finding, bool]:
    """What NVIDIA's driver says, and whether there should be a card."""
    told = _asked(_DRIVER)
    if told == "missing":
        return note("driver", "no nvidia-smi here"), False
    if isinstance(told, str):
        cure = "install the driver anew and restart the machine"
        return lack("driver", f"nvidia-smi fails ({told})", cure), True
    return Finding("driver", "; ".join(map(_card, told))), True


def _card(line: str) -> str:
    """A line of its table in words; cards that share the machine's memory tell no size."""
    name, version, mebibytes = [*line.rsplit(",", 2), "", ""][:3]
    size = f", {int(mebibytes) * 2**20 / 1e9:.1f} GB" if mebibytes.strip().isdigit() else ""
    return f"{name.strip()}{size}, driver {version.strip()}"


def _asked(command: tuple[str, ...]) -> list[str] | str:
    """The lines that a program prints, or why there are none."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_LOOK_S, check=False
        )
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        return error.strerror or str(error)
    except subprocess.TimeoutExpired:
        return f"it takes longer than {_LOOK_S:g} s"
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        said = [*done.stdout.splitlines(), *done.stderr.splitlines()]
        return said[-1].strip() if said else f"exit code {done.returncode}"
    return lines
