"""Badges of Open Badges 2.0 that name what they should not: others, ourselves, in circles."""

import json
import zlib
from collections.abc import Callable, Mapping

from app.fetching import Reason
from tests.app.local_https import always, response
from tests.hostile.case import Case, Json, Sent, as_json
from tests.hostile.fetch_targets import redirect
from tests.hostile.files import itxt, png
from tests.hostile.honest import ISSUER
from tests.hostile.web import HostileWeb, leads_to
from tests.verifier.makers import EC_KEY, raw_signature
from tests.verifier.open_badges_2.making import example, key_document
from verifier.securing.jose import compact, signing_input

MALFORMED = "failed BADGE_MALFORMED"
BROKEN = "failed BADGE_LINK_BROKEN"
UNHAD = "indeterminate BADGE_OBJECT_UNREACHABLE"
NOT_HOSTED = "indeterminate HOSTED_UNREACHABLE"
UNREADABLE = "indeterminate BADGE_OBJECT_UNREADABLE"
NOT_LISTED = "failed KEY_NOT_LISTED"
UNKNOWN = "indeterminate BADGE_ISSUER_UNKNOWN"

Documents = dict[str, Json]
"""The attacker's own assertion, badge, issuer, key and list, by these names."""
Change = Callable[[Documents, HostileWeb], None]
_COUNT = iter(range(10_000))


def _documents(web: HostileWeb, place: str) -> Documents:
    def at(name: str) -> str:
        return web.url(f"{place}/{name}")

    hosted = {"type": "HostedBadge"}
    return {
        "assertion": example(
            "assertion", id=at("assertion"), badge=at("badge"), verification=hosted
        ),
        "badge": example("badge-class", id=at("badge"), issuer=at("issuer")),
        "issuer": example(
            "profile", id=at("issuer"), publicKey=[at("key")], revocationList=at("list")
        ),
        "key": key_document(at("key"), EC_KEY, owner=at("issuer")),
        "list": example("revocation-list", id=at("list"), issuer=at("issuer")),
    }


def publishes(
    expected: str,
    change: Change = lambda _documents, _web: None,
    *,
    answers: Mapping[str, bytes] | None = None,
    reason: Reason | None = None,
) -> Case:
    """Publish the attacker's badge, changed, with raw answers in place of documents; hand it in."""

    def make(web: HostileWeb) -> bytes:
        place = f"/ob2-{next(_COUNT)}"
        documents = _documents(web, place)
        change(documents, web)
        for name, document in documents.items():
            raw = (answers or {}).get(name, response(as_json(document)))
            web.publish(f"{place}/{name}", always(raw))
        return as_json(documents["assertion"])

    return Case(make, expected, reason)


def signs(
    expected: str,
    header: Json | None = None,
    change: Change = lambda _documents, _web: None,
    signature: bytes | None = None,
) -> Case:
    """Publish the attacker's documents, and hand in a token."""

    def make(web: HostileWeb) -> bytes:
        place = f"/ob2-{next(_COUNT)}"
        documents = _documents(web, place)
        creator = documents["key"]["id"]
        documents["assertion"] |= {
            "id": "urn:uuid:00000000-0000-4000-8000-000000000003",
            "verification": {"type": "SignedBadge", "creator": creator},
        }
        change(documents, web)
        for name, document in documents.items():
            web.publish(f"{place}/{name}", always(response(as_json(document))))
        data = signing_input(header or {"alg": "ES256"}, documents["assertion"])
        return compact(
            data, raw_signature(data, EC_KEY) if signature is None else signature
        ).encode()

    return Case(make, expected)


def sets(name: str, **members: object) -> Change:
    """Change members of one document; a text may name the attacker's documents, as {issuer}."""

    def change(documents: Documents, web: HostileWeb) -> None:
        del web
        identifiers = {each: str(document["id"]) for each, document in documents.items()}
        written = json.dumps(members)
        for each, identifier in identifiers.items():
            written = written.replace(f"{{{each}}}", identifier)
        documents[name] |= json.loads(written)

    return change


def leads_inside(name: str, member: str) -> Change:
    """Let a link lead to a host whose DNS answers with the metadata service."""

    def change(documents: Documents, web: HostileWeb) -> None:
        documents[name][member] = web.url("/latest/meta-data", leads_to("169.254.169.254"))

    return change


