"""The models behind Spaces of one's own: a table of them, their weights, and one process for all.

In: a model's id and requests as plain values; pictures and sound as `.npy` files. Out: the same.
Nothing here decodes what strangers sent. Only `runners/`, `device.py`, `pool.py` and `bench.py`
import torch, so that the Spaces' own process need not.
"""
