"""The command: `procsim validate | show | simulate | compare | report | schema | init`.

Nothing heavy is imported before a command needs it: `procsim --help` answers at once.
"""

from procsim.cli.main import main

__all__ = ["main"]
