"""Prepare rows by filling templates, and compare some of them with the full way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contexts import CanonicalTemplate, Fallback
from issuer.cohort.drafts import Draft, Group, grouped
from issuer.cohort.templates import Templates
from issuer.errors import PreparationFailed
from issuer.preparing import Prepared, prepare, prepare_filled
from issuer.rendering.frame import framed
from issuer.rendering.material import Material

COMPARED_EVERY = 100
"""Of each template the first row and every so manieth is also prepared the full way."""


def prepared_by_template(rows: Sequence[Material], templates: Templates) -> dict[int, Prepared]:
    """Prepare all rows that a template fits; the others are missing, and go by themselves."""
    prepared: dict[int, Prepared] = {}
    for group in grouped(rows):
        template = templates.template(group)
        if template is None:
            continue
        filled = _filled(group, template)
        if _as_in_full(group.drafts, filled):
            prepared |= filled
        else:
            templates.drop(group)
    return prepared


def _filled(group: Group, template: CanonicalTemplate) -> dict[int, Prepared]:
    filled = {}
    for draft in group.drafts:
        try:
            canonical = template.fill_bytes(draft.texts)
            document = framed(group.frame, draft.members)
            filled[draft.number] = prepare_filled(document, canonical)
        except (Fallback, PreparationFailed):
            continue  # by itself it is issued, or told what is wrong with it
    return filled


def _as_in_full(drafts: Sequence[Draft], filled: Mapping[int, Prepared]) -> bool:
    compared = [draft for draft in drafts if draft.number in filled][::COMPARED_EVERY]
    return all(_is_same(draft, filled[draft.number]) for draft in compared)


def _is_same(draft: Draft, filled: Prepared) -> bool:
    full = prepare(draft.material, in_full=True)
    return (full.body, full.digest) == (filled.body, filled.digest)
