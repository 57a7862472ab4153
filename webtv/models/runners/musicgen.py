"""MusicGen with a melody: a description becomes music (Copet et al., NeurIPS 2023).

30 s are made at once; what is longer goes on from the last 12 s, as in audiocraft.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoTokenizer, MusicgenMelodyForConditionalGeneration
from transformers.audio_utils import chroma_filter_bank

from webtv.models.catalogue import Model, Offload
from webtv.models.device import Device
from webtv.models.runners.base import Array, Request, Tell

_WINDOW_S = 30.0
_KEPT_S = 12.0
_LONGEST = 512
"""Tokens of a description that are read: T5 was taught no longer ones."""

_FFT, _HOP = 16384, 4096
"""Of the melody's spectrogram: the values of the processor that comes with the weights."""


def load(folder: Path, model: Model, device: Device, offload: Offload) -> Music:
    """The model, whole: it is the smallest of all."""
    music = MusicgenMelodyForConditionalGeneration.from_pretrained(
        folder, dtype=device.dtype(model.half), local_files_only=True
    )
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return Music(music.to(device.name).eval(), tokenizer)


class Music:
    """Takes `prompt`, `seed`, `seconds`, `top_k`, `top_p`, `temperature`, `guidance`, and a
    `melody` if there is one, as mono sound at 32 kHz.
    """

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model = model
        self._tokenizer = tokenizer
        codec = model.config.audio_encoder
        self.rate = int(codec.sampling_rate)
        self._frame_rate = int(codec.frame_rate)
        self._codebooks = int(model.config.decoder.num_codebooks)

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Sounds of (samples, channels), one after the other."""
        return [self._one(request, tell) for request in requests]

    def _one(self, request: Request, tell: Tell) -> Array:
        torch.manual_seed(request["seed"])
        samples = round(request["seconds"] * self.rate)
        words = self._tokenizer(
            [request["prompt"]], return_tensors="pt", truncation=True, max_length=_LONGEST
        ).to(self._model.device)
        features = self._chroma(request.get("melody"))
        sound = self._window(request, words, features, None, samples, lambda k: tell(k, samples))
        while sound.shape[-1] < samples:
            kept = sound[..., -round(_KEPT_S * self.rate) :]
            done = sound.shape[-1]
            left = samples - done
            new = self._window(
                request, words, features, kept, left, lambda k, d=done: tell(d + k, samples)
            )
            sound = torch.cat([sound, new], dim=-1)
        return np.asarray(sound[0, :, :samples].float().cpu().numpy().T, np.float32)

    def _window(
        self, request: Request, words: Any, features: Any, kept: Any, samples: int, tell: Any
    ) -> Any:
        """The next samples after those that are kept, (1, channels, samples)."""
        before: dict[str, Any] = {}
        known = 0
        if kept is not None:
            codes = self._model.audio_encoder.encode(kept.to(self._model.dtype)).audio_codes
            before["decoder_input_ids"] = codes[0].reshape(-1, codes.shape[-1])
            known = codes.shape[-1]
        per_frame = self.rate // self._frame_rate
        room = int(_WINDOW_S * self._frame_rate) - known
        wanted = min(-(-samples // per_frame), room)

        def watch(ids: Any, _scores: Any, **_: Any) -> Any:
            tell(min(max(0, ids.shape[-1] - known), wanted) * per_frame)
            return torch.zeros(ids.shape[0], dtype=torch.bool, device=ids.device)

        made = self._model.generate(
            **words,
            **before,
            input_features=features,
            # Each codebook is one step behind the one before it.
            max_new_tokens=wanted + self._codebooks,
            do_sample=True,
            top_k=int(request["top_k"]),
            top_p=float(request["top_p"]) or 1.0,
            temperature=float(request["temperature"]),
            guidance_scale=float(request["guidance"]),
            stopping_criteria=[watch],
        )
        return made[..., known * per_frame : (known + wanted) * per_frame]

    def _chroma(self, melody: Array | None) -> Any:
        """The strongest note of each moment, (1, moments, 12), as the model was taught melodies.

        transformers' own extractor needs torchaudio for this.
        """
        if melody is None:
            return None
        wave = torch.from_numpy(melody[: round(_WINDOW_S * self.rate)]).float()
        if len(wave) < _FFT:
            wave = torch.nn.functional.pad(wave, (0, _FFT - len(wave)))
        window = torch.hann_window(_FFT)
        spectrum = torch.stft(wave, _FFT, _HOP, window=window, return_complex=True)
        power = (spectrum / window.square().sum().sqrt()).abs().square()
        notes = self._model.config.num_chroma
        bank = chroma_filter_bank(
            sampling_rate=self.rate, num_frequency_bins=_FFT, tuning=0, num_chroma=notes
        )
        chroma = torch.einsum("cf,ft->tc", torch.from_numpy(bank).float(), power)
        strongest = torch.nn.functional.one_hot(chroma.argmax(-1), notes)[None]
        return strongest.to(self._model.device, self._model.dtype)
