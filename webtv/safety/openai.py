"""OpenAI's moderation, which understands what a text means: free of charge for holders of a key.

https://developers.openai.com/api/docs/guides/moderation
"""

from __future__ import annotations

from collections.abc import Sequence

from webtv.errors import BackendError, MisconfiguredError, UnavailableError

MODEL = "omni-moderation-latest"
NAME = "OpenAI moderation"
_TIMEOUT_S = 20.0
_BATCH = 32


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

        client = AsyncOpenAI(
            api_key=self._api_key, base_url=self._base_url, timeout=self._timeout_s, max_retries=1
        )
        flagged: set[str] = set()
        try:
            async with client:
                for start in range(0, len(texts), _BATCH):
                    answer = await client.moderations.create(
                        model=MODEL, input=list(texts[start : start + _BATCH])
                    )
                    for result in answer.results:
                        if result.flagged:
                            named = result.categories.model_dump(by_alias=True)
                            flagged |= {name for name, hit in named.items() if hit} or {"flagged"}
        except OpenAIError as error:
            raise _failure(error) from error
        return f"{NAME} objects to: {', '.join(sorted(flagged))}" if flagged else ""


def _failure(error: Exception) -> BackendError:
    from openai import AuthenticationError, PermissionDeniedError

    if isinstance(error, AuthenticationError | PermissionDeniedError):
        return MisconfiguredError(f"{NAME} refuses the key; check OPENAI_API_KEY", backend=NAME)
    return UnavailableError(f"{NAME} failed: {type(error).__name__}", backend=NAME)
