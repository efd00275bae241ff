"""Every maximum by name, so that hostile input ends in a sentence and not in a hung worker."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what one verification may cost."""

    credential_bytes: int = 2 * 1024 * 1024
    """A badge with an embedded image stays well below."""
    resource_bytes: int = 4 * 1024 * 1024
    """A status list of a million incompressible entries stays below."""
    depth: int = 32
    """Nesting of objects and arrays."""
    members: int = 256
    """Members of one array or object: JSON-LD expansion is quadratic in them."""
    values: int = 20_000
    """Values in the whole document."""
    proofs: int = 8
    disclosures: int = 1000
    """Values of one SD-JWT that can be shown or not; each is a JSON text of its own."""
    presented_credentials: int = 16
    endorsements: int = 4
    status_entries: int = 8
    status_size: int = 8
    """Bits of one status entry."""
    inflated_bytes_per_bit: int = 1024 * 1024
    """Size of a status list after decompression, for each bit of statusSize."""
    schemas: int = 2
    """Schemas of strangers that one credential is judged by."""
    schema_bytes: int = 512 * 1024
    """The largest published ones, of whole records of learning, have 160 kB."""
    needs: int = 8
    """Resources that one document asks for in one round."""
    listed: int = 200_000
    """Values in a plain list of revoked credentials: some tens of thousands of entries."""
    rounds: int = 8
    """How often the shell may fetch and ask again: a list by a delegate takes three times, a
    federation with two intermediates below its anchor seven."""
    clock_skew: timedelta = timedelta(minutes=5)
    """How far into the future a proof's `created` or a token's `iat` may lie."""

    def __hash__(self) -> int:
        """Tell limits apart by a few of them: what is remembered is asked for by its limits."""
        return hash((self.credential_bytes, self.depth, self.values))

    @property
    def needs_in_all(self) -> int:
        """Bound what a document and all that is inside it ask for in one round."""
        return self.needs + 2 * self.presented_credentials


LIMITS = Limits()
