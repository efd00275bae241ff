"""The question as a DCQL query (OpenID4VP 1.0, section 6).

DCQL compares values for equality only and knows no text search, so it says less than was asked:
what a wallet offers its owner. What comes back is compared with all of it by `fulfilment`.
"""

from collections.abc import Iterator
from itertools import combinations

from contexts import JsonObject
from verifier.openid4vp.asked import HIGHEST, Asked, Framework
from verifier.openid4vp.content import LEVEL_CLAIM
from verifier.openid4vp.level import eqf_level

SD_JWT_VC = "dc+sd-jwt"
LDP_VC = "ldp_vc"
JWT_VC_JSON = "jwt_vc_json"

_VERIFIABLE_CREDENTIAL = "https://www.w3.org/2018/credentials#VerifiableCredential"
TYPE_VALUES = tuple(
    [_VERIFIABLE_CREDENTIAL, open_badge]
    for open_badge in (
        "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
        "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#OpenBadgeCredential",
    )
)
"""Expanded IRIs, as section B.1.1 has it; the second is that of contexts before Open Badges 3.0
was final. Each array is an alternative."""

FORMATS = {"sd_jwt_vc": SD_JWT_VC, "open_badge": LDP_VC, "open_badge_jwt": JWT_VC_JSON}
"""The id of each part of the query, and the format it asks for."""

_OPTIONAL = {"given_name", "learning_outcomes"}
"""Claims that the type leaves to the issuer."""


def dcql_query(asked: Asked) -> JsonObject:
    """Ask for one credential, in whichever of the three formats the wallet has it."""
    metas: dict[str, JsonObject] = {
        "sd_jwt_vc": {"meta": {"vct_values": list(asked.vcts)}, **_claims(asked)},
        "open_badge": {"meta": {"type_values": [list(each) for each in TYPE_VALUES]}},
        "open_badge_jwt": {"meta": {"type_values": [list(each) for each in TYPE_VALUES]}},
    }
    # The defaults (section 6.1) are left out: older readers stumble over what they do not know.
    unbound = {} if asked.holder_binding else {"require_cryptographic_holder_binding": False}
    several = {"multiple": True} if asked.several else {}
    return {
        "credentials": [
            {"id": name, "format": form, **metas[name], **unbound, **several}
            for name, form in FORMATS.items()
        ],
        "credential_sets": [{"options": [[name] for name in FORMATS]}],
    }


def _claims(asked: Asked) -> JsonObject:
    """Ask for the claims that are needed, and no others: they are disclosed one by one."""
    claims: list[JsonObject] = [
        {"id": name, "path": [name]} for name in ("achievement_title", "family_name", "given_name")
    ]
    if asked.level is not None:
        values = list(range(eqf_level(asked.level), HIGHEST[Framework.EQF] + 1))
        claims.append({"id": LEVEL_CLAIM, "path": [LEVEL_CLAIM], "values": values})
    if asked.words:
        claims.append({"id": "learning_outcomes", "path": ["learning_outcomes"]})
    names = [str(claim["id"]) for claim in claims]
    return {"claims": claims, "claim_sets": list(_claim_sets(names))}


def _claim_sets(names: list[str]) -> Iterator[list[str]]:
    """Prefer all, and do without what an issuer may have left out: the fullest set comes first."""
    optional = [name for name in names if name in _OPTIONAL]
    for count in range(len(optional) + 1):
        for without in combinations(reversed(optional), count):
            yield [name for name in names if name not in without]
