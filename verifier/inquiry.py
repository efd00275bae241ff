"""One verification under way: what it was given, what it used, what it still needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contexts import SchemaWork
from verifier.judgement import undecided
from verifier.limits import Limits
from verifier.presentation_request import NOTHING_ASKED, PresentationRequest
from verifier.resources import Fetched, Kind, Need, Resources, Unavailable
from verifier.securing.jades import TRUST_NOBODY, SealTrust
from verifier.trust import TrustPolicy, UnsafeAnyController

_CODES: Mapping[Kind, str] = {
    Kind.DID_DOCUMENT: "DID_DOCUMENT_UNREACHABLE",
    Kind.HOLDER_DOCUMENT: "DID_DOCUMENT_UNREACHABLE",
    Kind.LIST_ISSUER_DOCUMENT: "DID_DOCUMENT_UNREACHABLE",
    Kind.ISSUER_METADATA: "DID_DOCUMENT_UNREACHABLE",
    Kind.ISSUER_KEYS: "DID_DOCUMENT_UNREACHABLE",
    Kind.REVOCATION_LIST: "CERTIFICATE_REVOCATION_UNKNOWN",
    Kind.STATUS_LIST: "STATUS_UNREACHABLE",
    Kind.STATUS_LIST_TOKEN: "STATUS_UNREACHABLE",
    Kind.ASSERTION: "HOSTED_UNREACHABLE",
    Kind.BADGE_CLASS: "BADGE_OBJECT_UNREACHABLE",
    Kind.ISSUER_PROFILE: "BADGE_OBJECT_UNREACHABLE",
    Kind.SIGNING_KEY: "DID_DOCUMENT_UNREACHABLE",
    Kind.REGISTRY: "REGISTRY_UNREACHABLE",
    Kind.ENTITY_STATEMENT: "REGISTRY_UNREACHABLE",
    Kind.DOMAIN_LINKAGE: "DOMAIN_LINKAGE_UNREACHABLE",
    Kind.PROGRAMME: "PROGRAMME_UNREACHABLE",
    Kind.SCHEMA: "SCHEMA_UNREACHABLE",
    Kind.SCHEMA_ISSUER_DOCUMENT: "SCHEMA_UNREACHABLE",
}
_WHAT: Mapping[Kind, str] = {
    Kind.DID_DOCUMENT: "The issuer's key document",
    Kind.HOLDER_DOCUMENT: "The holder's key document",
    Kind.LIST_ISSUER_DOCUMENT: "The key document of the status list's issuer",
    Kind.ISSUER_METADATA: "The issuer's key document",
    Kind.ISSUER_KEYS: "The list of the issuer's keys",
    Kind.REVOCATION_LIST: "The list of certificates that the issuer's authority revoked",
    Kind.STATUS_LIST: "The status list",
    Kind.STATUS_LIST_TOKEN: "The status list",
    Kind.ASSERTION: "The badge that its issuer publishes",
    Kind.BADGE_CLASS: "The description of the badge",
    Kind.ISSUER_PROFILE: "The issuer's profile",
    Kind.SIGNING_KEY: "The issuer's key",
    Kind.REGISTRY: "The registry",
    Kind.ENTITY_STATEMENT: "A statement of the federation",
    Kind.DOMAIN_LINKAGE: "The website's list of its identifiers",
    Kind.PROGRAMME: "The programme's entry",
    Kind.SCHEMA: "The schema",
    Kind.SCHEMA_ISSUER_DOCUMENT: "The key document of the schema's issuer",
}


@dataclass(frozen=True, slots=True)
class CertifiedBy:
    """Who an issuer is, by the word of a certificate authority that the operator chose."""

    source: str
    """What the operator calls the authority."""
    subject: str
    """Whom the certificate was issued to."""


@dataclass(slots=True)
class Inquiry:
    """Hand out resources, and remember which were used and which are missing."""

    resources: Resources
    now: datetime
    policy: TrustPolicy
    limits: Limits
    request: PresentationRequest = NOTHING_ASKED
    """What the holder of this document, and of none inside it, was asked."""
    seal_trust: SealTrust = TRUST_NOBODY
    """Whose seals are believed."""
    needs: dict[str, Need] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    schema_work: SchemaWork = field(default_factory=SchemaWork)
    """What the schemas of strangers may still cost, in this document and all inside it."""
    certified: dict[str, CertifiedBy] = field(default_factory=dict)
    """By issuer: what the certificates brought along show, once their paths were checked."""

    @property
    def binds_issuers(self) -> bool:
        """Tell whether keys must be their issuer's: always, but for the published vectors."""
        return not isinstance(self.policy, UnsafeAnyController)

    @property
    def needed(self) -> tuple[Need, ...]:
        """Give what is still needed, for the report."""
        return tuple(self.needs.values())

    @property
    def consulted(self) -> tuple[str, ...]:
        """Give what was used, for the report, as `sha256:<hex> <url>`."""
        return tuple(f"{digest} {url}" for url, digest in self.used.items())

    def part(self) -> "Inquiry":
        """Give an inquiry of its own for a document inside this one."""
        return Inquiry(
            self.resources,
            self.now,
            self.policy,
            self.limits,
            seal_trust=self.seal_trust,
            schema_work=self.schema_work,
        )

    def absorb(self, part: "Inquiry") -> None:
        """Take over what a part used and needs; what is too much for now is asked for later."""
        self.used.update(part.used)
        for url, need in part.needs.items():
            if len(self.needs) < self.limits.needs_in_all:
                self.needs.setdefault(url, need)

    def lacks(self, url: str) -> bool:
        """Tell whether the source itself has answered that there is no such document."""
        resource = self.resources.get(url)
        return isinstance(resource, Unavailable) and resource.absent

    def fetched(self, url: str, kind: Kind, check: str) -> Fetched:
        """Give the resource, or raise Judged (indeterminate) and remember the need."""
        resource = self.resources.get(url)
        if isinstance(resource, Fetched):
            if len(resource.body) > self.limits.resource_bytes:
                raise self._unreachable(url, kind, "it is larger than is read here")
            self.used.setdefault(url, resource.digest)
            return resource
        if isinstance(resource, Unavailable):
            raise self._unreachable(url, kind, resource.reason)
        if url not in self.needs and len(self.needs) >= self.limits.needs:
            raise self._unreachable(url, kind, "the document names too many others")
        self.needs.setdefault(url, Need(url, kind, check))
        raise self._unreachable(url, kind, "it was not fetched")

    @staticmethod
    def _unreachable(url: str, kind: Kind, reason: str) -> Exception:
        return undecided(
            _CODES[kind],
            f"{_WHAT[kind]} could not be had from {url}: {reason.rstrip('.')}. "
            "Try again later; until then this cannot be decided.",
            url=url,
            reason=reason,
        )
