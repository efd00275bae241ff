"""The vectors for Bitstring Status List 1.0."""

import base64

from tests.verifier.makers import KEY, OTHER_KEY
from tests.verifier.status_vectors.bitstring import (
    CLEAR,
    FOUR,
    SECOND,
    SET,
    case,
    credential,
    encoded,
    entry,
    list_credential,
    messages,
    of_entry,
    of_purpose,
    renamed,
    tampered,
    two,
    with_bits,
)
from tests.verifier.status_vectors.case import (
    ENTRIES,
    INDEX,
    LIST,
    MALFORMED,
    MIRROR,
    NOTICE,
    REVOKED,
    STRANGER,
    SUSPENDED,
    UNDETERMINED,
    VALID,
    Case,
    bitstring,
    pack,
    resource,
    secured,
    token,
    url64,
)

FOREIGN, INVALID = "STATUS_LIST_SIGNER_FOREIGN", "STATUS_LIST_INVALID"
UNUSABLE = "STATUS_LIST_MALFORMED"
OWN_STATUS = entry(id=f"{SECOND}#1", statusListIndex="1", statusListCredential=SECOND)

GOOD = {
    "valid": with_bits("Nothing is set.", VALID),
    "revoked": with_bits("The entry is set.", REVOKED, INDEX, cause="REVOKED"),
    "neighbours-revoked": with_bits(
        "Every entry of the byte is set but this one.", VALID, *range(MIRROR, INDEX)
    ),
    "first-entry": case(
        "Entry 0 is the left-most bit, 0x80 of the first byte.",
        REVOKED,
        list_credential(bitstring(0)),
        "REVOKED",
        entries=(entry(statusListIndex="0"),),
    ),
    "last-entry": case(
        "The last entry of the shortest list.",
        REVOKED,
        list_credential(bitstring(ENTRIES - 1)),
        "REVOKED",
        entries=(entry(statusListIndex=str(ENTRIES - 1)),),
    ),
    "longer-list": case(
        "A list of twice the minimum length.",
        REVOKED,
        list_credential(bitstring(200_000, length=2 * ENTRIES)),
        "REVOKED",
        entries=(entry(statusListIndex="200000"),),
    ),
    "purpose-among-several": case(
        "The list names several purposes in an array.",
        REVOKED,
        list_credential(SET, {"statusPurpose": ["suspension", "revocation"]}),
        "REVOKED",
    ),
    "list-without-id": case("A list needs no id.", VALID, list_credential(id=None)),
    "list-as-token": case(
        "The list is secured as vc+jwt, with the same key.",
        REVOKED,
        token(list_credential(SET), "vc+jwt", KEY),
        "REVOKED",
    ),
    "list-revoked-itself": case(
        "The list has a status of its own, which is not to be followed: that way there is no end.",
        VALID,
        list_credential(credentialStatus=OWN_STATUS),
    ),
    "suspended": of_purpose("suspension", SET, "Suspended.", SUSPENDED, "SUSPENDED"),
    "suspension-lifted": of_purpose("suspension", CLEAR, "Suspended once, and no more.", VALID),
    "refresh": of_purpose(
        "refresh", SET, "A newer one exists; this one stays valid.", NOTICE, "STATUS_REFRESH"
    ),
    "message-of-two-bits": messages(
        2, "Two bits for each entry, the most significant first.", NOTICE, "STATUS_MESSAGE"
    ),
    "two-entries-valid": two("Neither revoked nor suspended.", VALID, CLEAR, CLEAR),
    "two-entries-revoked": two("The first of two is set.", REVOKED, SET, CLEAR, "REVOKED"),
    "two-entries-suspended": two(
        "The second of two is set: whoever looks at the first alone misses it.",
        SUSPENDED,
        CLEAR,
        bitstring(7),
        "SUSPENDED",
    ),
    "index-as-number": case(
        "The index is a number, where the standard wants a text: many issuers write it so.",
        REVOKED,
        list_credential(SET),
        "REVOKED",
        entries=(entry(statusListIndex=INDEX),),
        also=(MALFORMED,),
    ),
    "unknown-purpose-clear": of_purpose(
        "ownership", CLEAR, "A purpose of one's own, clear.", VALID
    ),
}

