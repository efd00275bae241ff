"""The European twin of an issued badge: render, check, seal, verify; then it may leave the house.

The badge comes first: it holds the place in the status list that both are judged by, and its
record is what a crash leaves to go on from. A seal that was made and not recorded is lost unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contexts import JsonObject
from issuer.errors import PreparationFailed, SelfCheckFailed
from issuer.json_bytes import json_bytes
from issuer.model.seal import SealedDocument, SealSetUp
from issuer.rendering.europass.credential import render
from issuer.rendering.europass.material import EuropassMaterial, SealOwner
from issuer.sealing import SealOptions, SealServices, SealSigner, check_certificate, seal_all
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


@dataclass(frozen=True, slots=True)
class PreparedTwin:
    """A twin that was rendered and checked, and not sealed yet."""

    material: EuropassMaterial
    payload: bytes = field(repr=False)


def prepare_twin(
    material: EuropassMaterial, badge: bytes, sealing: Sealing, *, now: datetime
) -> PreparedTwin:
    """Render and check the twin of a badge. Raises SealCertificateRefused, PreparationFailed."""
    _require_certificate(material, certificate_facts(sealing.signer.certificates[0]), now)
    document = render(material)
    _require_form(document)
    _require_twin(json.loads(badge), document)
    return PreparedTwin(material, json_bytes(document))


def seal_twins(
    prepared: Sequence[PreparedTwin], sealing: Sealing, *, now: datetime
) -> list[bytes | None]:
    """Seal twins with one call to the signer; none has been released yet.

    Gives None for those that got no time stamp. Raises TimestampRefused and what the signer raises.
    """
    set_up = sealing.set_up
    options = SealOptions(level=set_up.level, time_form=set_up.time_form)
    payloads = [each.payload for each in prepared]
    sealed = seal_all(payloads, sealing.signer, sealing.services, now, options)
    return [None if each is None else each.to_bytes() for each in sealed]


def released(
    prepared: PreparedTwin, body: bytes, sealing: Sealing, *, now: datetime
) -> SealedDocument:
    """Release a sealed twin once our own verifier passes it. Raises SelfCheckFailed."""
    _require_sealed(body, prepared.material.owner.organization_identifier, now)
    return SealedDocument(
        credential_id=prepared.material.credential_id,
        seal_id=sealing.set_up.id,
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
