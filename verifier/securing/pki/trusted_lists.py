"""EU trusted lists as a value: who may make qualified seals and time stamps, and since when.

Built from lists whose signatures were checked: verifier.securing.pki.trusted_list_reading.
ETSI TS 119 612 and TS 119 615 by pyHanko. The lists name thousands of services and reading one
takes milliseconds, so each stays the text it is until somebody asks for its authority.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

from asn1crypto import x509
from pyhanko_certvalidator.authority import AuthorityWithCert

from verifier.securing.pki.anchors import Anchor, AnchorKind, AnchorLookup
from verifier.securing.pki.certificates import types_of_use
from verifier.securing.pki.path import PathFacts

if TYPE_CHECKING:
    from pyhanko.sign.validation.qualified.tsp import TSPRegistry

CA_QC_URI = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
"""A service that issues qualified certificates (TS 119 612, 5.5.1.1)."""
QTST_URI = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST"
"""A service that makes qualified time stamps."""


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
class ListedService:
    """One service of a national list, for certificates or time stamps."""

    territory: str
    subjects: tuple[str, ...]
    """The names of its authorities, in the library's hashable form."""
    xml: str = field(repr=False)
    """The element TSPService, as it was signed."""


@dataclass(frozen=True, slots=True)
class TrustedLists:
    """The lists at hand, or an excerpt of them."""

    services: Mapping[str, tuple[ListedService, ...]] = field(repr=False)
    """By the subject of an authority."""
    valid_until: Mapping[str, datetime]
    """By territory: when its list was to be replaced. Afterwards it no longer speaks for today."""
    list_of_lists_until: datetime
    missing: frozenset[str] = frozenset()
    """Territories that the list of lists names and of which no list is at hand."""
    digest: str = ""
    """What names these lists as a whole, as `sha256:<hex>`."""

    @classmethod
    def of(
        cls,
        services: Iterable[ListedService],
        valid_until: Mapping[str, datetime],
        list_of_lists_until: datetime,
        *,
        missing: frozenset[str] = frozenset(),
        digest: str = "",
    ) -> "TrustedLists":
        """Arrange services for looking up."""
        arranged: dict[str, list[ListedService]] = {}
        for service in services:
            for subject in service.subjects:
                arranged.setdefault(subject, []).append(service)
        by_subject = {subject: tuple(found) for subject, found in arranged.items()}
        return cls(by_subject, valid_until, list_of_lists_until, missing, digest)

    @property
    def next_update(self) -> datetime:
        """Tell until when at least one list speaks for today."""
        latest = max(self.valid_until.values(), default=datetime.min.replace(tzinfo=UTC))
        return min(self.list_of_lists_until, latest)

    def as_of(self, now: datetime) -> "TrustedLists | None":
        """Leave out the lists that are out of date; None when nothing is left to judge by."""
        if now > self.list_of_lists_until:
            return None
        current = {place: until for place, until in self.valid_until.items() if now <= until}
        outdated = frozenset(self.valid_until) - frozenset(current)
        if not current:
            return None
        return replace(self, valid_until=current, missing=self.missing | outdated)

    def excerpt(self, subjects: Iterable[str]) -> "TrustedLists":
        """Keep only what is said of these authorities: for these it judges as the whole does."""
        asked = {name: self.services[name] for name in sorted({*subjects}) if name in self.services}
        return replace(self, services=asked)

    def seal_anchors(self, at: datetime) -> AnchorLookup:
        """Look up who could issue qualified certificates at a moment."""
        return self._granted(at, (CA_QC_URI,))

    def timestamp_anchors(self, at: datetime) -> AnchorLookup:
        """Look up who could make time stamps, or certify authorities of them, at a moment."""
        return self._granted(at, (QTST_URI, CA_QC_URI))

    def _granted(self, at: datetime, kinds: tuple[str, ...]) -> AnchorLookup:
        def found(subject: str) -> list[Anchor]:
            registry = self._registry((subject,))
            return [
                Anchor(authority.certificate, AnchorKind.TRUSTED_LIST)
                for authority in _authorities(registry, subject)
                if any(
                    service.base_info.service_type in kinds
                    for service in registry.applicable_service_definitions(authority, at)
                )
            ]

        return found

    def _registry(self, subjects: Iterable[str]) -> "TSPRegistry":
        from verifier.securing.pki.trusted_services import registry_of  # noqa: PLC0415

        found = {
            service.xml: None
            for subject in subjects
            for service in self.services.get(subject, ())
            if service.territory in self.valid_until
        }
        return registry_of(tuple(found))

    def qualify(self, path: PathFacts) -> Qualification:
        """Tell what a certificate was worth at the moment its path was judged for."""
        from pyhanko.sign.validation.qualified.assess import QualificationAssessor  # noqa: PLC0415
        from pyhanko.sign.validation.qualified.tsp import QcCertType  # noqa: PLC0415

        if path.validated is None:
            return Qualification.NOT_QUALIFIED
        leaf = path.validated.leaf
        # The assessor cannot tell what a certificate with several types of use is for.
        if not isinstance(leaf, x509.Certificate) or len(types_of_use(leaf)) > 1:
            return Qualification.NOT_QUALIFIED
        authorities = path.validated.iter_authorities()
        registry = self._registry(authority.name.hashable for authority in authorities)
        assessor = QualificationAssessor(registry)
        found = assessor.check_entity_cert_qualified(path.validated, path.at)
        if not found.status.qualified:
            return Qualification.NOT_QUALIFIED
        if found.status.qc_type is not QcCertType.QC_ESEAL:
            return Qualification.NOT_FOR_SEALS
        if found.status.qc_key_security.is_qscd:
            return Qualification.QUALIFIED_SEAL
        return Qualification.QUALIFIED_CERTIFICATE


def _authorities(registry: "TSPRegistry", subject: str) -> list[AuthorityWithCert]:
    known = {*registry.known_certificate_authorities, *registry.known_timestamp_authorities}
    named = [
        authority
        for authority in known
        if isinstance(authority, AuthorityWithCert) and authority.name.hashable == subject
    ]
    return sorted(named, key=lambda authority: authority.certificate.sha256)  # a set has no order
