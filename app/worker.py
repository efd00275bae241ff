"""The worker process: calls functions it is sent, one after another, until its input ends."""

import gc
import os
import pickle
import resource
import sys
import traceback
from typing import BinaryIO

import app.reading  # noqa: F401
import verifier  # noqa: F401  # what the work needs, so that the first need not wait for it
from contexts import Engine, use_engine

LENGTH_BYTES = 4
READY = b"ready"
_MEMORY_BYTES = 1024 * 1024 * 1024
"""Address space, of which a worker at rest has about a quarter."""


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer pickled (function, args, kwargs) with pickled (succeeded, result)."""
    answers.write(READY)
    answers.flush()
    while length := requests.read(LENGTH_BYTES):
        work, args, kwargs = pickle.loads(requests.read(int.from_bytes(length)))  # noqa: S301
        try:
            answer = (True, work(*args, **kwargs))
        except MemoryError:
            os._exit(1)
        except Exception as error:  # noqa: BLE001  # whatever it is, the next request is served
            _log(error)
            answer = (False, type(error).__qualname__)
        data = pickle.dumps(answer)
        answers.write(len(data).to_bytes(LENGTH_BYTES) + data)
        answers.flush()


def _log(error: Exception) -> None:
    # Where, never what: a message may hold a learner's data.
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    path = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    sys.stderr.write(f"worker: {type(error).__qualname__} at {path}\n")


def main() -> None:
    """Limit memory, choose the engine that is named, then serve until the input ends."""
    use_engine(Engine(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    gc.freeze()  # what is imported by now stays: no collection need look at it
    sys.stdout = sys.stderr  # nothing else may write between the answers
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
