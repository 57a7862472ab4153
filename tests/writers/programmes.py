"""Programmes of one channel: six stories, and five of them told again in other words.

Written as a language model writes them: cast, place and style repeated in every prompt.
"""

from __future__ import annotations

from webtv.config.channel import Channel
from webtv.config.story import CastMember
from webtv.writers.writer import Recent

STYLE = "soft watercolour, grey-blue northern light, visible paper grain"
ADA = "Ada, an old woman with a silver braid, wearing a yellow raincoat"
BISCUIT = "Biscuit, a small brown terrier with one white ear"

LIGHTHOUSE = Channel(
    title="The Lamp",
    theme="A lighthouse keeper called Ada and her dog Biscuit live on a small northern island.",
    style=STYLE,
    cast=(
        CastMember(
            name="Ada", look="an old woman with a silver braid", clothes="a yellow raincoat"
        ),
        CastMember(name="Biscuit", look="a small brown terrier with one white ear"),
    ),
)


def told(title: str, logline: str, *shots: str) -> Recent:
    prompts = tuple(f"{shot}, {STYLE}" for shot in shots)
    return Recent(title, logline, prompts)


STORIES = {
    "lamp": told(
        "The Lamp That Would Not Light",
        "Ada cleans the great lamp, Biscuit brings the matches, and the beam turns at last.",
        f"Close-up of {ADA}, wiping black soot off a huge glass lens with a cloth, at dusk",
        f"Medium shot of {BISCUIT}, climbing a spiral staircase with a matchbox in his mouth",
        "Very wide shot of the lighthouse on the cliff, its beam sweeping over dark waves, night",
    ),
    "letter": told(
        "A Letter by Gull",
        "A gull drops a letter on the rocks, and Ada sends an answer in a paper boat.",
        f"Wide shot of a white gull dropping an envelope beside {ADA}, on wet rocks, morning",
        f"Medium shot of {ADA}, folding a sheet of paper at a kitchen table, steam from a cup",
        "Low shot of a paper boat drifting out of the harbour, small waves, pale sun",
    ),
    "boot": told(
        "Biscuit Digs for Treasure",
        "Biscuit digs up an old boot on the beach, and Ada finds a use for it.",
        f"Medium shot of {BISCUIT}, digging in wet sand, sand flying backwards, low tide",
        f"Close-up of {BISCUIT}, pulling a mossy leather boot out of a hole, shells around it",
        f"Medium shot of {ADA}, planting daisies in a leather boot on a window sill, evening sun",
    ),
    "soup": told(
        "Soup for the Storm",
        "A fisherman is blown ashore, and there is enough soup for three.",
        "Wide shot of a fishing boat thrown about by high waves, rain driving sideways",
        f"Medium shot of {ADA}, opening a heavy door to a soaked fisherman, a lantern in her hand",
        f"Medium shot of {ADA}, {BISCUIT} and a fisherman around a pot of soup, fire in the stove",
    ),
    "seal": told(
        "Somebody at the Door",
        "A young seal wants to live in the bathtub, and for one night it may.",
        "Close-up of a young grey seal knocking at a green door with its nose, fog",
        f"Medium shot of a young seal in a bathtub full of foam beside {BISCUIT}, candlelight",
        f"Wide shot of {ADA}, carrying a young seal to the sea in her arms, sunrise",
    ),
    "kite": told(
        "Good Wind for Kites",
        "The washing flies away, so Ada makes a kite of what is left.",
        "Wide shot of shirts and socks torn from a washing line, flying over a meadow, gusty noon",
        f"Close-up of {ADA}, tying string to a striped pillowcase, sewing box on her knees",
        f"Very wide shot of {ADA} and {BISCUIT}, running along the cliff with a striped kite",
    ),
}

RETOLD = {
    "lamp": told(
        "When the Lighthouse Stayed Dark",
        "The great lamp is black with soot; Ada wipes it clean, Biscuit has the matches.",
        f"Medium shot of {ADA}, cleaning a sooty glass lens with a rag, blue dusk outside",
        f"Tracking shot of {BISCUIT}, carrying a matchbox up the spiral staircase",
        "Wide shot of the lighthouse at night, the beam of its lamp sweeping across black waves",
    ),
    "letter": told(
        "Post for Ada",
        "The gull brings an envelope, and the answer leaves the harbour as a paper boat.",
        f"Low wide shot of a gull flying over wet rocks and dropping a letter before {ADA}",
        f"Close-up of {ADA}, folding paper into a small boat at the kitchen table, a cup steaming",
        "Wide shot of the paper boat sailing out of the harbour on small waves in the morning sun",
    ),
    "boot": told(
        "The Flowering Boot",
        "On the beach Biscuit digs out an old leather boot; Ada plants daisies in it.",
        f"Wide shot of {BISCUIT}, digging a hole on the beach at low tide, wet sand flying",
        f"Medium shot of {BISCUIT}, dragging an old boot across the sand, shells and moss on it",
        f"Close-up of {ADA}, putting daisies into the boot on the window sill, sun setting",
    ),
    "soup": told(
        "Enough for Three",
        "The storm blows a soaked fisherman to the door, and Ada has soup on the stove.",
        "Very wide shot of a fishing boat among high waves in a storm, sideways rain",
        f"Medium shot of {ADA}, holding a lantern at the open door, a soaked fisherman outside",
        f"Medium shot of {ADA}, {BISCUIT} and the fisherman eating soup by the fire of the stove",
    ),
    "seal": told(
        "A Guest for the Bathtub",
        "For one night a young seal lives in the bathtub; at sunrise it goes home.",
        "Medium shot of a young seal at the green door in the fog, knocking with its nose",
        f"Close-up of a seal playing with foam in the bathtub, {BISCUIT} watching, candles",
        f"Wide shot of {ADA}, bringing the young seal back to the sea at sunrise",
    ),
}
