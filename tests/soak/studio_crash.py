"""Kills production at random moments, and counts what its backends were asked to do.

    python -m tests.soak.studio_crash --kills 50

`webtv produce` makes programmes for two channels against servers that count: real Gradio Spaces,
and one that speaks Runway's protocol to Runway's own SDK. After every kill -9 the work book is
read: what it knows then may never be asked for again. At the end every programme must be in the
library with all of its shots, every credit on the books, and no file without an owner. Ends with
exit code 1 if not.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.crew import STAGES, Call, Crew, Identity, Known
from webtv.store.library import Library

SHOTS = 3
ANSWER_S = 1.0
"""A task whose name did not reach the disk must have been bought this close before a kill."""


@dataclass
class Outcome:
    """What is left at the end, and what was wrong."""

    kills: int = 0
    made: int = 0
    calls: int = 0
    bought: int = 0
    lost_in_answer: list[float] = field(default_factory=list)
    """Of tasks that are in no record: seconds from being bought to the kill that cut them off."""
    collected: int = 0
    faults: list[str] = field(default_factory=list)


def crash(crew: Crew, *, kills: int, longest_s: float, chance: random.Random) -> Outcome:
    """Kill production `kills` times while it makes programmes, let it finish, and look."""
    known = []
    for _ in range(kills):
        crew.start()
        time.sleep(chance.uniform(0, longest_s))
        known.append(crew.kill())
    return finish(crew, known)


def finish(crew: Crew, known: list[Known]) -> Outcome:
    """Start production again after its last kill, let it finish, and look."""
    crew.spaces.take(0.0)
    crew.runway.takes_s = 0.0
    crew.start()
    crew.until(crew.all_made, within_s=60 * crew.programmes, what="all programmes are made")
    crew.stop()
    return judge(crew, known)


def judge(crew: Crew, known: list[Known]) -> Outcome:
    """What came of it."""
    final = crew.calls()
    asked = crew.asked()
    outcome = Outcome(len(known), calls=len(asked), bought=len(crew.runway.tasks))
    _look_for_repeats(outcome, final, known, asked)
    _look_at_tasks(crew, outcome, final, known)
    _look_at_programmes(crew, outcome)
    _look_for_orphans(crew, outcome)
    return outcome


def _look_for_repeats(
    outcome: Outcome,
    final: dict[str, Call],
    known: list[Known],
    asked: list[tuple[float, Identity]],
) -> None:
    """Nothing is asked of a Space again after its result was on record."""
    alike = Counter(call.identity for call in final.values())
    since: dict[Identity, float] = {}
    for moment in known:
        for digest, call in moment.calls.items():
            if call.state == "done":
                since.setdefault(call.identity, moment.at)
                if final[digest].state != "done":
                    outcome.faults.append(f"a result was forgotten: {call.identity}")
    # Two programmes may want the same music: a Space cannot tell whose call it is.
    outcome.faults += [
        f"asked again though it was known: {identity}"
        for at, identity in asked
        if alike[identity] == 1 and at > since.get(identity, float("inf"))
    ]


def _look_at_tasks(
    crew: Crew, outcome: Outcome, final: dict[str, Call], known: list[Known]
) -> None:
    """A task whose name was on record is collected; only an answer cut off by a kill is lost."""
    tasks = crew.runway.tasks
    names = {call.task for call in final.values() if call.task}
    outcome.collected = len(names & {n.task for k in known for n in k.calls.values() if n.task})
    for moment in known:
        for digest, call in moment.calls.items():
            if call.task and final[digest].task != call.task:
                outcome.faults.append(f"task {call.task} was bought again: {call.identity}")
    for name in tasks.keys() - names:
        bought_at = tasks[name].created.timestamp()
        before_s = min((k.at - bought_at for k in known if k.at >= bought_at), default=1e9)
        outcome.lost_in_answer.append(before_s)
        if before_s > ANSWER_S:
            outcome.faults.append(f"task {name} is not in the work book, and no kill is to blame")
    if len(tasks) - len(outcome.lost_in_answer) != len(
        [c for c in final.values() if c.stage == "video" and "unway" in c.backend]
    ):
        outcome.faults.append("Runway was asked more often than there are calls")


def _look_at_programmes(crew: Crew, outcome: Outcome) -> None:
    """Every programme is in the library, whole, and its cost is that of its generations."""
    library = Library(crew.home / "library")
    programmes = [p for name in STAGES for p in library.programmes(name)]
    outcome.made = len(programmes)
    commissioned = {row[0] for row in crew.read("SELECT programme_id FROM commissions")}
    if {p.id for p in programmes} != commissioned:
        outcome.faults.append(f"{len(commissioned)} commissioned, {len(programmes)} in the library")
    for programme in programmes:
        if len(programme.shots) != SHOTS or not programme.music_generations:
            outcome.faults.append(f"{programme.id} is not whole")
        generations = [generation for shot in programme.shots for generation in shot.generations]
        credits_ = sum(generation.cost.credits for generation in generations)
        if abs(programme.cost.credits - credits_) > 1e-6:
            outcome.faults.append(f"{programme.id}: {programme.cost.credits} for {credits_}")


def _look_for_orphans(crew: Crew, outcome: Outcome) -> None:
    """No file is left of what is over."""
    outcome.faults += [
        f"left over: {path.relative_to(crew.home)}"
        for folder in ("clips", "work")
        for path in (crew.home / folder).rglob("*")
        if path.is_file()
    ]
    for folder in (crew.home / "library").iterdir():
        stems = Counter(path.stem for path in folder.iterdir())
        outcome.faults += [f"left over: {folder.name}/{s}" for s, n in stems.items() if n != 2]
    outcome.faults += [f"left over: {path}" for path in crew.home.rglob("*.tmp")]


def main() -> None:
    """Run by hand."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--programmes", type=int, default=10)
    options.add_argument("--longest", type=float, default=6.0, help="seconds that a life lasts")
    options.add_argument("--call", type=float, default=3.0, help="seconds that a call takes")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        crew = Crew(folder, programmes=chosen.programmes)
        crew.spaces.take(chosen.call)
        crew.runway.takes_s = 2 * chosen.call
        started = time.monotonic()
        with crew.serving():
            outcome = crash(
                crew,
                kills=chosen.kills,
                longest_s=chosen.longest,
                chance=random.Random(chosen.seed),
            )
    print(
        f"{outcome.kills} kills in {time.monotonic() - started:.0f} s, "
        f"{outcome.made} programmes made\n"
        f"{outcome.calls} calls of Spaces; {outcome.bought} tasks bought, of which "
        f"{outcome.collected} were begun before a kill and {len(outcome.lost_in_answer)} "
        "were lost with an answer that a kill cut off, after "
        f"{[round(seconds, 3) for seconds in outcome.lost_in_answer]} s"
    )
    print("\n".join(outcome.faults) or "no faults")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
