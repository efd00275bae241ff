"""Issue and verify beside @digitalbazaar/vc: alternating rounds, medians, ratios of one run.

What is and is not like for like: both sides sign and check the same badge with `eddsa-rdfc-2022`,
contexts in memory, a did:key issuer, no status list consulted. "Sign" is transform, hash and sign.
"Issue" is our whole way from a rendered document: schema, data-loss check, rules, and both formats;
the peer has no counterpart, so it stands without a ratio. Our verify also checks the schema and the
issuer. Ours is one Python process; Node collects garbage on a second core.
"""

import argparse
import copy
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.peers.digitalbazaar import DigitalBazaar, running_digitalbazaar
from issuer.model.organisation import KeyAlgorithm, SigningKey
from issuer.preparing import recall
from issuer.signing import CRYPTOSUITE, Signers, secure
from tests.fakes import MemorySigner
from tests.peers.node import NodePeers, running_node_peers
from verifier import AllowedIssuers, Outcome, verify
from verifier.cryptosuites import CRYPTOSUITES
from verifier.multibase import multibase_encode
from verifier.multikey import encode_multikey

SEED = bytes([7]) * 32
BADGE = Path(__file__).parents[1] / "tests/vectors/contexts/complete-badge.json"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass
class Row:
    """One measured thing: documents a second, a number a round."""

    name: str
    measure: Callable[[int], float]
    peer: str | None = None
    """The row it is compared with."""
    rates: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Documents a second."""
        return statistics.median(self.rates)


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description="Issue and verify beside @digitalbazaar/vc.")
    arguments.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    quick = arguments.parse_args().quick
    rounds, count = (3, 40) if quick else (9, 200)
    ours = Ours()
    with running_digitalbazaar() as peer, running_node_peers() as judge:
        rows = _rows(ours, peer)
        for row in rows:
            row.measure(count // 4)  # warm up
        for _ in range(rounds):
            for row in rows:
                row.rates.append(row.measure(count))
        accepted = _accepted_by_peer(ours, judge)
    _print(rows, rounds, count, accepted)


class Ours:
    """Our side: a did:key issuer with the peer's seed."""

    def __init__(self) -> None:
        signer = MemorySigner(KeyAlgorithm.ED25519, int.from_bytes(SEED, "big"))
        multikey = encode_multikey("Ed25519", signer.public_key)
        self.did = f"did:key:{multikey}"
        self.badge = _badge_of(self.did)
        self.signers: Signers = {
            KeyAlgorithm.ED25519: signer.holding(_key(signer, multikey, KeyAlgorithm.ED25519)),
            KeyAlgorithm.P256: _p256(multikey),
        }
        self.policy = AllowedIssuers({self.did: "Bench"})

    def signed(self, number: int) -> bytes:
        """Issue badge number `number` in full, and give its JSON-LD form."""
        document = {**self.badge, "id": f"urn:example:bench:{number}"}
        return secure(recall(json.dumps(document).encode()), self.signers, NOW)[0].body

    def issue(self, count: int) -> float:
        """Check and sign in both formats; documents a second."""
        return _rate(count, self.signed)

    def sign(self, count: int) -> float:
        """Transform, hash and sign in one format; documents a second."""
        return _rate(count, self._sign)

    def verify(self, count: int) -> float:
        """Judge `count` different badges; documents a second."""
        badges = [self.signed(number) for number in range(count)]
        return _rate(count, lambda number: self._verify(badges[number]))

    def _sign(self, number: int) -> None:
        """What `issuer.signing` does for one format, without the checks of `issuer.preparing`."""
        document = {**self.badge, "id": f"urn:example:bench:{number}"}
        signer = self.signers[KeyAlgorithm.ED25519]
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": CRYPTOSUITE,
            "created": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "verificationMethod": f"{self.did}#{signer.key.fragment}",
            "proofPurpose": "assertionMethod",
        }
        options = {"@context": document["@context"], **proof}
        (signature,) = signer.sign([CRYPTOSUITES[CRYPTOSUITE].hash_data(document, options)])
        json.dumps({**document, "proof": {**proof, "proofValue": multibase_encode(signature)}})

    def _verify(self, badge: bytes) -> None:
        report = verify(badge, {}, now=NOW, policy=self.policy)
        open_checks = {each.check for each in report.findings if each.outcome is not Outcome.PASSED}
        if open_checks != {"credentialStatus"}:
            raise SystemExit(f"our own badge is not passed: {report.root_cause}")


