"""May the sandbox issuer run here? Not where a school's own keys are."""

from __future__ import annotations

from app.db import profiles
from app.demo.cast import read
from app.services import Services

REFUSAL = (
    "SANDBOX_ISSUER=1 signs whatever anybody sends, and the database here holds the keys of a "
    "school. Give the sandbox a database of its own: DATABASE_URL=sqlite:///var/sandbox.db"
)


def is_refused(services: Services) -> bool:
    """Tell whether anybody has keys here but the demonstration's invented schools."""
    told = read("cast.json").values()
    invented = {each["profile"]["slug"] for each in told if "profile" in each}
    with services.database.read() as connection:
        return any(profile.slug not in invented for profile in profiles.public(connection))
