"""What strangers can cause in the server's log: little, and nothing that is theirs to choose."""

import json

from tests.rtmp.server import javascript


def test_a_network_is_one_subscriber() -> None:
    addresses = ["192.0.2.7", "::ffff:192.0.2.7", "::1", "2001:db8::1:2:3:4:5"]
    addresses += ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::6", "fe80::"]
    said = javascript(
        'import { network } from "./log.mjs";\n'
        f"console.log(JSON.stringify({json.dumps(addresses)}.map(network)))"
    )
    assert json.loads(said) == [
        "192.0.2.7",
        "::ffff:192.0.2.7",
        "0:0:0:0",
        "2001:db8:0:1",
        "2001:db8:1:2",
        "2001:db8:1:2",
        "fe80:0:0:0",
    ]


def test_complaints_are_few_and_short() -> None:
    said = javascript(
        'import { Complaints } from "./log.mjs";\n'
        "const complaints = new Complaints();\n"
        "for (let i = 0; i < 1000; i += 1) {\n"
        "  const socket = { remoteAddress: `10.0.${i >> 8}.${i & 255}` };\n"
        "  for (let again = 0; again < 3; again += 1)\n"
        "    complaints.say('refused', socket, { error: 'x'.repeat(9999), kind: '' });\n"
        "}"
    )
    lines = [json.loads(line) for line in said.splitlines()]
    assert len(lines) == 201
    assert "not logged" in lines[-1]["event"]
    assert len({line.get("from") for line in lines}) == 201
    assert max(map(len, said.splitlines())) < 400
