"""A programme version as an Open Badges 3.0 Achievement (section B.1.2)."""

from __future__ import annotations

from contexts import JsonObject, vocabulary
from issuer.model.text import in_language
from issuer.rendering.alignments import render_alignments
from issuer.rendering.criteria import criteria_narrative
from issuer.rendering.material import Material
from issuer.rendering.members import number, present
from issuer.rendering.phrases import concept_label, phrase
from issuer.rendering.profile import render_image, render_profile
from issuer.rendering.results import render_result_descriptions


def render_achievement(material: Material) -> JsonObject:
    """Render what was achieved, in the badge's one language."""
    content, language = material.version.content, material.language
    title = in_language(content.title, language)
    return present(
        id=material.achievement_id,
        type=["Achievement"],
        achievementType=content.achievement_type,
        inLanguage=language,
        version=str(material.version.number),
        name=title,
        description=in_language(content.description, language),
        criteria={
            # Not the achievement's own id: in RDF the two would become one node.
            "id": f"{material.achievement_id}#criteria",
            "narrative": criteria_narrative(content, material.profile, language),
        },
        image=render_image(content.image, material.base_url, title),
        creditsAvailable=number(content.workload.ects or content.workload.vet_credit_points),
        fieldOfStudy=_field_of_study(content.isced_f, language),
        tag=_tags(material),
        alignment=render_alignments(content, language),
        creator=render_profile(material.profile, language, material.base_url),
        related=_other_editions(material),
        resultDescription=render_result_descriptions(material),
    )


def _field_of_study(isced_f: str | None, language: str) -> str | None:
    if isced_f is None:
        return None
    return concept_label(vocabulary("isced-f")[isced_f].labels, language)


def _tags(material: Material) -> list[str]:
    tags = [phrase("tag", material.language)]
    if material.version.content.pilot:
        tags.append(phrase("tag-pilot", material.language))
    return tags


def _other_editions(material: Material) -> list[JsonObject]:
    """Name the same achievement in the programme's other languages: a badge speaks only one."""
    return [
        {
            "id": f"{material.achievement_id}?lang={language}",
            "type": ["Related"],
            "inLanguage": language,
            "version": str(material.version.number),
        }
        for language, title in material.version.content.title.items()
        if title and language != material.language
    ]
