"""Viewers take part in a chat: commands, answers, and a server that fails in every way."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from tests.chat.ircserver import TOKEN, IrcServer
from tests.playout.tap import CERTIFICATE
from webtv.audience import suggestions
from webtv.audience.intake import Intake
from webtv.audience.ledger import Ledger
from webtv.backoff import Backoff
from webtv.chat.answers import Answers
from webtv.chat.commands import command_of
from webtv.chat.connection import Account, Waits
from webtv.chat.line import read_line, say
from webtv.chat.service import Chat
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.audience import AudienceStatus
from webtv.model.status import PlayoutStatus, ProductionStatus
from webtv.store.status import write_status

CHANNEL = Channel.model_validate(
    {
        "title": "Sea",
        "theme": "Waves on the shore.",
        "audience": {"suggestions": True, "hearts": True, "twitch": {"channel": "Sea"}},
    }
)


def test_lines_are_read_and_written() -> None:
    line = read_line(
        b"@display-name=A\\sB;id=8a7f-0001-x;user-id=42 :ann!a PRIVMSG #Sea : !Suggest  a seal \r\n"
    )
    assert line is not None
    command = command_of(line)
    assert command is not None
    assert (command.name, command.chat, command.who) == ("suggest", "sea", "twitch:42")
    assert (command.shown, command.text) == ("A B", "a seal")
    for strange in (b"\r\n", b"\xff\xfe", b":only-a-prefix", b"@a=b", b"@ PRIVMSG"):
        found = read_line(strange)
        assert found is None or command_of(found) is None
    sent = say("Sea", "/ban ann\r\nQUIT :\x01", to="8a7f-00000007").decode()
    assert sent.startswith("@reply-parent-msg-id=8a7f-00000007 PRIVMSG #sea :\N{BULLET} /ban ann")
    assert sent.count("\r\n") == 1
    assert "\x01" not in sent
    assert len(say("sea", "å" * 900)) < 512
    assert not say("sea", "hello", to="x y\r\nQUIT").startswith(b"@")


@asynccontextmanager
async def reading(tmp_path: Path, server: IrcServer, token: str = TOKEN) -> AsyncIterator[Chat]:
    """A chat that is read, impatiently."""
    settings = Settings(
        _env_file=None, home=tmp_path, twitch_chat=f"ircs://localhost:{server.port}"
    )
    ledger = Ledger(settings.audience_url)
    ledger.do(lambda s: None)
    chat = Chat(
        settings,
        Account("WebTV", SecretStr(token)),
        Answers(settings, Intake(Ledger(settings.audience_url, guest=True))),
        context=ssl.create_default_context(cafile=str(CERTIFICATE)),
        waits=Waits(login_s=10, silent_s=0.4, answer_s=0.4),
        backoff=Backoff(first_s=0.05, most_s=0.2),
    )
    chat.follow({"sea": CHANNEL})
    jobs = [asyncio.create_task(each) for each in (chat.read(), chat.answer(), chat.tell())]
    try:
        yield chat
    finally:
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)


async def test_viewers_suggest_vote_and_like(tmp_path: Path) -> None:
    async with IrcServer() as server, reading(tmp_path, server) as chat:
        now = datetime.now(UTC)
        reckoned = AudienceStatus(first_s=600, each_s=60)
        folder = tmp_path / "status"
        write_status(
            folder,
            ProductionStatus(channel="sea", title="Sea", written_at=now, audience=reckoned),
        )
        on = {"kind": "programme", "programme": "p1", "title": "t", "started_at": now}
        write_status(
            folder,
            PlayoutStatus.model_validate(
                {"channel": "sea", "written_at": now, "on_air": {**on, "ends_at": now}}
            ),
        )
        await server.until("JOIN #sea")
        assert server.seen[0][:3] == [
            "CAP REQ :twitch.tv/tags twitch.tv/commands",
            f"PASS oauth:{TOKEN}",
            "NICK webtv",
        ]
        await server.said("!suggest A seal plays the piano\x01")
        told = await server.until("Thank you")
        assert told.startswith("@reply-parent-msg-id=8a7f-00000007 PRIVMSG #sea :Thank you.")
        assert told.endswith("in about 10 minutes.")
        await server.said("!vote", user=8)
        await server.until("Nothing is in line yet")
        ledger = Ledger(f"sqlite:///{tmp_path / 'audience.db'}")
        (one,) = ledger.do(lambda s: suggestions.waiting(s, "sea", most=9))
        assert (one.suggestion.text, one.suggestion.name) == ("A seal plays the piano", "Ann")
        ledger.do(lambda s: suggestions.decide(s, one, "approved", at=now, airs_at=None))
        await server.said("!vote #1", user=9)
        await server.until("number 1 has 1 vote.")
        await server.said("!suggest fuck", user=10)
        await server.until("Not in these words, please.")
        await server.said("!heart", user=11)
        await server.said("!vote", user=12)
        await server.until("1: A seal plays the piano (1)")
        assert await Intake(ledger).hearts("sea", "p1") == 1
        assert chat.status.connected
        assert chat.status.channels == ("sea",)
        assert not any("heart" in line for line in server.seen[0])
        ledger.close()


async def test_it_comes_back_whatever_the_server_does(tmp_path: Path) -> None:
    async with IrcServer() as server, reading(tmp_path, server):
        await server.until("JOIN #sea")
        await server.send(":tmi.twitch.tv RECONNECT")
        await server.until("JOIN #sea", client=1)
        await server.send("PING :tmi.twitch.tv")
        await server.until("PONG :tmi.twitch.tv", client=1)
        await server.until("PING :webtv", client=1)  # silence is no loss while it answers
        assert len(server.seen) == 2
        await server.send("x" * 20_000, "\x00\xff :::", ":a PRIVMSG")
        server.mute = True
        await server.until("JOIN #sea", client=2)
        server.mute, server.deaf = False, True
        await server.send(":tmi.twitch.tv RECONNECT")
        await server.until("JOIN #sea", client=4)


async def test_an_old_token_is_told_once_and_not_tried_again_and_again(tmp_path: Path) -> None:
    with capture_logs() as logs:
        async with IrcServer() as server, reading(tmp_path, server, "old") as chat:
            async with asyncio.timeout(20):
                while not chat.status.problem:
                    await asyncio.sleep(0.02)
            assert "WEBTV_TWITCH_TOKEN" in chat.status.problem
            assert "old" not in chat.status.problem.split()
            await asyncio.sleep(0.3)
            assert len(server.seen) == 1
    assert [each["event"] for each in logs if each["log_level"] == "error"] == ["the chat is lost"]


@pytest.mark.parametrize("text", ["!vote 3", "!vote #3", "!VOTE 3 please"])
def test_a_number_that_is_voted_for(text: str) -> None:
    line = read_line(f":ann!a@b PRIVMSG #sea :{text}".encode())
    command = command_of(line) if line else None
    assert command is not None
    assert command.number == 3
