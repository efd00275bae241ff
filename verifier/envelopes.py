"""Envelopes: a signed token inside a JSON object, as the data model wants it.

VCDM 2.0, sections 4.13 and 4.14: `id` is a data URL that holds the token.
"""

from contexts import JsonObject
from verifier.data_model import V2_CONTEXT, context_list, types_of
from verifier.formats import Parsed
from verifier.judgement import Judged, failed, shown, undecided
from verifier.limits import Limits
from verifier.selective import parse_signed_text
from verifier.tokens import media_subtype

ENVELOPES = {
    "EnvelopedVerifiableCredential": ("vc+jwt", "vc+sd-jwt", "dc+sd-jwt"),
    "EnvelopedVerifiablePresentation": ("vp+jwt", "vp+sd-jwt"),
}
"""Type of the envelope to the media subtypes of what we read in it."""


def enveloped(document: JsonObject, limits: Limits) -> Parsed:
    """Read what is in the envelope; raise Judged, or NotRead when it is only recognised."""
    if context_list(document)[:1] != [V2_CONTEXT]:
        raise failed(
            "CONTEXT_ORDER",
            f"The first context of an envelope has to be {V2_CONTEXT}.",
            expected=V2_CONTEXT,
        )
    wanted = next(subtype for name, subtype in ENVELOPES.items() if name in types_of(document))
    url = document.get("id")
    scheme, comma, token = url.partition(",") if isinstance(url, str) else ("", "", "")
    if not comma or not scheme.startswith("data:"):
        raise failed("MALFORMED_VALUE", "The id of the envelope is no data URL.", term="id")
    subtype = media_subtype(scheme.removeprefix("data:"))
    if subtype not in (*wanted, "jwt"):
        raise undecided(
            "ENVELOPE_TYPE_UNKNOWN",
            f"The envelope holds content of the type {shown(subtype, 60)}, which is not read here.",
            type=shown(subtype, 60),
        )
    parsed = parse_signed_text(token, limits)
    header = parsed.token.header if parsed.token else {}
    found = media_subtype(header.get("typ", "jwt"))
    # application/jwt says nothing, so `typ` decides; otherwise the two may not contradict.
    if subtype not in (found, "jwt") or parsed.is_presentation != ("vp+jwt" in wanted):
        raise _contradiction(found)
    return parsed


def _contradiction(found: str) -> Judged:
    return failed(
        "JWT_CONTENT_TYPE_MISMATCH",
        f"The envelope announces other content than the token in it, which is {shown(found, 40)}.",
        found=shown(found, 40),
    )
