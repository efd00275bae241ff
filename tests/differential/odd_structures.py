"""Odd structures: what means another thing beside or below another, merges, ties or nests."""

from collections.abc import Iterator
from copy import deepcopy

from contexts import JsonObject
from tests.differential.originals import OB, VC2, originals
from tests.differential.small_documents import (
    DATA_INTEGRITY,
    VC1,
    Expected,
    P,
    achievement,
    badge,
    credential,
    subject,
    without,
)


def scoped_meanings() -> Iterator[Expected]:
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


def several_types() -> Iterator[Expected]:
    """Types are read in the order of their names, whatever the order they are written in."""
    for types in (["Profile", "Achievement"], ["Achievement", "Profile"], ["Profile", "Profile"]):
        yield subject({"id": "urn:s", "type": types, "name": "x", "description": "y"}), None
    yield subject({"type": ["AchievementSubject", "https://x.example/Student"]}), None
    yield subject({"type": ["AchievementSubject", "Student"]}), "DATA_LOSS"
    yield subject({"type": []}), None
    yield subject({"type": "AchievementSubject", "@type": "Profile"}), None


def merging() -> Iterator[Expected]:
    """Objects of one identifier are one node, and what is said twice of it is said once."""
    for first, second in (("urn:a", "urn:b"), ("urn:a", "urn:a"), ("urn:c", "urn:i")):
        for names in (("x", "y"), ("x", "x")):
            one, other = ({"id": first, "name": names[0]}, {"id": second, "name": names[1]})
            yield credential(issuer={"id": "urn:i"}, credentialSubject=[one, other]), None
            one["description"] = other["description"] = names[1]
            yield credential(issuer={"id": "urn:i"}, credentialSubject=[one, other]), None
    yield credential(id="urn:a", credentialSubject={"id": "urn:a", P: {"id": "urn:a"}}), None


def alike() -> Iterator[Expected]:
    """Objects without identifiers, told apart by what they say, or by nothing."""
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
    for label in ("_:b", "_:b0", "_:c14n0", "_:c14n1"):
        yield subject({"id": label, P: {"id": label}}, {"id": "_:a"}), None
        yield subject({"id": label, P: {"id": label}}, {"id": "_:a", P: {"id": label}}), None
        yield subject({"id": label, P: {"id": "_:a"}}, {"id": "_:a", P: {"id": "urn:x"}}), None


def poison() -> JsonObject:
    """Two achievements of ten alignments each, of which nothing tells one from another."""
    twins = [{"type": "Achievement", "alignment": [{} for _ in range(10)]} for _ in range(2)]
    return subject(*({"type": "AchievementSubject", "achievement": twin} for twin in twins))


def nested(depth: int) -> JsonObject:
    """Nest organisations in each other."""
    inner: JsonObject = {"type": "Profile", "name": "inmost"}
    for number in range(depth):
        inner = {"type": "Profile", "name": f"{number}", "parentOrg": inner}
    return credential(OB, issuer={"id": "urn:i", **inner})


def items() -> Iterator[Expected]:
    """Arrays up to the limit, and beyond."""
    for start in ("a", "b"):
        yield achievement(tag=[f"{start}{number}" for number in range(256)]), None
        yield achievement(tag=[f"{start}{number % 9}" for number in range(200)]), None
    yield achievement(tag=[f"{number}" for number in range(257)]), "TOO_MUCH_WORK"
    evidence = [{"type": "Evidence", "name": f"{number}"} for number in range(64)]
    yield badge(evidence=evidence), None
    yield badge(evidence=evidence[::-1]), None


def lists() -> Iterator[Expected]:
    """`allowedValue` is a list: it keeps its order, and what is said twice."""
    for values in ("ab", "ba", "aa", "aba", "a", ""):
        result = {"type": "ResultDescription", "allowedValue": list(values)}
        yield achievement(resultDescription=[result]), None
        yield achievement(resultDescription=[result, deepcopy(result)]), None
    yield credential(**{P: {"@list": ["a"]}}), "DATA_LOSS"


def status_entries() -> Iterator[Expected]:
    """Several status entries, with and without identifiers."""
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


def subjects() -> Iterator[Expected]:
    """Several subjects, and subjects that are identifiers only."""
    one = originals()["small badge"]["credentialSubject"]
    for other in ({}, {"id": "urn:s"}, deepcopy(one), {**deepcopy(one), "result": []}):
        yield badge(credentialSubject=[one, other]), None
        yield badge(credentialSubject=[other, one]), None
    yield badge(credentialSubject="urn:s"), None
    yield badge(credentialSubject=["urn:s", "urn:t", "urn:s"]), None
    yield badge(credentialSubject="somebody"), "DATA_LOSS"


def contexts() -> Iterator[Expected]:
    """Orders and sets of contexts."""
    for context in ([OB, VC2], [VC2, OB, DATA_INTEGRITY], [DATA_INTEGRITY, VC2, OB]):
        yield badge(**{"@context": context}), None
    yield badge(**{"@context": VC2}), "DATA_LOSS"
    yield badge(**{"@context": [VC2, VC2, OB]}), "TOO_MUCH_WORK"
    yield badge(**{"@context": [VC1, VC2, OB]}), "NOT_JSON_LD"
    yield badge(**{"@context": [VC2, OB, {"name": "urn:n"}]}), "DATA_LOSS"
    yield badge(**{"@context": [VC2, "https://x.example/unknown"]}), "UNKNOWN_CONTEXT"
    small = originals()["small badge"]
    yield dict(reversed(small.items())), None


def inside() -> Iterator[Expected]:
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
    meaningless = without("@context", small)
    yield {**known["presentation of two"], "verifiableCredential": [meaningless]}, "DATA_LOSS"
    both = [*endorsed["endorsement"], deepcopy(endorsed["endorsement"][0])]
    yield {**endorsed, "endorsement": both}, None