def two_hundred_keys(documents: Documents, web: HostileWeb) -> None:
    """List keys without end, and do not say which one signed."""
    del web
    keys = [f"https://k{number}.nowhere.example/" for number in range(200)]
    documents["issuer"]["publicKey"] = keys
    documents["assertion"]["verification"] = {"type": "signed"}


def key_at_file(documents: Documents, web: HostileWeb) -> None:
    """List a key that stands in no web."""
    del web
    documents["issuer"]["publicKey"] = "file:///k"
    documents["assertion"]["verification"] = {"type": "signed", "creator": "file:///k"}


def baked(text: bytes) -> Callable[[HostileWeb], Sent]:
    """Bake something into a picture as a badge of 2.0."""
    picture = png(itxt(text, keyword=b"openbadges"))
    return lambda _: Sent(picture, "image/png")


BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
PACKED = BOMB.compress(b" " * (16 << 20)) + BOMB.flush()
DEEP = response(b'{"a":' * 50_000 + b"1" + b"}" * 50_000)
WIDE = response(b"[" + b"1," * 400_000 + b"1]")
PROFILE_OF_ANOTHER = "https://school.example/issuer"

CASES = {
    "an issuer of his own": publishes(UNKNOWN),
    "an assertion that is its own badge": publishes(
        MALFORMED, sets("assertion", badge="{assertion}")
    ),
    "a badge that is its own issuer": publishes(MALFORMED, sets("badge", issuer="{badge}")),
    "an issuer that is the assertion": publishes(MALFORMED, sets("badge", issuer="{assertion}")),
    "an issuer who names the badge": publishes(
        "failed HOSTED_OUT_OF_SCOPE",
        sets("issuer", verification={"startsWith": "https://a.example"}),
    ),
    "a profile copied from another": publishes(BROKEN, sets("issuer", id=PROFILE_OF_ANOTHER)),
    "a badge copied from another": publishes(BROKEN, sets("badge", id="https://school.example/5")),
    "a badge with another's profile inside": publishes(
        UNHAD, sets("badge", issuer=example("profile")), reason=Reason.UNRESOLVED
    ),
    "a badge inside that names an issuer inside": publishes(
        MALFORMED,
        sets(
            "assertion",
            badge=example(
                "badge-class",
                id="urn:uuid:1",
                issuer=example("profile", id="urn:uuid:2", verification=None),
            ),
        ),
    ),
    "a badge whose issuer takes a trusted DID": publishes(
        MALFORMED,
        sets(
            "badge", issuer=example("profile", id=ISSUER, verification={"startsWith": "https://"})
        ),
    ),
    "a hosted badge without address": publishes(MALFORMED, sets("assertion", id="urn:uuid:5")),
    "a hosted badge at file:": publishes(MALFORMED, sets("assertion", id="file:///etc/passwd")),
    "a hosted badge at data:": publishes(
        MALFORMED, sets("assertion", id="data:application/json,{}")
    ),
    "a hosted badge at javascript:": publishes(
        MALFORMED, sets("assertion", id="javascript:alert(1)")
    ),
    "a hosted badge on this machine": publishes(
        NOT_HOSTED, sets("assertion", id="http://127.0.0.1:8000/"), reason=Reason.NUMERIC_HOST
    ),
    "a hosted badge with a password": publishes(
        MALFORMED, sets("assertion", id="https://user:secret@school.example/")
    ),
    "a hosted badge that climbs": publishes(
        MALFORMED, sets("assertion", id="https://school.example/a/../b")
    ),
    "an assertion inside": publishes(
        NOT_HOSTED, leads_inside("assertion", "id"), reason=Reason.PRIVATE_ADDRESS
    ),
    "a badge inside": publishes(
        UNHAD, leads_inside("assertion", "badge"), reason=Reason.PRIVATE_ADDRESS
    ),
    "an issuer inside": publishes(
        UNHAD, leads_inside("badge", "issuer"), reason=Reason.PRIVATE_ADDRESS
    ),
    "a badge at file:": publishes(MALFORMED, sets("assertion", badge="file:///etc/passwd")),
    "an issuer at gopher:": publishes(MALFORMED, sets("badge", issuer="gopher://127.0.0.1:6379/")),
    "an issuer that is a number": publishes(MALFORMED, sets("badge", issuer=5)),
    "an issuer that is a list": publishes(MALFORMED, sets("badge", issuer=["{issuer}"] * 9)),
    "a verification that is a list": publishes(
        MALFORMED, sets("assertion", verification=["hosted"])
    ),
    "both hosted and signed": publishes(
        "indeterminate VERIFICATION_TYPE_UNKNOWN",
        sets("assertion", verification={"type": ["HostedBadge", "SignedBadge"]}),
    ),
    "a date of no calendar": publishes(
        "failed DATE_MALFORMED", sets("assertion", issuedOn="2019-02-30T10:00:00Z")
    ),
    "a time as a number": publishes(
        "failed DATE_MALFORMED", sets("assertion", issuedOn=1551434400)
    ),
    "a recipient that is a list": publishes(MALFORMED, sets("assertion", recipient=[1, 2])),
    "a badge of fifty thousand levels": publishes(UNREADABLE, answers={"badge": DEEP}),
    "a profile that is a wide list": publishes(UNREADABLE, answers={"issuer": WIDE}),
    "an assertion that is a gzip bomb": publishes(
        NOT_HOSTED,
        answers={"assertion": response(PACKED, headers={"Content-Encoding": "gzip"})},
        reason=Reason.TOO_LARGE,
    ),
    "a badge that is a page": publishes(UNREADABLE, answers={"badge": response(b"<html>")}),
    "a profile that redirects inside": publishes(
        UNHAD,
        answers={"issuer": redirect("https://169.254.169.254/")},
        reason=Reason.NUMERIC_HOST,
    ),
    "a badge that is gone, which only an assertion can be": publishes(
        UNHAD, answers={"badge": response(b"", status="410 Gone")}, reason=Reason.GONE
    ),
    "a token by none": signs("failed ALGORITHM_FORBIDDEN", {"alg": "none"}, signature=b""),
    "a token by a shared secret": signs("failed ALGORITHM_FORBIDDEN", {"alg": "HS256"}),
    "a token whose header brings the key": signs(
        NOT_LISTED,
        {"alg": "ES256", "jwk": {"kty": "EC"}},
        sets("issuer", publicKey=[]),
    ),
    "a token by a key nobody lists": signs(
        NOT_LISTED, None, sets("assertion", verification={"type": "signed", "creator": "{list}"})
    ),
    "a key that another owns": signs(
        "failed KEY_CONTROLLER_MISMATCH", None, sets("key", owner=PROFILE_OF_ANOTHER)
    ),
    "a private key in place of a public one": signs(
        "failed SECRET_KEY_PUBLISHED", None, sets("key", publicKeyPem="-----BEGIN PRIVATE KEY-----")
    ),
    "a key of a megabyte": signs(
        "failed KEY_MALFORMED", None, sets("key", publicKeyPem="A" * 1_000_000)
    ),
    "a key at file:": signs(MALFORMED, None, key_at_file),
    "a list of revoked badges inside": signs(
        "indeterminate STATUS_UNREACHABLE", None, leads_inside("issuer", "revocationList")
    ),
    "a list of revoked badges of another": signs(
        "indeterminate STATUS_LIST_SIGNER_FOREIGN", None, sets("list", issuer=PROFILE_OF_ANOTHER)
    ),
    "a list that says nothing": signs(
        "indeterminate STATUS_LIST_MALFORMED", None, sets("list", type="Assertion")
    ),
    "two hundred keys that nobody has": signs(
        "indeterminate DID_DOCUMENT_UNREACHABLE", None, two_hundred_keys
    ),
    "a badge of 1.0": Case(
        lambda _: as_json(example("assertion-1.1")), "indeterminate OPEN_BADGES_OLDER"
    ),
    "a picture with an address inside": Case(
        baked(b"https://169.254.169.254/latest"), "indeterminate URL_UNREACHABLE"
    ),
    "a picture with a script": Case(baked(b"javascript:alert(1)"), "failed PARSING_ERROR"),
    "a picture with file:": Case(baked(b"file:///etc/passwd"), "failed PARSING_ERROR"),
}
