"""The same award as the badge's examples, with what a seal and a picture add."""

from __future__ import annotations

from datetime import timedelta, timezone

from issuer.model.programme import ProgrammeContent
from issuer.rendering.europass.material import EuropassMaterial, Mandate, Picture, SealOwner
from tests.issuer.examples import BASE, HEAT_PUMPS, material

EDC_ID = "3a7f8f0e-6a1c-4a55-9c1b-1e0b6c9d2f10"
LOCAL = timezone(timedelta(hours=1))
OWNER = SealOwner(
    organization_identifier="VATSI-12345678", legal_name="Šolski center Kranj", country="SVN"
)
MANDATE = Mandate(statement="Pogodba o žigosanju 7/2026 med šolo in centrom za overjanje.")
PICTURE = Picture(media_type="image/png", content=b"\x89PNG...", description="Potrdilo")


def europass_material(
    content: ProgrammeContent = HEAT_PUMPS,
    *,
    language: str = "sl",
    mandate: Mandate | None = None,
) -> EuropassMaterial:
    """Give what the credential of this programme is rendered from."""
    badge = material(content, language=language)
    return EuropassMaterial(
        award=badge.award,
        learner=badge.learner,
        version=badge.version,
        profile=badge.profile,
        credential_id=EDC_ID,
        valid_from=badge.valid_from,
        base_url=BASE,
        owner=OWNER,
        pictures={"sl": (PICTURE, PICTURE), "en": (PICTURE,)},
        zone=LOCAL,
        badge_id=f"urn:uuid:{badge.credential_id}",
        status_url=f"{BASE}/status-lists/1#5",
        mandate=mandate,
    )
