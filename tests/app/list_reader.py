"""A second process of the service that reads one status list all the time: `python -m …`.

Prints how many bits are set in the last list it was given, and how often it signed.
"""

import select
import sys
import time

from app.clock import RandomIds, SystemClock
from app.list_publishing import current_list
from app.opening import open_services
from app.signing_pace import APART
from tests.app.serving import settings_for
from tests.app.test_list_publishing import bits_of, counting


def main() -> None:
    """Read until the standard input ends, then once more when everything may be signed."""
    url, list_id = sys.argv[1:]
    opened = open_services(settings_for(url), clock=SystemClock(), ids=RandomIds())
    services, signed = counting(opened)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not select.select([sys.stdin], [], [], 0)[0]:
        current_list(services, list_id)
    time.sleep(APART)
    shown = bits_of(current_list(services, list_id))
    sys.stdout.write(f"{shown} {signed()}\n")
    services.database.close()


if __name__ == "__main__":
    main()
