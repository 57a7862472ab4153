"""How well answers of language models are told apart: good ones accepted, bad ones caught.

`python -m tests.benchmarks.answers` reads the table of `tests/writers/answers`, asks the checks and
has every good programme written by the writer through a real HTTP server, to count its tokens.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, defaultdict
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.jsonserver import Reply
from tests.writers.chatserver import ChatServer, said
from tests.writers.table import BRIEFS, Case, cases, opinion_of
from webtv.errors import BackendError
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.writer import Record

ACCEPTED, CAUGHT = 0.98, 0.95
"""Goals: the shares of good answers that are accepted, and of bad ones that are caught."""

_VERDICT = '{"verdicts": [{"draft": 1, "theme": 9, "new": 8, "filmable": 8, "tone": 8, "why": ""}]}'


async def tokens_of(case: Case) -> int | None:
    """What the short form takes for a programme that begins with this answer; None if none came.

    A judge that is asked likes it, and bad shots are written again as they stood.
    """

    def reply(request: dict[str, Any]) -> Reply:
        judged = "Judge this" in request["messages"][1]["content"]
        return said(_VERDICT if judged else case.text, usage=None)

    record = Record()
    with ChatServer(reply) as server:
        writer = OpenAIWriter(model="table", api_key=None, base_url=server.url, form="short")
        try:
            await writer.write(BRIEFS[case.channel], record)
        except BackendError:
            return None
    return record.cost.tokens


def main() -> int:
    """Prints the table; 1 when a goal is missed."""
    console = Console()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    missed = []
    for case in cases():
        opinion = opinion_of(case)
        outcome = "problems" if opinion.problems else "judge" if opinion.doubtful else "passes"
        seen[case.bad or "good"][outcome] += 1
        if (outcome == "passes") == bool(case.bad) and not (not case.bad and outcome == "judge"):
            missed.append(f"{case.name} {'; '.join(opinion.problems)}")
    table = Table("Kind", "Answers", "Pass", "To the judge", "Sent back", box=None)
    for kind, counts in sorted(seen.items(), key=lambda pair: (pair[0] != "good", pair[0])):
        row = (sum(counts.values()), counts["passes"], counts["judge"], counts["problems"])
        table.add_row(kind, *map(str, row))
    console.print(table)

    good = seen.pop("good")
    bad = sum(seen.values(), Counter[str]())
    accepted = 1 - good["problems"] / good.total()
    caught = 1 - bad["passes"] / bad.total()
    written = [c for c in cases() if not c.bad and c.kind == "programme"]
    tokens = [asyncio.run(tokens_of(case)) for case in written]
    paid = sorted(each for each in tokens if each is not None)
    console.print(
        f"good accepted: {accepted:.1%} ({good['judge']} of {good.total()} if the judge agrees)"
    )
    console.print(f"bad caught: {caught:.1%} ({bad['judge']} of {bad.total()} if the judge agrees)")
    console.print(
        f"tokens per accepted programme, short form, 4 characters a token: median "
        f"{paid[len(paid) // 2]}, {paid[0]} to {paid[-1]}; {len(paid)} of {len(written)} written"
    )
    for each in missed:
        console.print(f"missed: {each}", markup=False)
    return 0 if accepted >= ACCEPTED and caught >= CAUGHT else 1


if __name__ == "__main__":
    sys.exit(main())
