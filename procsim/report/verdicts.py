"""Verdicts in words: never a bare number without what it means."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final, assert_never

from procsim.report.numbers import number

if TYPE_CHECKING:
    from procsim.analysis.comparison import Judgement
    from procsim.report.words import Words

_TOO_MANY: Final = 10_000
"""Beyond this, "n more replications would do" helps nobody."""


def verdict(judgement: Judgement, words: Words) -> str:
    """`better`, `no difference`, `cannot be told apart at this precision; 12 more …`."""
    if isnan(judgement.difference):
        return words("verdict.not_comparable")
    match judgement.verdict:
        case "better" | "worse" | "higher" | "lower" | "same" | "not_comparable" | "not_tested":
            return words(f"verdict.{judgement.verdict}")
        case "cannot_tell":
            jointly = " jointly" if is_clear_alone(judgement) else ""
            return words(f"verdict.cannot_tell{jointly}") + more(judgement, words)
        case never:
            assert_never(never)


def is_clear_alone(judgement: Judgement) -> bool:
    """Whether an effect's own interval leaves 0 out, whatever Holm's adjustment says of it."""
    return judgement.low > 0 or judgement.high < 0


def more(judgement: Judgement, words: Words) -> str:
    """How many more replications would tell, as an addition to a sentence; '' if nobody knows."""
    count = judgement.more
    if count is None or count > _TOO_MANY:
        return ""
    key = "verdict.one more" if count == 1 else "verdict.more"
    return words(key, n=number(count, words.language))
