"""Do the member names mean what they seem to? Context validation, after the proof.

A proof over statements (RDFC-1.0) does not cover `@context`: whoever holds the document may
exchange it for one that expands to the same statements (vc-data-integrity, section 2.4.1). A proof
over text (JWT, JCS) covers it, and says nothing of whether anybody knows what it names.
"""

from contexts import (
    ContextsError,
    DataLoss,
    JsonObject,
    JsonValue,
    UnknownContext,
    canonicalize,
    check_lossless,
)
from verifier.checks.arrangement import check_arrangement
from verifier.cryptosuites import CRYPTOSUITES, PROOF_TYPES, SELECTIVE
from verifier.data_model import VCDM_1_1, as_list, context_list, model_of, types_of
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.parse import Parsed
from verifier.places import places_of, told
from verifier.report import Finding
from verifier.securing.data_integrity import (
    judged_contexts,
    unknown_context,
    with_signed_contexts,
)

CHECK = "context"
BADGE_TYPES = ("OpenBadgeCredential", "AchievementCredential")

_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
NEWEST_OB_CONTEXT = _OB + "context-3.0.3.json"
OB_CONTEXTS = (NEWEST_OB_CONTEXT, _OB + "context-3.0.2.json")
"""Those that can be combined with credentials/v2; earlier ones redefine its protected terms."""
OB_CONTEXTS_1_1 = (*OB_CONTEXTS, _OB + "context-3.0.1.json", _OB + "context.json")
"""Those that can be combined with credentials/v1."""

_SUITES = CRYPTOSUITES | PROOF_TYPES


def check_context(parsed: Parsed, inquiry: Inquiry, securing: str | None) -> Finding:
    """Check that the contexts are known, in order, and cover every term.

    `securing` names the suite or algorithm that held: over statements it has checked this already.
    """
    document = parsed.document
    suite = _SUITES.get(securing or "")
    over_text = suite.signs_text if suite else securing != SELECTIVE
    try:
        if over_text:
            _check_known(document, sandbox=not inquiry.binds_issuers)
        elif not (parsed.known and parsed.known.is_arranged):
            check_arrangement(document, parsed.inventory)
        if is_badge(document):
            _check_order(document)
    except Judged as stopped:
        return stopped.finding(CHECK)
    return _older(document)


def is_badge(document: JsonObject) -> bool:
    """Tell whether a credential calls itself an Open Badge."""
    types = types_of(document)
    return BADGE_TYPES[0] in types or BADGE_TYPES[1] in types


def is_endorsement(document: JsonObject) -> bool:
    """Tell whether a credential calls itself an endorsement of Open Badges."""
    return "EndorsementCredential" in types_of(document)


def _check_order(document: JsonObject) -> None:
    """Check the first two contexts of a badge (OB 3.0, B.1.1)."""
    second = context_list(document)[1:2]
    known = OB_CONTEXTS_1_1 if model_of(document) is VCDM_1_1 else OB_CONTEXTS
    if second not in ([url] for url in known):
        raise failed(
            "CONTEXT_ORDER",
            f"The second context of a badge has to be {NEWEST_OB_CONTEXT}; "
            f"here it is {shown(second[0]) if second else 'missing'}.",
            expected=NEWEST_OB_CONTEXT,
        )


def _older(document: JsonObject) -> Finding:
    """Say what there is a newer edition of; that is no fault."""
    if model_of(document) is VCDM_1_1:
        return noticed(
            CHECK,
            "DATA_MODEL_OLDER",
            "The credential is written in data model 1.1; the current one is 2.0.",
        )
    second = context_list(document)[1:2]
    if is_badge(document) and second != [NEWEST_OB_CONTEXT]:
        return noticed(
            CHECK,
            "CONTEXT_OLDER",
            f"The badge uses {second[0]}; the current context is {NEWEST_OB_CONTEXT}.",
            url=str(second[0]),
        )
    return passed(CHECK)


def _check_known(document: JsonObject, *, sandbox: bool) -> None:
    """Check the meaning of a document whose text is signed, hence is not to be doubted."""
    content = {name: value for name, value in document.items() if name != "proof"}
    try:
        check_lossless(content, sandbox=sandbox)
        _check_added(content, as_list(document.get("proof", [])), sandbox=sandbox)
    except UnknownContext as error:
        raise unknown_context(error) from error
    except DataLoss as error:
        if error.term == "@context":
            raise judged_contexts(error) from error
        raise undecided(
            "TERM_UNDEFINED",
            f"The signature covers “{shown(error.term)}”, but its meaning is not certain: "
            f"{error.why}",
            term=shown(error.term),
            **_where(content, error.term),
        ) from error
    except ContextsError as error:
        raise judged_contexts(error) from error


def _where(content: JsonObject, term: str) -> dict[str, str]:
    places = told(places_of(content, term))
    return {"places": places} if places else {}


def _check_added(content: JsonObject, proofs: list[JsonValue], *, sandbox: bool) -> None:
    """Check that contexts added after a proof over text give no word another meaning."""
    for proof in proofs:
        signed = with_signed_contexts(content, proof) if isinstance(proof, dict) else content
        if context_list(signed) == context_list(content):
            continue
        if canonicalize(signed, sandbox=sandbox) != canonicalize(content, sandbox=sandbox):
            raise failed(
                "CONTEXT_REFUSED",
                "A context was added after signing that gives words of the document another "
                "meaning.",
            )
