"""The writer behind any OpenAI-compatible server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.model.programme import Plan
from webtv.writers.answer import Answer, plan_of, problems_of, read_answer
from webtv.writers.showrunner import SYSTEM, repair, request
from webtv.writers.writer import Brief, Record

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

OPENAI_URL = "https://api.openai.com/v1"
_MAX_RETRIES = 1
_NO_KEY = "none"
"""Sent where a server needs no key: the SDK wants one, and must not take it from elsewhere."""


class OpenAIWriter:
    """Asks a language model, in the strictest form its server knows.

    The ladder: JSON by schema, any JSON object, plain text. Servers differ, some answer 500 to
    what they do not know, so a step that fails leads to the next, and the one that works is kept.
    An answer that does not make sense goes back once with what is wrong.
    """

    def __init__(
        self,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        temperature: float = 0.9,
        timeout_s: float = 60.0,
    ) -> None:
        self.name = model
        self._model = model
        self._api_key = api_key or _NO_KEY
        self._base_url = base_url or OPENAI_URL
        self._temperature = temperature
        self._timeout_s = timeout_s
        self._step = 0

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme that was checked for count, length, language, repeats and theme."""
        from openai import AsyncOpenAI, OpenAIError

        messages: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": request(brief)},
        ]
        client = AsyncOpenAI(
            api_key=self._api_key,
            base_url=self._base_url,
            timeout=self._timeout_s,
            max_retries=_MAX_RETRIES,
        )
        problems: list[str] = []
        try:
            async with client:
                for _ in range(2):
                    text = await self._ask(client, messages)
                    try:
                        answer = read_answer(text)
                        problems = problems_of(answer, brief)
                    except ValueError as error:
                        problems = [str(error)]
                    else:
                        if not problems:
                            return plan_of(answer, brief.channel)
                    messages += [
                        {"role": "assistant", "content": text},
                        {"role": "user", "content": repair(problems)},
                    ]
        except OpenAIError as error:
            raise self._failure(error) from error
        raise RefusedError(
            f"{self._model} wrote nothing fit for air: {'; '.join(problems)}", backend=self.name
        )

    async def _ask(self, client: AsyncOpenAI, messages: list[ChatCompletionMessageParam]) -> str:
        """The answer's text, by the first step of the ladder that works."""
        from openai import BadRequestError, InternalServerError, UnprocessableEntityError

        steps = (self._by_schema, self._by_object, self._by_text)
        while True:
            last = self._step == len(steps) - 1
            # A retry of what a server does not know would only cost time.
            patient = client if last else client.with_options(max_retries=0)
            try:
                return await steps[self._step](patient, messages)
            except (BadRequestError, InternalServerError, UnprocessableEntityError):
                if last:
                    self._step = 0
                    raise
                self._step += 1

    async def _by_schema(
        self, client: AsyncOpenAI, messages: list[ChatCompletionMessageParam]
    ) -> str:
        from openai import LengthFinishReasonError

        try:
            done = await client.chat.completions.parse(
                model=self._model,
                messages=messages,
                response_format=Answer,
                temperature=self._temperature,
            )
        except LengthFinishReasonError as error:
            return error.completion.choices[0].message.content or ""
        except ValidationError:
            # The SDK keeps the text to itself; the next step gives it back as it is.
            return await self._by_object(client, messages)
        if not done.choices:
            return ""
        message = done.choices[0].message
        if message.refusal:
            raise RefusedError(f"{self._model} declines: {message.refusal}", backend=self.name)
        return message.content or ""

    async def _by_object(
        self, client: AsyncOpenAI, messages: list[ChatCompletionMessageParam]
    ) -> str:
        done = await client.chat.completions.create(
            model=self._model,
            messages=messages,
            response_format={"type": "json_object"},
            temperature=self._temperature,
        )
        return (done.choices[0].message.content or "") if done.choices else ""

    async def _by_text(
        self, client: AsyncOpenAI, messages: list[ChatCompletionMessageParam]
    ) -> str:
        # Without a temperature: some models accept none but their own.
        done = await client.chat.completions.create(model=self._model, messages=messages)
        return (done.choices[0].message.content or "") if done.choices else ""

    def _failure(self, error: Exception) -> BackendError:
        from openai import APIConnectionError, APIStatusError, APITimeoutError, RateLimitError

        where = f"{self._model} at {self._base_url}"
        if isinstance(error, APITimeoutError):
            text = f"{where} did not answer within {self._timeout_s:g} s"
            return UnavailableError(text, backend=self.name)
        if isinstance(error, APIConnectionError):
            return UnavailableError(f"{where} cannot be reached", backend=self.name)
        if isinstance(error, RateLimitError) and error.code != "insufficient_quota":
            return UnavailableError(
                f"{where} asks for patience (429)",
                backend=self.name,
                retry_after_s=_retry_after_s(error.response.headers) or 30.0,
            )
        if isinstance(error, APIStatusError):
            return self._status_failure(error, where)
        return UnavailableError(f"{where} failed: {error}", backend=self.name)

    def _status_failure(self, error: APIStatusError, where: str) -> BackendError:
        if error.status_code >= 500 or error.status_code in (408, 409):
            text = f"{where} failed ({error.status_code})"
            return UnavailableError(text, backend=self.name)
        cure = {
            401: "check OPENAI_API_KEY",
            403: "check what the key may do",
            404: "check writer.model and the base URL",
            429: "its credit is used up",
        }.get(error.status_code, "check the channel's writer")
        return MisconfiguredError(
            f"{where} refuses to work ({error.status_code}); {cure}", backend=self.name
        )


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    try:
        return max(1.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
