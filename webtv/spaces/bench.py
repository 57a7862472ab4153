"""`webtv spaces bench`: the models of this machine, measured where nothing else works with them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console

from webtv.config.settings import Settings
from webtv.errors import ConfigError, PreflightError
from webtv.models.catalogue import MODELS
from webtv.models.installed import INSTALL
from webtv.models.usual import USUAL
from webtv.models.weights import find, is_here


def run(
    settings: Settings, names: Sequence[str], batches: Sequence[int], repeat: int, *, json: bool
) -> int:
    """Measure and print; 1 if a model could not do what it was asked.

    Raises ConfigError for a name that is none, PreflightError where there is nothing to measure.
    """
    unknown = [name for name in names if name not in USUAL]
    if unknown:
        raise ConfigError(f"no model {unknown[0]}; there are {', '.join(USUAL)}")
    ids = list(names) or [each for each in USUAL if is_here(MODELS[each], settings.models)]
    if not ids:
        raise PreflightError("no model has its weights here: run `webtv spaces fetch`")
    try:
        from webtv.models import bench
        from webtv.models.device import find_device
        from webtv.models.pool import Pool
    except ModuleNotFoundError as error:
        raise PreflightError(f"{error.name} is missing: {INSTALL}") from None
    device = find_device(limit_gb=settings.models_gb)
    pool = Pool(device, lambda model: find(model, settings.models))
    rows = []
    for row in bench.bench(pool, device, ids, batches=batches, repeat=repeat):
        rows.append(row)
        sys.stderr.write(
            f"{row.model}, batch {row.batch}: {row.problem or f'{row.seconds:.2f} s'}\n"
        )
    if json:
        sys.stdout.write(bench.as_json(device, rows) + "\n")
    else:
        Console(highlight=False).print(bench.as_table(device, rows))
    return int(any(row.problem for row in rows))
