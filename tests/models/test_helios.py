"""Film without an end: chunks as they are made are what one long call of the pipeline makes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.models.environment import ROOT, python
from tests.slack import slack

CODE = """
import json, sys
from pathlib import Path
import numpy as np
import torch
from webtv.models.catalogue import MODELS
from webtv.models.device import find_device
from webtv.models.runners import helios

torch.set_num_threads(1)
model = MODELS["helios"]
runner = helios.load(Path(sys.argv[1]) / model.repo, model, find_device(), "none")
told = []

def ask(prompt, film="a", seed=5):
    asked = {"film": film, "prompt": prompt, "seed": seed, "width": 64, "height": 64}
    with torch.inference_mode():
        return runner.run([asked], lambda step, steps: told.append((step, steps)))[0]

chunks = [ask("a fox") for _ in range(3)]
changed = ask("a red lantern at night")
source = torch.Generator("cpu").manual_seed(5)
with torch.inference_mode():
    whole = runner._pipeline(
        prompt="a fox", width=64, height=64, num_frames=99, guidance_scale=1.0, generator=source,
        pyramid_num_inference_steps_list=[2, 2, 2], is_amplify_first_chunk=True,
    ).frames[0]
whole = helios.pictures(whole)
made = np.concatenate(chunks)[: len(whole)]
anew = ask("a fox", film="b")
for _ in range(2):
    ask("a fox", film="b")
same = ask("a fox", film="b")
noise = runner._pipeline.sample_block_noise(
    1, 4000, 1, 2, 2, device="cpu", generator=torch.Generator("cpu").manual_seed(0)
).reshape(4000, 4).numpy()
print(json.dumps({
    "shapes": [list(each.shape) for each in chunks],
    "apart": int(np.abs(made.astype(int) - whole).max()),
    "varies": float(made.std()),
    "anew": bool(np.array_equal(anew, chunks[0])),
    "words": float(np.abs(changed.astype(int) - same).max()),
    "told": told[:12] + told[-1:],
    "covariance": np.cov(noise.T).round(1).tolist(),
}))
"""


def test_chunks_are_those_of_one_long_film_and_words_may_change(weights: Path) -> None:
    command = [str(python()), "-W", "ignore", "-c", CODE, str(weights)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300 * slack(), check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    assert seen["shapes"] == [[33, 64, 64, 3]] * 3
    assert seen["apart"] <= 1
    assert seen["varies"] > 3
    assert seen["anew"], "another film of the same seed and words is the same"
    assert seen["words"] > 0, "other words, other pictures"
    # The first chunk takes twice as many steps.
    assert seen["told"] == [[step, 12] for step in range(1, 13)] + [[6, 6]]
    # Of the four pixels of a block: (1 + g) I - g J, for g = 1/3.
    assert seen["covariance"] == [
        [1.0 if row == column else -0.3 for column in range(4)] for row in range(4)
    ]
