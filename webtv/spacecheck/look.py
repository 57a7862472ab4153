"""Looks at backends: are they there, and are they what their contracts say."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from webtv.config.settings import Settings, variable
from webtv.errors import MisconfiguredError
from webtv.generators.connection import find_site
from webtv.generators.endpoint import compare, endpoint_name
from webtv.generators.failure import backend_error, readable
from webtv.generators.gradio import CONNECT_S, open_connection
from webtv.generators.hub import HUGGING_FACE, Hub, Quota
from webtv.media.process.binary import find_ffmpeg
from webtv.media.sample import Samples, make_samples
from webtv.spacecheck.sight import Findings, Sight, Subject
from webtv.spacecheck.trial import try_call
from webtv.threads import in_thread

_AT_ONCE = 8


async def look_at(
    subjects: Sequence[Subject], settings: Settings, *, call: bool, hub_url: str = HUGGING_FACE
) -> Findings:
    """See all of them, some at a time; with `call`, each that fits makes one thing as a trial.

    Work that a vendor sells is not bought for it. Raises `MediaError` where there is no ffmpeg
    that could draw what a trial needs.
    """
    token = settings.hf_token.get_secret_value() if settings.hf_token else None
    hub = Hub(token, endpoint=hub_url)
    turns = asyncio.Semaphore(_AT_ONCE)
    with TemporaryDirectory(prefix="webtv-") as name:
        folder = Path(name)
        samples: Samples | None = None
        if call:
            ffmpeg = find_ffmpeg(settings.ffmpeg)
            samples = await in_thread(lambda: make_samples(ffmpeg, folder), name="samples")

        async def one(subject: Subject) -> Sight:
            async with turns:
                sight = await _look(subject, settings, hub, token)
                if samples is None or not sight.fits or sight.mend:
                    return sight
                trial = await try_call(subject, samples, folder, token=token, hub=hub)
                return replace(sight, trial=trial, mend=sight.mend or bool(trial.problem))

        seen, (quota, note) = await asyncio.gather(
            asyncio.gather(*map(one, subjects)), _quota(hub, subjects)
        )
    return Findings(tuple(seen), quota, note)


async def _look(subject: Subject, settings: Settings, hub: Hub, token: str | None) -> Sight:
    if subject.contract.transport == "runway":
        return _vendor(subject, settings)
    sight = await _stage(subject, hub)
    try:
        return await in_thread(
            lambda: _connect(sight, hub, token), name="space-look", deadline_s=CONNECT_S
        )
    except Exception as error:
        failure = backend_error(error, backend=subject.backend)
    problem = str(failure).removeprefix(f"{subject.backend} ")
    mend = isinstance(failure, MisconfiguredError)
    if subject.address.local and not mend:
        # Only the operator can start these.
        problem, mend = f"{problem}; start it with `webtv spaces` or `webtv up`", True
    return replace(sight, state=sight.state or "away", problem=problem, mend=mend)


async def _stage(subject: Subject, hub: Hub) -> Sight:
    """What the Hub tells of a Space; nothing of other places, and while it tells nothing."""
    place = subject.address.place
    if "://" in place:
        return Sight(subject)
    try:
        state = await in_thread(lambda: hub.state(place), name="hub", deadline_s=CONNECT_S)
    except Exception:
        # Connecting asks again, and says why it cannot be asked.
        return Sight(subject)
    return Sight(subject, state=state.stage, hardware=state.hardware)


def _connect(sight: Sight, hub: Hub, token: str | None) -> Sight:
    subject = sight.subject
    contract = subject.contract
    site = find_site(subject.address, hub=hub, token=token, backend=subject.backend)
    connection = open_connection(site)
    try:
        described = connection.described(contract)
    finally:
        connection.close()
    sight = replace(sight, state=sight.state or "up", gradio=site.version)
    if described is None:
        problem = f"has no endpoint {endpoint_name(contract)}"
        return replace(sight, problem=problem, mend=True)
    sight = replace(sight, rows=compare(contract, described))
    if sight.fits:
        return sight
    return replace(sight, problem="is not what its contract declares", mend=True)


def _vendor(subject: Subject, settings: Settings) -> Sight:
    if settings.runwayml_api_secret is not None:
        return Sight(subject, state="key set")
    cure = f"needs a key: set {variable('runwayml_api_secret')}"
    return Sight(subject, state="no key", problem=cure, mend=bool(subject.channels))


async def _quota(hub: Hub, subjects: Sequence[Subject]) -> tuple[Quota | None, str]:
    if not hub.has_token or not any(s.address.trusted for s in subjects):
        return None, ""
    try:
        return await in_thread(hub.quota, name="hub-quota", deadline_s=CONNECT_S), ""
    except Exception as error:
        return None, readable(str(error)) or type(error).__name__
