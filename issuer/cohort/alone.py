"""Issue one row by itself, the full way: what cannot go by a template goes here."""

from __future__ import annotations

from datetime import datetime

from issuer.cohort.outcome import Made, Outcome, RowFault
from issuer.errors import PreparationFailed, SelfCheckFailed
from issuer.model.organisation import Profile, SigningKey
from issuer.preparing import prepare
from issuer.rendering.material import Material
from issuer.self_check import check_own
from issuer.signing import Signers, secure


def issue_alone(
    row: Material,
    signers: Signers,
    issuer: tuple[Profile, tuple[SigningKey, ...]],
    *,
    now: datetime,
) -> Outcome:
    """Render, check, sign and self-check one row as a single credential. Raises NoSigningKey."""
    try:
        prepared = prepare(row)
        documents = secure(prepared, signers, now)
        check_own(documents, row.entries, issuer, now=now)
    except (PreparationFailed, SelfCheckFailed) as error:
        return RowFault(row.credential_id, error)
    return Made(row.credential_id, prepared.body, documents)
