"""The vectors for the lists before Bitstring Status List, and for 1EdTech's own."""

import base64
from typing import Any

from tests.verifier.makers import KEY, OTHER_KEY
from tests.verifier.status_vectors.bitstring import list_credential as bitstring_list
from tests.verifier.status_vectors.case import (
    INDEX,
    ISSUER,
    LIST,
    MALFORMED,
    MIRROR,
    REVOKED,
    STRANGER,
    SUSPENDED,
    UNDETERMINED,
    VALID,
    Case,
    Json,
    bitstring,
    pack,
    resource,
    secured,
    url64,
    without_none,
)

V1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
OF_2021 = "https://w3id.org/vc/status-list/2021/v1"
OF_2020 = "https://w3id.org/vc-revocation-list-2020/v1"
CLEAR, SET = bitstring(), bitstring(INDEX)


def credential(context: str, entry: Json) -> Json:
    """Give a signed credential of data model 1.1 with a status entry."""
    document = {
        "@context": [V1, context, DATA_INTEGRITY],
        "id": "urn:uuid:0b1f7c8e-2f0a-4f58-9d2b-6a6f0f3a9c11",
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:5d7a8b1e-3c3f-4f39-8a55-3f5e2b1d7c22"},
        "credentialStatus": entry,
    }
    return secured(document)


def of_2021(purpose: str = "revocation") -> Json:
    """Give a credential whose status is in a StatusList2021."""
    entry = {
        "id": f"{LIST}#{INDEX}",
        "type": "StatusList2021Entry",
        "statusPurpose": purpose,
        "statusListIndex": str(INDEX),
        "statusListCredential": LIST,
    }
    return credential(OF_2021, entry)


def list_of(name: str, context: str, bits: bytes, subject: Json, **changes: Any) -> Json:  # noqa: ANN401
    """Give an unsigned list of data model 1.1."""
    members = {"id": f"{LIST}#list", "type": name, "encodedList": url64(pack(bits)), **subject}
    return {
        "@context": [V1, context, DATA_INTEGRITY],
        "id": LIST,
        "type": ["VerifiableCredential", f"{name}Credential"],
        "issuer": ISSUER,
        "issuanceDate": "2026-05-01T00:00:00Z",
        "credentialSubject": without_none(members),
        **changes,
    }


def listed_2021(bits: bytes = CLEAR, subject: Json | None = None, **changes: Any) -> Json:  # noqa: ANN401
    """Give an unsigned StatusList2021."""
    members = {"statusPurpose": "revocation", **(subject or {})}
    return list_of("StatusList2021", OF_2021, bits, members, **changes)


def case_2021(about: str, verdict: str, listed: Json, cause: str = "", **more: Any) -> Case:  # noqa: ANN401
    """Give a vector for StatusList2021."""
    holder = more.pop("credential", None) or of_2021()
    body = listed if "proof" in listed else secured(listed)
    return Case(about, verdict, holder, {LIST: resource(body)}, cause, **more)


def case_2020(about: str, verdict: str, *indexes: int, cause: str = "") -> Case:
    """Give a vector for RevocationList2020, with bits set that are counted from the left."""
    entry = {
        "id": f"{LIST}#{INDEX}",
        "type": "RevocationList2020Status",
        "revocationListIndex": str(INDEX),
        "revocationListCredential": LIST,
    }
    listed = list_of("RevocationList2020", OF_2020, bitstring(*indexes), {})
    return Case(
        about, verdict, credential(OF_2020, entry), {LIST: resource(secured(listed))}, cause
    )


STATUS_LIST_2021 = {
    "valid": case_2021("Nothing is set.", VALID, listed_2021()),
    "revoked": case_2021("The entry is set.", REVOKED, listed_2021(SET), "REVOKED"),
    "suspended": case_2021(
        "Suspended.",
        SUSPENDED,
        listed_2021(SET, {"statusPurpose": "suspension"}),
        "SUSPENDED",
        credential=of_2021("suspension"),
    ),
    "reversed-bits-accuse": case_2021(
        "Set is another entry, which early software took for this one.",
        VALID,
        listed_2021(bitstring(MIRROR)),
    ),
    "base64-padded": case_2021(
        "Standard base64 with padding: the specification says no more than base-64.",
        REVOKED,
        listed_2021(subject={"encodedList": base64.b64encode(pack(SET)).decode()}),
        "REVOKED",
        also=(UNDETERMINED,),
    ),
    "multibase": case_2021(
        "With the u of Bitstring Status List, which here is a letter like any other.",
        UNDETERMINED,
        listed_2021(subject={"encodedList": "u" + url64(pack(CLEAR))}),
        "STATUS_LIST_MALFORMED",
        also=(VALID,),
    ),
    "short-list": case_2021(
        "100,000 entries.",
        UNDETERMINED,
        listed_2021(bitstring(length=100_000)),
        "STATUS_LIST_TOO_SHORT",
    ),
    "foreign-signer": case_2021(
        "A stranger's list, well signed by the stranger.",
        UNDETERMINED,
        secured(listed_2021(issuer=STRANGER), OTHER_KEY),
        "STATUS_LIST_SIGNER_FOREIGN",
    ),
    "wrong-purpose": case_2021(
        "The list is for suspension.",
        UNDETERMINED,
        listed_2021(subject={"statusPurpose": "suspension"}),
        "STATUS_PURPOSE_MISMATCH",
    ),
    "list-of-another-kind": case_2021(
        "The list is a Bitstring Status List.",
        UNDETERMINED,
        bitstring_list(),
        "STATUS_LIST_MALFORMED",
        also=(VALID,),
    ),
    "expired-list": case_2021(
        "The list has expired.",
        UNDETERMINED,
        listed_2021(expirationDate="2026-05-31T00:00:00Z"),
        "STATUS_LIST_EXPIRED",
    ),
}

