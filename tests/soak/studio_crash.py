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
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import ffmpeg
import httpx

from tests.generators.runwayserver import RunwayServer
from tests.ports import free_port
from webtv.media.binary import find_ffmpeg
from webtv.store.library import Library

ROOT = Path(__file__).parents[2]
SHOTS = 3
ANSWER_S = 1.0
"""A task whose name did not reach the disk must have been bought this close before a kill."""

_CHANNEL = """\
title: {title}
theme: Paco, a tall white llama with a red scarf, drives a small train across the high Andes.
writer: {{kind: template}}
programme: {{shots: 3, shot_s: 2}}
house: {{width: 256, height: 144}}
titles: {{enabled: false}}
qc: {{similar: null, black_s: null, frozen_s: null, still: null, flicker: null}}
production: {{first: {first}, fresh_per_hour: 0, buffer_s: 3600}}
pipeline:
  {stages}
  interpolate: null
  music: {{space: musicgen}}
"""
_STAGES = {
    "spaces": "video: {space: zeroscope-v2}\n  upscale: {space: zeroscope-xl}",
    "runway": "video: {space: runway-text-to-video, source: public}\n  upscale: null",
}

Identity = tuple[str, str, str]
"""What a backend can tell two calls apart by: stage, words, and seed or file."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as the work book has it."""

    stage: str
    backend: str
    identity: Identity
    state: str
    task: str | None


@dataclass
class Known:
    """What the work book said right after a kill."""

    at: float
    calls: dict[str, Call]


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


class Crew:
    """Production, the servers it works with, and the home it works in."""

    def __init__(self, folder: Path, *, programmes: int) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.spaces = folder / "spaces"
        self.spaces.mkdir()
        make_media(self.spaces)
        self.take(1.0)
        self.port = free_port()
        self.runway = RunwayServer(media=lambda _: (self.spaces / "clip.mp4").read_bytes())
        self.programmes = programmes
        self._server: subprocess.Popen[bytes] | None = None
        self._production: subprocess.Popen[bytes] | None = None
        channels = folder / "channels"
        channels.mkdir()
        for number, (name, stages) in enumerate(_STAGES.items()):
            share = (programmes + 1 - number) // 2
            (channels / f"{name}.yaml").write_text(
                _CHANNEL.format(title=name.title(), first=share, stages=stages)
            )

    def take(self, seconds: float) -> None:
        """How long a call of a Space takes from now on."""
        (self.spaces / "seconds").write_text(str(seconds))

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The servers, for the time of a block; production is gone at its end."""
        environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
        environment["GRADIO_TEMP_DIR"] = str(self.folder / "gradio")
        with (self.folder / "spaces.log").open("wb") as log, self.runway:
            command = [sys.executable, "-m", "tests.soak.counted", str(self.port), str(self.spaces)]
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
            try:
                self.until(self._serves, within_s=120, what="the Spaces answer")
                yield
            finally:
                for process in (self._production, self._server):
                    if process is not None and process.poll() is None:
                        process.kill()
                        process.wait(10)

    def start(self) -> None:
        """Start production, and wait until it is at work."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI", "WEBTV"))}
        shutil.rmtree(self.home / "status", ignore_errors=True)
        with (self.folder / "produce.log").open("ab") as log:
            self._production = subprocess.Popen(
                [sys.executable, "-m", "webtv", "produce"],
                cwd=ROOT,
                env={
                    **inherited,
                    "WEBTV_HOME": str(self.home),
                    "WEBTV_CHANNELS_DIR": str(self.folder / "channels"),
                    "WEBTV_PLAYLISTS_DIR": str(self.folder / "playlists"),
                    "WEBTV_SPACES_URL": f"http://127.0.0.1:{self.port}",
                    "WEBTV_LOG_FORMAT": "json",
                    "RUNWAYML_API_SECRET": self.runway.key,
                    "RUNWAYML_BASE_URL": self.runway.url,
                },
                stdout=log,
                stderr=log,
            )
        status = self.home / "status" / "production"
        self.until(lambda: len(list(status.glob("*.json"))) == len(_STAGES), what="it is at work")

    def kill(self) -> Known:
        """kill -9, and what is on record then."""
        assert self._production is not None
        self._production.kill()
        self._production.wait(10)
        return Known(time.time(), self.calls())

    def stop(self) -> None:
        """End production as an operator does."""
        assert self._production is not None
        self._production.send_signal(signal.SIGTERM)
        self._production.wait(30)

    def ended(self, *, within_s: float) -> int:
        """The exit code of production that ends on its own."""
        assert self._production is not None
        return self._production.wait(within_s)

    def until(
        self, happened: Callable[[], object], *, within_s: float = 60, what: str = ""
    ) -> None:
        """Wait for something; production must live meanwhile."""
        deadline = time.monotonic() + within_s
        while not happened():
            ended = self._production is not None and self._production.poll() is not None
            if ended or time.monotonic() > deadline:
                log = self.folder / "produce.log"
                raise TimeoutError(f"{what}: {log.read_text()[-3000:] if log.exists() else ''}")
            time.sleep(0.05)

    def calls(self) -> dict[str, Call]:
        """All calls in the work book, by digest."""
        query = "SELECT digest, stage, backend, inputs, state, task FROM calls"
        return {
            digest: Call(stage, backend, _identity(stage, json.loads(inputs)), state, task)
            for digest, stage, backend, inputs, state, task in self.read(query)
        }

    def read(self, query: str) -> list[tuple[str, ...]]:
        """Rows of the work book. Of a copy: reading the file itself would tidy up its WAL."""
        with tempfile.TemporaryDirectory() as name:
            for path in self.home.glob("work.db*"):
                shutil.copy(path, name)
            with closing(sqlite3.connect(Path(name) / "work.db")) as book:
                tables = [row[0] for row in book.execute("SELECT name FROM sqlite_master")]
                return book.execute(query).fetchall() if "calls" in tables else []

    def asked(self) -> list[tuple[float, Identity]]:
        """Every call that the Spaces got, and when."""
        log = self.spaces / "calls.jsonl"
        lines = map(json.loads, log.read_text().splitlines() if log.exists() else [])
        return [(line["at"], _identity(line["stage"], line)) for line in lines]

    def all_made(self) -> bool:
        """Whether as many programmes as were wanted are made, and nothing is open."""
        states = Counter(row[0] for row in self.read("SELECT state FROM commissions"))
        return set(states) == {"made"} and states["made"] >= self.programmes

    def _serves(self) -> bool:
        try:
            url = f"http://127.0.0.1:{self.port}/musicgen/config"
            return httpx.get(url, timeout=5).is_success
        except httpx.TransportError:
            return False


