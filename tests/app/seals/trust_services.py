"""Trust services on this machine: time stamps, OCSP, lists, issuers; each with its own vice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.x509 import ocsp

from app.clock import SystemClock
from app.demo.pki import DemoPki, Issued, SealHolder, new_demo_pki
from app.demo.pki.revocation import revocation_answer, revocation_list

Reply = tuple[int, str, bytes]


@dataclass
class TrustServices:
    """Who answers, how often each was asked, and what goes wrong."""

    port: int
    pki: DemoPki
    seals: dict[int, Issued] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    broken: set[str] = field(default_factory=set)
    """Paths that answer 503."""
    stumbles: Counter[str] = field(default_factory=Counter)
    """How often a path answers 503 before it is well again."""
    revoked: set[int] = field(default_factory=set)

    @property
    def place(self) -> str:
        """Give host and port."""
        return f"127.0.0.1:{self.port}"

    def new_seal(self, identifier: str, key_kind: str = "RSA") -> Issued:
        """Issue a certificate for seals that is answered for here."""
        holder = SealHolder("Srednja šola Žabnica", identifier, key_kind)
        issued = self.pki.new_seal(holder, SystemClock().now())
        self.seals[issued.certificate.serial_number] = issued
        return issued

    def reply(self, path: str, body: bytes) -> Reply:
        """Answer a request."""
        now = SystemClock().now()
        self.asked[path] += 1
        if self.stumbles[path] > 0 or path in self.broken:
            self.stumbles[path] -= 1
            return 503, "text/plain", b"out of order"
        if path == "/tsa":
            return 200, "application/timestamp-reply", self.pki.time_stamp(body, now)
        if path == "/ocsp":
            serial = ocsp.load_der_ocsp_request(body).serial_number
            revoked = dict.fromkeys(self.revoked, now)
            authority, responder = self.pki.authority, self.pki.responder
            answer = revocation_answer(self.seals[serial], authority, responder, now, revoked)
            return 200, "application/ocsp-response", answer
        if path == "/crl":
            return 200, "application/pkix-crl", revocation_list(self.pki.root, now)
        if path == "/authority.der":
            return 200, "application/pkix-cert", self.pki.authority.der
        return 404, "text/plain", b""


@contextmanager
def trust_services() -> Iterator[TrustServices]:
    """Run them until the block ends."""
    running: list[TrustServices] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            status, media_type, answer = running[0].reply(self.path, body)
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port = server.server_address[1]
    pki = new_demo_pki(SystemClock().now(), f"http://127.0.0.1:{port}")
    running.append(TrustServices(port, pki))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield running[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