REVOCATION_LIST_2020 = {
    "valid": case_2020("Clear by both ways of counting.", VALID),
    "revoked": case_2020("Set by both ways of counting.", REVOKED, INDEX, MIRROR, cause="REVOKED"),
    "set-from-the-left": case_2020(
        "Set when counted from the left, clear from the right: the report does not say which.",
        UNDETERMINED,
        INDEX,
        cause="STATUS_BIT_ORDER_UNKNOWN",
    ),
    "set-from-the-right": case_2020(
        "Clear when counted from the left, set from the right.",
        UNDETERMINED,
        MIRROR,
        cause="STATUS_BIT_ORDER_UNKNOWN",
    ),
}

EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
MINE = "urn:uuid:0b1f7c8e-2f0a-4f58-9d2b-6a6f0f3a9c11"
OTHER = "urn:uuid:11111111-1111-4111-8111-111111111111"


def case_1edtech(about: str, verdict: str, listed: Any, cause: str = "", **more: Any) -> Case:  # noqa: ANN401
    """Give a vector for 1EdTechRevocationList, whose list is not signed."""
    url = more.pop("url", LIST)
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2", EXTENSIONS],
        "id": MINE,
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:5d7a8b1e-3c3f-4f39-8a55-3f5e2b1d7c22"},
        "credentialStatus": {"id": url, "type": "1EdTechRevocationList"},
    }
    found = {} if listed is None else {url: resource(listed, "application/json")}
    return Case(about, verdict, secured(document, KEY), found, cause, **more)


def revoking(*entries: Json, **changes: Any) -> Json:  # noqa: ANN401
    """Give a list with these entries."""
    return without_none(
        {"id": LIST, "issuer": ISSUER, "revokedCredential": list(entries), **changes}
    )


REVOCATION_LIST_1EDTECH = {
    "valid": case_1edtech("Nobody is listed.", VALID, revoking()),
    "others-revoked": case_1edtech("Somebody else is listed.", VALID, revoking({"id": OTHER})),
    "revoked": case_1edtech("Listed.", REVOKED, revoking({"id": OTHER}, {"id": MINE}), "REVOKED"),
    "revoked-is-true": case_1edtech(
        "Listed with revoked true.", REVOKED, revoking({"id": MINE, "revoked": True}), "REVOKED"
    ),
    "revoked-is-false": case_1edtech(
        "Listed with revoked false: no more.", VALID, revoking({"id": MINE, "revoked": False})
    ),
    "foreign-issuer": case_1edtech(
        "The list names another issuer.",
        UNDETERMINED,
        revoking(issuer=STRANGER),
        "STATUS_LIST_SIGNER_FOREIGN",
    ),
    "wrong-id": case_1edtech(
        "The list calls itself another one.",
        UNDETERMINED,
        revoking(id="https://issuer.example/status/2"),
        "STATUS_LIST_ID_MISMATCH",
        also=(VALID,),
    ),
    "no-list": case_1edtech(
        "A document without a list.",
        UNDETERMINED,
        revoking(revokedCredential=None),
        "STATUS_LIST_MALFORMED",
    ),
    "entries-are-texts": case_1edtech(
        "The entries are ids in place of objects.",
        UNDETERMINED,
        revoking(revokedCredential=[MINE]),
        "STATUS_LIST_MALFORMED",
        also=(REVOKED,),
    ),
    "web-page": case_1edtech(
        "At the address is a web page.", UNDETERMINED, "<html></html>", "STATUS_LIST_MALFORMED"
    ),
    "unreachable": case_1edtech("Nothing is to be had.", UNDETERMINED, None, "STATUS_UNREACHABLE"),
    "not-https": case_1edtech(
        "The list is not signed, and is to be had over plain http: anybody could change it.",
        MALFORMED,
        revoking(),
        "STATUS_MALFORMED",
        url="http://issuer.example/status/1",
        also=(UNDETERMINED,),
    ),
}
