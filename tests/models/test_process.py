"""The process of models, as far as it can be looked at without models."""

import pytest

from webtv.models.process import _environment


def test_it_is_given_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "WEBTV_SPACES_KEY", "OPENAI_API_KEY", "CUDA_VISIBLE_DEVICES"):
        monkeypatch.setenv(name, "1")
    given = _environment()
    assert not {"HF_TOKEN", "WEBTV_SPACES_KEY", "OPENAI_API_KEY"} & given.keys()
    assert given["CUDA_VISIBLE_DEVICES"] == "1"
