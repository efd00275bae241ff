"""Odd documents made by hand: what a reviewer would try, each with what is to come of it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from contexts import JsonObject
from tests.differential.originals import OB, VC2, originals

VC1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
XSD = "http://www.w3.org/2001/XMLSchema#"
P = "https://sola.example/p"

Expected = tuple[JsonObject, str | None]
"""A document, and the code it is refused with; None where it has a canonical form."""


def odd_documents() -> dict[str, list[Expected]]:
    """Give them by name. Those of one name are sent one after the other, several times."""
    return {
        "terms that mean other things beside each other": list(_scoped_meanings()),
        "types in every order": list(_several_types()),
        "values read as terms": list(_read_as_terms()),
        "languages and directions": list(_languages()),
        "numbers": list(_numbers()),
        "one thing said in two spellings": list(_two_spellings()),
        "identifiers that look like something else": list(_identifiers()),
        "objects that become one": list(_merging()),
        "objects that look alike": list(_alike()),
        "objects that look too much alike": [(_poison(), "TOO_MUCH_WORK")],
        "depth": [(_nested(depth), None) for depth in (1, 5, 29)]
        + [(_nested(depth), "TOO_MUCH_WORK") for depth in (32, 100)],
        "items": list(_items()),
        "nothing": list(_nothing()),
        "texts": list(_texts()),
        "lists": list(_lists()),
        "status entries": list(_status_entries()),
        "subjects": list(_subjects()),
        "contexts in another order": list(_contexts()),
        "credentials inside": list(_inside()),
        "names of members": list(_names()),
    }


def credential(*contexts: str, **members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a small document."""
    return {"@context": [VC2, *contexts], "type": "VerifiableCredential", **members}


