"""Pictures that Noto has not, or only within a framed scene: drawn for a square of 128.

`{a}` and `{b}` stand for the scene's accent colours.
"""

from __future__ import annotations

import math


def _star(points: int, outer: float, inner: float) -> str:
    corners = []
    for k in range(points * 2):
        radius = outer if k % 2 == 0 else inner * (1 + 0.25 * math.sin(k * 2.7))
        turn = math.pi * k / points - math.pi / 2
        corners.append(f"{64 + radius * math.cos(turn):.1f} {64 + radius * math.sin(turn):.1f}")
    return f"M{'L'.join(corners)}Z"


def _tunnel() -> str:
    parts = ""
    for k in range(9):
        side, turn = 62 * 0.8**k, k * 11
        fill = ("{a}", "#1b1433", "{b}")[k % 3]
        parts += (
            f'<rect x="{64 - side:.1f}" y="{64 - side:.1f}" width="{2 * side:.1f}" '
            f'height="{2 * side:.1f}" rx="6" fill="{fill}" transform="rotate({turn} 64 64)"/>'
        )
    return parts


def _grid() -> str:
    lines = "".join(f"M{x} 6V122M6 {x}H122" for x in range(6, 123, 16))
    beams = "M6 122L122 6M6 64L122 122M64 6L6 122"
    return (
        '<rect x="2" y="2" width="124" height="124" rx="6" fill="#171030"/>'
        f'<path d="{lines}" stroke="{{b}}" stroke-width="2.4" opacity=".8"/>'
        f'<path d="{beams}" stroke="{{a}}" stroke-width="4"/>'
    )


def _fir() -> str:
    tiers = ((64, 30, 18), (64, 56, 28), (64, 86, 40))
    green = "".join(
        f'<path d="M64 {y - 28}L{64 - w} {y + 14}H{64 + w}Z" fill="#3f7258"/>' for _x, y, w in tiers
    )
    snow = "".join(
        f'<path d="M64 {y - 28}L{64 - w * 0.72:.0f} {y + 4}q{w * 0.2:.0f} -7 {w * 0.38:.0f}'
        f' 0t{w * 0.36:.0f} 0t{w * 0.36:.0f} 0t{w * 0.34:.0f} 0Z" fill="#f4f7fb"/>'
        for _x, y, w in tiers
    )
    return f'<rect x="58" y="96" width="12" height="26" fill="#6d4c38"/>{green}{snow}'


