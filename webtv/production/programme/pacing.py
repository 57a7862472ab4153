"""How long each shot is seen: wide shots establish and last longer, details are over sooner."""

from __future__ import annotations

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.feasible.lengths import UNEASY
from webtv.generators.call import filmed_s
from webtv.model.programme import Plan
from webtv.prompts.key import in_key
from webtv.writers.offline.phrases import phrases_in
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.writer import Brief

_LENGTHS: dict[Scale, float] = {"wide": 1.2, "medium": 1.0, "close": 0.8}
_LAST = 1.2
"""The last picture stays a little."""

_LEAST_S, _MOST_S = 2.0, 10.0


def as_filmed(plan: Plan, brief: Brief, contract: Contract) -> Plan:
    """Pace a written plan in whole grid steps, its music in the key of the channel's hour."""
    music = in_key(plan.music, brief.channel_id, brief.now)
    plan = plan.model_copy(update={"music": music})
    return paced(plan, brief.channel, contract).fitted(brief.channel.house)


def paced(plan: Plan, channel: Channel, contract: Contract) -> Plan:
    """`plan` with shots of different lengths, the same in all; one whose writer set them stays.

    None is longer than the backend of `contract` films at ease, unless all are.
    """
    lengths = [shot.seconds for shot in plan.shots]
    if len(set(lengths)) > 1 or len(lengths) < 3:
        return plan
    usual_s = lengths[0]
    slow = channel.programme.slow_motion
    filmed = filmed_s(contract, channel.pipeline.video.params, usual_s / slow)
    longest_s = min(_MOST_S, max(usual_s, filmed * UNEASY * slow if filmed else _MOST_S))
    shares = [_share(shot.prompt, channel.language) for shot in plan.shots]
    shares[-1] = max(shares[-1], _LAST)
    even = usual_s * len(shares) / sum(shares)
    wanted = [min(longest_s, max(_LEAST_S, even * share)) for share in shares]
    shots = tuple(
        shot.model_copy(update={"seconds": seconds})
        for shot, seconds in zip(plan.shots, wanted, strict=True)
    )
    return plan.model_copy(update={"shots": shots})


def _share(prompt: str, language: str) -> float:
    begins = prompt.casefold()
    for phrases in (phrases_in(language), phrases_in("en")):
        for scale, words in phrases.scales.items():
            if any(begins.startswith(word.casefold()) for word in words if word):
                return _LENGTHS[scale]
    return 1.0
