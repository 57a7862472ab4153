"""How each kind of model is loaded and run: the only modules that know diffusers and transformers.

A runner is a module with `load(folder, model, device, offload)`, which gives an object with
`run(requests, tell)`: one batch, arrays in and out. `tell(step, steps)` is called after each step.
"""
