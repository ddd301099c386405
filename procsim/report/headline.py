"""The answer in sentences, computed from a study: what a reader takes away who reads no further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.report.facts import Facts
from procsim.report.numbers import estimate, percent
from procsim.report.outside_view import warning
from procsim.report.payback import payback_sentence
from procsim.report.sentences import (
    cost,
    cycle_times,
    gains_and_losses,
    misses,
    other_rates,
    posts,
    running,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.analysis.comparison import Outcome
    from procsim.analysis.results import Study
    from procsim.analysis.stability import Unstable

_NAMED: Final = 4
"""Pools that are named before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be said of one scenario (or of AS-IS)."""

    id: str
    title: str
    is_stable: bool
    sentences: tuple[str, ...]


def headline(study: Study, language: str) -> list[str]:
    """All sentences of the answer, each beginning with the scenario it is about."""
    facts = Facts(study, language)
    return [
        f"{answer.title}{facts.words('list.colon')}{sentence}"
        for answer in answers(facts)
        for sentence in answer.sentences
    ]


def answers(facts: Facts) -> tuple[Answer, ...]:
    """What cannot keep up comes first; then the scenarios in their order; last AS-IS, if it misses
    what is known of it."""
    as_is = facts.study.comparison.baseline
    first = [each for each in facts.outcomes if not each.stability.is_stable]
    stable = [each for each in facts.scenarios if each.stability.is_stable]
    if as_is.stability.is_stable and any(misses(facts)):
        stable.append(as_is)
    return tuple(
        Answer(
            outcome.id,
            facts.scenario(outcome.id),
            outcome.stability.is_stable,
            tuple(_sentences(facts, outcome)),
        )
        for outcome in (*first, *stable)
    )


def _sentences(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """An overloaded scenario leaves work undone, so nothing is said of what its work costs or who
    gains by it."""
    is_stable = outcome.stability.is_stable
    if not is_stable:
        yield from _overloaded(facts, outcome)
    if outcome.id == facts.study.comparison.baseline.id:
        yield from misses(facts)
        return
    yield from cycle_times(facts, outcome)
    if is_stable:
        yield from cost(facts, outcome, "cost_of_work_per_year")
        yield from other_rates(facts, outcome)
    yield from cost(facts, outcome, "cost_of_capacity")
    yield from running(facts, outcome)
    yield from payback_sentence(facts, outcome)
    yield from warning(facts, outcome)
    yield from posts(facts, outcome)
    if is_stable:
        yield gains_and_losses(facts, outcome)


def _overloaded(facts: Facts, outcome: Outcome) -> Iterator[str]:
    words, pools = facts.words, outcome.stability.pools
    yield words("unstable.verdict", n=len(pools))
    shown = sorted(pools, key=lambda pool: -pool.load)[:_NAMED]
    yield from (_overload(facts, pool) for pool in shown)
    if len(pools) > len(shown):
        yield words("unstable.others", n=len(pools) - len(shown))


def _overload(facts: Facts, pool: Unstable) -> str:
    language = facts.language
    growth = estimate(pool.growth, pool.growth_low, pool.growth_high, "cases/month", language)
    kind = "growing" if pool.load < 1 else "overloaded"
    if pool.load >= 1 and not pool.growth > 0:
        kind = "overloaded without growth"
    load = percent(pool.load, language)
    return facts.words(f"unstable.{kind}", pool=facts.pool(pool.pool), load=load, growth=growth)
