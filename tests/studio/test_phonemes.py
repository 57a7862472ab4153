from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from webtv.studio.phonemes import LONGEST_PIECE, pieces, write_phonemes

LINE = "The engine passed the castle."


def test_american_and_british_voices_read_words_as_their_own(tmp_path: Path) -> None:
    for voice in ("am_adam", "bf_emma"):
        write_phonemes(tmp_path / f"{voice}.npy", text=LINE, voice=voice)
    read = [np.load(tmp_path / f"{voice}.npy").tolist() for voice in ("am_adam", "bf_emma")]
    assert read == [["ði ˈɛnʤən pˈæst ðə kˈæsᵊl."], ["ði ˈɛnʤɪn pˈɑːst ðə kˈɑːsᵊl."]]


def test_lines_are_pieces_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    write_phonemes(tmp_path / "a.npy", text=f"{LINE}\n\n{LINE} {LINE}\n*\n", voice="am_adam")
    first, second = np.load(tmp_path / "a.npy").tolist()
    assert second == f"{first} {first}"


@pytest.mark.parametrize("text", ["", " ", "a" * 5001, "*"])
def test_what_cannot_be_spoken_is_said_so(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"characters|nothing in the text"):
        write_phonemes(tmp_path / "a.npy", text=text, voice="am_adam")
    assert not (tmp_path / "a.npy").exists()


@pytest.mark.parametrize(
    ("phonemes", "lengths"),
    [
        ("", []),
        ("a" * LONGEST_PIECE, [LONGEST_PIECE]),
        ("aaaa aaaa. " * 40, [219, 219]),  # ends of sentences, about the middle
        ("aaaa aaaa, " * 40, [219, 219]),
        ("aaaa aaaaa " * 40, [219, 219]),
        ("a" * 1000, [400, 400, 200]),  # nowhere to cut
        ("Yes. " + "a" * 300 + ", " + "a" * 200 + ".", [306, 201]),  # no short piece of its own
    ],
)
def test_long_phonemes_are_cut_where_speech_pauses(phonemes: str, lengths: list[int]) -> None:
    found = pieces(phonemes)
    assert [len(each) for each in found] == lengths
    assert "".join(found).replace(" ", "") == phonemes.replace(" ", "")