WRONG_BITS = {
    "reversed-bits-hide": with_bits(
        "Set is this entry; counted from the other end of the byte it is the entry 94560.",
        REVOKED,
        INDEX,
        cause="REVOKED",
    ),
    "reversed-bits-accuse": with_bits(
        "Set is the entry 94560; counted from the other end of the byte it is this one.",
        VALID,
        MIRROR,
    ),
    "byte-per-entry-hides": case(
        "Set is this entry's bit; who reads a byte for each entry looks far away.",
        REVOKED,
        list_credential(bitstring(INDEX, length=8 * ENTRIES)),
        "REVOKED",
    ),
    "byte-per-entry-accuses": case(
        "An issuer wrote a byte for each entry, 1 for revoked: as bits it is the entry 756543.",
        VALID,
        list_credential(bitstring(8 * INDEX + 7, length=8 * ENTRIES)),
    ),
    "short-list": case(
        "80,000 entries, where 131,072 are the least.",
        UNDETERMINED,
        list_credential(bitstring(length=80_000)),
        "STATUS_LIST_TOO_SHORT",
        entries=(entry(statusListIndex="7"),),
    ),
    "past-the-end": case(
        "The entry is just past the end of the list.",
        MALFORMED,
        list_credential(),
        "STATUS_INDEX_OUT_OF_RANGE",
        entries=(entry(statusListIndex=str(ENTRIES)),),
        also=(UNDETERMINED,),
    ),
    "size-lies": case(
        "The entry says two bits, and the list has only one for each.",
        UNDETERMINED,
        list_credential(subject={"statusPurpose": "message"}),
        "STATUS_LIST_TOO_SHORT",
        entries=(entry(statusPurpose="message", statusSize=2, statusMessage=FOUR),),
    ),
}

WRONG_SIGNERS = {
    "foreign-signer": case(
        "A stranger's list, well signed by the stranger, at the issuer's address.",
        UNDETERMINED,
        secured(list_credential(issuer=STRANGER), OTHER_KEY),
        FOREIGN,
    ),
    "foreign-key": case(
        "The list names the issuer, and is signed with a stranger's key.",
        UNDETERMINED,
        secured(list_credential(), OTHER_KEY),
        INVALID,
    ),
    "unsigned-list": case(
        "The list is not signed.", UNDETERMINED, resource(list_credential())["body"], INVALID
    ),
    "changed-list": case(
        "The bits were cleared after the list was signed.", UNDETERMINED, tampered(), INVALID
    ),
    "wrong-purpose": case(
        "The list is for suspension, and the entry for revocation.",
        UNDETERMINED,
        list_credential(subject={"statusPurpose": "suspension"}),
        "STATUS_PURPOSE_MISMATCH",
    ),
    "no-purpose": case(
        "The list does not say what its bits mean.",
        UNDETERMINED,
        list_credential(subject={"statusPurpose": None}),
        "STATUS_PURPOSE_MISMATCH",
    ),
    "wrong-id": case(
        "Another list of the same issuer, well signed, is served at this list's address.",
        UNDETERMINED,
        list_credential(id=SECOND),
        "STATUS_LIST_ID_MISMATCH",
    ),
    "wrong-id-revoked": case(
        "The list calls itself another one, and the entry is set.",
        REVOKED,
        list_credential(SET, id=SECOND),
        "REVOKED",
        also=(UNDETERMINED,),
    ),
    "expired-list": case(
        "The list was valid until yesterday.",
        UNDETERMINED,
        list_credential(validUntil="2026-05-31T12:00:00Z"),
        "STATUS_LIST_EXPIRED",
    ),
    "future-list": case(
        "The list is valid from the year 2120.",
        UNDETERMINED,
        list_credential(validFrom="2120-01-01T00:00:00Z"),
        "STATUS_LIST_NOT_YET_VALID",
    ),
    "stale-copy": case(
        "The list may be kept for five minutes, and the copy is a day old.",
        UNDETERMINED,
        list_credential(subject={"ttl": 300_000}),
        "STATUS_LIST_STALE",
        found={"fetchedAt": "2026-05-31T12:00:00Z"},
    ),
    "list-of-2021": case(
        "The list is a credential of another type.",
        UNDETERMINED,
        list_credential(type=["VerifiableCredential"]),
        UNUSABLE,
    ),
    "the-credential-itself": Case(
        "At the list's address is a credential of the issuer that is no list.",
        UNDETERMINED,
        credential(entry()),
        {LIST: resource(credential(entry()))},
        UNUSABLE,
    ),
    "no-list": case("At the list's address is a web page.", UNDETERMINED, "<html></html>", INVALID),
    "unreachable": Case(
        "Nothing is to be had at the list's address.",
        UNDETERMINED,
        credential(entry()),
        cause="STATUS_UNREACHABLE",
    ),
}

