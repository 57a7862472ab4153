"""Moving pictures drawn from the words of a prompt: no neural net, the same every time.

    prompt -> scene (words read) -> light, camera -> family (what is drawn) -> weather -> grade

`render` is the only thing other code needs.
"""

from webtv.studio.pictures.render import render

__all__ = ["render"]
