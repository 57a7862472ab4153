"""What went wrong, in one of three classes; every text and class that was ever seen."""

from __future__ import annotations

import html
import json
import re
import time
from concurrent.futures import CancelledError

import httpx
import pytest
from gradio_client.exceptions import AppError, AuthenticationError, ValidationError
from gradio_client.utils import QueueError, TooManyRequestsError
from hypothesis import given
from hypothesis import strategies as st

from tests.slack import slack
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.failure import AWAY, backend_error, readable, told_wait_s


def http_error(status: int, **headers: str) -> httpx.HTTPStatusError:
    request = httpx.Request("GET", "https://me:pw@me-it.hf.space/config?token=abc")
    response = httpx.Response(status, request=request, headers=headers)
    return httpx.HTTPStatusError(f"{status} for {request.url}", request=request, response=response)


def titled(title: str, text: str) -> AppError:
    return AppError(text, title=title)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        # An operator must act.
        (ValueError("Cannot find a function with `api_name`: /run."), MisconfiguredError),
        (ValueError("Invalid function index: 3."), MisconfiguredError),
        (ValueError("The current space is in the invalid state: PAUSED."), MisconfiguredError),
        (
            ValueError("The current space is in the invalid state: CONFIG_ERROR."),
            MisconfiguredError,
        ),
        (ValueError("Could not find Space: me/it."), MisconfiguredError),
        (ValueError("Unknown protocol: ws"), MisconfiguredError),
        (AuthenticationError("credentials were not provided"), MisconfiguredError),
        (AppError("Value 80 is greater than maximum value 50."), MisconfiguredError),
        (AppError("Value 1 is less than minimum value 24."), MisconfiguredError),
        (AppError("Value: x is not in the list of choices: []"), MisconfiguredError),
        (TypeError("Too many arguments provided for the endpoint."), MisconfiguredError),
        (
            titled("ZeroGPU illegal duration", "The requested GPU duration (180s)"),
            MisconfiguredError,
        ),
        (httpx.UnsupportedProtocol("ftp"), MisconfiguredError),
        # Cool down.
        (AppError("You have exceeded your Pro GPU quota. Try again in 1:00:00"), UnavailableError),
        (titled("ZeroGPU quota exceeded", "60s requested vs. 5s left"), UnavailableError),
        (titled("ZeroGPU quota exceeded", "Space app has reached its GPU limit"), UnavailableError),
        (titled("ZeroGPU queue timeout", "Retry later"), UnavailableError),
        (titled("ZeroGPU pending credits exceeded", "Too many tasks"), UnavailableError),
        (titled("ZeroGPU worker error", "GPU task aborted"), UnavailableError),
        (titled("ZeroGPU client error", "Expired ZeroGPU proxy token"), UnavailableError),
        (AppError("No GPU was available after 60s"), UnavailableError),
        (AppError("CUDA out of memory. Tried to allocate 20 MiB"), UnavailableError),
        (TooManyRequestsError("Too many requests to the API"), UnavailableError),
        (QueueError("Queue is full! Please try again."), UnavailableError),
        # Passing.
        (ValueError("Could not fetch config for http://x"), UnavailableError),
        (ValueError("Server stopped."), UnavailableError),
        (httpx.ConnectError("refused"), UnavailableError),
        (httpx.ReadTimeout("slow"), UnavailableError),
        (httpx.RemoteProtocolError("peer closed connection"), UnavailableError),
        (CancelledError(), UnavailableError),
        (TimeoutError(), UnavailableError),
        (KeyError("data"), UnavailableError),
        (json.JSONDecodeError("Expecting value", "", 0), UnavailableError),
        (AppError("CUDA error: device-side assert triggered"), UnavailableError),
        (titled(AWAY, "the weights of a/b are not in c: run `d`"), UnavailableError),
        (
            AppError(
                "The upstream Gradio app has raised an exception but has not enabled verbose "
                "error reporting."
            ),
            UnavailableError,
        ),
        # This shot.
        (AppError("NSFW content was found"), RefusedError),
        (AppError("Prompt is too long"), RefusedError),
        (ValidationError("The prompt must not be empty"), RefusedError),
        (ValueError("File a.mp4 exceeds the maximum file size of 10 bytes"), RefusedError),
    ],
)
def test_every_failure_has_one_of_three_classes(
    error: BaseException, kind: type[BackendError]
) -> None:
    assert type(backend_error(error, backend="b")) is kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (308, MisconfiguredError),
        (401, MisconfiguredError),
        (403, MisconfiguredError),
        (404, MisconfiguredError),
        (429, UnavailableError),
        (500, UnavailableError),
        (503, UnavailableError),
    ],
)
def test_statuses(status: int, kind: type[BackendError]) -> None:
    failure = backend_error(http_error(status), backend="b")
    assert type(failure) is kind
    assert "pw" not in str(failure)
    assert "abc" not in str(failure)


