"""The commands put together, and what happens when one cannot go on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from procsim import __version__
from procsim.cli.compare import compare
from procsim.cli.console import INTERNAL, prepare_streams
from procsim.cli.failures import guarded
from procsim.cli.init import init
from procsim.cli.report import report
from procsim.cli.schema import schema
from procsim.cli.show import show
from procsim.cli.simulate import simulate
from procsim.cli.validate import validate

if TYPE_CHECKING:
    from types import TracebackType

_COMMANDS = (validate, show, simulate, compare, report, schema, init)


def main() -> None:
    """Run the command that was typed, and exit with its status."""
    prepare_streams()
    sys.excepthook = _internal_error
    get_command(_application())(prog_name="procsim")


def _application() -> typer.Typer:
    application = typer.Typer(
        help="Simulate administrative processes across offices, compare ways of delivering them, "
        "and cost the difference.",
        epilog="Results go to stdout, progress and messages to stderr. Exit status: 0 fine, "
        "1 findings, invalid input or a missed target, 2 wrong usage, 130 interrupted.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    application.callback()(_options)
    for command in _COMMANDS:
        application.command()(guarded(command))
    return application


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"procsim {__version__}\n")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which version this is.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    del version  # said by its callback, before a command is asked for


def _internal_error(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """What nobody foresaw: the traceback for its report, and an exit status of its own."""
    sys.__excepthook__(kind, error, trace)
    sys.stderr.write("procsim: this is an error in procsim itself; please report it\n")
    sys.exit(INTERNAL)
