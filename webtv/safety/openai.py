"""OpenAI's moderation, which understands what a text means: free of charge for holders of a key.

https://developers.openai.com/api/docs/guides/moderation
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from webtv.errors import BackendError, MisconfiguredError, UnavailableError
from webtv.http.client import async_client
from webtv.http.limits import Limits
from webtv.plaintext import plain_text

if TYPE_CHECKING:
    from openai.types import ModerationCreateResponse

MODEL = "omni-moderation-latest"
NAME = "OpenAI moderation"
_TIMEOUT_S = 20.0
_BATCH = 32
_MOST_BYTES = 1_000_000


class OpenAIModeration:
    """Texts are refused in any category that OpenAI flags."""

    name = NAME

    def __init__(self, *, api_key: str, base_url: str, timeout_s: float = _TIMEOUT_S) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self._timeout_s = timeout_s

    async def object_to(self, texts: Sequence[str]) -> str:
        """The categories that were flagged."""
        from openai import AsyncOpenAI, OpenAIError

        limits = Limits(_MOST_BYTES, total_s=self._timeout_s, idle_s=self._timeout_s)
        client = AsyncOpenAI(
            api_key=self._api_key,
            base_url=self._base_url,
            max_retries=1,
            # It takes httpx's clients as well as httpx2's; its types know the latter alone.
            timeout=cast("Any", limits.timeout),
            http_client=cast("Any", async_client(limits)),
        )
        flagged: set[str] = set()
        try:
            async with client:
                for start in range(0, len(texts), _BATCH):
                    asked = [plain_text(text) for text in texts[start : start + _BATCH]]
                    answer = await client.moderations.create(model=MODEL, input=asked)
                    flagged |= _flagged(answer, len(asked))
        except OpenAIError as error:
            raise _failure(error) from error
        except Exception as error:
            # Whatever is wrong with an answer, it lets nothing pass: the spare looks instead.
            raise UnavailableError(
                f"{NAME} answers nothing that can be read ({type(error).__name__})", backend=NAME
            ) from error
        return f"{NAME} objects to: {', '.join(sorted(flagged))}" if flagged else ""


def _flagged(answer: ModerationCreateResponse, texts: int) -> set[str]:
    """The categories of all texts. Raises `ValueError` if not every text has a verdict."""
    if len(answer.results) != texts:
        raise ValueError(f"{len(answer.results)} verdicts for {texts} texts")
    flagged: set[str] = set()
    for result in answer.results:
        if not isinstance(result.flagged, bool):
            raise ValueError("a verdict says neither yes nor no")
        if result.flagged:
            named = result.categories.model_dump(by_alias=True)
            hits = {plain_text(name)[:40] for name, hit in list(named.items())[:50] if hit}
            flagged |= hits or {"flagged"}
    return flagged


def _failure(error: Exception) -> BackendError:
    from openai import AuthenticationError, PermissionDeniedError

    if isinstance(error, AuthenticationError | PermissionDeniedError):
        return MisconfiguredError(f"{NAME} refuses the key; check OPENAI_API_KEY", backend=NAME)
    return UnavailableError(f"{NAME} failed: {type(error).__name__}", backend=NAME)
