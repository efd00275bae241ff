"""A certificate's path at a point in time: does it lead to an anchor, and was nothing revoked?

RFC 5280 by pyhanko-certvalidator. Revocation data may be younger than the moment asked about: it
then tells what was known later, with the time of each revocation.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from asn1crypto import crl, ocsp, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.ltv.poe import POEManager
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    NO_REVOCATION,
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.validate import async_validate_path

from verifier.securing.pki.anchors import Anchor, AnchorLookup
from verifier.securing.pki.certificates import ASN1_FAULTS
from verifier.securing.pki.path_building import CertificatePool, FoundPath
from verifier.securing.pki.sans_io import completed

IF_DECLARED = RevocationCheckingPolicy(
    RevocationCheckingRule.CHECK_IF_DECLARED, RevocationCheckingRule.CHECK_IF_DECLARED
)
"""Ask of each certificate that says where its revocation would be published, and of no other."""

_MOST_REVOCATIONS = 32
_FAULTS = (*ASN1_FAULTS, InvalidSignature, UnsupportedAlgorithm, AssertionError)


class PathStatus(Enum):
    """What became of a path."""

    HOLDS = "holds"
    """It leads to an anchor, every certificate was valid then, and none revoked."""
    REVOCATION_UNKNOWN = "revocation-unknown"
    """It holds as far as known: of revocation nothing usable is known."""
    UNKNOWN = "unknown"
    """It leads to nobody who is trusted here."""
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    REVOKED = "revoked"
    REFUSED = "refused"
    """It breaks a rule of RFC 5280, or uses what is no longer safe."""


@dataclass(frozen=True, slots=True)
class PathFacts:
    """What was found out about a certificate's path."""

    status: PathStatus
    at: datetime
    """The moment it was judged for."""
    anchor: Anchor | None = None
    when: datetime | None = None
    """When it expired, began or was revoked."""
    reason: str | None = None
    """The library's words, for the detail."""
    validated: ValidationPath | None = field(default=None, repr=False, compare=False)


@dataclass(slots=True)
class PathJudge:
    """Judge paths with the certificates and revocation data at hand."""

    pool: CertificatePool
    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()

    def add_revocations(self, crls: Iterable[bytes], ocsps: Iterable[bytes]) -> None:
        """Add revocation data as DER; what cannot be read, or is too much, is left out."""
        self.crls = (*self.crls, *_loaded(crl.CertificateList, crls))[:_MOST_REVOCATIONS]
        self.ocsps = (*self.ocsps, *_loaded(ocsp.OCSPResponse, ocsps))[:_MOST_REVOCATIONS]

    def judge(
        self,
        leaf: x509.Certificate,
        anchors: AnchorLookup,
        at: datetime,
        revocation: RevocationCheckingPolicy = REQUIRE_REVINFO,
    ) -> PathFacts:
        """Judge a certificate's path to one of the anchors at a moment.

        `revocation` says for which certificates it has to be known whether they were revoked.
        """
        found = self.pool.path(leaf, anchors)
        if found is None:
            return PathFacts(PathStatus.UNKNOWN, at)
        facts = self._validated(found, at, revocation)
        if facts.status is not PathStatus.REVOCATION_UNKNOWN:
            return facts
        without = self._validated(found, at, NO_REVOCATION)
        return facts if without.status is PathStatus.HOLDS else without

    def _validated(
        self, found: FoundPath, at: datetime, revocation: RevocationCheckingPolicy
    ) -> PathFacts:
        anchor = CertTrustAnchor(found.anchor.certificate)
        # A path starts below its anchor; an anchor used directly is a path of nothing.
        leaf = None if found.is_anchor else found.leaf
        path = ValidationPath(anchor, found.between[::-1], leaf)
        try:
            completed(async_validate_path(self._context(anchor, at, revocation), path))
        except RevokedError as error:
            status, when, reason = PathStatus.REVOKED, error.revocation_dt, str(error)
        except ExpiredError as error:
            status, when, reason = PathStatus.EXPIRED, error.expired_dt, str(error)
        except NotYetValidError as error:
            status, when, reason = PathStatus.NOT_YET_VALID, error.valid_from, str(error)
        except InsufficientRevinfoError as error:
            status, when, reason = PathStatus.REVOCATION_UNKNOWN, None, str(error)
        except (ValidationError, PathError) as error:
            status, when, reason = PathStatus.REFUSED, None, str(error)
        except _FAULTS:
            status, when, reason = PathStatus.REFUSED, None, "it cannot be read"
        else:
            return PathFacts(PathStatus.HOLDS, at, found.anchor, validated=path)
        return PathFacts(status, at, found.anchor, when, reason, path)

    def _context(
        self, anchor: CertTrustAnchor, at: datetime, revocation: RevocationCheckingPolicy
    ) -> ValidationContext:
        return ValidationContext(
            trust_manager=SimpleTrustManager.build([anchor]),
            other_certs=self.pool.certificates.values(),
            moment=at,
            crls=self.crls,
            ocsps=self.ocsps,
            revinfo_policy=CertRevTrustPolicy(revocation, retroactive_revinfo=True),
            poe_manager=POEManager(current_dt_override=at),
        )


def _loaded(kind: Any, encoded: Iterable[bytes]) -> list[Any]:  # noqa: ANN401  # untyped library
    loaded = []
    for der in encoded:
        with suppress(*ASN1_FAULTS):
            loaded.append(kind.load(der, strict=True))
    return loaded
