"""What a European Digital Credential says, as JSON: what people want to see, in its languages.

A stranger's document: whatever is not what it should be is left out.
"""

from app.credential_view import strictest_moment
from app.edc.claims import claim_json
from app.edc.nodes import Nodes
from app.edc.organisations import organisation_json
from app.edc.pictures import pictures_json
from app.sentences import both, has
from contexts import JsonObject, vocabulary
from issuer.model.text import Text, in_language
from verifier.data_model import model_of, types_of
from verifier.edc.graph import Node

_LONGEST = 200
_PROFILES = "http://data.europa.eu/snb/credential/"


def edc_json(document: JsonObject, *, proven: bool) -> JsonObject:
    """Write a credential in the shape of every other, and its content whole under `edc`."""
    nodes = Nodes.of(document)
    credential = nodes.credential
    person = nodes.first(credential, "credentialSubject")
    claims = [claim_json(nodes, claim) for claim in nodes.at(person, "hasClaim")]
    main = claims[0] if claims else {}
    display = nodes.first(credential, "displayParameter")
    learner = _learner(nodes, person)
    title = main.get("title") or nodes.text(display, "title")
    primary = _primary(nodes, display)
    model = model_of(document)
    times = {term: nodes.plain(credential, term) for term in (*model.starts, *model.ends)}
    return {
        "id": nodes.name(credential),
        "name": _one(title, primary),
        "achievement": _achievement(main, primary) if main else None,
        "types": [name[:_LONGEST] for name in types_of(document) if isinstance(name, str)],
        "valid_from": strictest_moment(times, model.starts, max),
        "valid_until": strictest_moment(times, model.ends, min),
        "awarded_date": main.get("awarded_on"),
        "language": primary,
        "learner_name": _one(learner["name"], primary),
        "endorsement_comment": None,
        "details": [],
        "proven": proven,
        "edc": {
            "title": title,
            "display_title": nodes.text(display, "title"),
            "description": main.get("description") or nodes.text(display, "description"),
            "profiles": [
                _profile(nodes, one) for one in nodes.at(credential, "credentialProfiles")
            ],
            "issued": nodes.plain(credential, "issued") or nodes.plain(credential, "issuanceDate"),
            "learner": learner,
            "issuer": organisation_json(nodes, nodes.first(credential, "issuer")),
            "claims": claims,
            "evidence": [
                said
                for one in nodes.at(credential, "evidence")
                for said in [*nodes.labels(one, "dcType"), *nodes.notes(one, "evidenceStatement")]
            ],
            "pictures": pictures_json(nodes, display),
        },
    }


def _learner(nodes: Nodes, person: Node | None) -> JsonObject:
    full = nodes.text(person, "fullName") or nodes.text(person, "legalName")
    given, family = nodes.text(person, "givenName"), nodes.text(person, "familyName")
    parts = {
        code: " ".join(part[code] for part in (given, family) if part and code in part)
        for code in dict.fromkeys([*(given or ()), *(family or ())])
    }
    born = nodes.plain(person, "dateOfBirth")
    return {
        "name": full or parts or None,
        # The day as it is written: moved to another zone it would be another day.
        "born_on": born[:10] if born else None,
        "identifiers": [
            {"scheme": nodes.plain(one, "schemeName"), "notation": notation}
            for one in nodes.at(person, "identifier")
            if (notation := nodes.plain(one, "notation"))
        ],
    }


def _profile(nodes: Nodes, profile: Node) -> Text | None:
    code = profile.id.removeprefix(_PROFILES)
    return both("edc_profiles", code) if has("edc_profiles", code) else nodes.label(profile)


def _achievement(main: JsonObject, primary: str | None) -> JsonObject:
    return {
        "id": main.get("specification_id"),
        "name": _one(main.get("title"), primary),
        "type": _one(next(iter(main.get("types") or ()), None), primary),
        "description": _one(main.get("description"), primary),
        "criteria": None,
    }


def _primary(nodes: Nodes, display: Node | None) -> str | None:
    """Give the document's first language as BCP 47, by the concept it names."""
    named = nodes.first(display, "primaryLanguage")
    known = vocabulary("languages").get(named.id) if named is not None else None
    return known.notation if known is not None else None


def _one(said: Text | None, primary: str | None) -> str | None:
    """Give a text in one language: the document's own where it names one."""
    return in_language(said, primary or "sl") or None if said else None