@pytest.mark.parametrize(
    ("error", "wait_s"),
    [
        (AppError("exceeded your GPU quota. Try again in 0:02:05"), 125),
        (AppError("exceeded your GPU quota (46s left). Sign-up or retry in 0:09:48."), 588),
        (AppError("exceeded your GPU quota. Try again in 0:00:00"), 60),
        (AppError("exceeded your GPU quota. Try again in -1 day, 23:59:59"), 60),
        (QueueError("Queue is full! Please try again."), 60),
        (http_error(429, **{"retry-after": "90"}), 90),
        (http_error(503, **{"retry-after": "120"}), 120),
        (http_error(503), None),
        (httpx.ConnectError("refused"), None),
    ],
)
def test_how_long_to_stay_away(error: BaseException, wait_s: float | None) -> None:
    failure = backend_error(error, backend="b")
    assert isinstance(failure, UnavailableError)
    assert failure.retry_after_s == wait_s


def test_times_in_texts() -> None:
    assert told_wait_s("Try again in 1:02:03") == 3723
    assert told_wait_s("try again in 1 day, 0:00:01") == 86400  # a day is the longest
    assert told_wait_s("later") is None


def test_a_message_is_one_line_without_markup_and_secrets() -> None:
    told = (
        "'You have <b>exceeded</b>\n your quota &amp; more: "
        '<a href="https://x">join</a> https://me:pw@h.example/p?key=1 hf_abcdefgh\''
    )
    assert readable(told) == (
        "You have exceeded your quota & more: join https://h.example/p hf_..."
    )


def test_no_key_and_no_odd_password_is_told() -> None:
    told = f"key_{'0a' * 64} is not valid at https://me:p@ss@h.example/v1; use key_frame"
    assert readable(told) == "key_... is not valid at https://h.example/v1; use key_frame"


def test_a_message_without_end_is_read_in_no_time() -> None:
    started = time.monotonic()
    assert len(readable("<" * 1_000_000)) == 300
    assert time.monotonic() - started < 5 * slack()


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("&lt;b&gt;Quota&lt;/b&gt; is over", "Quota is over"),
        ("&amp;lt;b&amp;gt;Quota&amp;lt;/b&amp;gt; is over", "Quota is over"),
        (f"&{'amp;' * 9}lt;b&{'amp;' * 9}gt;", "amp;amp;amp;amp;amp;lt;b amp;amp;amp;amp;amp;gt;"),
        ("<scr<b>ipt>x()</script>", "ipt>x()"),
        ("<img src=x onerror=x()", "img src=x onerror=x()"),
        ("num_frames < 24 and steps > 50", "num_frames < 24 and steps > 50"),
    ],
)
def test_markup_is_taken_off_and_signs_of_arithmetic_are_not(told: str, shown: str) -> None:
    assert readable(told) == shown


@given(
    st.lists(st.sampled_from("< > & amp; lt; gt; #60; b / ! ' \0 script> hf_a ?x @ //".split(" ")))
)
def test_no_message_is_markup_even_when_it_is_unescaped(pieces: list[str]) -> None:
    shown = readable("".join(pieces))
    assert not re.search(r"<[a-zA-Z/!?]", html.unescape(shown)), shown
