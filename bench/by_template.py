"""A cohort's rows to signed badges by template, and nothing else: what is measured beside a peer.

Schema, rules, self-check and comparison with the full way are left out here, for the peers' `issue`
has none of them; they are in the task “issue a cohort”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.documents import SIGNED_AT
from bench.process import ContenderFailed
from bench.rows import row
from contexts import JsonObject
from issuer.cohort.drafts import Group, grouped
from issuer.cohort.templates import Template, Templates
from issuer.embedded_proof import add_proofs
from issuer.rendering.material import Material
from issuer.signer import Signer
from verifier.cryptosuites import canonical_digest

_TO_COMPILE = 64
"""Rows that certainly pay for a template."""


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A rendered badge with the hash of what it says: what a proof is made for."""

    body: bytes
    content: JsonObject
    """As much of it as a proof asks for: contexts and issuer."""
    digest: bytes


@dataclass(frozen=True, slots=True)
class Filler:
    """Signs the rows of a cohort through its template."""

    signer: Signer
    template: Template

    @classmethod
    def compiled(cls, signer: Signer) -> Filler:
        """Compile the template of the measured cohort. Raises ContenderFailed."""
        (group,) = grouped([row(number) for number in range(_TO_COMPILE)])
        template = Templates().template(group)
        if template is None:
            raise ContenderFailed("the measured cohort has no template")
        return cls(signer, template)

    def sign_rows(self, rows: Sequence[Material]) -> list[bytes]:
        """Render, fill and sign: from the rows as they are stored to signed bytes."""
        return [body for group in grouped(rows) for body in self.sign_values(group)]

    def sign_values(self, group: Group) -> list[bytes]:
        """Fill and sign: from the values of rendered rows to signed bytes."""
        unsigned = []
        for draft in group.drafts:
            body, canonical = self.template.fill(draft.texts)
            unsigned.append(Unsigned(body, group.frame.badge, canonical_digest(canonical)))
        return add_proofs(unsigned, self.signer, SIGNED_AT)
