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


BITSTRING_TYPES: dict[str, ListType] = {
    "BitstringStatusListEntry": ListType(
        "BitstringStatusListCredential", "BitstringStatusList", multibase=True
    ),
    # Status List 2021 (2023 draft): the same bits in the same order, base64url without prefix.
    "StatusList2021Entry": ListType("StatusList2021Credential", "StatusList2021", multibase=False),
}
"""By the type of a credential's status entry."""

REVOCATION_LIST_1EDTECH = "1EdTechRevocationList"
"""Open Badges 3.0's own: a plain list of the revoked credentials' ids."""
