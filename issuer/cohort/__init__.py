"""A cohort: many credentials of one issuer, prepared, signed and checked in one go."""

from issuer.cohort.issuing import issue_cohort
from issuer.cohort.outcome import Made, Outcome, RowFault

__all__ = ["Made", "Outcome", "RowFault", "issue_cohort"]
