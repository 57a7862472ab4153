"""The two ways to a programme: outline, judge, shots and critic; or all in one short answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from webtv.errors import RefusedError
from webtv.model.programme import Plan
from webtv.writers.llm import judge, outline, short, shots
from webtv.writers.llm.checks import bad_shots, critique_of, is_doubtful, problems_of
from webtv.writers.llm.critic import Critique, again, shots_again
from webtv.writers.llm.judge import Verdicts, best, objections
from webtv.writers.llm.outline import Draft, Outline, counts
from webtv.writers.llm.plan import plan_of
from webtv.writers.llm.session import Question, Session
from webtv.writers.llm.short import Short
from webtv.writers.llm.shots import ShotPrompt, Shots

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

Form = Literal["full", "short"]

_SMALL = 5e9
"""Parameters below which a model loses its way in the full form."""

_SIZE = re.compile(r"(?<![a-z\d.])(\d+(?:\.\d+)?)\s?([bm])(?![a-z\d])", re.IGNORECASE)
_DRAFTS = 3


def form_for(model: str, parameters: float | None = None) -> Form:
    """How a model is asked: by its size, which its server or its name tells."""
    if parameters is None and (found := _SIZE.search(model)):
        parameters = float(found[1]) * (1e9 if found[2].lower() == "b" else 1e6)
    return "short" if parameters is not None and parameters < _SMALL else "full"


async def full_form(session: Session) -> Plan:
    """A programme by outline, judge and shots: three answers, where nothing has to go back."""
    draft = await _chosen_draft(session)
    filmed = await _shots(session, draft)
    return _planned(session, draft, filmed)


async def short_form(session: Session) -> Plan:
    """A programme by one answer, where nothing has to go back."""
    brief = session.brief
    count = brief.channel.programme.shots
    question = Question(
        "programme", short.ask(brief), "shots", short.schema(brief), 2500 + 1500 * count
    )
    messages = session.begin(question, short=True)
    critique = Critique()

    def check(found: Short) -> Sequence[str]:
        nonlocal critique
        critique = critique_of(*found.apart(), brief)
        return critique.problems if critique.whole else ()

    answer = await session.answer(question, Short, messages, check=check)
    draft, filmed = answer.apart()
    if critique.shots:
        filmed = await _rewritten(session, filmed, critique, messages)
    if is_doubtful(draft, brief) and await _judged(session, [draft]) is None:
        raise session.refused(["the programme does not speak of the channel's theme"])
    return _planned(session, draft, filmed)


async def _chosen_draft(session: Session) -> Draft:
    """The draft that the judge likes best; where it likes none, of a second round."""
    brief = session.brief
    most = counts(brief)[1]
    question = Question(
        "outline",
        outline.ask(brief, _DRAFTS),
        "drafts",
        outline.schema(brief, _DRAFTS),
        4000 + _DRAFTS * 600 * most,
    )
    messages = session.begin(question)

    def check(found: Outline) -> Sequence[str]:
        wrong = [problems_of(each, brief) for each in found.drafts[: 2 * _DRAFTS]]
        if any(not each for each in wrong):
            return ()
        return wrong[0] if wrong else ["there are no drafts"]

    verdict = ""
    for _ in range(2):
        found = await session.answer(question, Outline, messages, check=check)
        good = [each for each in found.drafts[: 2 * _DRAFTS] if not problems_of(each, brief)]
        chosen = await _judged(session, good)
        if isinstance(chosen, Draft):
            return chosen
        verdict = session.record.remarks[-1]
        messages.append({"role": "user", "content": again([verdict])})
    raise session.refused([verdict])


async def _judged(session: Session, drafts: Sequence[Draft]) -> Draft | None:
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
        verdicts = await session.answer(question, Verdicts, session.begin(question), tries=1)
        place = best(verdicts, len(drafts))
    except (RefusedError, ValueError) as error:
        session.record.remarks.append(f"its judgement cannot be used: {error}")
        return next((each for each in drafts if not is_doubtful(each, session.brief)), None)
    if place is None:
        session.record.remarks.append(f"the judge found none fit: {objections(verdicts)}")
        return None
    return drafts[place]


async def _shots(session: Session, draft: Draft) -> list[ShotPrompt]:
    """The prompts of a draft; those that will not do are written once more."""
    brief, count = session.brief, len(draft.shots)
    question = _about_shots(session, shots.ask(brief, draft), count)
    messages = session.begin(question)

    def check(found: Shots) -> Sequence[str]:
        have = len(found.shots)
        return () if have == count else [f"write exactly {count} shots, not {have}"]

    filmed = (await session.answer(question, Shots, messages, check=check)).shots
    critique = Critique(shots=bad_shots(filmed, brief))
    return await _rewritten(session, filmed, critique, messages) if critique else filmed


async def _rewritten(
    session: Session,
    filmed: Sequence[ShotPrompt],
    critique: Critique,
    messages: list[ChatCompletionMessageParam],
) -> list[ShotPrompt]:
    """The shots, with those that were bad written once more; the good ones are kept."""
    session.record.remarks.append(f"it was asked again: {'; '.join(critique.problems)}")
    places = list(critique.shots)
    question = _about_shots(session, shots_again(critique), len(places))
    messages.append({"role": "user", "content": question.text})
    kept = list(filmed)
    try:
        answer = await session.answer(question, Shots, messages, tries=1)
    except RefusedError:
        return kept
    anew = answer.shots
    if len(anew) == len(filmed):
        anew = [anew[place] for place in places]  # it wrote all of them
    for place, shot in zip(places, anew, strict=False):
        kept[place] = shot
    return kept


def _planned(session: Session, draft: Draft, filmed: Sequence[ShotPrompt]) -> Plan:
    """The plan, without a shot that is bad still, if few are; else `RefusedError`."""
    bad = bad_shots(filmed, session.brief)
    problems = Critique(shots=bad).problems
    left = len(filmed) - len(bad)
    if left < counts(session.brief)[0]:
        raise session.refused(problems)
    if bad:
        session.record.remarks.append(f"left out: {'; '.join(problems)}")
    ideas = [idea for place, idea in enumerate(draft.shots) if place not in bad]
    kept = [shot for place, shot in enumerate(filmed) if place not in bad]
    try:
        return plan_of(draft.model_copy(update={"shots": ideas}), kept, session.brief)
    except ValueError as error:
        raise session.refused([str(error)]) from None


def _about_shots(session: Session, text: str, count: int) -> Question:
    return Question("shots", text, "shots", shots.schema(session.brief, count), 3000 + 2000 * count)
