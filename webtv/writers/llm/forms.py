"""The two ways to a programme: outline, judge, shots and critic; or all in one short answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from webtv.errors import RefusedError
from webtv.model.programme import Plan
from webtv.writers.llm import judge, outline, short, shots
from webtv.writers.llm.checks import (
    ON_THEME_SHORT,
    bad_shots,
    critique_of,
    is_doubtful,
    problems_of,
)
from webtv.writers.llm.conversation import Conversation, Question
from webtv.writers.llm.critic import Critique, again, listed, shots_again
from webtv.writers.llm.example import as_told
from webtv.writers.llm.filmed import MOST, few, filled, filmed
from webtv.writers.llm.judge import Verdicts, best, objections
from webtv.writers.llm.outline import Draft, Outline, counts
from webtv.writers.llm.plan import plan_of
from webtv.writers.llm.short import Pictures, Short
from webtv.writers.llm.shots import ShotPrompt, Shots
from webtv.writers.llm.size import SMALL, size_of

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

Form = Literal["full", "short"]

_DRAFTS = 3


def form_for(model: str, parameters: float | None = None) -> Form:
    """How a model is asked: by its size, which its server or its name tells."""
    return "short" if size_of(model, parameters) < SMALL else "full"


async def full_form(conversation: Conversation) -> Plan:
    """A programme by outline, judge and shots: three answers, where nothing has to go back."""
    draft = await _chosen_draft(conversation)
    filmed = await _shots(conversation, draft)
    return _planned(conversation, draft, filmed)


async def short_form(conversation: Conversation) -> Plan:
    """A programme by one answer, where nothing has to go back.

    A few bad pictures are left out; of more, these alone are written again.
    """
    conversation.brief = brief = few(conversation.brief)
    count = brief.channel.programme.shots
    question = Question(
        "programme", short.ask(brief), "shots", short.schema(brief), 1500 + 500 * count
    )
    messages = short.begin(brief)
    judged = replace(brief, recent=(as_told(brief), *brief.recent))
    critique = Critique()

    def check(found: Short) -> Sequence[str]:
        nonlocal critique
        critique = critique_of(*filled(found, brief).apart(), judged)
        return critique.problems if critique.whole else ()

    answer = filled(await conversation.answer(question, Short, messages, check=check), brief)
    if len(answer.shots) - len(critique.shots) < counts(brief)[0]:
        answer = await _pictures_again(conversation, answer, critique, messages)
    draft, shots = answer.apart()
    doubtful = is_doubtful(draft, brief, ON_THEME_SHORT)
    if doubtful and await _judged(conversation, [draft]) is None:
        raise conversation.refused(["the programme does not speak of the channel's theme"])
    return _planned(conversation, draft, shots, [idea.line for idea in draft.shots])


async def _pictures_again(
    conversation: Conversation,
    answer: Short,
    critique: Critique,
    messages: list[ChatCompletionMessageParam],
) -> Short:
    """The programme with its bad pictures written once more, where that succeeds."""
    conversation.record.remarks.append(f"it was asked again: {'; '.join(critique.problems)}")
    places = list(critique.shots)
    text = short.again(places, listed(critique.problems))
    question = Question("pictures", text, "shots", short.schema_again(len(places)), 500 * MOST)
    messages.append({"role": "user", "content": text})
    try:
        anew = (await conversation.answer(question, Pictures, messages, tries=1)).shots
    except RefusedError:
        return answer
    if len(anew) == len(answer.shots):
        anew = [anew[place] for place in places]  # it wrote all of them
    kept = list(answer.shots)
    for place, shot in zip(places, anew, strict=False):
        kept[place] = filmed(shot, place, conversation.brief)
    return answer.model_copy(update={"shots": kept})


async def _chosen_draft(conversation: Conversation) -> Draft:
    """The draft that the judge likes best; where it likes none, of a second round."""
    brief = conversation.brief
    most = counts(brief)[1]
    question = Question(
        "outline",
        outline.ask(brief, _DRAFTS),
        "drafts",
        outline.schema(brief, _DRAFTS),
        4000 + _DRAFTS * 600 * most,
    )
    messages = conversation.begin(question)

    def check(found: Outline) -> Sequence[str]:
        wrong = [problems_of(each, brief) for each in found.drafts[: 2 * _DRAFTS]]
        if any(not each for each in wrong):
            return ()
        return wrong[0] if wrong else ["there are no drafts"]

    verdict = ""
    for _ in range(2):
        found = await conversation.answer(question, Outline, messages, check=check)
        good = [each for each in found.drafts[: 2 * _DRAFTS] if not problems_of(each, brief)]
        chosen = await _judged(conversation, good)
        if isinstance(chosen, Draft):
            return chosen
        verdict = conversation.record.remarks[-1]
        messages.append({"role": "user", "content": again([verdict])})
    raise conversation.refused([verdict])


async def _judged(conversation: Conversation, drafts: Sequence[Draft]) -> Draft | None:
    """The best of the drafts; None if none may be made, and then the last remark says why.

    Where the judge cannot be understood, the first that is about the theme beyond doubt.
    """
    question = Question(
        "verdicts",
        judge.ask(drafts),
        "verdicts",
        judge.schema(len(drafts)),
        600 + 500 * len(drafts),
        calm=True,
    )
    try:
        verdicts = await conversation.answer(
            question, Verdicts, conversation.begin(question), tries=1
        )
        place = best(verdicts, len(drafts))
    except (RefusedError, ValueError) as error:
        conversation.record.remarks.append(f"its judgement cannot be used: {error}")
        return next((each for each in drafts if not is_doubtful(each, conversation.brief)), None)
    if place is None:
        conversation.record.remarks.append(f"the judge found none fit: {objections(verdicts)}")
        return None
    return drafts[place]


async def _shots(conversation: Conversation, draft: Draft) -> list[ShotPrompt]:
    """The prompts of a draft; those that will not do are written once more."""
    brief, count = conversation.brief, len(draft.shots)
    question = _about_shots(conversation, shots.ask(brief, draft), count)
    messages = conversation.begin(question)

    def check(found: Shots) -> Sequence[str]:
        have = len(found.shots)
        return () if have == count else [f"write exactly {count} shots, not {have}"]

    filmed = (await conversation.answer(question, Shots, messages, check=check)).shots
    critique = Critique(shots=bad_shots(filmed, brief))
    return await _rewritten(conversation, filmed, critique, messages) if critique else filmed


async def _rewritten(
    conversation: Conversation,
    filmed: Sequence[ShotPrompt],
    critique: Critique,
    messages: list[ChatCompletionMessageParam],
) -> list[ShotPrompt]:
    """The shots, with those that were bad written once more; the good ones are kept."""
    conversation.record.remarks.append(f"it was asked again: {'; '.join(critique.problems)}")
    places = list(critique.shots)
    question = _about_shots(conversation, shots_again(critique), len(places))
    messages.append({"role": "user", "content": question.text})
    kept = list(filmed)
    try:
        answer = await conversation.answer(question, Shots, messages, tries=1)
    except RefusedError:
        return kept
    anew = answer.shots
    if len(anew) == len(filmed):
        anew = [anew[place] for place in places]  # it wrote all of them
    for place, shot in zip(places, anew, strict=False):
        kept[place] = shot
    return kept


def _planned(
    conversation: Conversation,
    draft: Draft,
    filmed: Sequence[ShotPrompt],
    lines: Sequence[str] = (),
) -> Plan:
    """The plan, without a shot that is bad still, if few are; else `RefusedError`."""
    bad = bad_shots(filmed, conversation.brief, lines)
    problems = Critique(shots=bad).problems
    left = len(filmed) - len(bad)
    if left < counts(conversation.brief)[0]:
        raise conversation.refused(problems)
    if bad:
        conversation.record.remarks.append(f"left out: {'; '.join(problems)}")
    ideas = [idea for place, idea in enumerate(draft.shots) if place not in bad]
    kept = [shot for place, shot in enumerate(filmed) if place not in bad]
    try:
        return plan_of(draft.model_copy(update={"shots": ideas}), kept, conversation.brief)
    except ValueError as error:
        raise conversation.refused([str(error)]) from None


def _about_shots(conversation: Conversation, text: str, count: int) -> Question:
    return Question(
        "shots", text, "shots", shots.schema(conversation.brief, count), 3000 + 2000 * count
    )