WRONG_ENCODINGS = {
    "no-multibase": encoded("No u in front: base64url, and no Multibase.", url64(pack(CLEAR))),
    "base64-padded": encoded(
        "Padded, which Multibase's u is not.",
        "u" + base64.urlsafe_b64encode(pack(bitstring(5))).decode(),
    ),
    "base64-standard-alphabet": encoded(
        "The alphabet of base64 and not of base64url.",
        "u" + base64.b64encode(pack(bitstring(*range(0, 2000, 7)))).decode().rstrip("="),
    ),
    "zlib": encoded("ZLIB in place of GZIP.", "u" + url64(pack(CLEAR, 15))),
    "deflate": encoded("Bare DEFLATE in place of GZIP.", "u" + url64(pack(CLEAR, -15))),
    "not-packed": encoded("The bits, not compressed at all.", "u" + url64(CLEAR)),
    "gzip-cut-off": encoded("The GZIP data ends too early.", "u" + url64(pack(CLEAR)[:-9])),
    "gzip-and-more": encoded(
        "Something follows the GZIP data.", "u" + url64(pack(CLEAR) + b"more")
    ),
    "gzip-twice": encoded(
        "Two GZIP members: who joins them has another list than who reads the first.",
        "u" + url64(pack(CLEAR) + pack(SET)),
    ),
    "gzip-bomb": encoded(
        "Inflates to 32 MiB; the entry is clear in it.", "u" + url64(pack(bytes(32 << 20)))
    ),
    "list-is-a-number": encoded("encodedList is a number.", 5),
    "list-missing": encoded("There is no encodedList.", None),
}

WRONG_ENTRIES = {
    "entry-renamed": renamed(),
    "index-negative": of_entry("A negative index.", statusListIndex="-1"),
    "index-negative-number": of_entry("A negative number.", statusListIndex=-1),
    "index-fraction": of_entry("A fraction.", statusListIndex=5.5),
    "index-with-plus": of_entry("A sign.", statusListIndex="+5"),
    "index-with-blank": of_entry("A blank.", statusListIndex=" 5"),
    "index-in-hexadecimal": of_entry("Hexadecimal.", statusListIndex="0x5"),
    "index-in-other-digits": of_entry("Arabic digits.", statusListIndex="\u0665"),
    "index-boolean": of_entry("A boolean, which some languages take for 1.", statusListIndex=True),
    "index-missing": of_entry("No index.", statusListIndex=None),
    "no-list-named": of_entry("No list.", statusListCredential=None),
    "no-purpose-named": of_entry("No purpose.", statusPurpose=None),
    "id-is-the-list": of_entry("The entry's id is the list's own (2.1 forbids it).", id=LIST),
    "size-zero": of_entry("Entries of no bits.", statusSize=0),
    "size-is-text": of_entry("The size is a text.", statusSize="1"),
    "messages-missing": of_entry("Two bits, and no messages.", statusSize=2),
    "messages-too-few": messages(
        0,
        "Two bits, and messages for two values.",
        MALFORMED,
        "STATUS_MALFORMED",
        statusMessage=FOUR[:2],
    ),
    "messages-lie": messages(
        2,
        "Two bits; four messages, two of them for one value.",
        MALFORMED,
        "STATUS_MALFORMED",
        statusMessage=[*FOUR[:3], {"status": "0x1", "message": "again"}],
    ),
    "unknown-purpose-set": of_purpose(
        "ownership", SET, "A purpose nobody knows is set.", UNDETERMINED, "STATUS_PURPOSE_UNKNOWN"
    ),
}

CASES = GOOD | WRONG_BITS | WRONG_SIGNERS | WRONG_ENCODINGS | WRONG_ENTRIES
