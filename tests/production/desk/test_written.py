"""How far a language model has come with a programme is said to viewers and operators."""

from __future__ import annotations

from datetime import UTC, datetime

from webtv.model.status import MakingStatus, ProductionStatus
from webtv.production.programme.progress import Progress
from webtv.station.view import View, progress_line
from webtv.web.progress import describe_production


def test_characters_are_told_while_it_writes_and_not_after() -> None:
    progress = Progress()
    progress.written = 1240
    assert progress.status.written == 1240
    status = production(progress.status)
    assert describe_production(status) == ("Writing the next programme (1,240 characters so far)")
    said, _ = progress_line(View(production={"a": status}), "a")
    assert said == "writing, 1,240 characters so far"
    progress.begin("Dawn", 2, ["video"])
    assert progress.status.written == 0


def production(making: MakingStatus) -> ProductionStatus:
    return ProductionStatus(
        channel="a",
        title="A",
        written_at=datetime(2026, 5, 1, tzinfo=UTC),
        writer="test",
        stage="writing",
        makings=(making,),
    )
