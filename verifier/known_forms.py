"""What is known of a badge before it is looked at: an issuer's badges differ in a few texts only.

A document that fits an outline (contexts.shapes.outlines) is equal to those that fitted before, in
everything but the texts in its gaps. So what does not depend on these is found out once, by the
full checks, and holds for all. What is not known is checked as ever.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import orjson

from contexts import JsonObject, JsonValue, Outline, Recognised, is_valid_whatever, recognised
from contexts.shapes.remembering import BoundedMemory
from verifier.checks.arrangement import is_plain
from verifier.cryptosuites import CRYPTOSUITES
from verifier.inventory import Inventory, inventory_of
from verifier.limits import Limits

_MOST = 32
"""Forms. There are at most 16 outlines at a time, and hardly ever two suites for one of them."""
_BEFORE_PROOF: Final = b',"proof":'
_MARKER: Final = "urn:x-gap:"
_TYPE, _PURPOSE = "DataIntegrityProof", "assertionMethod"
_GIVEN: Final = {"type": _TYPE, "proofPurpose": _PURPOSE}
_FREE: Final = ("created", "verificationMethod", "proofValue")
_IN_PROOF: Final = frozenset({*_GIVEN, *_FREE, "cryptosuite"})


class Fit(NamedTuple):
    """What a document fits, but for its last member: one proof of the plain kind."""

    found: Recognised
    suite: str


@dataclass(frozen=True, slots=True)
class Form:
    """What all documents have in common that fit an outline, and are secured by one suite.

    Learnt from one of them that was read in full: none names a member twice or exceeds a limit,
    for that is in the outline.
    """

    outline: Outline
    suite: str
    names: frozenset[str]
    """Of all members, at every depth."""
    fixed_ids: frozenset[str] | None
    """The ids that stand outside the gaps; None where the full check of the arrangement is due."""
    _valid: dict[str, bool] = field(default_factory=dict)

    def is_valid(self, schema_url: str) -> bool:
        """Tell whether all these documents are valid by a bundled schema; False says nothing."""
        if schema_url not in self._valid:
            self._valid[schema_url] = is_valid_whatever(self._marked(), schema_url, _MARKER)
        return self._valid[schema_url]

    def _marked(self) -> JsonObject:
        gaps = [f"{_MARKER}{gap}" for gap in range(len(self.outline.between))]
        proof = {**_GIVEN, "cryptosuite": self.suite, **dict.fromkeys(_FREE, _MARKER)}
        return {**self.outline.filled(gaps), "proof": proof}


class Known(NamedTuple):
    """A document of a known form."""

    form: Form
    found: Recognised

    @property
    def is_arranged(self) -> bool:
        """Tell whether nothing in it is renamed or moved; False says nothing.

        Its names are the form's. Where the ids in its gaps are all different, and other ones than
        those outside, the same objects share an id as in any other document of the form.
        """
        if self.form.fixed_ids is None:
            return False
        gaps = self.form.outline.identifiers
        ids = {self.found.texts[gap] for gap in gaps}
        return len(ids) == len(gaps) and ids.isdisjoint(self.form.fixed_ids)


class KnownForms:
    """The forms of documents that came by. Safe to share between threads."""

    def __init__(self, recognise: Callable[[bytes], Recognised | None]) -> None:
        self._recognise = recognise
        self._kept: BoundedMemory[tuple[Outline, str, Limits], Form] = BoundedMemory(_MOST, _MOST)

    def fit(self, text: bytes, document: JsonValue) -> Fit | None:
        """Find the outline that a document fits; the text is its JSON, without blanks around."""
        end = text.rfind(_BEFORE_PROOF)
        proof = document.get("proof") if end > 0 and isinstance(document, dict) else None
        if not isinstance(proof, dict) or not _is_plain_proof(proof):
            return None
        if orjson.dumps(proof) != text[end + len(_BEFORE_PROOF) : -1]:
            return None
        found = self._recognise(text[:end] + b"}")
        return Fit(found, proof["cryptosuite"]) if found else None

    def known(self, fit: Fit, limits: Limits) -> Known | None:
        """Give what is known of a document that fits; None where nothing was learnt yet."""
        form = self._kept.get((fit.found.outline, fit.suite, limits))
        return Known(form, fit.found) if form else None

    def learn(
        self, fit: Fit, limits: Limits, document: JsonObject, containers: list[JsonValue]
    ) -> None:
        """Remember the form of a document that keeps to the limits and hides nothing.

        Of the document itself only the ids are kept that all of the form have.
        """
        inventory = inventory_of(containers)
        fixed = _fixed_ids(inventory, fit) if is_plain(document, inventory) else None
        form = Form(fit.found.outline, fit.suite, inventory.names, fixed)
        self._kept.keep((form.outline, form.suite, limits), form)


KNOWN_FORMS = KnownForms(recognised)
"""Those of this process."""


def _is_plain_proof(proof: JsonObject) -> bool:
    return (
        proof.keys() == _IN_PROOF
        and set(map(type, proof.values())) == {str}
        and proof["type"] == _TYPE
        and proof["proofPurpose"] == _PURPOSE
        and proof["cryptosuite"] in CRYPTOSUITES
    )


def _fixed_ids(inventory: Inventory, fit: Fit) -> frozenset[str] | None:
    """Give the ids outside the gaps; None where one in a gap stands elsewhere too."""
    ids = [each["id"] for each in inventory.objects if "id" in each]
    varying = [fit.found.texts[gap] for gap in fit.found.outline.identifiers]
    if any(ids.count(each) != 1 for each in varying):
        return None
    return frozenset(ids).difference(varying)
