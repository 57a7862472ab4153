"""Works in a work book until it is killed, and writes down what the book has acknowledged."""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from tests.work.values import clip, commission, generation, key, programme_id
from webtv.model.cost import Cost
from webtv.work.book import WorkBook

SHOTS = 5


async def main(folder: Path) -> None:
    book = await WorkBook.open(f"sqlite:///{folder / 'work.db'}", artifacts=folder / "clips")
    with (folder / "said").open("a") as said:
        for number in count():
            await book.commission(commission(number))
            for shot in range(number * SHOTS, (number + 1) * SHOTS):
                ticket = await book.begin(key(number, shot=shot))
                await book.submitted(ticket, f"task-{shot}", cost=Cost(credits=1))
                print("submitted", shot, file=said, flush=True)
                await book.done(ticket, clip(folder, f"shot {shot}"), generation(Cost(credits=1)))
                print("done", shot, file=said, flush=True)
            await book.settle(programme_id(number), "made")
            print("settled", number, file=said, flush=True)


asyncio.run(main(Path(sys.argv[1])))
