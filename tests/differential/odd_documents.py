"""Odd documents made by hand: what a reviewer would try, each with what is to come of it."""

from tests.differential import odd_structures, odd_values
from tests.differential.small_documents import Expected


def odd_documents() -> dict[str, list[Expected]]:
    """Give them by name. Those of one name are sent one after the other, several times."""
    return {
        "terms that mean other things beside each other": list(odd_structures.scoped_meanings()),
        "types in every order": list(odd_structures.several_types()),
        "values read as terms": list(odd_values.read_as_terms()),
        "languages and directions": list(odd_values.languages()),
        "numbers": list(odd_values.numbers()),
        "one thing said in two spellings": list(odd_values.two_spellings()),
        "identifiers that look like something else": list(odd_values.identifiers()),
        "objects that become one": list(odd_structures.merging()),
        "objects that look alike": list(odd_structures.alike()),
        "objects that look too much alike": [(odd_structures.poison(), "TOO_MUCH_WORK")],
        "depth": [(odd_structures.nested(depth), None) for depth in (1, 5, 29)]
        + [(odd_structures.nested(depth), "TOO_MUCH_WORK") for depth in (32, 100)],
        "items": list(odd_structures.items()),
        "nothing": list(odd_values.nothing()),
        "JSON about JSON": list(odd_values.json_schemas()),
        "texts": list(odd_values.texts()),
        "lists": list(odd_structures.lists()),
        "status entries": list(odd_structures.status_entries()),
        "subjects": list(odd_structures.subjects()),
        "contexts in another order": list(odd_structures.contexts()),
        "credentials inside": list(odd_structures.inside()),
        "names of members": list(odd_values.names()),
    }