def make_media(folder: Path) -> None:
    """clip.mp4 of 3 s and music.wav of 30 s."""
    for source, name in (
        ("testsrc2=s=256x144:r=8:d=3,format=yuv420p", "clip.mp4"),
        ("aevalsrc=0.3*sin(2*PI*(220+40*sin(t))*t)|0.3*sin(330*2*PI*t):s=48000:d=30", "music.wav"),
    ):
        ffmpeg.input(source, f="lavfi").output(str(folder / name)).global_args(
            "-v", "error", "-nostdin"
        ).run(cmd=str(find_ffmpeg(None)), overwrite_output=True)


def crash(crew: Crew, *, kills: int, longest_s: float, chance: random.Random) -> Outcome:
    """Kill production `kills` times while it makes programmes, let it finish, and look."""
    known = []
    for _ in range(kills):
        crew.start()
        time.sleep(chance.uniform(0, longest_s))
        known.append(crew.kill())
    crew.take(0.0)
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
    """Every programme is in the library, whole, and its cost is that of its takes."""
    library = Library(crew.home / "library")
    programmes = [p for name in _STAGES for p in library.programmes(name)]
    outcome.made = len(programmes)
    commissioned = {row[0] for row in crew.read("SELECT programme_id FROM commissions")}
    if {p.id for p in programmes} != commissioned:
        outcome.faults.append(f"{len(commissioned)} commissioned, {len(programmes)} in the library")
    for programme in programmes:
        if len(programme.shots) != SHOTS or not programme.music_takes:
            outcome.faults.append(f"{programme.id} is not whole")
        takes = [take for shot in programme.shots for take in shot.takes]
        credits_ = sum(take.cost.credits for take in takes)
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


def _identity(stage: str, inputs: dict[str, str | int]) -> Identity:
    words = inputs.get("prompt") or inputs.get("prompt_text") or inputs.get("text") or ""
    return stage, str(words), str(inputs.get("video") or inputs.get("seed") or "")


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
        crew.take(chosen.call)
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
