"""Kokoro: phonemes become English speech at 24 kHz (hexgrad/Kokoro-82M, as exported to ONNX).

The export (onnx-community/Kokoro-82M-v1.0-ONNX) takes `input_ids`, (1, n + 2), the numbers of n
phonemes between two zeros; `style`, (1, 256); and `speed`, (1,). A voice is a table of styles,
(510, 1, 256) numbers of 32 bits: row n - 1 is that for n phonemes (`KPipeline.infer` of the library
kokoro 0.9.4). Vocabulary: `model.vocab` of the repository's `tokenizer.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from webtv.errors import RefusedError
from webtv.models.catalogue import Model, Offload
from webtv.models.processor import Processor
from webtv.models.runners.base import Array, Request, Tell

FILE = "onnx/model.onnx"
VOCABULARY = "tokenizer.json"
VOICES = "voices"
STYLES = 510
"""Of a voice, and so the most phonemes that are spoken in one piece."""

STYLE_NUMBERS = 256

_CUDA = "CUDAExecutionProvider"
_ERRORS_ONLY = 3
_LONGEST_NAME = 40
"""Letters of a voice's name that an answer repeats."""


def load(folder: Path, model: Model, device: Processor, offload: Offload) -> Speech:
    """The vocabulary, and the voices by name; the network is loaded for each text."""
    if _CUDA in onnxruntime.get_available_providers():
        onnxruntime.preload_dlls()  # CUDA's libraries, where pip has put them
    told = json.loads((folder / VOCABULARY).read_text("utf-8"))
    voices = {path.stem: path for path in sorted((folder / VOICES).glob("*.bin"))}
    return Speech(model, folder / FILE, told["model"]["vocab"], voices)


class Speech:
    """Takes `phonemes`, a text in pieces, a `voice` and a `speed`."""

    def __init__(
        self, model: Model, network: Path, vocabulary: Mapping[str, int], voices: Mapping[str, Path]
    ) -> None:
        self._model = model
        self._network = network
        self._vocabulary = vocabulary
        self._voices = voices

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Sounds of (samples, 1), one after the other.

        Raises RefusedError for a voice that is not here, and where nothing can be spoken.
        """
        return [self._one(request, tell) for request in requests]

    def _one(self, request: Request, tell: Tell) -> Array:
        voice = request["voice"]
        if voice not in self._voices:
            known = ", ".join(self._voices)
            text = (
                f"there is no voice {voice[:_LONGEST_NAME]!r} here, which speaks English: {known}"
            )
            raise RefusedError(text, backend=self._model.id)
        styles = np.fromfile(self._voices[voice], "<f4").reshape(STYLES, 1, STYLE_NUMBERS)
        speed = np.asarray([request["speed"]], np.float32)
        network = self._begun()
        pieces = request["phonemes"]
        sounds = []
        for number, piece in enumerate(pieces, start=1):
            ids = [self._vocabulary[each] for each in piece if each in self._vocabulary][:STYLES]
            if ids:
                given = {
                    "input_ids": np.asarray([[0, *ids, 0]], np.int64),
                    "style": styles[len(ids) - 1],
                    "speed": speed,
                }
                sounds.append(np.asarray(network.run(None, given)[0], np.float32).reshape(-1, 1))
            tell(number, len(pieces))
        if not sounds:
            raise RefusedError("nothing in the text can be spoken", backend=self._model.id)
        return np.concatenate(sounds)

    def _begun(self) -> onnxruntime.InferenceSession:
        """The network with its noise at the beginning: the same text sounds the same.

        Its generators of noise go on from one run to the next, and only a new session begins anew.
        """
        onnxruntime.set_seed(0)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = _ERRORS_ONLY
        # Threads that wait would keep the cores from whoever else has work.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        here = onnxruntime.get_available_providers()
        providers = [each for each in (_CUDA, "CPUExecutionProvider") if each in here]
        return onnxruntime.InferenceSession(str(self._network), options, providers=providers)
