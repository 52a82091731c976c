"""A small identity provider on loopback: vouches for whom the test says, or lies in the way that the test says."""

from __future__ import annotations

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "the-trainer", "a secret between two servers"


class IdentityProvider:
    """``says`` are the claims of whoever comes to it next; ``lie`` is "", or what is wrong with its word."""

    def __init__(self) -> None:
        self.says: dict = {}
        self.lie = ""
        self.asked: list[dict] = []
        self._key, self._others_key = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}) for _ in range(2))
        self._codes: dict[str, tuple[str, dict]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._get(self)

            def do_POST(self) -> None:
                provider._post(self)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://localhost:{self._server.server_address[1]}"
        self.metadata_url = f"{self.issuer}/.well-known/openid-configuration"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """No longer there."""
        self._server.shutdown()
        self._server.server_close()

    def _get(self, at: BaseHTTPRequestHandler) -> None:
        url = urlsplit(at.path)
        if url.path == "/.well-known/openid-configuration":
            _json(at, {"issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
                       "jwks_uri": f"{self.issuer}/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                       "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"]})
        elif url.path == "/jwks":
            _json(at, {"keys": [self._key.as_dict(private=False)]})
        else:
            asked = {k: v[0] for k, v in parse_qs(url.query).items()}
            self.asked.append(asked)
            code = secrets.token_urlsafe(8)
            self._codes[code] = (asked.get("nonce", ""), dict(self.says))
            back = {"error": "access_denied"} if self.lie == "denied" else {"code": code}
            at.send_response(302)
            at.send_header("location", f"{asked['redirect_uri']}?{urlencode(back | {'state': asked['state']})}")
            at.end_headers()

    def _post(self, at: BaseHTTPRequestHandler) -> None:
        given = {k: v[0] for k, v in parse_qs(at.rfile.read(int(at.headers["content-length"])).decode()).items()}
        nonce, says = self._codes.pop(given.get("code", ""), ("", None))
        if says is None:
            _json(at, {"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce} | says
        claims |= {"audience": {"aud": "another-app"}, "issuer": {"iss": "http://evil.example"}, "nonce": {"nonce": "another"},
                   "old": {"iat": now - 9000, "exp": now - 8000}}.get(self.lie, {})
        key = self._others_key if self.lie == "signature" else self._key
        _json(at, {"access_token": "an access token", "token_type": "Bearer", "expires_in": 300,
                   "id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)})


def _json(at: BaseHTTPRequestHandler, body: dict, status: int = 200) -> None:
    at.send_response(status)
    at.send_header("content-type", "application/json")
    at.end_headers()
    at.wfile.write(json.dumps(body).encode())
