"""What is said in a theme is a line of its programmes, and never a picture."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive, write
from webtv.config.story import CastMember
from webtv.writers.offline.beats import read_theme
from webtv.writers.writer import Recent


@pytest.mark.parametrize(
    ("language", "said", "thing"),
    [
        ("en", '"Did you bring it back?" asks the librarian', "the librarian"),
        ("es", "«¿Ya comiste?», pregunta la abuela", "la abuela"),
        ("fr", "« Tu rentres dîner ? » crie la mère", "la mère"),
        ("de", "„Hast du schon gemäht?“, fragt der Nachbar", "der Nachbar"),
        ("it", "«Hai mangiato?» chiede la nonna", "la nonna"),
        ("pt", '"Vai querer mais um?", pergunta a Cida', "a Cida"),
        ("nl", '"Wil je koffie?" vraagt de buurvrouw', "de buurvrouw"),
        ("pl", "„Herbaty jeszcze?” — pyta gospodyni", "gospodyni"),
        ("ru", "«Чай будешь?» — спрашивает соседка", "соседка"),
        ("tr", "“Çay içer misin?” diye sorar Nermin Teyze", "Nermin Teyze"),
        ("ar", "«هل شربت قهوتك؟» يسأل الحاج", "الحاج"),
        ("zh", "老板娘问：“今天还是老样子？”", "老板娘问"),
        ("ja", "「今日は何にする？」と魚屋が聞く", "魚屋が聞く"),
    ],
)
def test_a_saying_is_kept_with_who_says_it(language: str, said: str, thing: str) -> None:
    beats = read_theme(f"Mina. {said}. Mina.", language=language).beats
    saying = next(beat for beat in beats if beat.spoken)
    assert (saying.text, saying.picture) == (said, thing)
    assert not any(beat.text in said for beat in beats if not beat.spoken)


def test_of_a_pronoun_only_the_words_are_said() -> None:
    beats = read_theme('A library at night. "Did you bring it back?" she asks. Rain falls.').beats
    assert [beat.text for beat in beats if beat.spoken] == ['"Did you bring it back?"']
    assert [beat.text for beat in beats if not beat.spoken] == ["A library at night", "Rain falls"]


def test_names_and_slogans_are_no_sayings() -> None:
    theme = 'The boat "Morwenna" sleeps. "The ocean is calling" (J. Doe). A girl reads.'
    assert not any(beat.spoken for beat in read_theme(theme).beats)


def test_questions_in_quotation_marks_are_asked() -> None:
    theme = 'Curious facts. "Why is the sky blue?" "How do fish sleep?"'
    assert [beat.text for beat in read_theme(theme).beats if beat.asks] == [
        "Why is the sky blue?",
        "How do fish sleep?",
    ]


def test_a_saying_is_heard_and_not_filmed() -> None:
    theme = (
        'A library at night. "Did you bring it back?" asks the librarian. A dog sleeps on the '
        "atlas. A boy looks for the end of a story. The caretaker sweeps the stairs."
    )
    recent: tuple[Recent, ...] = ()
    for seed in range(6):
        plan = write(channel(theme, shots=16), seed, recent)
        recent = (Recent.of(plan), *recent)
    lines = [line for known in recent for line in known.lines]
    assert '"Did you bring it back?" asks the librarian.' in lines
    assert not any("bring it back" in prompt for known in recent for prompt in known.prompts)


def test_lines_of_a_script_have_their_speakers() -> None:
    cast = (
        CastMember(name="Nadia", look="a tall student"),
        CastMember(name="Tom", look="a lanky student"),
    )
    theme = (
        'Four students share a hob. Nadia: "Who ate my cheese?" Tom: "Define ate."\n'
        'The landlord visits without warning: "Is that a lobster in my bath?"'
    )
    beats = read_theme(theme, cast=cast).beats
    assert [beat.text for beat in beats if not beat.spoken] == [
        "Four students share a hob",
        "The landlord visits without warning",
    ]
    said = [(beat.text, beat.speaker, beat.picture) for beat in beats if beat.spoken]
    assert said == [
        ("Who ate my cheese?", "Nadia", "Nadia"),
        ("Define ate.", "Tom", "Tom"),
        ('"Is that a lobster in my bath?"', "", "The landlord visits without warning"),
    ]
    heard = [
        (s.speaker, s.line) for p in consecutive(channel(theme, cast=cast), 4) for s in p.shots
    ]
    assert ("Tom", "Define ate.") in heard
