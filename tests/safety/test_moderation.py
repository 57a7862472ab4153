"""Moderation: the word lists themselves, and OpenAI's SDK against a server of its protocol."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.safety.moderationserver import ModerationServer
from webtv.config.channel import Channel
from webtv.config.channels import read_lineup
from webtv.config.contracts import load_contracts
from webtv.config.limits import SafetyConfig
from webtv.model.programme import Plan, Shot
from webtv.safety.choose import Moderations, choose_moderation
from webtv.safety.moderator import Moderation, words_of, words_of_channel
from webtv.safety.openai import OpenAIModeration
from webtv.safety.words import WordList

KEY = SecretStr("sk-1")


def channel(**safety: object) -> Channel:
    return Channel(
        title="Farm",
        theme="An old farm with a donkey and a rooster",
        safety=SafetyConfig.model_validate(safety),
    )


@pytest.mark.parametrize("text", ["what the fuck", "Sh1t happens", "f u c k", "FUCK!", "FUCK_IT"])
async def test_the_word_list_knows_swear_words_masked_ones_too(text: str) -> None:
    assert "the word list objects to: " in await WordList().object_to(["a calm lake", text])


@pytest.mark.parametrize(
    "text",
    [
        "The Scunthorpe assembly passes the peninsula with shiitake and Moby Dick",
        "A pussycat watches a great tit in the bassoon class",
    ],
)
async def test_honest_words_that_hold_rude_ones_pass(text: str) -> None:
    assert await WordList().object_to([text]) == ""


async def test_a_language_has_its_own_list() -> None:
    assert await WordList("en").object_to(["so eine Scheiße"]) == ""
    assert "scheisse" in await WordList("de-AT").object_to(["so eine Scheiße"])


async def test_an_operator_may_allow_a_word() -> None:
    cart = ["An ass pulls a cart past the old cock"]
    assert await WordList().object_to(cart) == "the word list objects to: ass, cock"
    assert await WordList(allow=["Ass", "cock"]).object_to(cart) == ""


async def test_the_shipped_channels_pass() -> None:
    folder = Path(__file__).parents[2] / "channels"
    for shipped in read_lineup(folder, contracts=load_contracts()).channels.values():
        texts = [shipped.title, shipped.theme, shipped.style, shipped.music_style]
        assert await WordList(shipped.language).object_to(texts) == ""


async def test_openai_is_asked_and_names_what_it_flags() -> None:
    with ModerationServer() as server:
        moderator = OpenAIModeration(api_key="sk-1", base_url=server.url)
        assert await moderator.object_to(["a calm lake"] * 40) == ""
        assert [len(asked) for asked in server.asked] == [32, 8]
        assert await moderator.object_to(["much gore"]) == "OpenAI moderation objects to: violence"


@pytest.mark.parametrize("status", [401, 429, 500])
async def test_while_openai_is_away_the_word_list_steps_in(status: int) -> None:
    with ModerationServer() as server:
        moderation = Moderation(
            OpenAIModeration(api_key="sk-1", base_url=server.url), spare=WordList()
        )
        server.status = status
        assert "word list" in await moderation.object_to(["fuck"])
        asked = len(server.asked)
        assert await moderation.object_to(["a lake"]) == ""
        assert len(server.asked) == asked  # it is left alone for a while
        assert moderation.note.endswith("; word list steps in")
        assert "sk-1" not in moderation.note


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 8_000,
        b"<html>",
        b" " * 1_100_000,
        [],
        {},
        {"results": []},
        {"results": None},
        {"results": [{"flagged": None}]},
        {"results": [{"flagged": True, "categories": 5}]},
    ],
    ids=["deep", "page", "long", "list", "nothing", "none", "null", "undecided", "odd"],
)
async def test_no_odd_verdict_lets_anything_pass(body: object) -> None:
    with ModerationServer() as server:
        moderation = Moderation(
            OpenAIModeration(api_key="sk-1", base_url=server.url), spare=WordList()
        )
        server.body = body
        assert "word list" in await moderation.object_to(["fuck \ud800"])
        assert moderation.note.endswith("; word list steps in")


async def test_who_asks_for_the_same_moderation_shares_its_patience() -> None:
    with ModerationServer() as server:
        server.status = 500
        moderations = Moderations(api_key=KEY, base_url=server.url)
        asking = channel(moderation="openai")
        assert "word list" in await moderations.object_to(asking, ["fuck"])
        asked = len(server.asked)
        again = asking.model_copy(update={"title": "Another farm"})
        assert await moderations.object_to(again, ["a lake"]) == ""
        assert len(server.asked) == asked
        assert moderations.note(again).endswith("; word list steps in")
        allowing = channel(moderation="words", allow=["fuck"])
        assert await moderations.object_to(allowing, ["fuck"]) == moderations.note(allowing) == ""
        assert await moderations.object_to(channel(moderation="off"), ["fuck"]) == ""


@pytest.mark.parametrize(
    ("kind", "key", "base_url", "name"),
    [
        ("auto", KEY, None, "OpenAI moderation"),
        ("auto", KEY, "http://127.0.0.1:1/v1", "word list"),
        ("auto", None, None, "word list"),
        ("words", KEY, None, "word list"),
        ("openai", KEY, "http://127.0.0.1:1/v1", "OpenAI moderation"),
        ("openai", None, None, "word list"),
    ],
)
def test_which_moderator_a_channel_gets(
    kind: str, key: SecretStr | None, base_url: str | None, name: str
) -> None:
    chosen = choose_moderation(channel(moderation=kind), api_key=key, base_url=base_url)
    assert chosen is not None
    assert chosen.name == name


def test_moderation_can_be_switched_off() -> None:
    assert choose_moderation(channel(moderation="off"), api_key=KEY) is None


def test_everything_that_is_filmed_spoken_or_shown_is_looked_at() -> None:
    shot = Shot(prompt="a lake", camera="static camera", sound="wind")
    plan = Plan(
        title="Title",
        logline="Line",
        continuity="Same",
        shots=(shot, shot),
        music="flute",
        narration="Once",
    )
    assert set(words_of(plan)) == {
        "Title",
        "Line",
        "Same",
        "Once",
        "flute",
        "a lake",
        "static camera",
        "wind",
    }


def test_everything_that_an_operator_writes_is_looked_at() -> None:
    """Every text of a channel's file with `bad` in it, except what nobody sees or hears."""
    texts = {
        "title": "bad1",
        "description": "bad2",
        "theme": "a farm, bad3",
        "style": "bad4",
        "music_style": "bad5",
        "tone": "bad6",
        "places": ["bad7"],
        "cast": [{"name": "bad8", "look": "bad9", "clothes": "bad10"}],
        "dayparts": [
            {
                "cron": "0 1 * * *",
                "theme": "bad11",
                "style": "bad12",
                "music_style": "bad13",
                "tone": "bad14",
            }
        ],
        "bug": {"text": "bad15"},
    }
    seen = " ".join(words_of_channel(Channel.model_validate(texts)))
    assert all(f"bad{number}" in seen for number in range(1, 16))
