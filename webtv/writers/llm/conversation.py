"""One programme's talk with a model: each question, what came of it, and what it cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from webtv.errors import MisconfiguredError, RefusedError, UnavailableError
from webtv.model.cost import Cost
from webtv.plaintext import plain_text
from webtv.writers.llm.chat import Chat
from webtv.writers.llm.completion import Completion, EndlessAnswerError, UnreadableAnswerError
from webtv.writers.llm.critic import again
from webtv.writers.llm.reading import read, without_thoughts
from webtv.writers.llm.showrunner import about, craft
from webtv.writers.writer import Brief, Record

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

Shape = TypeVar("Shape", bound=BaseModel)

_CHARACTERS_PER_TOKEN = 4
"""Of English text, about; for servers that do not say what they counted."""

_SLOW = 24.0
"""Characters a second, about six tokens, below which a server is asked for less."""

_MEASURED = 400
"""Characters from which on an answer tells how fast its server is."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the form of the answer: `key` is the field that holds its list."""

    name: str
    text: str
    key: str
    schema: dict[str, Any]
    longest: int
    calm: bool = False


class Conversation:
    """Asks for one programme. `where` names model and server; `slow` is told by its answers."""

    def __init__(
        self,
        chat: Chat,
        client: AsyncOpenAI,
        brief: Brief,
        record: Record,
        *,
        model: str,
        where: str,
        prices: tuple[float, float],
    ) -> None:
        self.brief = brief
        self.record = record
        self.slow = False
        self._chat = chat
        self._client = client
        self._model = model
        self._where = where
        self._prices = prices

    def begin(self, question: Question) -> list[ChatCompletionMessageParam]:
        """The messages of a question about the channel."""
        return [
            {"role": "system", "content": craft()},
            {"role": "user", "content": f"{about(self.brief)}\n\n{question.text}"},
        ]

    async def answer(
        self,
        question: Question,
        shape: type[Shape],
        messages: list[ChatCompletionMessageParam],
        *,
        check: Callable[[Shape], Sequence[str]] = lambda _: (),
        tries: int = 2,
    ) -> Shape:
        """An answer of the right shape that `check` finds nothing wrong with.

        One with problems goes back with them; `messages` grow by what is said. Raises
        `RefusedError` with the problems of the last one.
        """
        problems: Sequence[str] = ()
        for attempt in range(tries):
            if attempt:
                self.record.remarks.append(f"it was asked again: {'; '.join(problems)}")
                messages.append({"role": "user", "content": again(problems)})
            text = await self._ask(question, messages)
            messages.append({"role": "assistant", "content": text})
            try:
                reading = read(text, shape, key=question.key)
            except ValueError as error:
                problems = [str(error)]
                continue
            problems = check(reading.answer)
            if not problems:
                self.record.remarks += [reading.leniency] if reading.leniency else []
                return reading.answer
        raise self.refused(problems)

    def refused(self, problems: Sequence[str]) -> RefusedError:
        """The error for what cannot be put right."""
        return RefusedError(
            f"{self._model} wrote nothing fit for air: {'; '.join(problems)}", backend=self._model
        )

    async def _ask(self, question: Question, messages: list[ChatCompletionMessageParam]) -> str:
        """The answer's text without the thoughts before it."""
        completion = Completion(longest=question.longest, heard=self.record.heard)
        try:
            await self._chat.ask(
                self._client,
                messages,
                name=question.name,
                schema=question.schema,
                into=completion,
                remarks=self.record.remarks,
                calm=question.calm,
            )
        except EndlessAnswerError as error:
            raise RefusedError(f"{self._model} {error}", backend=self._model) from error
        except UnreadableAnswerError as error:
            if completion.characters:
                raise UnavailableError(
                    plain_text(f"{self._where} {error}"[:400]), backend=self._model
                ) from error
            raise MisconfiguredError(
                f"{self._where} {error}; check the base URL", backend=self._model
            ) from error
        finally:
            self.record.calls += completion.characters > 0
            self.record.cost += self._cost(completion, messages)
            fast = completion.characters_per_s
            if completion.characters >= _MEASURED:
                self.slow = fast < _SLOW
        if completion.refusal:
            raise RefusedError(f"{self._model} declines: {completion.refusal}", backend=self._model)
        return without_thoughts(completion.text)

    def _cost(self, done: Completion, messages: list[ChatCompletionMessageParam]) -> Cost:
        """What an answer cost, whatever it is worth; nothing where nothing came."""
        read_, wrote = done.tokens_read, done.tokens_written
        if read_ is None or wrote is None:
            if not done.characters:
                return Cost()
            sent = sum(len(str(each.get("content", ""))) for each in messages)
            read_, wrote = (n // _CHARACTERS_PER_TOKEN for n in (sent, done.characters))
        return Cost(
            tokens=read_ + wrote,
            money=(read_ * self._prices[0] + wrote * self._prices[1]) / 1_000_000,
        )