PROPS = {
    "paper-bridge": (
        '<path d="M2 100V74C22 52 44 44 64 44s42 8 62 30v26h-14C108 78 92 68 84 68s-10 20-10 32H54'
        'C54 80 52 68 44 68S20 78 16 100Z" fill="#9a8f86"/>'
        '<path d="M2 74C22 52 44 44 64 44s42 8 62 30v-9C106 44 84 36 64 36S22 44 2 65Z" '
        'fill="#b9ada2"/><path d="M12 58v-10M32 46V36M52 40V29M76 40V29M96 46V36M116 58V48" '
        'stroke="#8a7d72" stroke-width="4"/><path d="M2 56C22 35 44 28 64 28s42 7 62 28" '
        'fill="none" stroke="#8a7d72" stroke-width="4"/>'
    ),
    "paper-table": (
        '<path d="M14 66h10l4 56h-9zM104 66h10l-5 56h-9z" fill="#7b5233"/><path d="M4 54h120v13H4z"'
        ' fill="#a8734a"/><path d="M4 54h120v4H4z" fill="#c08a5c"/><path d="M20 67h88l-6 22-10-8-10'
        ' 8-9-8-9 8-9-8-9 8-9-8-10 8z" fill="#f3ead8"/><circle cx="34" cy="46" r="9"'
        ' fill="#c8503c"/><circle cx="50" cy="48" r="8" fill="#d9a23c"/><path d="M74'
        ' 54V34h10v20zM77 34v-9h4v9z" fill="#4f7a54"/><path d="M92 54l3-14h12l3 14z"'
        ' fill="#e8dcc4"/>'
    ),
    "paper-cabin": (
        '<path d="M88 24h14v26H88z" fill="#7a5a48"/><path d="M86 18h18v8H86z" fill="#f4f7fb"/><path'
        ' d="M14 62h100v60H14z" fill="#8d5f3f"/><path d="M14 74h100M14 86h100M14 98h100M14 110h100"'
        ' stroke="#6f4730" stroke-width="3"/><path d="M64 14L2 64h12L64 26l50 38h12Z"'
        ' fill="#e9eef5"/><path d="M64 22L8 66q6 6 12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0Z"'
        ' fill="#f7fafd"/><rect x="54" y="84" width="22" height="38" rx="3" fill="#5a3b2a"/><rect'
        ' x="22" y="78" width="24" height="22" rx="2" fill="#ffd67a" stroke="#f6ead2"'
        ' stroke-width="3"/><rect x="84" y="78" width="22" height="22" rx="2" fill="#ffd67a"'
        ' stroke="#f6ead2" stroke-width="3"/><path d="M34 78v22M22 89h24M95 78v22M84 89h22"'
        ' stroke="#f6ead2" stroke-width="2"/>'
    ),
    "paper-fir": _fir(),
    "paper-oven": (
        '<path d="M8 122V66C8 30 34 12 64 12s56 18 56 54v56Z" fill="#b9623f"/><path d="M8 84h112M8'
        ' 102h112M22 60h84M36 40h56M34 84v18M94 84v18M64 102v20" stroke="#8f4529"'
        ' stroke-width="3"/><path d="M34 122V86c0-20 14-32 30-32s30 12 30 32v36Z"'
        ' fill="#3a2019"/><path d="M44 122c-4-16 8-20 8-34 10 8 8 14 12 18 2-6 6-8 6-14 12 12 14 20'
        ' 12 30Z" fill="#f2922f"/><path d="M54 122c-2-9 6-12 8-20 6 6 10 12 8 20Z" fill="#ffd767"/>'
    ),
    "paper-gull": (
        '<path d="M64 70C46 40 26 30 2 36c22 6 34 22 44 42Z" fill="#dfe5ea"/><path d="M66 70c16-32'
        ' 34-44 60-40-22 8-32 24-40 46Z" fill="#eef2f4"/><path d="M2 36c8-2 16-2 22 1l-4 8C14 40 8'
        ' 38 2 36ZM126 30c-8-1-16 0-22 3l5 8c5-5 11-8 17-11Z" fill="#3c4450"/><path d="M22 80c8-12'
        ' 22-18 38-16l38 12c10 4 20 6 28 4-8 12-24 18-44 16-22-2-40-4-60-16Z"'
        ' fill="#fbfcfd"/><circle cx="30" cy="72" r="13" fill="#fbfcfd"/><circle cx="26" cy="69"'
        ' r="2.6" fill="#20242c"/><path d="M18 72L2 78l16 3z" fill="#f0a53a"/>'
    ),
    "paper-orb": (
        '<circle cx="64" cy="64" r="60" fill="{b}"/><path d="M6 78C30 50 60 96 122 52a60 60 0 0'
        ' 1-116 26Z" fill="{a}"/><path d="M12 92c30-22 62 12 106-8a60 60 0 0 1-106 8Z"'
        ' fill="#1b1433" opacity=".55"/><ellipse cx="44" cy="36" rx="24" ry="13" fill="#fff"'
        ' opacity=".75" transform="rotate(-32 44 36)"/><circle cx="92" cy="84" r="7" fill="#fff"'
        ' opacity=".5"/>'
    ),
    "paper-tunnel": _tunnel(),
    "paper-grid": _grid(),
    "paper-burst": (
        f'<path d="{_star(13, 63, 34)}" fill="{{a}}"/><path d="{_star(11, 46, 24)}"'
        f' fill="#fff3c4"/><path d="{_star(9, 28, 14)}" fill="{{b}}"/>'
    ),
    "paper-ink": (
        '<path d="M60 4h8v26c0 14 26 14 34 30 8 18-4 26-2 40-12-10-18 2-26'
        ' 20-4-16-10-16-18-4-2-18-12-22-26-168-14-6-22-2-38C32 44 60 44 60 30Z" fill="{a}"/><path'
        ' d="M62 40c-4 14-22 14-24 28-2 12 8 14 6 26 10-6 16 0 20 10 4-14 10-18 20-12-4-12 6-16'
        ' 2-28-4-12-22-10-24-24Z" fill="{b}"/>'
    ),
}
