"""From whom is a sealed credential? The four layers of trust, the first by its certificate.

1. The seal belongs to an organisation, says an authority that is believed. 2. Which organisation
that is. 3. It is in a source that the operator chose. 4. The programme was approved.
"""

from __future__ import annotations

from typing import Any

from contexts import JsonObject
from verifier.data_model import as_list
from verifier.inquiry import Inquiry
from verifier.judgement import passed, shown, undecided
from verifier.programme import programme_layer
from verifier.report import Facts, Finding
from verifier.securing.jades import SealFacts, Standing
from verifier.trust_layers import organisation_layer, registry_layer

CERTIFICATE = "sealCertificate"


def sealed_layers(document: JsonObject, facts: Facts, inquiry: Inquiry) -> tuple[Finding, ...]:
    """Give the layers of a credential whose seal is intact."""
    judgement, seal, issuer_id = facts.trust, facts.seal, facts.issuer_id
    if judgement is None or seal is None or not issuer_id or not inquiry.binds_issuers:
        return ()
    # A register knows an organisation by its identifier, and its programmes by its profiles.
    known_as = judgement.status_delegates | {issuer_id}
    named = {"achievement": {"id": _programme(document)}}
    return (
        _certificate_layer(seal),
        organisation_layer(issuer_id, judgement),
        registry_layer(issuer_id, judgement),
        *programme_layer(known_as, named, judgement, inquiry),
    )


def _certificate_layer(seal: SealFacts) -> Finding:
    certificate, path = seal.certificate, seal.path
    if seal.standing is Standing.DEMO:
        return undecided(
            "SEAL_DEMO",
            "This is a demonstration seal: its certificate could have been issued to anybody.",
        ).finding(CERTIFICATE)
    if seal.standing is Standing.UNKNOWN or certificate is None or path is None:
        return undecided(
            "SEAL_CHAIN_UNKNOWN",
            "Nobody known here vouches for the certificate of the seal.",
        ).finding(CERTIFICATE)
    return passed(
        CERTIFICATE,
        organisation=shown(certificate.organisation or certificate.subject),
        identifier=shown(certificate.organisation_identifier or "?"),
        source=shown(path.anchor.name if path.anchor else "?"),
    )


def _programme(document: JsonObject) -> object:
    """Give the id of what the first claim was achieved by."""
    subject = _first(document.get("credentialSubject"))
    specification = _first(_first(subject.get("hasClaim")).get("specifiedBy"))
    return specification.get("id")


def _first(value: Any) -> JsonObject:  # noqa: ANN401  # JSON is anything
    found = next(iter(as_list(value)), None)
    return found if isinstance(found, dict) else {}
