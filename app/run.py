"""`python -m app.run` starts the service: `app.starting`.

By itself this module is empty: the processes that issue batches load the main module once more.
"""

import sys

if __name__ == "__main__":
    from app.starting import main

    sys.exit(main())
