"""What is wrong with an expression: a sentence, a way out and where in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

About = Literal["syntax", "name", "kind", "value", "unit"]
"""Words that cannot be read; a fact or function that is not known; kinds that do not go together; a
text that is no value of its category; a unit or currency that is not known."""


@dataclass(frozen=True, slots=True)
class ExpressionProblem:
    """One thing that is wrong; `offset` counts characters from the start of the text."""

    about: About
    message: str
    hint: str
    offset: int


class ExpressionError(ValueError):
    """A text that is no expression, or not the one it should be: everything that is wrong."""

    def __init__(self, problems: Sequence[ExpressionProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in problems))


class Unreadable(Exception):  # noqa: N818  # the reading of one text stops; never leaves the package
    """Reading cannot go on after this."""

    def __init__(self, problem: ExpressionProblem) -> None:
        self.problem = problem
        super().__init__(problem.message)
