"""Where an issuer's hosted badges may stand: the VerificationObject of its Profile."""

from contexts import JsonObject, JsonValue
from verifier.judgement import failed, passed, shown
from verifier.open_badges_2.addresses import Address, address_of
from verifier.open_badges_2.objects import identifier_of, texts
from verifier.report import Finding

CHECK = "hostedScope"


def check_scope(assertion_id: str, badge: JsonObject, issuer: JsonObject) -> Finding:
    """Check that the issuer lets its badges stand at the assertion's address.

    "HostedBadge Verification": by startsWith, by allowedOrigins, by both where both are given; and
    where neither is, assertion and BadgeClass have to stand on the host of the Profile.
    """
    address = address_of(assertion_id)
    policy = issuer.get("verification")
    rules = policy if isinstance(policy, dict) else {}
    prefixes, hosts = texts(rules.get("startsWith", [])), texts(rules.get("allowedOrigins", []))
    if not prefixes and not hosts:
        return _same_origin(address, badge, issuer)
    if prefixes and not any(_starts_with(address, prefix) for prefix in prefixes):
        return _outside(assertion_id, "does not start with what its issuer allows")
    if hosts and (address is None or address.host not in {host.lower() for host in hosts}):
        return _outside(assertion_id, "is not on a host that its issuer allows")
    return passed(CHECK, host=address.host if address else "")


def _same_origin(address: Address | None, badge: JsonObject, issuer: JsonObject) -> Finding:
    home = address_of(identifier_of(issuer))
    described = address_of(identifier_of(badge))
    if address is None or home is None or address.host != home.host:
        return _outside(address.url if address else "", "is not on the host of its issuer")
    if described is not None and described.host != home.host:
        return _outside(described.url, "describes the badge and is not on the host of its issuer")
    return passed(CHECK, host=address.host)


def _starts_with(address: Address | None, prefix: JsonValue) -> bool:
    """Compare host and path each for itself: school.example is no prefix of school.example.com."""
    allowed = address_of(prefix)
    if address is None or allowed is None:
        return False
    return address.host == allowed.host and address.path.startswith(allowed.path)


def _outside(address: str, why: str) -> Finding:
    return failed(
        "HOSTED_OUT_OF_SCOPE",
        f"The address {shown(address)} {why}, so anybody may have published this badge in its "
        "issuer's name.",
        url=shown(address),
    ).finding(CHECK)
