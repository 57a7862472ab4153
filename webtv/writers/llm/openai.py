"""The writer behind any OpenAI-compatible server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any

from webtv.config.settings import OPENAI_URL
from webtv.errors import MisconfiguredError, RefusedError
from webtv.model.cost import Cost
from webtv.model.programme import Plan
from webtv.writers.llm.adapt import plan_of
from webtv.writers.llm.answer import answer_schema, read_answer
from webtv.writers.llm.failure import failure_of, late, retry_after_s
from webtv.writers.llm.sense import problems_of
from webtv.writers.llm.showrunner import craft, repair, request
from webtv.writers.writer import Brief, Record

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

_NO_KEY = "none"
"""Sent where a server needs no key: the SDK wants one, and must not take it from elsewhere."""

_PATIENCE_S = 10.0
"""Longest wait that a server may ask for before the offline writer is quicker."""

_LETTERS_PER_TOKEN = 4
"""Of English text, about; for servers that do not say what they counted."""

_OUTAGES = (502, 503, 504, 529)
"""Answers that say nothing about the form that was asked for."""

_STEPS = ("json_schema", "json_object", "text")
"""Forms of an answer, strictest first."""


class OpenAIWriter:
    """Asks a language model, in the strictest form its server knows.

    The ladder: JSON by schema, any JSON object, plain text. Servers differ, some answer 500 to
    what they do not know, so a step that fails leads to the next, and the one that works is kept.
    An answer that does not make sense goes back once with what is wrong.

    `price_in` and `price_out` are money for a million tokens read and written.
    """

    def __init__(
        self,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        temperature: float = 0.9,
        timeout_s: float = 60.0,
        price_in: float = 0.0,
        price_out: float = 0.0,
    ) -> None:
        self.name = model
        self._model = model
        self._api_key = api_key or _NO_KEY
        self._base_url = base_url or OPENAI_URL
        self._where = f"{model} at {self._base_url}"
        self._temperature: float | None = temperature
        self._timeout_s = timeout_s
        self._prices = price_in, price_out
        self._step = 0

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme whose every answer was checked for sense (`webtv/writers/llm/sense.py`)."""
        from openai import AsyncOpenAI, OpenAIError

        client = AsyncOpenAI(
            api_key=self._api_key, base_url=self._base_url, timeout=self._timeout_s, max_retries=0
        )
        try:
            async with client:
                return await self._written(client, brief, record)
        except OpenAIError as error:
            raise failure_of(
                error, self._where, backend=self.name, timeout_s=self._timeout_s
            ) from error
        except TimeoutError:
            # The SDK's own timeout is for each read; a server that drips is caught here.
            raise late(self._where, backend=self.name, timeout_s=self._timeout_s) from None

    async def _written(self, client: AsyncOpenAI, brief: Brief, record: Record) -> Plan:
        messages: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": craft(brief)},
            {"role": "user", "content": request(brief)},
        ]
        schema = answer_schema(brief)
        problems: list[str] = []
        for attempt in range(2):
            text = await self._ask(client, messages, schema, record)
            try:
                reading = read_answer(text)
            except ValueError as error:
                problems = [str(error)]
            else:
                problems = problems_of(reading.answer, brief)
                if not problems:
                    record.remarks += [reading.leniency] if reading.leniency else []
                    return plan_of(reading.answer, brief)
            if attempt == 0:
                record.remarks.append(f"it was asked again: {'; '.join(problems)}")
            messages += [
                {"role": "assistant", "content": text},
                {"role": "user", "content": repair(problems)},
            ]
        raise RefusedError(
            f"{self._model} wrote nothing fit for air: {'; '.join(problems)}", backend=self.name
        )

    async def _ask(
        self,
        client: AsyncOpenAI,
        messages: list[ChatCompletionMessageParam],
        schema: Mapping[str, Any],
        record: Record,
    ) -> str:
        """The answer's text, by the first step of the ladder that works."""
        from openai import (
            BadRequestError,
            InternalServerError,
            RateLimitError,
            UnprocessableEntityError,
        )

        waited = False
        refused = ""
        while True:
            try:
                done = await self._asked(client, messages, schema)
            except RateLimitError as error:
                wait_s = retry_after_s(error.response.headers)
                if waited or wait_s is None or wait_s > _PATIENCE_S:
                    raise
                waited = True
                record.remarks.append(f"it asked for {wait_s:g} s of patience (429)")
                await asyncio.sleep(wait_s)
            except (BadRequestError, InternalServerError, UnprocessableEntityError) as error:
                if error.param == "temperature" and self._temperature is not None:
                    self._temperature = None
                elif error.status_code in _OUTAGES:
                    raise
                elif self._step < len(_STEPS) - 1:
                    refused = refused or f"{_STEPS[self._step]} was refused ({error.status_code})"
                    self._step += 1
                else:
                    self._step = 0
                    raise
            else:
                if refused:
                    record.remarks.append(f"{refused}, so it is asked for {_STEPS[self._step]}")
                return self._text_of(done, messages, record)

    async def _asked(
        self,
        client: AsyncOpenAI,
        messages: list[ChatCompletionMessageParam],
        schema: Mapping[str, Any],
    ) -> ChatCompletion:
        from openai.types.chat import ChatCompletion

        step = _STEPS[self._step]
        extra: dict[str, Any] = {}
        if step == "json_schema":
            named = {"name": "programme", "strict": True, "schema": schema}
            extra["response_format"] = {"type": "json_schema", "json_schema": named}
        elif step == "json_object":
            extra["response_format"] = {"type": "json_object"}
        if self._temperature is not None and step != "text":
            # Some models accept no temperature but their own, and not all say so clearly.
            extra["temperature"] = self._temperature
        done: object = None
        with suppress(JSONDecodeError):
            async with asyncio.timeout(self._timeout_s):
                done = await client.chat.completions.create(
                    model=self._model, messages=messages, **extra
                )
        # The SDK hands on whatever came, such as a web page.
        if not isinstance(done, ChatCompletion):
            raise MisconfiguredError(
                f"{self._where} answers nothing that can be read; check the base URL",
                backend=self.name,
            )
        return done

    def _text_of(
        self, done: ChatCompletion, messages: list[ChatCompletionMessageParam], record: Record
    ) -> str:
        """The answer's text; its cost goes on record, whatever it is worth."""
        message = done.choices[0].message if done.choices else None
        text = message.content if message and isinstance(message.content, str) else ""
        if done.usage is not None:
            read, wrote = done.usage.prompt_tokens, done.usage.completion_tokens
        else:
            sent = sum(len(str(each.get("content", ""))) for each in messages)
            read, wrote = sent // _LETTERS_PER_TOKEN, len(text) // _LETTERS_PER_TOKEN
        money = (read * self._prices[0] + wrote * self._prices[1]) / 1_000_000
        record.cost += Cost(tokens=read + wrote, money=money)
        if message and message.refusal:
            raise RefusedError(f"{self._model} declines: {message.refusal}", backend=self.name)
        return text
