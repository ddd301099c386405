"""`python -m procsim` and the command `procsim`."""

from procsim.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
