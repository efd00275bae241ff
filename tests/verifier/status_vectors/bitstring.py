"""Makes vectors for Bitstring Status List 1.0: entries, credentials and lists."""

from typing import Any

from tests.verifier.status_vectors.case import (
    ENTRIES,
    INDEX,
    ISSUER,
    LIST,
    MALFORMED,
    REVOKED,
    UNDETERMINED,
    Case,
    Json,
    bitstring,
    pack,
    resource,
    secured,
    url64,
    without_none,
)

SECOND = "https://issuer.example/status/2"
V2 = "https://www.w3.org/ns/credentials/v2"
CLEAR, SET = bitstring(), bitstring(INDEX)
FOUR = [{"status": hex(n), "message": f"message {n}"} for n in range(4)]


def entry(**changes: Any) -> Json:  # noqa: ANN401
    """Give a status entry with members changed, or removed by None."""
    return without_none(
        {
            "id": f"{LIST}#{INDEX}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(INDEX),
            "statusListCredential": LIST,
            **changes,
        }
    )


def credential(*entries: Json, suite: str = "eddsa-rdfc-2022") -> Json:
    """Give a signed credential with these status entries."""
    document = {
        "@context": [V2],
        "id": "urn:uuid:0b1f7c8e-2f0a-4f58-9d2b-6a6f0f3a9c11",
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:5d7a8b1e-3c3f-4f39-8a55-3f5e2b1d7c22"},
        "credentialStatus": list(entries) if len(entries) > 1 else entries[0],
    }
    return secured(document, suite=suite)


def list_credential(bits: bytes = CLEAR, subject: Json | None = None, **changes: Any) -> Json:  # noqa: ANN401
    """Give an unsigned list credential."""
    listed = without_none(
        {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "u" + url64(pack(bits)),
            **(subject or {}),
        }
    )
    return without_none(
        {
            "@context": [V2],
            "id": LIST,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": ISSUER,
            "validFrom": "2026-05-01T00:00:00Z",
            "validUntil": "2126-05-01T00:00:00Z",
            "credentialSubject": listed,
            **changes,
        }
    )


def case(about: str, verdict: str, listed: Json | str, cause: str = "", **more: Any) -> Case:  # noqa: ANN401
    """Give a vector with one list, which is signed by the issuer unless it is text already."""
    entries = more.pop("entries", (entry(),))
    body = listed if isinstance(listed, str) or "proof" in listed else secured(listed)
    found = more.pop("found", {})
    return Case(
        about, verdict, credential(*entries), {LIST: resource(body, **found)}, cause, **more
    )


def with_bits(about: str, verdict: str, *indexes: int, cause: str = "") -> Case:
    """Give a vector that differs in the bits that are set."""
    return case(about, verdict, list_credential(bitstring(*indexes)), cause)


def encoded(about: str, text: object, **more: Any) -> Case:  # noqa: ANN401
    """Give a vector whose list is written in some wrong way."""
    listed = list_credential(subject={"encodedList": text})
    return case(about, UNDETERMINED, listed, "STATUS_LIST_MALFORMED", **more)


def of_entry(about: str, **changes: Any) -> Case:  # noqa: ANN401
    """Give a vector whose entry is malformed; the list it names is good, and clear."""
    return case(
        about, MALFORMED, list_credential(), "STATUS_MALFORMED", entries=(entry(**changes),)
    )


def of_purpose(purpose: str, bits: bytes, about: str, verdict: str, cause: str = "") -> Case:
    """Give a vector of another purpose."""
    listed = list_credential(bits, {"statusPurpose": purpose})
    return case(about, verdict, listed, cause, entries=(entry(statusPurpose=purpose),))


def messages(value: int, about: str, verdict: str, cause: str = "", **changes: Any) -> Case:  # noqa: ANN401
    """Give a vector of two bits for each entry, with a message for each value."""
    listed = list_credential(two_bits(value), {"statusPurpose": "message"})
    members = {"statusPurpose": "message", "statusSize": 2, "statusMessage": FOUR, **changes}
    return case(about, verdict, listed, cause, entries=(entry(**members),))


def two(about: str, verdict: str, revoked: bytes, suspended: bytes, cause: str = "") -> Case:
    """Give a vector with one entry for revocation and one for suspension."""
    second = entry(
        id=f"{SECOND}#7", statusPurpose="suspension", statusListIndex="7",
        statusListCredential=SECOND,
    )  # fmt: skip
    other = list_credential(
        suspended, {"id": f"{SECOND}#list", "statusPurpose": "suspension"}, id=SECOND
    )
    return Case(
        about,
        verdict,
        credential(entry(), second),
        {
            LIST: resource(secured(list_credential(revoked))),
            SECOND: resource(secured(other)),
        },
        cause,
    )


def renamed() -> Case:
    """Give a vector whose entry is named by the address that its name stands for."""
    document = credential(entry())
    document["https://www.w3.org/2018/credentials#credentialStatus"] = document.pop(
        "credentialStatus"
    )
    return Case(
        "Revoked, and the holder wrote credentialStatus as the address it stands for: the same "
        "statements under the same signature, and who reads by name finds no status.",
        MALFORMED,
        document,
        {LIST: resource(secured(list_credential(SET)))},
        "CONTENT_REARRANGED",
        (REVOKED,),
    )


def tampered() -> Json:
    """Sign a list with the entry set, and swap in one that is clear."""
    listed = secured(list_credential(SET))
    listed["credentialSubject"]["encodedList"] = "u" + url64(pack(CLEAR))
    return listed


def two_bits(value: int, entries: int = ENTRIES) -> bytes:
    """Give a list of two bits for each entry, with INDEX at a value, most significant bit first."""
    places = [2 * INDEX + place for place in range(2) if value & (2 >> place)]
    return bitstring(*places, length=2 * entries)
