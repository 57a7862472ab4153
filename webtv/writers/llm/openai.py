"""The writer behind any OpenAI-compatible server."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

import httpx

from webtv.config.channel import Channel
from webtv.config.settings import OPENAI_URL
from webtv.errors import RefusedError, UnavailableError
from webtv.model.programme import Plan
from webtv.plaintext import plain_text
from webtv.writers.llm import english
from webtv.writers.llm.chat import Chat
from webtv.writers.llm.completion import BrokenAnswerError, SilentServerError
from webtv.writers.llm.conversation import Conversation, Question
from webtv.writers.llm.english import English
from webtv.writers.llm.failure import failure_of, lost
from webtv.writers.llm.forms import Form, form_for, full_form, short_form
from webtv.writers.llm.size import is_tiny
from webtv.writers.writer import Brief, Record

_NO_KEY = "none"
"""Sent where a server needs no key: the SDK wants one, and must not take it from elsewhere."""


class OpenAIWriter:
    """A language model that is asked for one programme at a time.

    Answers are streamed. A server is given up that sends no word for `first_s` seconds, then none
    for `silence_s`, or takes more than `timeout_s` for one answer. `form` is how it is asked:
    auto goes by the model's size (`parameters`, or its name) and by how fast it has answered.
    `price_in` and `price_out` are money for a million tokens read and written.
    """

    def __init__(
        self,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        temperature: float = 0.9,
        timeout_s: float = 900.0,
        first_s: float = 300.0,
        silence_s: float = 120.0,
        price_in: float = 0.0,
        price_out: float = 0.0,
        form: Literal["auto", "full", "short"] = "auto",
        parameters: float | None = None,
    ) -> None:
        self.name = shown(model)
        url = base_url or OPENAI_URL
        self._where = f"{self.name} at {url}"
        self._silence_s = min(silence_s, timeout_s)
        self._prices = price_in, price_out
        self._auto = form == "auto"
        self._form: Form = form_for(model, parameters) if form == "auto" else form
        self._tiny = self._auto and is_tiny(model, parameters)
        self._english: dict[str, Channel] = {}
        self._chat = Chat(
            model=model,
            api_key=api_key or _NO_KEY,
            base_url=url,
            temperature=temperature,
            timeout_s=timeout_s,
            first_s=min(first_s, timeout_s),
            silence_s=self._silence_s,
            comes_back=self._form == "short",
        )

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme whose every answer was checked (`webtv/writers/llm/checks.py`)."""
        from openai import OpenAIError

        try:
            async with self._chat.client() as client:
                conversation = Conversation(
                    self._chat,
                    client,
                    brief,
                    record,
                    model=self.name,
                    where=self._where,
                    prices=self._prices,
                )
                return await self._written(conversation)
        except OpenAIError as error:
            raise failure_of(
                error, self._where, backend=self.name, silence_s=self._silence_s
            ) from error
        except httpx.TransportError as error:
            raise lost(error, self._where, backend=self.name, silence_s=self._silence_s) from error
        except (BrokenAnswerError, SilentServerError) as error:
            raise UnavailableError(
                plain_text(f"{self._where} {error}"[:400]), backend=self.name
            ) from error

    async def _written(self, conversation: Conversation) -> Plan:
        if self._tiny:
            raise RefusedError(
                f"{self.name} has under 2 billion parameters, and the offline writer writes better "
                "(form: short asks it all the same)",
                backend=self.name,
            )
        conversation.record.form = self._form
        if self._form == "short":
            return await short_form(conversation)
        conversation.brief = await self._in_english(conversation)
        try:
            return await full_form(conversation)
        finally:
            if self._auto and conversation.slow:
                self._form = "short"

    async def _in_english(self, conversation: Conversation) -> Brief:
        """The brief with style and looks in English, which the model is asked for once."""
        channel = conversation.brief.channel
        if not english.is_needed(channel):
            return conversation.brief
        key = english.ask(channel)
        if key not in self._english:
            question = Question("english", key, "cast", english.schema(channel), 8000, calm=True)
            try:
                answer = await conversation.answer(
                    question, English, conversation.begin(question), tries=1
                )
                self._english[key] = english.said_in(channel, answer)
            except (RefusedError, ValueError) as error:
                conversation.record.remarks.append(f"style and looks stay as they are: {error}")
                return conversation.brief
        known = self._english[key]
        update = {"style": known.style, "cast": known.cast}
        return replace(conversation.brief, channel=channel.model_copy(update=update))


def shown(model: str) -> str:
    """A model's name for screens: llama.cpp calls it by the path of its file."""
    return re.split(r"[/\\]", model)[-1].removesuffix(".gguf") if model.endswith(".gguf") else model
