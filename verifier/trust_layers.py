"""From whom is it? Four layers of trust, each its own finding, the one resting on the other.

1. The key belongs to a domain. 2. The domain, or the key, belongs to an organisation. 3. That is in
a source which this verifier's operator chose. 4. The programme was approved. What a credential says
of itself, above all its issuer's name, is evidence in none of them.

Only layer 3 enters the verdict, as the check "issuer"; the others tell a reader how far the answer
carries (docs/adr, “Who it is from”). They are told of credentials whose signature holds, no others.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from contexts import JsonObject, JsonValue
from verifier.checks.issuer import not_known
from verifier.data_model import subjects_of
from verifier.domain_linkage import linked_domain
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, passed, shown, undecided
from verifier.programme import programme_layer
from verifier.report import Finding
from verifier.trust import TrustJudgement

DOMAIN = "keyDomain"
ORGANISATION = "organisation"
REGISTRY = "registry"
CERTIFICATE = "certificate"
"""The kind of judgement by which a domain is known from a certificate, and not from itself."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a credential says that the layers are about."""

    issuer_id: str
    subject: JsonObject
    """Of its holder: the programme's name is looked for there."""
    website: JsonValue = None
    """The issuer's own, as the issuer says: it only tells where to look."""

    @classmethod
    def of(cls, issuer_id: str, document: JsonObject) -> "Claimed":
        """Take it out of a credential of the W3C data model."""
        issuer = document.get("issuer")
        website = issuer.get("url") if isinstance(issuer, dict) else None
        return cls(issuer_id, subjects_of(document)[0], website)


def trust_layers(
    claimed: Claimed, judgement: TrustJudgement, inquiry: Inquiry
) -> tuple[Finding, ...]:
    """Give the layers of a credential whose signature holds and whose key is its issuer's."""
    if not inquiry.binds_issuers:
        return ()
    return (
        _domain_layer(claimed, judgement, inquiry),
        organisation_layer(claimed.issuer_id, judgement),
        registry_layer(claimed.issuer_id, judgement),
        *programme_layer(frozenset({claimed.issuer_id}), claimed.subject, judgement, inquiry),
    )


def domain_of(issuer_id: str) -> str | None:
    """Give the domain whose owner alone can publish keys for this identifier; None without one."""
    if issuer_id.startswith("did:web:"):
        return unquote(issuer_id.split(":")[2]) or None
    if not issuer_id.startswith("https://"):
        return None
    try:
        return urlsplit(issuer_id).hostname
    except ValueError:
        return None


def _domain_layer(claimed: Claimed, judgement: TrustJudgement, inquiry: Inquiry) -> Finding:
    domain = domain_of(claimed.issuer_id)
    if domain is not None:
        kind = {"kind": CERTIFICATE} if judgement.kind == CERTIFICATE else {}
        return passed(DOMAIN, domain=shown(domain), **kind)
    website = judgement.entry.get("homepage") or claimed.website
    try:
        if isinstance(website, str):
            linked = linked_domain(claimed.issuer_id, website, inquiry)
            if linked is not None:
                return passed(DOMAIN, domain=shown(linked), kind="linked")
    except Judged as stopped:
        return stopped.finding(DOMAIN)
    return undecided(
        "ISSUER_WITHOUT_DOMAIN",
        f"The identifier {shown(claimed.issuer_id)} is the key itself, and no website says that it "
        "is its own: nothing but a registry can say whose it is.",
        issuer=shown(claimed.issuer_id),
    ).finding(DOMAIN)


def organisation_layer(issuer_id: str, judgement: TrustJudgement) -> Finding:
    """Say which organisation it is, by a source of the operator's."""
    if judgement.known and judgement.name:
        return passed(
            ORGANISATION, name=judgement.name, source=judgement.source, kind=judgement.kind
        )
    if not judgement.known and judgement.not_consulted:
        return not_known(issuer_id, judgement).finding(ORGANISATION)
    return undecided(
        "ORGANISATION_NOT_KNOWN",
        f"Nobody whom this verifier's operator chose says which organisation {shown(issuer_id)} "
        "is. The name in the credential is the issuer's own word.",
        issuer=shown(issuer_id),
    ).finding(ORGANISATION)


def registry_layer(issuer_id: str, judgement: TrustJudgement) -> Finding:
    """Say whether a source of the operator's knows the issuer."""
    if judgement.known:
        return passed(
            REGISTRY, source=judgement.source, kind=judgement.kind, **dict(judgement.entry)
        )
    stopped: Judged = not_known(issuer_id, judgement)
    return stopped.finding(REGISTRY)
