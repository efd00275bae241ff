"""Are these two actors two people? API keys that one hand made for itself are not four eyes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from issuer.model.organisation import Actor

Creators: TypeAlias = Mapping[str, str | None]
"""Actor id to the id of the actor that made it; as many generations as the caller knows."""


def same_hand(actor: Actor, other: str, creators: Creators) -> bool:
    """Tell whether one of the two is the other, or made the other, directly or through others.

    Two keys made by a third are two people: somebody has to make the keys.
    """
    actor_line = {actor.id, *_makers(actor.created_by, creators)}
    return other in actor_line or actor.id in _makers(creators.get(other), creators)


def _makers(maker: str | None, creators: Creators) -> set[str]:
    makers: set[str] = set()
    while maker is not None and maker not in makers:
        makers.add(maker)
        maker = creators.get(maker)
    return makers
