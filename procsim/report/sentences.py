"""Sentences about one scenario: cycle times, cost, posts, and who gains or loses."""

from __future__ import annotations

from collections import defaultdict
from math import isnan
from typing import TYPE_CHECKING, Final

from procsim.report.numbers import amount, change, difference, percent, quantity
from procsim.report.verdicts import is_clear_alone, more

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.analysis.comparison import Judgement, Outcome
    from procsim.report.facts import Facts

_NAMED: Final = 4
"""Offices that a sentence names before it counts the rest."""
_ALONE: Final = ("shorter", "longer", "not tested")
"""Kinds of effects that have a sentence for each process; the others share one."""
_ORDER: Final = ("not comparable", *_ALONE, "cannot tell", "cannot tell jointly", "same")


def cycle_times(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """A sentence for each process whose mean cycle time changes; the others share theirs."""
    words = facts.words
    items: dict[str, list[str]] = defaultdict(list)
    for process in facts.model.processes:
        judged = facts.judged(outcome.id, "cycle_time", "mean", process=process)
        if judged is None:
            continue
        kind = _cycle_time(judged)
        sizes = {"process": facts.process(process), **_sizes(facts, judged)}
        key = f"answer.{kind}" if kind in _ALONE else f"item.{kind}"
        items[kind].append(words(key, **sizes))
    for kind in _ORDER:
        if kind in _ALONE:
            yield from items[kind]
        elif items[kind]:
            yield words(f"answer.{kind}", processes=words.listed(items[kind]))


def _cycle_time(judged: Judgement) -> str:
    """The kind of sentence that an effect on a cycle time needs."""
    if judged.verdict == "not_comparable" or isnan(judged.difference):
        return "not comparable"
    known = {"better": "shorter", "worse": "longer", "same": "same"}
    return known.get(judged.verdict, _unclear(judged))


def cost(facts: Facts, outcome: Outcome, kpi: str) -> Iterator[str]:
    """One sentence. *Saving* is said of capacity only (work is not money paid), and only of a
    validated baseline."""
    judged = facts.judged(outcome.id, kpi, "total")
    if judged is None or isnan(judged.difference):
        return
    known = {"better": "less", "worse": "more", "same": "same"}
    yield facts.words(
        f"answer.cost {known.get(judged.verdict, _unclear(judged))}",
        subject=facts.words(f"answer.{kpi}"),
        status=facts.words(f"status.{_status(facts, judged)}"),
        **_sizes(facts, judged),
    )


def running(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """What the change itself costs a year, which the simulated costs leave out."""
    investments = [] if outcome.scenario is None else outcome.scenario.investments
    yearly = sum(
        facts.model.in_reporting_currency(each.cost.mean, each.currency)
        for each in investments
        if each.yearly
    )
    if yearly:
        amount = quantity(yearly, f"{facts.model.currency}/year", facts.language)
        yield facts.words("answer.running", amount=amount)


def posts(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """The establishment, and the posts that the work would keep busy."""
    establishment = facts.judged(outcome.id, "posts", "total")
    needed = facts.judged(outcome.id, "posts_needed", "total")
    said = []
    if establishment is not None:
        key = "answer.same posts" if establishment.difference == 0 else "answer.posts"
        said.append(facts.words(key, **_sizes(facts, establishment)))
    if needed is not None and outcome.stability.is_stable:
        key = "answer.same posts needed" if needed.difference == 0 else "answer.posts needed"
        said.append(facts.words(key, **_sizes(facts, needed)))
    if said:
        yield facts.words.sentences(said)


def gains_and_losses(facts: Facts, outcome: Outcome) -> str:
    """Who surely loses, then who surely gains."""
    words = facts.words
    shifts = [each for each in facts.study.comparison.shifts if each.scenario == outcome.id]
    losers, winners = (
        tuple(dict.fromkeys(each.judgement.key.id for each in shifts if each.better is better))
        for better in (False, True)
    )
    materiality = percent(facts.study.comparison.materiality, facts.language)
    said = [
        words("answer.losers", n=len(losers), offices=_some(facts, losers))
        if losers
        else words("answer.no losers", materiality=materiality)
    ]
    if winners and len(winners) == len(facts.model.offices):
        said.append(words("answer.all gain", n=len(winners)))
    elif winners:
        said.append(words("answer.winners", n=len(winners), offices=_some(facts, winners)))
    return words.sentences(said)


def _some(facts: Facts, offices: tuple[str, ...]) -> str:
    """The first offices, and how many more."""
    names = [facts.office(id_) for id_ in offices]
    if len(names) <= _NAMED + 1:
        return facts.words.listed(names)
    shown = facts.words("list.comma").join(names[:_NAMED])
    return facts.words("list.and others", shown=shown, n=len(names) - _NAMED)


def _status(facts: Facts, judged: Judgement) -> str:
    if not facts.is_validated:
        return "illustration" if facts.is_illustrative else "estimate"
    is_capacity = judged.key.kpi == "cost_of_capacity"
    return "saving" if is_capacity and judged.verdict == "better" else "validated"


def _unclear(judged: Judgement) -> str:
    if judged.verdict == "not_tested" or isnan(judged.low):
        return "not tested"
    return "cannot tell jointly" if is_clear_alone(judged) else "cannot tell"


def _sizes(facts: Facts, judged: Judgement) -> dict[str, str]:
    """What a sentence about an effect can fill its blanks with."""
    language, unit = facts.language, judged.key.unit
    return {
        "before": quantity(judged.before, unit, language),
        "before_bare": quantity(judged.before, "", language),
        "after": quantity(judged.after, unit, language),
        "after_bare": quantity(judged.after, "", language),
        "by": amount(judged.difference, judged.low, judged.high, unit, language),
        "difference": difference(judged.difference, judged.low, judged.high, unit, language),
        "change": change(judged.before, judged.after, language),
        "more": more(judged, facts.words),
    }
