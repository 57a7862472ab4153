"""Small random weights of Kokoro, as its repository has them.

A network of the same inputs and outputs, made by the package `onnx`: each phoneme lasts as long as
the speed says and sounds by its number, by the style, and by a little noise.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from hibari.tts import ASSETS
from onnx import TensorProto, helper, numpy_helper

from webtv.models.catalogue import MODELS
from webtv.models.runners.kokoro import FILE, STYLE_NUMBERS, STYLES, VOCABULARY, VOICES

NAMES = ("af_bella", "af_heart", "am_adam", "bf_emma", "bm_george")

_TOKENS, _HEIGHT = 178, 240
LENGTH = 1200
"""Samples of a phoneme at speed 1, which is 50 ms."""


def make(folder: Path) -> None:
    """Write them to their place below `folder`."""
    own = folder / MODELS["kokoro"].repo
    for part in (VOICES, "onnx"):
        (own / part).mkdir(parents=True)
    random = np.random.default_rng(0)
    for name in NAMES:
        styles = random.normal(size=(STYLES, 1, STYLE_NUMBERS)).astype("<f4")
        styles.tofile(own / VOICES / f"{name}.bin")
    vocabulary = json.loads((Path(ASSETS) / "vocab.json").read_text("utf-8"))
    told = {"model": {"vocab": {"$": 0, **vocabulary}}}
    (own / VOCABULARY).write_text(json.dumps(told), "utf-8")
    onnx.save(_network(random), str(own / FILE))


def _network(random: np.random.Generator) -> onnx.ModelProto:
    sounds = random.normal(size=(_TOKENS, _HEIGHT)).astype(np.float32) * 0.1
    mix = random.normal(size=(STYLE_NUMBERS, _HEIGHT)).astype(np.float32) * 0.01
    constants = [
        numpy_helper.from_array(sounds, "sounds"),
        numpy_helper.from_array(mix, "mix"),
        numpy_helper.from_array(np.array([LENGTH / _HEIGHT], np.float32), "length"),
        numpy_helper.from_array(np.ones(1, np.float32), "one"),
        numpy_helper.from_array(np.array([1, -1]), "flat"),
    ]
    nodes = [
        helper.make_node("Gather", ["sounds", "input_ids"], ["heard"]),
        helper.make_node("MatMul", ["style", "mix"], ["timbre"]),
        helper.make_node("Add", ["heard", "timbre"], ["voiced"]),
        helper.make_node("Div", ["length", "speed"], ["stretch"]),
        helper.make_node("Concat", ["one", "one", "stretch"], ["scales"], axis=0),
        helper.make_node("Resize", ["voiced", "", "scales"], ["spoken"], mode="nearest"),
        helper.make_node("RandomNormalLike", ["spoken"], ["noise"], scale=0.01),
        helper.make_node("Add", ["spoken", "noise"], ["breathed"]),
        helper.make_node("Reshape", ["breathed", "flat"], ["waveform"]),
    ]
    ends = [
        helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "sequence_length"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, STYLE_NUMBERS]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    given = helper.make_tensor_value_info("waveform", TensorProto.FLOAT, [1, "num_samples"])
    graph = helper.make_graph(nodes, "kokoro", ends, [given], constants)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="webtv"
    )
