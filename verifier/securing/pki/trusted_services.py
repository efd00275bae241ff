"""Services of trusted lists, each read from its XML by pyHanko when somebody asks for it."""

from collections.abc import Iterator
from functools import lru_cache

from pyhanko.sign.validation.qualified.eutl_parse import read_qualified_service_definitions
from pyhanko.sign.validation.qualified.tsp import (
    CAServiceInformation,
    QTSTServiceInformation,
    QualifiedServiceInformation,
    TSPRegistry,
)

NAMESPACE = "http://uri.etsi.org/02231/v2#"
FAULTS = (SyntaxError, ValueError, TypeError, AttributeError, AssertionError)
"""What reading XML and what is in it raises."""

_LIST = (
    f'<TrustServiceStatusList xmlns="{NAMESPACE}"><TrustServiceProviderList>'
    "<TrustServiceProvider><TSPServices>{}</TSPServices></TrustServiceProvider>"
    "</TrustServiceProviderList></TrustServiceStatusList>"
)
_MOST_REMEMBERED = 256


def registry_of(services: tuple[str, ...]) -> TSPRegistry:
    """Read services into a registry, which looks up by authority and time.

    One that cannot be read is left out: it makes nobody trusted.
    """
    registry = TSPRegistry()
    for xml in services:
        for read in _definitions(xml):
            if isinstance(read, CAServiceInformation):
                registry.register_ca(read)
            elif isinstance(read, QTSTServiceInformation):
                registry.register_tst(read)
    return registry


@lru_cache(maxsize=_MOST_REMEMBERED)
def _definitions(xml: str) -> tuple[QualifiedServiceInformation, ...]:
    return tuple(_read(xml))


def _read(xml: str) -> Iterator[QualifiedServiceInformation]:
    try:
        yield from read_qualified_service_definitions(_LIST.format(xml))
    except FAULTS:
        return
