"""Which network addresses may be dialled on a stranger's behalf."""

import ipaddress
from collections.abc import Callable

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
AddressPolicy = Callable[[IpAddress], bool]
"""Says of one resolved address whether it may be dialled."""

# `is_global` follows the IANA registries as far as the running Python knows them; these are refused
# whatever it says.
_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598); also one cloud's metadata service
        "168.63.129.16/32",  # a public address that is a cloud's host agent, from inside
        "192.0.0.0/24",  # IETF protocol assignments; also one cloud's metadata service
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "198.18.0.0/15",  # benchmarking
    )
)
_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",  # documentation (RFC 9637)
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_V4_BITS = 0xFFFF_FFFF


def is_public(address: IpAddress) -> bool:
    """Say whether the address belongs to a public host: not ours, not our network's, not reserved.

    IPv6 forms that carry an IPv4 address are refused, for what they lead to depends on the machine;
    only the well-known NAT64 prefix, which DNS64 resolvers answer with, is judged by what it
    carries (RFC 6052).
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & _V4_BITS))
        listed = any(address in network for network in _REFUSED_V6)
        return address in _UNICAST_V6 and not listed and address.is_global
    if any(address in network for network in _REFUSED_V4):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def any_address_unsafe(address: IpAddress) -> bool:
    """Let every address be dialled: for tests and closed networks only."""
    del address
    return True
