"""What playout costs and how many channels one machine holds, measured by hand.

    python -m tests.benchmarks.playout                              what one channel costs
    python -m tests.benchmarks.playout --channels 40 --seconds 300  all of them in real time

Prints a table and ends with exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import cost, crowd


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--channels", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60, help="of a round, or of the crowd")
    parser.add_argument("--rounds", type=int, default=7, help="when there is one channel")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="webtv-benchmark-") as folder:
        if chosen.channels > 1:
            together = crowd.measure(Path(folder), channels=chosen.channels, seconds=chosen.seconds)
            print(crowd.table(together))
            failures = crowd.missed(together)
        else:
            costs = cost.measure(Path(folder), rounds=chosen.rounds, seconds=chosen.seconds)
            print(cost.table(costs))
            failures = cost.missed(costs)
    for failure in failures:
        print(f"MISSED: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