def subject(*subjects: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a credential about these, with the terms of Open Badges."""
    return credential(OB, id="urn:c", credentialSubject=list(subjects))


def achievement(**members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a credential about one achievement."""
    return subject(
        {"type": "AchievementSubject", "achievement": {"type": "Achievement", **members}}
    )


def badge(**members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a small real badge with other members."""
    return {**originals()["small badge"], **members}


def _scoped_meanings() -> Iterator[Expected]:
    """`identifier`, `name` and `image` are other properties in profiles, subjects, achievements."""
    for text in ("a", "b"):
        person = {"type": "Profile", "name": text, "image": {"id": "urn:i", "type": "Image"}}
        thing = {"type": "Achievement", "name": text, "image": {"id": "urn:i", "type": "Image"}}
        yield credential(OB, issuer={"id": "urn:p", **person}, credentialSubject=thing), None
        yield subject(person, thing), None
        yield subject(thing, person), None
        yield subject({"type": "AchievementSubject", "identifier": []}, person), None
        # Without its type the term is not defined.
        yield subject({"type": "Evidence", "genre": text}, {"genre": text}), "DATA_LOSS"
        yield subject({"type": "Achievement", "creator": {"name": text, "type": "Profile"}}), None
        yield subject({"type": "Achievement", "creator": {"phone": text}}), "DATA_LOSS"
        yield subject({"type": "Profile", "phone": text}, {"type": "Profile"}), None
        yield subject({"type": "Profile"}, {"type": "Profile", "phone": text}), None


def _several_types() -> Iterator[Expected]:
    for types in (["Profile", "Achievement"], ["Achievement", "Profile"], ["Profile", "Profile"]):
        yield subject({"id": "urn:s", "type": types, "name": "x", "description": "y"}), None
    yield subject({"type": ["AchievementSubject", "https://x.example/Student"]}), None
    yield subject({"type": ["AchievementSubject", "Student"]}), "DATA_LOSS"
    yield subject({"type": []}), None
    yield subject({"type": "AchievementSubject", "@type": "Profile"}), None


def _read_as_terms() -> Iterator[Expected]:
    purposes = ("assertionMethod", "authentication", "https://w3id.org/security#assertionMethod")
    for purpose in purposes:
        yield _options(proofPurpose=purpose), None
    yield _options(proofPurpose="urn:purpose"), None
    yield _options(proofPurpose="purpose"), "DATA_LOSS"
    yield _options(proofPurpose=""), "DATA_LOSS"
    yield _options(proofPurpose=["assertionMethod", "authentication"]), None
    yield _options(type=["DataIntegrityProof", "DataIntegrityProof"]), None


def _options(**members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    return {
        "@context": [DATA_INTEGRITY],
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-15T09:00:00Z",
        "verificationMethod": "did:web:school.example#key-0",
        "proofPurpose": "assertionMethod",
        **members,
    }


def _languages() -> Iterator[Expected]:
    for tag in ("sl", "SL", "sl-SI", "zh-Hant-TW"):
        yield credential(name={"@value": "ime", "@language": tag}), None
    tagged = {"@value": "ime", "@language": "sl"}
    yield credential(name=["ime", tagged, {**tagged, "@language": "en"}]), None
    yield credential(name=[tagged, dict(tagged)]), None
    # Tags differ in their case only: JSON-LD makes one text of them.
    yield credential(name=[tagged, {**tagged, "@language": "SL"}]), None
    yield credential(name={"sl": "ime", "en": "name"}), "DATA_LOSS"
    yield credential(name={**tagged, "@direction": "ltr"}), "DATA_LOSS"
    yield (
        credential(name={"@value": "x", "@language": "sl", "@type": f"{XSD}string"}),
        "NOT_JSON_LD",
    )
    yield credential(name={"@value": 5, "@language": "sl"}), "NOT_JSON_LD"
    yield {**credential(name="x"), "@language": "sl"}, "DATA_LOSS"


def _numbers() -> Iterator[Expected]:
    for number in (1, 1.0, "1", True, 0, 0.0, 100, 5.5, 0.1, 1e15, 2**53, -7, 99.95):
        yield achievement(creditsAvailable=number), None
        yield credential(**{P: number}), None
    for number in (-0.0, 1e21, 2**53 + 1, 1e-7, 0.30000000000000004, float("nan"), 5e-324):
        yield credential(**{P: number}), "DATA_LOSS"
    yield credential(**{P: {"@value": "1.0", "@type": f"{XSD}decimal"}}), None
    yield credential(**{P: {"@value": "1.0E0", "@type": f"{XSD}double"}}), "DATA_LOSS"


def _two_spellings() -> Iterator[Expected]:
    for values in (["a", "a"], [1, 1], [1, 1.0], [1, "1"], [True, "true"]):
        yield credential(**{P: values}), None
    for value, text, datatype in (
        (3, "3", "integer"),
        (True, "true", "boolean"),
        (5.5, "5.5E0", "double"),
        ("x", "x", "string"),
    ):
        typed = {"@value": text, "@type": f"{XSD}{datatype}"}
        yield credential(**{P: [value, typed]}), "DATA_LOSS"


def _identifiers() -> Iterator[Expected]:
    for kept in (
        "urn:a",
        "https:a",
        "a:",
        "did:web:a",
        "https://x.example/a%20b",
        "urn:č",
        "URN:A",
    ):
        yield credential(id=kept, issuer="urn:issuer"), None
        yield credential(id="urn:a", issuer=kept), None
    for lost in ("", "a", "#a", "/a", "name", "@foo", "a b:c", "urn:a b", "urn:<a>", "urn:a\\b"):
        yield credential(id=lost, issuer="urn:issuer"), "DATA_LOSS"
    # A prefix that is a term makes another identifier of it.
    for compact in ("name:foo", "issuer:x", "VerifiableCredential:x"):
        yield credential(id=compact, issuer="urn:issuer"), None
    yield credential(id="_:b0", issuer="_:b0"), None
    yield credential(id="_:b0", issuer="_:b1"), None
    yield credential(id=["urn:a"]), "NOT_JSON_LD"
    yield credential(id=5), "NOT_JSON_LD"


def _merging() -> Iterator[Expected]:
    for first, second in (("urn:a", "urn:b"), ("urn:a", "urn:a"), ("urn:c", "urn:i")):
        for names in (("x", "y"), ("x", "x")):
            one, other = ({"id": first, "name": names[0]}, {"id": second, "name": names[1]})
            yield credential(issuer={"id": "urn:i"}, credentialSubject=[one, other]), None
            one["description"] = other["description"] = names[1]
            yield credential(issuer={"id": "urn:i"}, credentialSubject=[one, other]), None
    yield credential(id="urn:a", credentialSubject={"id": "urn:a", P: {"id": "urn:a"}}), None


def _alike() -> Iterator[Expected]:
    for names in ("ab", "aa", "abc", "aab", "aaa", "aaaa"):
        yield subject(*({"type": "Profile", "name": name} for name in names)), None
        nested = [{"name": "x", P: {"name": name}} for name in names]
        yield subject(*nested), None
        shared = [{"name": name, P: {"id": "urn:shared", "name": "x"}} for name in names]
        yield subject(*shared), None
    yield subject({}, {}), None
    crossed = ({"id": "_:a", P: {"id": "_:b"}}, {"id": "_:b", P: {"id": "_:a"}})
    yield subject(*crossed), "TOO_MUCH_WORK"
    yield subject({"id": "_:a", P: {"id": "_:a"}}), None


def _poison() -> JsonObject:
    """Two achievements of ten alignments each, of which nothing tells one from another."""
    twins = [{"type": "Achievement", "alignment": [{} for _ in range(10)]} for _ in range(2)]
    return subject(*({"type": "AchievementSubject", "achievement": twin} for twin in twins))


def _nested(depth: int) -> JsonObject:
    inner: JsonObject = {"type": "Profile", "name": "inmost"}
    for number in range(depth):
        inner = {"type": "Profile", "name": f"{number}", "parentOrg": inner}
    return credential(OB, issuer={"id": "urn:i", **inner})


def _items() -> Iterator[Expected]:
    for start in ("a", "b"):
        yield achievement(tag=[f"{start}{number}" for number in range(256)]), None
        yield achievement(tag=[f"{start}{number % 9}" for number in range(200)]), None
    yield achievement(tag=[f"{number}" for number in range(257)]), "TOO_MUCH_WORK"
    evidence = [{"type": "Evidence", "name": f"{number}"} for number in range(64)]
    yield badge(evidence=evidence), None
    yield badge(evidence=evidence[::-1]), None


def _nothing() -> Iterator[Expected]:
    for name in ("evidence", "credentialStatus", "termsOfUse", "name"):
        yield badge(**{name: []}), None
        yield badge(**{name: None}), "DATA_LOSS"
    yield badge(evidence={}), None
    yield badge(evidence=[[]]), "DATA_LOSS"
    yield badge(name=""), None
    yield badge(name={"@value": ""}), None
    yield badge(name={"@value": None}), "DATA_LOSS"
    yield {"@context": [VC2]}, "DATA_LOSS"
    yield {"@context": [], "type": "VerifiableCredential"}, "DATA_LOSS"


def _texts() -> Iterator[Expected]:
    odd = (
        *('"', "\\", "\t\n\r\b\f", "\x00\x1f\x7f", "\x80\x9f\u2028\u2029\ufeff", "%s%%", "{0}"),
        *("_:c14n0", '"@sl', "urn:x-slot-0:0:", "<urn:a> .\n_:a", "😀", "\ufb01", "x" * 60_000),
    )
    for text in odd:
        yield credential(name=text, description="a"), None
        yield credential(name="a", description=text), None
        yield credential(name=text, description=text), None
    yield credential(name="\ud800"), "NOT_JSON_LD"
    yield credential(name="\uffff"), "DATA_LOSS"
    # UTF-16 and code points put these two in another order.
    yield credential(**{P: ["😀", "\ufb01"]}), "DATA_LOSS"
    yield credential(name="😀", **{P: "\ufb01"}), None


def _lists() -> Iterator[Expected]:
    """`allowedValue` is a list: it keeps its order, and what is said twice."""
    for values in ("ab", "ba", "aa", "aba", "a", ""):
        result = {"type": "ResultDescription", "allowedValue": list(values)}
        yield achievement(resultDescription=[result]), None
        yield achievement(resultDescription=[result, deepcopy(result)]), None
    yield credential(**{P: {"@list": ["a"]}}), "DATA_LOSS"


def _status_entries() -> Iterator[Expected]:
    for first, second in (("1", "2"), ("2", "1"), ("1", "1")):
        entries = [
            {
                "type": "BitstringStatusListEntry",
                "statusPurpose": purpose,
                "statusListIndex": index,
                "statusListCredential": "https://school.example/status-lists/3",
            }
            for purpose, index in (("revocation", first), ("suspension", second))
        ]
        yield badge(credentialStatus=entries), None
        yield badge(credentialStatus=entries[0]), None
        yield badge(credentialStatus=[entries[0], dict(entries[0])]), None
        yield badge(credentialStatus=[{**each, "id": f"urn:{first}"} for each in entries]), None


def _subjects() -> Iterator[Expected]:
    one = originals()["small badge"]["credentialSubject"]
    for other in ({}, {"id": "urn:s"}, deepcopy(one), {**deepcopy(one), "result": []}):
        yield badge(credentialSubject=[one, other]), None
        yield badge(credentialSubject=[other, one]), None
    yield badge(credentialSubject="urn:s"), None
    yield badge(credentialSubject=["urn:s", "urn:t", "urn:s"]), None
    yield badge(credentialSubject="somebody"), "DATA_LOSS"


def _contexts() -> Iterator[Expected]:
    for context in ([OB, VC2], [VC2, OB, DATA_INTEGRITY], [DATA_INTEGRITY, VC2, OB]):
        yield badge(**{"@context": context}), None
    yield badge(**{"@context": VC2}), "DATA_LOSS"
    yield badge(**{"@context": [VC2, VC2, OB]}), "TOO_MUCH_WORK"
    yield badge(**{"@context": [VC1, VC2, OB]}), "NOT_JSON_LD"
    yield badge(**{"@context": [VC2, OB, {"name": "urn:n"}]}), "DATA_LOSS"
    yield badge(**{"@context": [VC2, "https://x.example/unknown"]}), "UNKNOWN_CONTEXT"
    small = originals()["small badge"]
    yield dict(reversed(small.items())), None


def _inside() -> Iterator[Expected]:
    """Presentations and endorsements: graphs of their own, with proofs of their own."""
    known = originals()
    small, endorsed = known["small badge"], known["endorsed badge"]
    for credentials in ([small], [small, small], [small, known["badge with status"]], [endorsed]):
        presentation = {**known["presentation of two"], "verifiableCredential": credentials}
        yield deepcopy(presentation), None
        yield (
            {name: each for name, each in presentation.items() if name not in {"id", "holder"}},
            None,
        )
    unnamed = {name: each for name, each in small.items() if name != "id"}
    yield {**known["presentation of two"], "verifiableCredential": [unnamed, small]}, None
    yield {**known["presentation of two"], "verifiableCredential": []}, None
    yield {**known["presentation of two"], "verifiableCredential": ["eyJ.e30.AA"]}, "DATA_LOSS"
    meaningless = _without("@context", small)
    yield {**known["presentation of two"], "verifiableCredential": [meaningless]}, "DATA_LOSS"
    both = [*endorsed["endorsement"], deepcopy(endorsed["endorsement"][0])]
    yield {**endorsed, "endorsement": both}, None


def _without(name: str, document: JsonObject) -> JsonObject:
    return {other: value for other, value in document.items() if other != name}


def _names() -> Iterator[Expected]:
    for name in (P, "urn:p", "https://schema.org/name", "VerifiableCredential:x", "a:b"):
        yield credential(**{name: "a"}), None
        yield credential(**{name: {"id": "urn:a"}}), None
    for name in (
        "secret",
        "",
        " ",
        "Name",
        "n\u0251me",
        "_:p",
        "@graded",
        "urn:a b",
        "constructor",
    ):
        for value in ("a", 5, 1.5, True, {}, {"id": "urn:a"}, ["a"], [7]):
            yield credential(**{name: value}), "DATA_LOSS"
    yield credential(**{"@id": "urn:a"}), None
    yield credential(**{"@id": "urn:a", "id": "urn:a"}), "NOT_JSON_LD"
