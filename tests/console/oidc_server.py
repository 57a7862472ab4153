"""An OpenID Connect provider on this machine, which may misbehave in any one way."""

from __future__ import annotations

import json
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwk, jws

CLIENT, SECRET = "webtv-console", "a secret of forty letters, or nearly so"


class OidcServer:
    """Logs one person in, whoever asks; `claims` are told of that person."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "s-1", "preferred_username": "nina"}
        self.wrong: dict[str, Any] = {}
        """Claims of the ID token that are not as they should be; None leaves one out."""
        self.header: dict[str, str] = {"alg": "ES256"}
        self.told: dict[str, Any] = {}
        """What the provider says of itself beside, or in place of, the truth."""
        self.query: dict[str, str] = {}
        """What it adds to its answer through the browser."""
        self.answers: dict[str, tuple[int, bytes]] = {}
        """Paths that are answered by something else."""
        self.key = self.signer = jwk.ECKey.generate_key("P-256", {"kid": "1", "use": "sig"})
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, "")

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", "0"))
                provider.answer(self, self.rfile.read(length).decode())

            def log_message(self, *_words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler, body: str) -> None:
        parts = urlsplit(request.path)
        self.asked.append(parts.path)
        form = {name: values[0] for name, values in parse_qs(parts.query + "&" + body).items()}
        if parts.path == "/authorize":
            request.send_response(303)
            request.send_header("location", self._back(form))
            request.end_headers()
            return
        if parts.path in self.answers:
            status, data = self.answers[parts.path]
        else:
            status, value = self._json(parts.path, form, request.headers.get("authorization", ""))
            data = json.dumps(value).encode()
        request.send_response(status)
        request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def token(self, nonce: str) -> str:
        """An ID token for this console about a login with that nonce."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
            **self.wrong,
        }
        return self._signed(claims)

    def logout_token(self, **wrong: Any) -> str:
        """A token that says that this person has logged out here."""
        now = int(time.time())
        events: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
        claims = {"iss": self.url, "aud": [CLIENT], "iat": now, "exp": now + 120, "jti": "j"}
        return self._signed(claims | {"sub": self.claims["sub"], "events": events} | wrong)

    def _signed(self, claims: dict[str, Any]) -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.header["alg"] == "none":
            coded = [json.dumps(each).encode() for each in (self.header, claims)]
            return ".".join(urlsafe_b64encode(each).decode().rstrip("=") for each in coded) + "."
        signer: Any = self.signer
        if self.header["alg"] == "HS256":  # by what everybody knows, as if it were a secret
            signer = jwk.OctKey.import_key(json.dumps(self.key.as_dict(private=False)))
        header = {"kid": self.signer.kid or "", **self.header}
        return jws.serialize_compact(
            header, json.dumps(claims), signer, algorithms=["ES256", "HS256"]
        )

    def _json(self, path: str, form: dict[str, str], auth: str) -> tuple[int, Any]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "end_session_endpoint": f"{self.url}/logout",
                **self.told,
            }
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        if path == "/token":
            return self._tokens(form, auth)
        return 404, {}

    def _back(self, form: dict[str, str]) -> str:
        assert (form["response_type"], form["client_id"]) == ("code", CLIENT)
        assert form["code_challenge_method"] == "S256"
        assert "openid" in form["scope"].split()
        code = secrets.token_urlsafe(16)
        self._codes[code] = form
        return f"{form['redirect_uri']}?" + urlencode(
            {"code": code, "state": form["state"], **self.query}
        )

    def _tokens(self, form: dict[str, str], auth: str) -> tuple[int, Any]:
        begun = self._codes.pop(form.get("code", ""), {})
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
        if begun.get("code_challenge") != challenge.decode().rstrip("="):
            return 400, {"error": "invalid_grant"}
        if begun["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        if b64decode(auth.removeprefix("Basic ")).decode() != f"{CLIENT}:{SECRET}":
            return 401, {"error": "invalid_client"}
        token = self.token(begun["nonce"])
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token}
