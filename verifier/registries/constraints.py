"""What a superior allows below itself: constraints of OpenID Federation 1.0, section 6.2."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list
from verifier.registries.entity_statement import EntityStatement, broken


def check_constraints(chain: Sequence[EntityStatement]) -> None:
    """Raise Judged where a statement allows less than the chain below it.

    `chain` are the statements of superiors, the one about the leaf first.
    """
    below = [chain[0].subject]
    for intermediates, statement in enumerate(chain):
        constraints = statement.claims.get("constraints", {})
        if not isinstance(constraints, dict):
            raise broken(statement.issuer, statement.subject, "its constraints are malformed")
        _check_length(statement, constraints, intermediates)
        _check_names(statement, constraints, below)
        below.append(statement.issuer)


def _check_length(statement: EntityStatement, constraints: JsonObject, intermediates: int) -> None:
    most = constraints.get("max_path_length")
    if most is None:
        return
    if isinstance(most, bool) or not isinstance(most, int) or most < 0:
        raise broken(statement.issuer, statement.subject, "its max_path_length is malformed")
    if intermediates > most:
        raise broken(
            statement.issuer,
            statement.subject,
            f"it allows {most} intermediates below itself, and there are {intermediates}",
        )


def _check_names(
    statement: EntityStatement, constraints: JsonObject, entities: Sequence[str]
) -> None:
    naming = constraints.get("naming_constraints", {})
    if not isinstance(naming, dict):
        raise broken(statement.issuer, statement.subject, "its naming_constraints are malformed")
    for entity in entities:
        host = urlsplit(entity).hostname or entity
        permitted = naming.get("permitted")
        outside = permitted is not None and not _any_fits(permitted, host)
        if outside or _any_fits(naming.get("excluded", []), host):
            raise broken(
                statement.issuer, statement.subject, "the chain has a name that it does not allow"
            )


def _any_fits(names: JsonValue, host: str) -> bool:
    """Compare hosts as RFC 5280, 4.2.1.10, does: a leading period stands for any labels before."""
    return any(
        isinstance(name, str)
        and (host.endswith(name.lower()) if name.startswith(".") else host == name.lower())
        for name in as_list(names)
    )
