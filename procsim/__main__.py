"""`python -m procsim` and the command `procsim`."""

import os

# Before numpy is loaded: our systems of equations are small, and threads that wait for one another
# cost more than they give, the more so beside worker processes, which inherit this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from procsim.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
