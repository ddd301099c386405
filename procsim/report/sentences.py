"""Sentences about one scenario: cycle times, cost, posts, who gains or loses; and on AS-IS."""

from __future__ import annotations

from collections import defaultdict
from math import isnan, log, nan
from typing import TYPE_CHECKING, Final

from procsim.analysis.hourly_rates import rate_shifts
from procsim.analysis.observed import beside_observed
from procsim.report.numbers import amount, change, difference, factor, percent, quantity
from procsim.report.verdicts import is_clear_alone, more

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.analysis.comparison import Judgement, Outcome
    from procsim.analysis.observed import Beside
    from procsim.report.facts import Facts

_NAMED: Final = 4
"""Offices that a sentence names before it counts the rest."""
LEAST_POST: Final = 0.5
"""Changes of a team by less than this part of a post are called out: it is the usual step of
establishments, which know whole and half posts."""
_FAR: Final = 1.5
"""How many times larger or smaller than the observed figure the simulated one may be before the
answer says so."""
_ALONE: Final = ("shorter", "longer", "not tested")
"""Kinds of effects that have a sentence for each process; the others share one."""
_FEW: Final = 2
"""Processes that cannot be told apart whose differences a sentence tells; of more it tells the
names, and the tables hold the differences."""
_ORDER: Final = ("not comparable", *_ALONE, "cannot tell jointly", "cannot tell", "same")


def cycle_times(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """A sentence for each process whose mean cycle time changes; the others share theirs."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for process in facts.model.processes:
        judged = facts.judged(outcome.id, "cycle_time", "mean", process=process)
        if judged is not None:
            found[_cycle_time(judged)].append(judged)
    for kind in _ORDER:
        if kind in _ALONE:
            for judged in found[kind]:
                process = facts.process(judged.key.process)
                yield facts.words(f"answer.{kind}", process=process, **_sizes(facts, judged))
        elif found[kind]:
            yield _together(facts, kind, found[kind])


def _together(facts: Facts, kind: str, found: list[Judgement]) -> str:
    """One sentence for all processes of a kind."""
    words = facts.words
    has_sizes = kind == "cannot tell jointly" or (kind == "cannot tell" and len(found) <= _FEW)
    names = [facts.process(each.key.process) for each in found]
    items = (
        words("item.difference", process=name, difference=_sizes(facts, each)["difference"])
        if has_sizes
        else name
        for name, each in zip(names, found, strict=True)
    )
    return words(
        f"answer.{kind}",
        processes=words.listed(items),
        more=more(found, words) if has_sizes else "",
    )


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
    yield facts.words(
        f"answer.cost {_cost(judged)}",
        subject=facts.words(f"answer.{kpi}"),
        status=facts.words(f"status.{_status(facts, judged)}"),
        **_sizes(facts, judged),
    )


def other_rates(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """What of the cost of the work is another price of the same posts' hours, largest first."""
    found = rate_shifts(facts.study.comparison.baseline, outcome)
    if not found:
        return
    currency, language = facts.model.currency, facts.language
    items = [
        facts.words(
            "item.rate",
            pool=facts.pool(each.pool),
            before=quantity(each.before, "", language),
            after=quantity(each.after, f"{currency}/h", language),
        )
        for each in sorted(found, key=lambda each: -abs(each.amount))
    ]
    total = sum(each.amount for each in found)
    yield facts.words(
        "answer.other rates",
        items=_shortened(facts, items),
        amount=difference(total, nan, nan, f"{currency}/year", language),
    )


def _cost(judged: Judgement) -> str:
    """The kind of sentence that an effect on a yearly cost needs."""
    known = {"better": "less", "worse": "more", "same": "same"}
    kind = known.get(judged.verdict, _unclear(judged))
    if kind == "cannot tell jointly":
        return "less jointly" if judged.difference < 0 else "more jointly"
    return kind


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
    said += _fractions(facts, outcome)
    if said:
        yield facts.words.sentences(said)


def _fractions(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """Posts cut or added by less than anybody can cut or add."""
    baseline = facts.study.comparison.baseline
    pools = (facts.ids(each, "pool", "posts") for each in (baseline, outcome))
    sizes = [
        round(facts.difference(outcome, "posts", "pool", pool).value, 6)
        for pool in dict.fromkeys(pool for ids in pools for pool in ids)
    ]
    small = [size for size in sizes if 0 < abs(size) < LEAST_POST]
    if small:
        cut, added = -sum(s for s in small if s < 0), sum(s for s in small if s > 0)
        posts = [quantity(each, "posts", facts.language) for each in (LEAST_POST, cut, added)]
        yield facts.words(
            "answer.fractions", n=len(small), least=posts[0], cut=posts[1], added=posts[2]
        )


def misses(facts: Facts) -> Iterator[str]:
    """Which processes' simulated AS-IS is far from what was observed, each with the figure that is
    furthest off."""
    found: dict[str, Beside] = {}
    for each in beside_observed(facts.study.comparison.baseline):
        if each.ratio > 0 and not 1 / _FAR < each.ratio < _FAR:
            before = found.setdefault(each.subject, each)
            if abs(log(each.ratio)) > abs(log(before.ratio)):
                found[each.subject] = each
    if found:
        items = facts.words.listed(_miss(facts, each) for each in found.values())
        yield facts.words("answer.misses", items=items)


def _miss(facts: Facts, each: Beside) -> str:
    language, name = facts.language, facts.words.kpi(each.kpi, each.statistic)
    return facts.words(
        "item.misses",
        process=facts.subject(each.subject),
        name=facts.words("of.mean", name=name) if each.statistic == "mean" else name,
        simulated=quantity(each.simulated, each.unit, language),
        observed=quantity(each.value, each.unit, language),
        ratio=factor(each.ratio, language),
    )


def gains_and_losses(facts: Facts, outcome: Outcome) -> str:
    """Who surely loses, then who surely gains."""
    words = facts.words
    if not facts.is_tested:
        return words("answer.nobody tested")
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
    longer = [] if losers else _longer(facts, outcome)
    if longer:
        said.append(words("answer.longer without losers", processes=words.listed(longer)))
    if winners and len(winners) == len(facts.model.offices):
        said.append(words("answer.all gain", n=len(winners)))
    elif winners:
        said.append(words("answer.winners", n=len(winners), offices=_some(facts, winners)))
    return words.sentences(said)


def _longer(facts: Facts, outcome: Outcome) -> list[str]:
    """The processes whose mean cycle time is longer."""
    return [
        facts.process(process)
        for process in facts.model.processes
        if (judged := facts.judged(outcome.id, "cycle_time", "mean", process=process))
        and judged.verdict == "worse"
    ]


def _some(facts: Facts, offices: tuple[str, ...]) -> str:
    """The first offices, and how many more."""
    return _shortened(facts, [facts.office(id_) for id_ in offices])


def _shortened(facts: Facts, names: list[str]) -> str:
    """The first names, and how many more."""
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
        "more": more([judged], facts.words),
    }
