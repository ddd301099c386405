"""`python -m procsim` and the command `procsim`."""

import sys


def main() -> None:
    """Run the command. Its modules are loaded here, so that Ctrl-C is answered from the first."""
    try:
        from procsim.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.stderr.write("procsim: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
