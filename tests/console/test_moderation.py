"""What viewers suggest is approved and refused, by those who may, and that is on record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.console.desk import CHANNEL, Desk
from webtv.audience import suggestions
from webtv.audience.ledger import Ledger
from webtv.console.accounts.roles import Right
from webtv.model.audience import AudienceStatus
from webtv.model.status import ProductionStatus
from webtv.store.status import write_status

PAGE = "/console/channels/sea/audience"


async def test_a_queue_is_looked_at(desk: Desk) -> None:
    text = CHANNEL + "audience: {suggestions: true}\n"
    (desk.settings.channels_dir / "sea.yaml").write_text(text)
    ledger, now = Ledger(desk.settings.audience_url), datetime.now(UTC)

    def suggest(text: str) -> str:
        return ledger.do(
            lambda s: suggestions.add(
                s, "sea", name="<b>Ann</b>", text=text, source="web", viewer="a", at=now
            )
        ).ref

    good, bad = suggest("A <i>seal</i> plays the piano"), suggest("A bore")
    reckoned = AudienceStatus(first_s=600)
    write_status(
        desk.settings.status_dir,
        ProductionStatus(channel="sea", title="Sea", written_at=now, audience=reckoned),
    )
    desk.look()
    async with desk.visitor("operator") as visitor:
        page = (await visitor.get(PAGE)).text
        assert "A &lt;i&gt;seal&lt;/i&gt; plays the piano" in page
        assert f"{good}/approve" not in page
        assert (await visitor.post(f"{PAGE}/{good}/approve")).status_code == 403
    desk.office.users.set_role("editor", "editor", [Right.MODERATE])
    async with desk.visitor("editor") as visitor:
        assert f"{good}/approve" in (await visitor.get(PAGE)).text
        assert (await visitor.post(f"{PAGE}/{good}/approve", {"csrf": "x"})).status_code == 403
        assert (await visitor.post(f"{PAGE}/{good}/approve")).status_code == 303
        assert (await visitor.post(f"{PAGE}/{good}/refuse")).status_code == 409
        assert (await visitor.post(f"{PAGE}/{bad}/refuse")).status_code == 303
        assert (await visitor.post(f"{PAGE}/none/approve")).status_code == 404
        assert (await visitor.post(f"{PAGE}/{bad}/bless")).status_code == 404
    (line,) = ledger.do(lambda s: suggestions.in_line(s, "sea", most=9))
    assert line.suggestion.ref == good
    assert line.told_at is not None
    assert abs(line.told_at - now - timedelta(seconds=600)) < timedelta(seconds=60)
    told = [e for e in desk.office.audit.last(12) if e.outcome != "asked"]
    entries = [e for e in told if e.action.startswith("suggestion")]
    assert [(e.who, e.action, e.outcome) for e in reversed(entries)] == [
        ("editor", "suggestion.approve", "done"),
        ("editor", "suggestion.refuse", "failed"),
        ("editor", "suggestion.refuse", "done"),
    ]
    assert entries[-1].detail["text"] == "A <i>seal</i> plays the piano"
    ledger.close()
