"""Takes a credential out of the file that carries it: a picture, a PDF, an archive.

Pure: bytes in, bytes out. The container is covered by no proof, so nothing about it is believed:
whatever it holds is handed to the verifier as it is.
"""

from verifier.containers.carrier import Container
from verifier.containers.unpacking import Unpacked, is_file, unpack

__all__ = ["Container", "Unpacked", "is_file", "unpack"]
