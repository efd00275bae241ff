"""The European twin of an issued badge: render, check, seal, verify; then it may leave the house.

The badge comes first: it holds the place in the status list that both are judged by, and its
record is what a crash leaves to go on from. A seal that was made and not recorded is lost unseen.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from contexts import JsonObject
from issuer.errors import PreparationFailed, SelfCheckFailed
from issuer.json_bytes import json_bytes
from issuer.model.seal import SealedDocument, SealSetUp
from issuer.rendering.europass.credential import render
from issuer.rendering.europass.material import EuropassMaterial, SealOwner
from issuer.sealing import SealOptions, SealServices, SealSigner, check_certificate, seal
from verifier import AllowedIssuers, Outcome, verify
from verifier.edc.form import form_faults
from verifier.edc.terms import stray_terms
from verifier.edc.twins import differences
from verifier.securing.jades import CertificateFacts, certificate_facts

_SEALED = frozenset({"format", "seal", "sealCertificate", "sealOwner", "schema"})
_DATED = frozenset({"validFrom", "validUntil"})


@dataclass(frozen=True, slots=True)
class Sealing:
    """What sealing is done with."""

    set_up: SealSetUp
    signer: SealSigner
    services: SealServices | None
    """None for level B."""


def owner_of(signer: SealSigner, country: str) -> SealOwner:
    """Tell whom the sealing certificate names; `country` where the certificate is silent."""
    says = certificate_facts(signer.certificates[0])
    return SealOwner(
        organization_identifier=says.organisation_identifier or "",
        legal_name=says.organisation or says.subject,
        country=country,
    )


def seal_twin(
    material: EuropassMaterial, badge: bytes, sealing: Sealing, *, now: datetime
) -> SealedDocument:
    """Make the sealed twin of a badge.

    Raises SealCertificateRefused, PreparationFailed, TimestampRefused, SelfCheckFailed and what the
    signer raises; then nothing has left the house.
    """
    set_up, signer = sealing.set_up, sealing.signer
    _require_certificate(material, certificate_facts(signer.certificates[0]), now)
    document = render(material)
    _require_form(document)
    _require_twin(json.loads(badge), document)
    options = SealOptions(level=set_up.level, time_form=set_up.time_form)
    body = seal(json_bytes(document), signer, sealing.services, now, options).to_bytes()
    _require_sealed(body, material.owner.organization_identifier, now)
    return SealedDocument(
        credential_id=material.credential_id,
        seal_id=set_up.id,
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
        sealed_at=now,
    )


def _require_certificate(material: EuropassMaterial, says: CertificateFacts, now: datetime) -> None:
    # Under a mandate the certificate is rightly somebody else's.
    own = material.profile.legal_identifier
    identifier = own if material.mandate is None else says.organisation_identifier
    check_certificate(says, legal_identifier=identifier, now=now)


def _require_form(document: JsonObject) -> None:
    faults, stray = form_faults(document), stray_terms(document)
    if faults:
        first = faults[0]
        raise PreparationFailed(
            f"The European credential breaks its profile: {first.node_class}, {first.term} "
            f"({first.rule})."
        )
    if stray:
        raise PreparationFailed(f"The European credential would lose “{stray[0].term}”.")


def _require_twin(badge: JsonObject, document: JsonObject) -> None:
    found = differences(badge, document)
    if found:
        raise PreparationFailed(
            f"The European credential does not say the same as the badge: {found[0].what}."
        )


def _require_sealed(body: bytes, owner: str, now: datetime) -> None:
    """Verify our own product: whole and ours. Who believes the seal is the reader's question."""
    policy = AllowedIssuers({owner: owner}, source="own seal")
    report = verify(body, {}, now=now, policy=policy)
    outcomes = {finding.check: finding.outcome for finding in report.findings}
    wanted = _SEALED | _DATED
    missing = [check for check in wanted if outcomes.get(check) is not Outcome.PASSED]
    failed = [check for check, outcome in outcomes.items() if outcome is Outcome.FAILED]
    if missing or failed:
        raise SelfCheckFailed(
            f"The sealed credential does not verify: {', '.join(sorted({*missing, *failed}))}."
        )
