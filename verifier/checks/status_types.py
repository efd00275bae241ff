"""The kinds of status we read: the whole list, as an auditor reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListType:
    """How one kind of bitstring list is written."""

    credential: str
    """Type of the list as a credential."""
    subject: str
    """Type of the list itself."""
    multibase: bool
    """Whether `encodedList` begins with u, as Multibase does."""
    index: str = "statusListIndex"
    """The member of an entry that says which bit is its own."""
    address: str = "statusListCredential"
    """The member of an entry that says where the list is."""
    purpose: str | None = None
    """What every bit means, where neither entry nor list says it."""
    order_is_stated: bool = True
    """Whether the specification says from which end the bits of a byte are counted."""


BITSTRING_TYPES: dict[str, ListType] = {
    "BitstringStatusListEntry": ListType(
        "BitstringStatusListCredential", "BitstringStatusList", multibase=True
    ),
    # Status List 2021 (2023 draft): the same bits in the same order, base64url without prefix.
    "StatusList2021Entry": ListType("StatusList2021Credential", "StatusList2021", multibase=False),
    # Revocation List 2020 (W3C CCG): no order was ever stated, and issuers differ (docs/adr).
    "RevocationList2020Status": ListType(
        "RevocationList2020Credential",
        "RevocationList2020",
        multibase=False,
        index="revocationListIndex",
        address="revocationListCredential",
        purpose="revocation",
        order_is_stated=False,
    ),
}
"""By the type of a credential's status entry."""

REVOCATION_LIST_1EDTECH = "1EdTechRevocationList"
"""Open Badges 3.0's own: a plain list of the revoked credentials' ids."""
