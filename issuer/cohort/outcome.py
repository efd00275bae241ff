"""What becomes of one row of a cohort: a signed credential, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from issuer.errors import PreparationFailed, SelfCheckFailed
from issuer.model.credential import SignedDocument


@dataclass(frozen=True, slots=True)
class Made:
    """A credential that was signed and checked, and may leave the house."""

    credential_id: str
    prepared: bytes
    """The unsigned document as JSON, as a Credential keeps it."""
    documents: tuple[SignedDocument, ...]


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why this row could not be issued; the other rows are not concerned."""

    credential_id: str
    error: PreparationFailed | SelfCheckFailed


Outcome: TypeAlias = Made | RowFault
