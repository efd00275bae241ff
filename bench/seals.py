"""The sealed twins that are measured: level B, so that no time stamp authority is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bench.process import ContenderFailed
from bench.rows import row
from issuer.europass_twin import owner_of
from issuer.json_bytes import json_bytes
from issuer.rendering.europass.credential import render
from issuer.sealing import SealOptions, seal
from tests.issuer.rendering.europass.examples import OWNER, europass_material
from tests.seals import SEALED_AT, KeyInMemory, school_seal
from verifier import AllowedIssuers, Outcome, verify
from verifier.securing.jades import Level

_LEVEL_B = SealOptions(level=Level.B)
_SOUND = frozenset({"format", "seal", "sealCertificate", "sealOwner", "schema"})


@dataclass(frozen=True, slots=True)
class Sealer:
    """A school with a certificate for seals, on P-256."""

    _key: KeyInMemory = field(default_factory=lambda: KeyInMemory(school_seal("P-256"), "ES256"))

    def payloads(self, numbers: Sequence[int]) -> list[bytes]:
        """Render the European credentials of these learners."""
        like = replace(europass_material(), owner=owner_of(self._key, "SVN"))
        rows = [row(number) for number in numbers]
        return [
            json_bytes(
                render(
                    replace(
                        like,
                        learner=each.learner,
                        award=each.award,
                        credential_id=each.credential_id,
                        badge_id=f"urn:uuid:{each.credential_id}",
                    )
                )
            )
            for each in rows
        ]

    def sealed(self, payload: bytes) -> bytes:
        """Seal one credential (JAdES baseline B, ES256)."""
        return seal(payload, self._key, None, SEALED_AT, _LEVEL_B).to_bytes()

    def verify(self, sealed: bytes) -> None:
        """Judge the seal and the form of one; nobody is asked who vouches for the certificate."""
        policy = AllowedIssuers({OWNER.organization_identifier: OWNER.legal_name})
        report = verify(sealed, {}, now=SEALED_AT, policy=policy)
        passed = {each.check for each in report.findings if each.outcome is Outcome.PASSED}
        if not passed >= _SOUND:
            raise ContenderFailed(f"our own seal does not pass: {report.root_cause}")
