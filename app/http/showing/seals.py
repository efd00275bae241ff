"""A profile's seals as the API shows them."""

from __future__ import annotations

from app.http.bodies.seals import SealAnswer, SealCertificateAnswer, Seals, TwinCount
from app.seals.making import SealsOfProfile
from app.seals.offered_keys import without_query
from app.seals.opening import DEMO
from issuer.model.seal import SealSetUp
from verifier.securing.jades import certificate_facts

_WORTH = {
    "sl": "Koliko je žig vreden, presodi tisti, ki ga bere: po zanesljivih seznamih EU ali po "
    "overiteljih, ki jim sam verjame. Tukaj je zapisano le, kar trdi potrdilo.",
    "en": "What the seal is worth is for its reader to judge: by the EU trusted lists, or by the "
    "authorities that the reader believes. Here stands only what the certificate claims.",
}
_WORTH_OF_DEMO = {
    "sl": "Predstavitveni žig: ne jamči za nič in se tudi nikjer ne izdaja za kaj drugega.",
    "en": "A demonstration's seal: it vouches for nothing, and nowhere claims otherwise.",
}


def seals_answer(found: SealsOfProfile) -> Seals:
    """Show a profile's seals, and how far its badges are sealed."""
    return Seals(
        items=[seal_answer(each) for each in found.seals],
        available_keys=list(found.available_keys),
        twins=TwinCount(sealed=found.sealed, missing=found.missing),
    )


def seal_answer(seal: SealSetUp) -> SealAnswer:
    """Show one seal; nothing of it is secret."""
    is_demo = seal.key_uri == DEMO
    return SealAnswer(
        id=seal.id,
        profile_id=seal.profile_id,
        key_uri=without_query(seal.key_uri),
        is_demonstration=is_demo,
        level=seal.level,
        time_form=seal.time_form,
        timestamp_url=seal.timestamp_url,
        mandate=seal.mandate,
        active_from=seal.active_from,
        retired_at=seal.retired_at,
        certificate=_certificate(seal.certificate),
        worth=_WORTH_OF_DEMO if is_demo else _WORTH,
    )


def _certificate(der: bytes) -> SealCertificateAnswer:
    says = certificate_facts(der)
    return SealCertificateAnswer(
        subject=says.subject,
        organisation=says.organisation,
        organisation_identifier=says.organisation_identifier,
        country=says.country,
        issuer=says.issuer,
        serial=f"{says.serial:x}",
        valid_from=says.valid_from,
        valid_until=says.valid_until,
        claims_eseal=says.claims_eseal,
        claims_qualified=says.claims_qualified,
        claims_qscd=says.claims_qscd,
    )
