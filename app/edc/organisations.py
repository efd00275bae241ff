"""An organisation as a credential describes it: its own word, which proves nothing."""

from app.edc.nodes import Nodes
from contexts import JsonObject
from verifier.edc.graph import Node

_NAMES = ("legalName", "prefLabel", "altLabel")


def organisation_json(nodes: Nodes, node: Node | None) -> JsonObject | None:
    """Write name, identifier, country and website; None where nobody is named."""
    if node is None:
        return None
    identifier = nodes.first(node, "eIDASIdentifier") or nodes.first(node, "registration")
    return {
        "name": nodes.text(node, "legalName")
        or nodes.text(node, "prefLabel")
        or nodes.text(node, "altLabel"),
        "identifier": nodes.plain(identifier, "notation"),
        "country": nodes.label(nodes.first(node, "location", "address", "countryCode")),
        "homepage": nodes.plain(nodes.first(node, "homepage"), "contentURL"),
    }


def organisations_json(nodes: Nodes, node: Node | None, *terms: str) -> list[JsonObject]:
    """Write every organisation at the end of a path."""
    written = (organisation_json(nodes, one) for one in nodes.at(node, *terms))
    return [one for one in written if one is not None]
