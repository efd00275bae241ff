"""EU trusted lists as a value: who may make qualified seals and time stamps, and since when.

Built from lists whose signatures were checked: verifier.securing.pki.trusted_list_reading.
ETSI TS 119 612 and TS 119 615 by pyHanko.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from asn1crypto import x509
from pyhanko.sign.validation.qualified.assess import QualificationAssessor
from pyhanko.sign.validation.qualified.tsp import CA_QC_URI, QTST_URI, QcCertType, TSPRegistry
from pyhanko_certvalidator.authority import AuthorityWithCert

from verifier.securing.pki.anchors import Anchor, AnchorIndex, AnchorKind, AnchorLookup, index
from verifier.securing.pki.certificates import types_of_use
from verifier.securing.pki.path import PathFacts


class Qualification(Enum):
    """What the trusted lists say of a certificate at a moment."""

    QUALIFIED_SEAL = "qualified-seal"
    """A qualified certificate for seals, its key in a qualified device."""
    QUALIFIED_CERTIFICATE = "qualified-certificate"
    """A qualified certificate for seals; of the device nothing is known."""
    NOT_FOR_SEALS = "not-for-seals"
    """Qualified for signatures or websites, not for seals."""
    NOT_QUALIFIED = "not-qualified"


@dataclass(frozen=True, slots=True)
class TrustedLists:
    """The lists at hand."""

    registry: TSPRegistry = field(repr=False)
    territories: frozenset[str]
    next_update: datetime
    """The earliest of the lists' own: afterwards they no longer speak for today."""
    _anchors: AnchorIndex = field(repr=False)

    @classmethod
    def of(
        cls, registry: TSPRegistry, territories: frozenset[str], next_update: datetime
    ) -> "TrustedLists":
        """Arrange a registry for looking up; it is not changed afterwards."""
        authorities = {
            *registry.known_certificate_authorities,
            *registry.known_timestamp_authorities,
        }
        anchors = [
            Anchor(authority.certificate, AnchorKind.TRUSTED_LIST)
            for authority in authorities
            if isinstance(authority, AuthorityWithCert)
        ]
        anchors.sort(key=lambda anchor: anchor.certificate.sha256)  # a set has no order
        return cls(registry, territories, next_update, index(anchors))

    def is_current(self, now: datetime) -> bool:
        """Tell whether the lists still speak for today."""
        return now <= self.next_update

    def seal_anchors(self, at: datetime) -> AnchorLookup:
        """Look up who could issue qualified certificates at a moment."""
        return self._granted(at, (CA_QC_URI,))

    def timestamp_anchors(self, at: datetime) -> AnchorLookup:
        """Look up who could make time stamps, or certify authorities of them, at a moment."""
        return self._granted(at, (QTST_URI, CA_QC_URI))

    def _granted(self, at: datetime, kinds: tuple[str, ...]) -> AnchorLookup:
        def found(subject: str) -> list[Anchor]:
            return [
                anchor
                for anchor in self._anchors.get(subject, ())
                if any(
                    service.base_info.service_type in kinds
                    for service in self.registry.applicable_service_definitions(
                        AuthorityWithCert(anchor.certificate), at
                    )
                )
            ]

        return found

    def qualify(self, path: PathFacts) -> Qualification:
        """Tell what a certificate was worth at the moment its path was judged for."""
        if path.validated is None:
            return Qualification.NOT_QUALIFIED
        leaf = path.validated.leaf
        # The assessor cannot tell what a certificate with several types of use is for.
        if not isinstance(leaf, x509.Certificate) or len(types_of_use(leaf)) > 1:
            return Qualification.NOT_QUALIFIED
        found = QualificationAssessor(self.registry).check_entity_cert_qualified(
            path.validated, path.at
        )
        if not found.status.qualified:
            return Qualification.NOT_QUALIFIED
        if found.status.qc_type is not QcCertType.QC_ESEAL:
            return Qualification.NOT_FOR_SEALS
        if found.status.qc_key_security.is_qscd:
            return Qualification.QUALIFIED_SEAL
        return Qualification.QUALIFIED_CERTIFICATE
