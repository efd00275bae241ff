"""The one door to the network for everything strangers name: the guarded fetcher.

Guarded means: https only, every address checked and the checked one dialled, redirects followed by
hand, and a bound on time, bytes and parallel requests. Why: docs/adr/0010-guarded-fetcher.md.
"""

from app.fetching.addresses import AddressPolicy, IpAddress, any_address_unsafe, is_public
from app.fetching.appointed import AppointedServices
from app.fetching.cache import AnswerCache
from app.fetching.dialling import Resolver, resolve_by_system
from app.fetching.guard import GuardedFetcher, Posting, Reply, unsafe_fetcher_of_any_address
from app.fetching.reasons import Reason, Refused
from app.fetching.rules import RULES, FetchRules, TargetUrl, check_url

__all__ = [
    "RULES",
    "AddressPolicy",
    "AnswerCache",
    "AppointedServices",
    "FetchRules",
    "GuardedFetcher",
    "IpAddress",
    "Posting",
    "Reason",
    "Refused",
    "Reply",
    "Resolver",
    "TargetUrl",
    "any_address_unsafe",
    "check_url",
    "is_public",
    "resolve_by_system",
    "unsafe_fetcher_of_any_address",
]
