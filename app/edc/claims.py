"""What was achieved, done or assessed, and by which specification, as JSON."""

import re

from app.edc.nodes import Nodes
from app.edc.organisations import organisations_json
from contexts import JsonObject
from verifier.edc.graph import Node

_DURATION = re.compile(
    r"P(?:(?P<years>\d{1,5})Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?)?",
    re.ASCII,
)


def claim_json(nodes: Nodes, claim: Node) -> JsonObject:
    """Write a claim of whatever kind, with its specification's say."""
    specification = nodes.first(claim, "specifiedBy")
    awarded = nodes.first(claim, "awardedBy")
    on = nodes.plain(awarded, "awardingDate")
    return {
        "kind": next(iter(sorted(claim.types)), None),
        "title": nodes.text(claim, "title") or nodes.text(specification, "title"),
        "description": nodes.text(claim, "description") or nodes.text(specification, "description"),
        "specification_id": nodes.name(specification),
        "awarding_bodies": organisations_json(nodes, awarded, "awardingBody"),
        "awarded_on": on[:10] if on else None,
        **_specification(nodes, claim, specification),
        "assessments": [_assessment(nodes, one) for one in _proofs(nodes, claim, specification)],
        "activities": [_activity(nodes, one) for one in nodes.at(claim, "influencedBy")],
        "entitlements": [
            said for one in nodes.at(claim, "entitlesTo") if (said := nodes.text(one, "title"))
        ],
        "parts": [said for one in nodes.at(claim, "hasPart") if (said := nodes.text(one, "title"))],
        "notes": [
            said for one in (claim, specification) for said in nodes.notes(one, "additionalNote")
        ],
    }


def _specification(nodes: Nodes, claim: Node, specification: Node | None) -> JsonObject:
    partial = nodes.plain(specification, "isPartialQualification")
    points_of = nodes.at(claim, "creditReceived") or nodes.at(specification, "creditPoint")
    summary = nodes.notes(specification, "learningOutcomeSummary")
    return {
        "types": nodes.labels(specification, "dcType") or nodes.labels(claim, "dcType"),
        "outcomes": [_outcome(nodes, one) for one in nodes.at(specification, "learningOutcome")],
        "outcome_summary": next(iter(summary), None),
        "levels": nodes.labels(specification, "eqfLevel"),
        "national_levels": nodes.labels(specification, "nqfLevel"),
        "workload": duration_json(
            nodes.plain(specification, "volumeOfLearning") or nodes.plain(claim, "workload")
        ),
        "credits": [
            {"points": points, "framework": nodes.label(nodes.first(one, "framework"))}
            for one in points_of
            if (points := nodes.plain(one, "point"))
        ],
        "modes": nodes.labels(specification, "mode"),
        "setting": nodes.label(nodes.first(specification, "learningSetting")),
        "languages": nodes.labels(specification, "language"),
        "fields": nodes.labels(specification, "thematicArea"),
        "entry_requirements": nodes.notes(specification, "entryRequirement"),
        "partial": {"true": True, "false": False}.get(partial or ""),
        "quality_assurance": [
            _accreditation(nodes, one) for one in nodes.at(specification, "accreditation")
        ],
        "homepage": nodes.plain(nodes.first(specification, "homepage"), "contentURL"),
    }


def _outcome(nodes: Nodes, outcome: Node) -> JsonObject:
    skills = [*nodes.at(outcome, "relatedESCOSkill"), *nodes.at(outcome, "relatedSkill")]
    return {
        "title": nodes.text(outcome, "title"),
        "kind": nodes.label(nodes.first(outcome, "dcType")),
        "reusability": nodes.label(nodes.first(outcome, "reusabilityLevel")),
        "skills": [{"id": nodes.name(one), "name": nodes.label(one)} for one in skills],
        "notes": nodes.notes(outcome, "additionalNote"),
    }


def _proofs(nodes: Nodes, claim: Node, specification: Node | None) -> list[Node]:
    """Give the assessments taken; where none is told, those that the specification demands."""
    return nodes.at(claim, "provenBy") or nodes.at(specification, "provenBy")


def _assessment(nodes: Nodes, assessment: Node) -> JsonObject:
    described = nodes.first(assessment, "specifiedBy") or assessment
    scheme = nodes.first(described, "gradingScheme")
    return {
        "title": nodes.text(assessment, "title") or nodes.text(described, "title"),
        "type": nodes.label(nodes.first(described, "dcType")),
        "grade": next(iter(nodes.notes(assessment, "grade")), None),
        "grading": nodes.text(scheme, "title"),
        "grading_description": nodes.text(scheme, "description"),
        "supervision": nodes.label(nodes.first(assessment, "idVerification")),
        "modes": nodes.labels(described, "mode"),
        "assessed_by": organisations_json(nodes, assessment, "assessedBy"),
    }


def _activity(nodes: Nodes, activity: Node) -> JsonObject:
    described = nodes.first(activity, "specifiedBy")
    period = nodes.first(activity, "temporal")
    starts, ends = nodes.plain(period, "startDate"), nodes.plain(period, "endDate")
    return {
        "title": nodes.text(activity, "title"),
        "type": nodes.label(nodes.first(described, "dcType")),
        "modes": nodes.labels(described, "mode"),
        "workload": duration_json(
            nodes.plain(activity, "workload") or nodes.plain(described, "volumeOfLearning")
        ),
        "from": starts[:10] if starts else None,
        "until": ends[:10] if ends else None,
    }


def _accreditation(nodes: Nodes, accreditation: Node) -> JsonObject:
    expires = nodes.plain(accreditation, "expiryDate")
    return {
        "title": nodes.text(accreditation, "title"),
        "type": nodes.label(nodes.first(accreditation, "dcType")),
        "agents": organisations_json(nodes, accreditation, "accreditingAgent"),
        "reference": nodes.plain(nodes.first(accreditation, "identifier"), "notation"),
        "valid_until": expires[:10] if expires else None,
    }


def duration_json(written: str | None) -> JsonObject | None:
    """Take an xsd:duration apart into numbers, as far as it can be read; never convert it."""
    if written is None:
        return None
    read = _DURATION.fullmatch(written)
    units = {name: int(value) for name, value in read.groupdict().items() if value} if read else {}
    return {"duration": written[:60], "units": units}
