"""Why a document could not be had: a fixed list of sentences without internal detail."""

from enum import Enum

from verifier.resources import GONE as GONE_FOR_GOOD


class Reason(Enum):
    """Name the cause; the value is the English sentence that goes into the report."""

    NOT_HTTPS = "Only https addresses are fetched."
    MALFORMED = "The address is malformed."
    CREDENTIALS = "The address contains a user name or a password."
    NUMERIC_HOST = "The address names a number in place of a domain name."
    PORT = "The address names a port that is not fetched from."
    UNRESOLVED = "The domain name is not known."
    PRIVATE_ADDRESS = "The address leads into a private or reserved network."
    UNREACHABLE = "The server could not be reached."
    NOT_TRUSTED_TLS = "The server's certificate is not trusted."
    TIMEOUT = "The server did not answer in time."
    TOO_LARGE = "The answer is larger than is read here."
    ENCODING = "The answer is packed in a way that is not read here."
    PROTOCOL = "The server's answer is not valid HTTP."
    REDIRECTS = "The server redirects too often."
    NOT_FOUND = "The server has no document at this address."
    GONE = GONE_FOR_GOOD
    FORBIDDEN = "The server does not let everybody read this document."
    STATUS = "The server answered with an error."
    TOO_MANY = "The document asks for more fetches than one verification may make."
    OFFLINE = "Nothing was fetched, as was asked for."
    NOT_PUBLISHED = "This service publishes no document at this address."


class Refused(Exception):
    """A fetch that will not be made, or was broken off."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
