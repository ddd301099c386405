"""From what went wrong to clear words and an exit status."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ParamSpec

import typer

from procsim.cli.console import (
    BROKEN_PIPE,
    FINDINGS,
    INTERRUPTED,
    USAGE,
    finish_results,
    silence_results,
    tell,
)
from procsim.errors import InputError, ProcsimError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """The command, with everything it refuses said in words instead of a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            finish_results()
        except InputError as error:
            from procsim.files import describe_all

            tell(describe_all(error.problems))
            raise typer.Exit(FINDINGS) from None
        except ProcsimError as error:
            tell(f"procsim: {error}")
            raise typer.Exit(USAGE) from None
        except KeyboardInterrupt:
            tell("procsim: interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            silence_results()
            raise typer.Exit(BROKEN_PIPE) from None

    return run
