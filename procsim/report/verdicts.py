"""Verdicts in words: never a bare number without what it means."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final, assert_never

from procsim.analysis.comparison import HEADLINE
from procsim.report.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.analysis.comparison import Judgement
    from procsim.report.facts import Facts
    from procsim.report.words import Words

_TOO_MANY: Final = 10_000
"""Beyond this, "n more replications would do" helps nobody."""


def verdict(judgement: Judgement, words: Words) -> str:
    """A cell: `better`, `no difference`, `cannot tell (+12)`. Notes say what the latter means."""
    if isnan(judgement.difference):
        return words("verdict.not_comparable")
    match judgement.verdict:
        case "better" | "worse" | "higher" | "lower" | "same" | "not_comparable" | "not_tested":
            return words(f"verdict.{judgement.verdict}")
        case "cannot_tell":
            jointly = " jointly" if is_clear_alone(judgement) else ""
            count = _more([judgement])
            added = "" if count is None else f" (+{number(count, words.language)})"
            return words(f"verdict.cannot_tell{jointly}") + added
        case never:
            assert_never(never)


def effects_note(facts: Facts) -> str:
    """What the intervals and verdicts beside effects mean, and which effects it is about."""
    words = facts.words
    if not facts.is_tested:
        return words("effects.note not tested")
    return words(
        "effects.note",
        n=len(facts.study.comparison.headline),
        kinds=words.listed(words.kpi(kpi, statistic) for kpi, statistic in HEADLINE),
    )


def is_clear_alone(judgement: Judgement) -> bool:
    """Whether an effect's own interval leaves 0 out, whatever Holm's adjustment says of it."""
    return judgement.low > 0 or judgement.high < 0


def is_told(judgement: Judgement) -> bool:
    """Whether a reader should see an effect before the others: it is there, at least by itself, or
    it cannot be judged."""
    if judgement.verdict == "cannot_tell":
        return is_clear_alone(judgement)
    return judgement.verdict != "same"


def more(judgements: Sequence[Judgement], words: Words) -> str:
    """How many more replications would tell all of them, as an addition to a sentence; '' if nobody
    knows."""
    count = _more(judgements)
    if count is None:
        return ""
    key = "verdict.one more" if count == 1 else "verdict.more"
    return words(key, n=number(count, words.language))


def _more(judgements: Sequence[Judgement]) -> int | None:
    counts = [each.more for each in judgements]
    largest = max((count for count in counts if count is not None), default=None)
    return None if None in counts or largest is None or largest > _TOO_MANY else largest
