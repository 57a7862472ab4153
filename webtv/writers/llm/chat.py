"""Asks a language model one question, in the strictest form that its server knows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from webtv.http.client import async_client
from webtv.http.limits import Limits
from webtv.writers.llm.completion import MOST_BYTES, Completion, SilentServerError
from webtv.writers.llm.failure import retry_after_s

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

LONGEST_RATE_LIMIT_S = 10.0
"""Longest wait that a server may ask for before the offline writer is quicker."""

_CALM = 0.2
"""The temperature of answers that are not to be inventive."""

_PENALTY = 0.6
"""The frequency penalty of models that come back to what they said. With it Qwen2.5-Coder-1.5B drew
eight pictures where it had drawn two again and again.
"""

_OUTAGES = (502, 503, 504, 529)
"""Answers that say nothing about the form that was asked for."""

_FORMS = ("json_schema", "json_object", "text", "text at once")
"""Forms of an answer, strictest first. All but the last are streamed."""


class Chat:
    """A model at an OpenAI-compatible server.

    It is asked for JSON by schema, else for any JSON object, else for text, else for text without
    streaming. Servers differ, some answer 500 to what they do not know, so a form that fails leads
    to the next, and the one that works is kept.

    `first_s` is the longest time until the first word of an answer, `silence_s` the longest between
    two, whatever else the server sends to keep the line open; `timeout_s` is for a whole answer.
    `comes_back` is said of models that say the same again and again.
    """

    def __init__(
        self,
        *,
        model: str,
        api_key: str,
        base_url: str,
        temperature: float,
        timeout_s: float,
        first_s: float,
        silence_s: float,
        comes_back: bool = False,
    ) -> None:
        self._model = model
        self._api_key = api_key
        self._base_url = base_url
        self._temperature: float | None = temperature
        self._penalty: float | None = _PENALTY if comes_back else None
        self._first_s, self._silence_s = first_s, silence_s
        longest_s = max(first_s, silence_s)
        self._limits = Limits(MOST_BYTES, total_s=timeout_s, idle_s=longest_s)
        self._form = 0

    def client(self) -> AsyncOpenAI:
        """The vendor's client, to be closed by the caller."""
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self._api_key,
            base_url=self._base_url,
            max_retries=0,
            # It takes httpx's clients as well as httpx2's; its types know the latter alone.
            timeout=cast("Any", self._limits.timeout),
            http_client=cast("Any", async_client(self._limits)),
        )

    async def ask(
        self,
        client: AsyncOpenAI,
        messages: Sequence[ChatCompletionMessageParam],
        *,
        name: str,
        schema: Mapping[str, Any],
        into: Completion,
        remarks: list[str],
        calm: bool = False,
    ) -> None:
        """Read the answer to `messages` into a completion, which has what came also on failure.

        `name` is the schema's. `calm` asks for the likeliest words. `remarks` gets what was out of
        the ordinary. Raises the errors of the SDK and of httpx, those of `Completion.read` and
        `SilentServerError`.
        """
        from openai import (
            BadRequestError,
            InternalServerError,
            NotFoundError,
            RateLimitError,
            UnprocessableEntityError,
        )

        waited = False
        refused = ""
        while True:
            try:
                await self._ask(client, messages, name, schema, into, calm)
            except RateLimitError as error:
                wait_s = retry_after_s(error.response.headers)
                if waited or wait_s is None or wait_s > LONGEST_RATE_LIMIT_S:
                    raise
                waited = True
                remarks.append(f"it asked to be called again in {wait_s:g} s (429)")
                await asyncio.sleep(wait_s)
            except NotFoundError:
                raise
            except (BadRequestError, InternalServerError, UnprocessableEntityError) as error:
                refused = refused or f"{_FORMS[self._form]} was refused ({error.status_code})"
                if not self._adapted(error):
                    raise
            else:
                if refused:
                    remarks.append(f"{refused}, so it is asked for {_FORMS[self._form]}")
                return

    def _adapted(self, error: APIStatusError) -> bool:
        """Whether there is another form to ask in, which is taken."""
        if error.param == "temperature" and self._temperature is not None:
            self._temperature = None
        elif error.param == "frequency_penalty" and self._penalty is not None:
            self._penalty = None
        elif error.status_code in _OUTAGES:
            return False
        elif self._form < len(_FORMS) - 1:
            self._form += 1
        else:
            self._form = 0
            return False
        return True

    async def _ask(
        self,
        client: AsyncOpenAI,
        messages: Sequence[ChatCompletionMessageParam],
        name: str,
        schema: Mapping[str, Any],
        into: Completion,
        calm: bool,
    ) -> None:
        form = _FORMS[self._form]
        extra: dict[str, Any] = {}
        if form == "json_schema":
            named = {"name": name, "strict": True, "schema": schema}
            extra["response_format"] = {"type": "json_schema", "json_schema": named}
        elif form == "json_object":
            extra["response_format"] = {"type": "json_object"}
        if self._temperature is not None and "json" in form:
            # Some models accept no temperature but their own, and not all say so clearly.
            extra["temperature"] = min(self._temperature, _CALM) if calm else self._temperature
        if self._penalty is not None and "json" in form and not calm:
            extra["frequency_penalty"] = self._penalty
        if form != "text at once":
            extra["stream"] = True
        if "json" in form:
            extra["stream_options"] = {"include_usage": True}
        asked = client.chat.completions.with_streaming_response.create(
            model=self._model, messages=list(messages), **extra
        )
        loop = asyncio.get_running_loop()
        at_once = form == "text at once"
        first_s = self._limits.total_s if at_once else self._first_s
        silent_s = first_s
        try:
            async with asyncio.timeout(first_s) as limit:

                def alive() -> None:
                    nonlocal silent_s
                    silent_s = self._silence_s
                    limit.reschedule(loop.time() + silent_s)

                into.alive = alive
                async with asked as response:
                    await into.read(response)
        except TimeoutError:
            raise SilentServerError(f"was silent for {silent_s:g} s") from None
