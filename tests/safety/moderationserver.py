"""A small HTTP server that speaks OpenAI's moderation protocol."""

from __future__ import annotations

from tests.jsonserver import JsonServer, Reply, Request

CATEGORIES = (
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
)


class ModerationServer(JsonServer):
    """Flags every text with `bad` in it as violence; fails with `status` while that is set."""

    root = "/v1"

    def __init__(self, bad: str = "gore") -> None:
        self.status = 200
        self.body: object = None
        """What it answers instead, if anything."""
        self.asked: list[list[str]] = []
        self._bad = bad

    def reply(self, request: Request) -> Reply:
        asked = request.json()
        self.asked.append(asked["input"])
        if self.status != 200:
            return self.status, {}, {"error": {"message": "no", "type": "error", "code": "x"}}
        if self.body is not None:
            return 200, {}, self.body
        results = [_result(self._bad in text) for text in asked["input"]]
        return 200, {}, {"id": "modr-1", "model": asked["model"], "results": results}


def _result(flagged: bool) -> dict[str, object]:
    hits = {name: flagged and name == "violence" for name in CATEGORIES}
    return {
        "flagged": flagged,
        "categories": hits,
        "category_scores": {name: 0.9 if hit else 0.0 for name, hit in hits.items()},
        "category_applied_input_types": {name: ["text"] for name in CATEGORIES},
    }
