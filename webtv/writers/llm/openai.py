"""The writer behind any OpenAI-compatible server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from webtv.config.settings import OPENAI_URL
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.model.cost import Cost
from webtv.model.programme import Plan
from webtv.plaintext import plain_text
from webtv.writers.llm.adapt import plan_of
from webtv.writers.llm.answer import answer_schema, longest_answer, read_answer, without_thoughts
from webtv.writers.llm.chat import Chat
from webtv.writers.llm.completion import (
    BrokenAnswerError,
    Completion,
    EndlessAnswerError,
    UnreadableAnswerError,
)
from webtv.writers.llm.failure import failure_of, lost
from webtv.writers.llm.sense import problems_of
from webtv.writers.llm.showrunner import craft, repair, request
from webtv.writers.writer import Brief, Record

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

_NO_KEY = "none"
"""Sent where a server needs no key: the SDK wants one, and must not take it from elsewhere."""

_CHARACTERS_PER_TOKEN = 4
"""Of English text, about; for servers that do not say what they counted."""


class OpenAIWriter:
    """A language model that is asked for one programme at a time.

    Answers are streamed. A server that sends nothing for `silence_s` seconds, or takes more than
    `timeout_s` for one answer, is given up. An answer that does not make sense goes back once with
    what is wrong. `price_in` and `price_out` are money for a million tokens read and written.
    """

    def __init__(
        self,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        temperature: float = 0.9,
        timeout_s: float = 900.0,
        silence_s: float = 120.0,
        price_in: float = 0.0,
        price_out: float = 0.0,
    ) -> None:
        self.name = model
        url = base_url or OPENAI_URL
        self._where = f"{model} at {url}"
        self._silence_s = min(silence_s, timeout_s)
        self._prices = price_in, price_out
        self._chat = Chat(
            model=model,
            api_key=api_key or _NO_KEY,
            base_url=url,
            temperature=temperature,
            timeout_s=timeout_s,
            silence_s=silence_s,
        )

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme whose every answer was checked for sense (`webtv/writers/sense.py`)."""
        from openai import OpenAIError

        try:
            async with self._chat.client() as client:
                return await self._written(client, brief, record)
        except OpenAIError as error:
            raise failure_of(
                error, self._where, backend=self.name, silence_s=self._silence_s
            ) from error
        except httpx.TransportError as error:
            raise lost(error, self._where, backend=self.name, silence_s=self._silence_s) from error
        except BrokenAnswerError as error:
            raise self._lost(str(error)) from error

    async def _written(self, client: AsyncOpenAI, brief: Brief, record: Record) -> Plan:
        messages: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": craft(brief)},
            {"role": "user", "content": request(brief)},
        ]
        problems: list[str] = []
        for attempt in range(2):
            text = await self._ask(client, messages, brief, record)
            try:
                reading = read_answer(text)
                problems = problems_of(reading.answer, brief)
                if not problems:
                    plan = plan_of(reading.answer, brief)
                    record.remarks += [reading.leniency] if reading.leniency else []
                    return plan
            except ValueError as error:
                problems = [str(error)]
            if attempt == 0:
                record.remarks.append(f"it was asked again: {'; '.join(problems)}")
            messages += [
                {"role": "assistant", "content": text},
                {"role": "user", "content": repair(problems)},
            ]
        raise RefusedError(
            f"{self.name} wrote nothing fit for air: {'; '.join(problems)}", backend=self.name
        )

    async def _ask(
        self,
        client: AsyncOpenAI,
        messages: list[ChatCompletionMessageParam],
        brief: Brief,
        record: Record,
    ) -> str:
        """The answer's text without the thoughts before it."""
        completion = Completion(
            longest=longest_answer(brief.channel.programme.shots), heard=record.heard
        )
        try:
            await self._chat.ask(
                client,
                messages,
                schema=answer_schema(brief),
                into=completion,
                remarks=record.remarks,
            )
        except EndlessAnswerError as error:
            raise RefusedError(f"{self.name} {error}", backend=self.name) from error
        except UnreadableAnswerError as error:
            if completion.characters:
                raise self._lost(str(error)) from error
            raise MisconfiguredError(
                f"{self._where} {error}; check the base URL", backend=self.name
            ) from error
        finally:
            record.cost += self._cost(completion, messages)
        if completion.refusal:
            raise RefusedError(f"{self.name} declines: {completion.refusal}", backend=self.name)
        return without_thoughts(completion.text)

    def _cost(self, done: Completion, messages: list[ChatCompletionMessageParam]) -> Cost:
        """What an answer cost, whatever it is worth; nothing where nothing came."""
        read, wrote = done.tokens_read, done.tokens_written
        if read is None or wrote is None:
            if not done.characters:
                return Cost()
            sent = sum(len(str(each.get("content", ""))) for each in messages)
            read, wrote = (n // _CHARACTERS_PER_TOKEN for n in (sent, done.characters))
        return Cost(
            tokens=read + wrote,
            money=(read * self._prices[0] + wrote * self._prices[1]) / 1_000_000,
        )

    def _lost(self, what: str) -> BackendError:
        return UnavailableError(plain_text(f"{self._where} {what}"[:400]), backend=self.name)
