"""Which trusted lists the operator chose, and whose signature on the list of lists counts."""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChosenLists:
    """The operator's choice, from the trust file."""

    url: str
    """Where the list of lists is published."""
    signers: tuple[bytes, ...]
    """The certificates that may sign it, as DER."""
    territories: frozenset[str] = frozenset()
    """As in the lists: two letters, and EL for Greece. Empty: all that the list of lists names."""

    @property
    def digest(self) -> str:
        """Name the choice: lists kept for another one are not used."""
        signers = sorted(hashlib.sha256(der).hexdigest() for der in self.signers)
        choice = [self.url, signers, sorted(self.territories)]
        return hashlib.sha256(json.dumps(choice).encode()).hexdigest()

    def includes(self, territory: str) -> bool:
        """Tell whether this territory's list was chosen."""
        return not self.territories or territory in self.territories
