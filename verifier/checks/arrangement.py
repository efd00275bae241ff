"""Does everything stand where it is looked for, under the name it is looked for?

A proof over statements (RDFC-1.0) does not care how they are written: a member may be named by the
address it stands for in place of its name, and two objects with one `id` are one node, wherever
they stand. We read by name and place. So a holder could rename a status away, or move the end of
validity into another object with the credential's id, as the subject of an endorsement has; and
whoever answers for a status list, the end of an old one. An issuer writes neither (VCDM 2.0,
section 6.1: credentials are compacted JSON-LD).
"""

from contexts import JsonObject, JsonValue
from verifier.checks.traded import looked_at, traded_member
from verifier.inventory import Inventory, take_inventory
from verifier.judgement import Judged, failed, shown
from verifier.report import Finding

_VOCABULARIES = (
    "https://www.w3.org/2018/credentials",
    "https://www.w3.org/ns/credentials",
    "https://w3id.org/security",
    "https://w3id.org/vc",
    "https://purl.imsglobal.org/",
    "https://schema.org/",
    "http://schema.org/",
)
"""Where the names come from by which anything is judged or shown."""
_NO_PREFIXES = ("urn", "tag", "did")
"""What may stand before a colon in an address without //; else it is a prefix of a context."""
_JUDGED_BY = {
    *("credentialStatus", "validFrom", "validUntil", "issuanceDate", "expirationDate", "issuer"),
    *("credentialSubject", "credentialSchema", "relatedResource", "refreshService", "termsOfUse"),
}
"""Members of a credential that decide on its verdict."""


CODE = "CONTENT_REARRANGED"


def is_rearranged(finding: Finding) -> bool:
    """Tell whether a check found this: then nothing in the document may be read by its name."""
    return finding.problem is not None and finding.problem.code == CODE


def check_arrangement(document: JsonObject, inventory: Inventory | None = None) -> None:
    """Raise Judged when a member of a document is renamed or moved. Its inventory saves a walk."""
    if is_plain(document, inventory or take_inventory(document)):
        return
    traded = traded_member(document)
    if traded is not None:
        raise _rearranged(traded)
    check_names(document)
    waiting = _contents({name: value for name, value in document.items() if name != "proof"})
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(_contents(value))
            check_names(value)
            if "id" in value and value["id"] == document.get("id"):
                _check_nothing_moved(value)


def is_plain(document: JsonObject, inventory: Inventory) -> bool:
    """Tell whether there is surely nothing renamed or moved; False says nothing.

    This rests on the names of members alone, and on which objects have an `id` in common.
    """
    return inventory.has_plain_names and _is_apart(document, inventory)


def _is_apart(document: JsonObject, inventory: Inventory) -> bool:
    """Tell whether nothing that a verdict rests on has its `id` in common with another object."""
    shared = inventory.shared_ids
    if not shared:
        return shared is not None
    return all(each.get("id") not in shared for each in (document, *looked_at(document)))


def _contents(value: JsonObject) -> list[JsonValue]:
    """Give what an object says: its contexts say nothing, and define `id` where a sandbox does."""
    return [member for name, member in value.items() if name != "@context"]


def check_names(value: JsonObject) -> None:
    """Raise Judged when a member of one object is named by the address it stands for."""
    for name in value:
        if _is_second_spelling(name) or (name == "@type" and "@value" not in value):
            raise _rearranged(name)


def _is_second_spelling(name: str) -> bool:
    """Tell whether a member is named by an address, though there is a name for it."""
    before, colon, after = name.partition(":")
    if not colon:
        return name == "@id"
    prefixed = not after.startswith("//") and before not in _NO_PREFIXES
    return prefixed or name.startswith(_VOCABULARIES)


def _check_nothing_moved(value: JsonObject) -> None:
    moved = sorted(_JUDGED_BY & value.keys())
    if moved:
        raise _rearranged(moved[0])


def _rearranged(name: str) -> Judged:
    return failed(
        CODE,
        f"The member {shown(name)} was moved or renamed so that it would be overlooked, which the "
        "signature does not notice. Ask for the original.",
        term=shown(name),
    )
