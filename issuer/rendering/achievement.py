"""A programme version as an Open Badges 3.0 Achievement (section B.1.2)."""

from __future__ import annotations

from contexts import JsonObject, vocabulary
from issuer.model.text import in_language
from issuer.rendering.alignments import render_alignments
from issuer.rendering.criteria import criteria_narrative
from issuer.rendering.edition import Edition, achievement_id
from issuer.rendering.members import number, present
from issuer.rendering.phrases import concept_label, phrase
from issuer.rendering.profile import render_image
from issuer.rendering.results import render_result_descriptions


def render_achievement(edition: Edition) -> JsonObject:
    """Render what can be achieved: the same in every badge of the version and language."""
    content, language = edition.version.content, edition.language
    title = in_language(content.title, language)
    return present(
        id=achievement_id(edition),
        type=["Achievement"],
        achievementType=content.achievement_type,
        inLanguage=language,
        version=str(edition.version.number),
        name=title,
        description=in_language(content.description, language),
        criteria={
            # Not the achievement's own id: in RDF the two would become one node.
            "id": f"{achievement_id(edition)}#criteria",
            "narrative": criteria_narrative(content, edition.profile, language),
        },
        image=render_image(_picture(edition), edition.base_url, title),
        creditsAvailable=number(content.workload.ects or content.workload.vet_credit_points),
        fieldOfStudy=_field_of_study(content.isced_f, language),
        tag=_tags(edition),
        alignment=render_alignments(content, language),
        # By name only in `issuer`: in RDF a statement made twice can lose one copy unnoticed.
        creator={"id": edition.profile.did, "type": ["Profile"]},
        related=_other_editions(edition),
        resultDescription=render_result_descriptions(edition),
    )


def _picture(edition: Edition) -> str:
    """Name the programme's own picture, else the one the register draws for it."""
    return edition.version.content.image or f"{achievement_id(edition)}/badge.svg"


def _field_of_study(isced_f: str | None, language: str) -> str | None:
    if isced_f is None:
        return None
    return concept_label(vocabulary("isced-f")[isced_f].labels, language)


def _tags(edition: Edition) -> list[str]:
    tags = [phrase("tag", edition.language)]
    if edition.version.content.pilot:
        tags.append(phrase("tag-pilot", edition.language))
    return tags


def _other_editions(edition: Edition) -> list[JsonObject]:
    """Name the same achievement in the programme's other languages: a badge speaks only one."""
    return [
        {
            "id": f"{achievement_id(edition)}?lang={language}",
            "type": ["Related"],
            "inLanguage": language,
            "version": str(edition.version.number),
        }
        for language, title in edition.version.content.title.items()
        if title and language != edition.language
    ]
