"""`procsim validate`: everything that is wrong with models and scenarios, at once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from procsim.cli.console import FINDINGS, tell, tell_result
from procsim.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.errors import Problem
    from procsim.files import Library
    from procsim.model.model import Model


class ProblemForm(StrEnum):
    """How problems are written."""

    text = "text"
    json = "json"
    github = "github"


def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Models and scenarios.")],
    load: Annotated[
        bool, typer.Option("--load", help="Print the expected work and the posts it needs.")
    ] = False,
    form: Annotated[
        ProblemForm, typer.Option("--format", help="How problems are written.")
    ] = ProblemForm.text,
) -> None:
    """Check models and scenarios; nothing is written. Exit status 1 if anything is wrong.

    What is allowed but most likely not meant, such as a fact that nothing reads, is remarked.
    """
    if load and form is not ProblemForm.text:
        raise UsageError("--load is a text for people: leave --format out")
    from procsim.files import Library

    problems: list[Problem] = []
    models: list[tuple[str, Model]] = []
    library = Library()
    for file in files:
        try:
            models += _read(file, library)
        except InputError as error:
            problems += [each for each in error.problems if not _is_known(each, problems)]
    _tell_problems(problems, form)
    for name, model in models:
        if form is ProblemForm.text:
            tell_result(f"{name}: no errors ({_size(model)})")
            _tell_remarks(name, model)
        if load:
            _tell_load(model)
    if problems:
        raise typer.Exit(FINDINGS)


def _read(file: Path, library: Library) -> list[tuple[str, Model]]:
    """The models that a file makes, with their names; warnings are said at once."""
    from procsim.files import is_scenario, read_model, read_scenarios
    from procsim.report.words import Words

    if not is_scenario(file):
        return [(str(file), read_model(file, library))]
    found, words = read_scenarios(file, library), Words("en")
    for warning in dict.fromkeys(warning for each in found for warning in each.warnings):
        tell(f"{file}: {words('warning')}{words.warning(warning)}")
    if len(found) == 1:
        return [(str(file), found[0].model)]
    return [(f"{file} {each.id}", each.model) for each in found]


def _tell_remarks(name: str, model: Model) -> None:
    from procsim.model.rules.remarks import remarks
    from procsim.report.words import Words

    words = Words("en")
    for remark in remarks(model):
        tell(f"{name}: {words('remark')}{remark}")


def _is_known(problem: Problem, problems: Sequence[Problem]) -> bool:
    """A model's error is found again through every scenario of it."""

    def seen(each: Problem) -> tuple[object, ...]:
        place = each.place
        where = (Path(place.file).resolve(), place.line, place.column) if place else each.path
        return each.code, each.message, where

    return seen(problem) in [seen(each) for each in problems]


def _tell_problems(problems: Sequence[Problem], form: ProblemForm) -> None:
    from procsim.files import as_json, describe_all

    if form is ProblemForm.json:
        tell_result(as_json(problems))
    elif form is ProblemForm.github:
        for each in problems:
            tell_result(_annotation(each))
    elif problems:
        tell_result(describe_all(problems))


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions: it marks the line in the review."""
    place = problem.place
    where = f"file={_escaped(place.file)},line={place.line},col={place.column}," if place else ""
    hint = f": {problem.hint}" if problem.hint else ""
    message = f"{problem.message}{hint}".replace("%", "%25").replace("\n", "%0A")
    return f"::error {where}title={problem.code}::{message}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")


def _size(model: Model) -> str:
    steps = sum(len(process.nodes) for process in model.processes.values())
    posts = sum(post.posts for post in model.posts)
    return (
        f"offices: {len(model.offices)}, posts: {posts:g}, "
        f"processes: {len(model.processes)}, steps: {steps}"
    )


def _tell_load(model: Model) -> None:
    from procsim.cli.load import load_text

    tell_result(load_text(model))