def _badge_of(did: str) -> dict[str, Any]:
    badge: dict[str, Any] = json.loads(BADGE.read_text(encoding="utf-8"))
    badge["issuer"]["id"] = did
    badge["validFrom"] = "2026-01-15T09:00:00Z"
    for identity in badge["credentialSubject"]["identifier"]:
        if "salt" in identity:
            identity["salt"] = SEED.hex()  # our own rules ask for 16 bytes or more
    # Nothing empty: our own rules refuse to sign it.
    return {name: value for name, value in badge.items() if name != "validUntil" and value}


def _key(signer: MemorySigner, fragment: str, algorithm: KeyAlgorithm) -> SigningKey:
    return SigningKey(
        id=fragment,
        profile_id="bench",
        fragment=fragment,
        algorithm=algorithm,
        public_key=signer.public_key,
        key_uri="memory:",
        active_from=NOW,
    )


def _p256(fragment: str) -> MemorySigner:
    signer = MemorySigner(KeyAlgorithm.P256, 7)
    return signer.holding(_key(signer, fragment, KeyAlgorithm.P256))


def _rate(count: int, one: Callable[[int], object]) -> float:
    start = time.perf_counter()
    for number in range(count):
        one(number)
    return count / (time.perf_counter() - start)


def _rows(ours: Ours, peer: DigitalBazaar) -> list[Row]:
    def theirs(task: Any) -> Callable[[int], float]:  # noqa: ANN401 - a literal of the peer
        def measure(count: int) -> float:
            badge = copy.deepcopy(ours.badge)
            return peer.measure(task, badge, seed=SEED, count=count).per_second

        return measure

    return [
        Row("sign    @digitalbazaar/vc", theirs("issue")),
        Row("sign    Dokazilo", ours.sign, peer="sign    @digitalbazaar/vc"),
        Row("issue   Dokazilo, checked, both formats", ours.issue),
        Row("verify  @digitalbazaar/vc", theirs("verify")),
        Row("verify  Dokazilo", ours.verify, peer="verify  @digitalbazaar/vc"),
    ]


def _accepted_by_peer(ours: Ours, judge: NodePeers) -> int:
    """A fast wrong answer is worth nothing: let the peer verify what was measured."""
    credentials = [json.loads(ours.signed(number)) for number in range(10)]
    answers = [
        judge.call("digitalbazaar_verify", {"credential": credential, "now": NOW.isoformat()})
        for credential in credentials
    ]
    return sum(1 for answer in answers if answer["verified"])


def _print(rows: list[Row], rounds: int, count: int, accepted: int) -> None:
    medians = {row.name: row.median for row in rows}
    print(f"{rounds} rounds of {count} documents, {BADGE.stat().st_size / 1000:.1f} kB each;")
    print("documents a second: median (lowest to highest), ratio of medians")
    for row in rows:
        ratio = f"{row.median / medians[row.peer]:5.2f} x" if row.peer else ""
        spread = f"({min(row.rates):.0f} to {max(row.rates):.0f})"
        print(f"  {row.name:<42}{row.median:>7.0f}  {spread:<16}{ratio}")
    print(f"@digitalbazaar/vc accepts {accepted} of 10 badges that Dokazilo issued in this run.")
    if accepted != 10:  # noqa: PLR2004
        raise SystemExit(1)


if __name__ == "__main__":
    main()
