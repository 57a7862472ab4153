"""A passkey in software: what a browser and its device send, right or wrong in any one thing."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One passkey, of one account at one site."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.handle = b""
        self.count = 0

    def create(self, options: str, at: str, **wrong: Any) -> str:
        """The answer to an offer. `wrong` replaces origin, rp, challenge, flags or type."""
        told = json.loads(options)
        self.handle = base64url_to_bytes(told["user"]["id"])
        assert told["authenticatorSelection"]["userVerification"] == "required"
        assert told["authenticatorSelection"]["residentKey"] == "required"
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + encode_cbor(cose)
        data = self._data(wrong.get("rp", told["rp"]["id"]), wrong, ATTESTED) + attested
        client = self._client("webauthn.create", told, at, wrong)
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._sent({"clientDataJSON": client, "attestationObject": attestation})

    def get(self, options: str, at: str, **wrong: Any) -> str:
        """The answer to a login; beside the above, handle, count and signature may be wrong."""
        told = json.loads(options)
        self.count = wrong.get("count", self.count + 1)
        data = self._data(wrong.get("rp", told["rpId"]), wrong)
        client = self._client("webauthn.get", told, at, wrong)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent(
            {
                "clientDataJSON": client,
                "authenticatorData": data,
                "signature": wrong.get("signature", signed),
                "userHandle": wrong.get("handle", self.handle),
            }
        )

    def _data(self, rp: str, wrong: dict[str, Any], more: int = 0) -> bytes:
        flags = wrong.get("flags", PRESENT | VERIFIED) | more
        return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _client(self, kind: str, told: Any, at: str, wrong: dict[str, Any]) -> bytes:
        client = {
            "type": wrong.get("type", kind),
            "challenge": wrong.get("challenge", told["challenge"]),
            "origin": wrong.get("origin", at),
        }
        return json.dumps(client).encode()

    def _sent(self, response: dict[str, bytes]) -> str:
        ident = bytes_to_base64url(self.id)
        coded = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps({"id": ident, "rawId": ident, "type": "public-key", "response": coded})
