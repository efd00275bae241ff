"""Prepare rows by filling templates, and compare some of them with the full way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from contexts import Fallback
from issuer.cohort.drafts import Draft, Group, grouped
from issuer.cohort.templates import Template, Templates
from issuer.errors import PreparationFailed
from issuer.preparing import Prepared, prepare, prepare_filled
from issuer.rendering.frame import framed
from issuer.rendering.material import Material

COMPARED_EVERY = 100
"""Of each template the first row and every so manieth after it takes the full way as well."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Rows that templates fit, by their numbers; the others are missing, and go by themselves."""

    prepared: dict[int, Prepared] = field(default_factory=dict)
    compared: set[int] = field(default_factory=set)
    """Those that took the full way as well, and came out the same."""


def filled_by_template(rows: Sequence[Material], templates: Templates) -> Filled:
    """Prepare all rows that a template fits."""
    filled = Filled()
    for group in grouped(rows):
        template = templates.template(group)
        if template is None:
            continue
        prepared = _prepared(group, template)
        compared = [draft for draft in group.drafts if draft.number in prepared][::COMPARED_EVERY]
        if all(_is_the_same(draft, prepared[draft.number]) for draft in compared):
            filled.prepared.update(prepared)
            filled.compared.update(draft.number for draft in compared)
        else:
            templates.drop(group)
    return filled


def _prepared(group: Group, template: Template) -> dict[int, Prepared]:
    prepared = {}
    for draft in group.drafts:
        try:
            body, canonical = template.fill(draft.texts)
            document = framed(group.frame, draft.members)
            prepared[draft.number] = prepare_filled(document, body, canonical)
        except (Fallback, PreparationFailed):
            continue  # by itself it is issued, or told what is wrong with it
    return prepared


def _is_the_same(draft: Draft, filled: Prepared) -> bool:
    try:
        full = prepare(draft.material, in_full=True)
    except PreparationFailed:
        return False
    return (full.body, full.digest) == (filled.body, filled.digest)
