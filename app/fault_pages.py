"""Every fault that an answer can name, said without its values: what its page explains."""

from __future__ import annotations

from app.seals import wishes
from issuer import faults
from issuer.batch import faults as batch_faults
from issuer.model.text import Text
from issuer.sd_jwt_vc import certificate_rules as token_certificate_rules
from issuer.sealing import certificate_rules


class _Dots(dict[str, str]):
    """Stands in for every value that a sentence names."""

    def __missing__(self, name: str) -> str:
        return "…"


def explain_fault(code: str) -> Text | None:
    """Say a fault of a programme, an award, a table or a seal; None when there is no such code."""
    for table in _TABLES:
        if code in table:
            sl, en = (sentence.format_map(_Dots()) for sentence in table[code])
            return {"sl": sl, "en": en}
    return None


def fault_codes() -> frozenset[str]:
    """Give every code of a fault."""
    return frozenset().union(*_TABLES)


_TABLES = (
    faults.SENTENCES,
    batch_faults.SENTENCES,
    certificate_rules.SENTENCES,
    wishes.SENTENCES,
    token_certificate_rules.SENTENCES,
)
