"""OpenID Federation 1.0: is the issuer in a federation whose trust anchor the operator has pinned?

The chain is climbed from the issuer's own configuration by its `authority_hints` up to the anchor,
each statement checked by the keys of the one above (sections 9 and 10.2). Names come from superiors
alone: what an entity writes of itself is its own word. Metadata policies shape metadata that is not
used here, and are not applied.

The Digital Credentials Consortium's registries are asked directly: the anchor itself makes a
statement about the issuer's DID, which then publishes nothing (`Subject.ISSUER`).
"""

from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from verifier.inquiry import Inquiry
from verifier.judgement import Judged
from verifier.keys import AnyPublicKey
from verifier.registries.constraints import check_constraints
from verifier.registries.entity_statement import (
    EntityStatement,
    broken,
    check_signed_by,
    read_statement,
)
from verifier.registries.reading import CHECK, Assurance, check_signature, not_consulted
from verifier.resources import Kind
from verifier.trust import TrustJudgement

KIND = "federation"
WELL_KNOWN = "/.well-known/openid-federation"

_MOST_HINTS = 4
_MOST_INTERMEDIATES = 2
_HOSTED = ("https://",)


class Subject(Enum):
    """Under which name an issuer is in the federation."""

    ENTITY = "entity"
    """An entity of its own: the https address that its did:web, or its identifier, stands for."""
    ISSUER = "issuer"
    """The issuer's identifier itself, as the anchor's statement names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FederationRegistry:
    """Know whoever has a trust chain to the pinned anchor."""

    name: str
    anchor: str
    """Entity identifier of the trust anchor, without a final slash."""
    keys: tuple[AnyPublicKey, ...]
    """The anchor's keys: its configuration has to be signed by one of them."""
    subject: Subject = Subject.ENTITY

    def look_up(self, issuer_id: str, inquiry: Inquiry) -> TrustJudgement:
        """Climb from the issuer to the anchor."""
        try:
            chain = self._chain(issuer_id, inquiry)
        except Judged as stopped:
            return not_consulted(self.name, KIND, stopped)
        if not chain:
            return TrustJudgement(known=False, name=None, source=self.name, kind=KIND)
        entry = {
            "url": self.anchor,
            "assurance": Assurance.CHAIN.value,
            "path": " → ".join([chain[0].subject, *(statement.issuer for statement in chain)]),
        }
        homepage = chain[0].federation_entity("homepage_uri")
        if homepage:
            entry["homepage"] = homepage[:300]
        name = chain[0].federation_entity("organization_name")
        return TrustJudgement(
            known=True, name=name[:300] if name else None, source=self.name, kind=KIND, entry=entry
        )

    def _chain(self, issuer_id: str, inquiry: Inquiry) -> list[EntityStatement]:
        """Give the superiors' statements from the issuer up; none when there is no chain."""
        anchor = self._anchor(inquiry)
        if self.subject is Subject.ISSUER:
            statement = _about(issuer_id, anchor, inquiry)
            return [statement] if statement else []
        entity = entity_of(issuer_id)
        leaf = _configuration(entity, inquiry) if entity else None
        if leaf is None:
            return []
        climb = _Climb(anchor, inquiry)
        chain = climb.up(leaf, frozenset())
        if chain:
            check_constraints(chain)
        elif climb.missed is not None:
            raise climb.missed
        return chain

    def _anchor(self, inquiry: Inquiry) -> EntityStatement:
        body = inquiry.fetched(self.anchor + WELL_KNOWN, Kind.REGISTRY, CHECK).body
        statement = read_statement(body, self.anchor, self.anchor, inquiry)
        check_signature(self.name, statement.token, self.keys)
        return statement


class _Climb:
    """One search for a way up: which entities were met, and what could not be read on the way."""

    def __init__(self, anchor: EntityStatement, inquiry: Inquiry) -> None:
        self._anchor = anchor
        self._inquiry = inquiry
        self._met: set[str] = set()
        self.missed: Judged | None = None

    def up(self, entity: EntityStatement, below: frozenset[str]) -> list[EntityStatement]:
        """Give the statements from here to the anchor by the first way that holds."""
        hints = entity.claims.get("authority_hints", [])
        self._met.add(entity.subject)
        for hint in hints[:_MOST_HINTS] if isinstance(hints, list) else ():
            too_far = len(below) >= _MOST_INTERMEDIATES and hint != self._anchor.subject
            if not isinstance(hint, str) or hint in self._met or too_far:
                continue  # a circle of superiors, or a tower of them, leads nowhere
            try:
                chain = self._by(hint, entity, below)
            except Judged as stopped:
                self.missed = self.missed or stopped
            else:
                if chain:
                    return chain
        return []

    def _by(
        self, superior_id: str, entity: EntityStatement, below: frozenset[str]
    ) -> list[EntityStatement]:
        """Go up by one superior; raise Judged where its statement is missing or does not hold."""
        arrived = superior_id == self._anchor.subject
        superior = self._anchor if arrived else _configuration(superior_id, self._inquiry)
        if superior is None:
            return []
        statement = _about(entity.subject, superior, self._inquiry)
        if statement is None:
            return []
        # The superior says which keys are the entity's; by these its own statement has to be.
        check_signed_by(entity, statement.keys)
        if arrived:
            return [statement]
        above = self.up(superior, below | {entity.subject})
        if not above:
            return []
        # What the superior signs with counts only as far as those above it say that it is its key.
        check_signed_by(statement, above[0].keys)
        return [statement, *above]


def entity_of(issuer_id: str) -> str | None:
    """Give the entity identifier that an issuer's identifier stands for."""
    if issuer_id.startswith("did:web:"):
        host, *path = issuer_id.removeprefix("did:web:").split(":")
        return "/".join([f"https://{host.replace('%3A', ':').replace('%3a', ':')}", *path])
    return issuer_id.rstrip("/") if issuer_id.startswith(_HOSTED) else None


def _configuration(entity: str, inquiry: Inquiry) -> EntityStatement | None:
    """Get what an entity says of itself, signed by itself; None when it publishes nothing."""
    if not entity.startswith(_HOSTED):
        return None
    url = entity.rstrip("/") + WELL_KNOWN
    if inquiry.lacks(url):
        return None
    body = inquiry.fetched(url, Kind.ENTITY_STATEMENT, CHECK).body
    if body.lstrip()[:1] == b"<":  # a page for people: many servers have one for every address
        return None
    statement = read_statement(body, entity, entity, inquiry)
    check_signed_by(statement, statement.keys)
    return statement


def _about(subject: str, superior: EntityStatement, inquiry: Inquiry) -> EntityStatement | None:
    """Get a superior's statement about a subordinate; None when it makes none."""
    endpoint = superior.federation_entity("federation_fetch_endpoint")
    if endpoint is None or not endpoint.startswith(_HOSTED) or "#" in endpoint:
        raise broken(superior.subject, subject, "the superior names no address for statements")
    url = f"{endpoint}{'&' if '?' in endpoint else '?'}sub={quote(subject, safe='')}"
    if inquiry.lacks(url):
        return None
    body = inquiry.fetched(url, Kind.ENTITY_STATEMENT, CHECK).body
    statement = read_statement(body, superior.subject, subject, inquiry)
    check_signed_by(statement, superior.keys)
    return statement
