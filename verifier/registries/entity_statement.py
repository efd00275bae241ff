"""Entity statements of OpenID Federation 1.0: read strictly, and whose keys signed them."""

from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, shown, undecided
from verifier.jwk import decode_jwk
from verifier.keys import AnyPublicKey, MalformedKey
from verifier.securing import jose

TYPE = "entity-statement+jwt"
_MOST_KEYS = 32


@dataclass(frozen=True, slots=True)
class EntityStatement:
    """What one entity says of another, or of itself (section 3); in time, but not yet believed."""

    issuer: str
    subject: str
    claims: JsonObject
    token: jose.CompactJws

    @property
    def keys(self) -> dict[str, AnyPublicKey]:
        """Give the subject's federation keys by `kid`; raise Judged."""
        return keys_of(self.claims.get("jwks"), self.subject)

    def federation_entity(self, member: str) -> str | None:
        """Give a text of the subject's metadata as a federation entity (section 5.1.1)."""
        metadata = self.claims.get("metadata")
        entity = metadata.get("federation_entity") if isinstance(metadata, dict) else None
        value = entity.get(member) if isinstance(entity, dict) else None
        return value if isinstance(value, str) and value.strip() else None


def read_statement(body: bytes, issuer: str, subject: str, inquiry: Inquiry) -> EntityStatement:
    """Read a statement by `issuer` about `subject` that holds now; raise Judged."""
    try:
        token = jose.read_compact(body.decode("ascii", "replace").strip(), inquiry.limits)
        kind = str(token.header.get("typ", "")).lower().removeprefix("application/")
        claims = read_object(token.payload, inquiry.limits)
    except Judged as stopped:
        raise broken(issuer, subject, stopped.problem.detail) from stopped
    if kind != TYPE:
        raise broken(issuer, subject, f"it is of the type {shown(kind, 40)}")
    if claims.get("iss") != issuer or claims.get("sub") != subject:
        raise broken(issuer, subject, "it is by somebody else, or about somebody else")
    if claims.get("crit") or claims.get("metadata_policy_crit"):  # we know none of either
        raise broken(issuer, subject, "it has critical claims that are not known here")
    _check_term(claims, issuer, subject, inquiry)
    return EntityStatement(issuer, subject, claims, token)


def check_signed_by(statement: EntityStatement, keys: dict[str, AnyPublicKey]) -> None:
    """Raise Judged unless the key that the header names is among these and signed."""
    kid = statement.token.header.get("kid")
    key = keys.get(kid) if isinstance(kid, str) else None
    if key is None:
        raise broken(statement.issuer, statement.subject, "its key is not one of the signer's")
    try:
        jose.check_algorithm(statement.token)
        jose.check_signature(statement.token, key)
    except Judged as stopped:
        raise broken(statement.issuer, statement.subject, stopped.problem.detail) from stopped


def keys_of(jwks: JsonValue, whose: str) -> dict[str, AnyPublicKey]:
    """Read a JWK Set by `kid`; keys of kinds that are not read here are left out. Raise Judged."""
    listed = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(listed, list) or len(listed) > _MOST_KEYS:
        raise broken(whose, whose, "it publishes no usable set of keys")
    found: dict[str, AnyPublicKey] = {}
    for jwk in listed:
        if isinstance(jwk, dict) and isinstance(jwk.get("kid"), str):
            try:
                found[jwk["kid"]] = decode_jwk(jwk)
            except MalformedKey:
                continue  # another kind of key, which nothing here was signed with
    return found


def broken(issuer: str, subject: str, why: str) -> Judged:
    """Say that one link of a trust chain does not hold."""
    return undecided(
        "FEDERATION_CHAIN_BROKEN",
        f"The statement of {shown(issuer)} about {shown(subject)} does not hold: "
        f"{why.rstrip('.')}.",
        issuer=shown(issuer),
        subject=shown(subject),
    )


def _check_term(claims: JsonObject, issuer: str, subject: str, inquiry: Inquiry) -> None:
    now, skew = inquiry.now.timestamp(), inquiry.limits.clock_skew.total_seconds()
    begins, ends = _number(claims.get("iat")), _number(claims.get("exp"))
    if begins is None or ends is None:
        raise broken(issuer, subject, "it does not say when it was made and when it ends")
    if begins > now + skew:
        raise broken(issuer, subject, "it claims to be from the future")
    if ends <= now:
        raise undecided(
            "REGISTRY_STALE",
            f"The statement of {shown(issuer)} about {shown(subject)} has expired.",
            registry=shown(issuer),
            url=shown(subject),
        )


def _number(value: JsonValue) -> float | None:
    """Read a NumericDate (RFC 7519, section 2)."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number else None
