"""What shots and programmes want of a stage, in the words that its backend reads best."""

from __future__ import annotations

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.generators.call import Request
from webtv.media.sound.bed import TAIL_S
from webtv.model.house import HouseFormat
from webtv.model.narration import VoicedRun
from webtv.model.programme import Plan, Shot
from webtv.model.stage import Stage
from webtv.prompts.fitting import fit, fit_negative, fit_text


def request_for(
    stage: Stage, contract: Contract, shot: Shot, *, house: HouseFormat, seconds: float, seed: int
) -> Request:
    """What a shot wants of a stage, in the words that this backend reads best."""
    if stage == "sound":
        prompt = fit_text(shot.sound or shot.prompt, contract.profile)
    else:
        said = not contract.takes("motion")
        prompt = fit(shot, contract.profile, say_motion=said, still=stage == "image")
    return Request(
        prompt,
        negative=fit_negative(shot, contract.profile),
        seed=seed,
        motion=shot.motion,
        seconds=seconds,
        aspect=house.aspect,
    )


def request_beside(
    stage: Stage,
    contract: Contract,
    channel: Channel,
    plan: Plan,
    *,
    seed: int,
    run: VoicedRun | None = None,
) -> Request:
    """Return what a whole programme wants of a stage: music, or its narration spoken.

    Of narration it is one `run`; without one the narrator speaks all of it.
    """
    if stage == "narration":
        text = fit_text(run.text if run else plan.narration, contract.profile)
        voice = run.voice if run else channel.narration.voice
        return Request(text=text, voice=voice, seed=seed)
    seconds = sum(shot.seconds for shot in plan.shots)
    return Request(fit_text(plan.music, contract.profile), seconds=seconds + TAIL_S, seed=seed)
