"""The effects of scenarios as a text: the answer in sentences, then a table with verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.analysis.comparison import HEADLINE
from procsim.cli.grids import aligned
from procsim.cli.rows import ALL, told_once
from procsim.report.facts import Facts
from procsim.report.headline import answers
from procsim.report.numbers import NOTHING, difference, quantity
from procsim.report.outside_view import outside_cells
from procsim.report.payback import payback_cells
from procsim.report.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.analysis.comparison import Judgement, Outcome
    from procsim.analysis.results import Study


def effects_text(
    study: Study,
    language: str,
    *,
    processes: Sequence[str] | None,
    scopes: Sequence[str] | None,
) -> str:
    """The answer and the effects on the headline indicators; with `--scope` on all of the scope."""
    facts = Facts(study, language)
    lines: list[str] = []
    for answer in answers(facts):
        lines += [answer.title, *(f"  {sentence}" for sentence in answer.sentences), ""]
    for outcome in facts.scenarios:
        judged = [
            each
            for each in study.comparison.of(outcome.id)
            if _is_shown(each, processes, tuple(scopes or ()))
        ]
        with_money = not processes and not scopes
        lines += [_table(facts, outcome, judged, with_money=with_money), ""]
    lines += [f"! {check.name}: {check.subject}" for check in study.checks if not check.holds]
    return "\n".join(lines).rstrip("\n")


def _is_shown(each: Judgement, processes: Sequence[str] | None, scopes: tuple[str, ...]) -> bool:
    key = each.key
    if processes and key.process not in processes:
        return False
    if scopes:
        return key.scope in scopes or ALL in scopes
    return key.scope == "process" and (key.kpi, key.statistic) in HEADLINE


def _table(facts: Facts, outcome: Outcome, judged: Sequence[Judgement], *, with_money: bool) -> str:
    words, language = facts.words, facts.language
    new = told_once([each.key[:5] for each in judged], facts.model.processes)
    rows = [
        (
            _subject(facts, each),
            words.kpi(each.key.kpi, each.key.statistic),
            quantity(each.before, each.key.unit, language),
            quantity(each.after, each.key.unit, language),
            difference(each.difference, each.low, each.high, each.key.unit, language),
            verdict(each, words),
        )
        for each, is_new in zip(judged, new, strict=True)
        if is_new
    ]
    if with_money:
        rows += [
            (facts.process(ALL), name, NOTHING, years, NOTHING, how)
            for name, years, how in payback_cells(facts, outcome)
        ]
        rows += [
            (facts.process(ALL), name, NOTHING, NOTHING, share, how)
            for name, share, how in outside_cells(facts, outcome)
        ]
    columns = ("indicator", "as-is", "to-be", "difference", "verdict")
    head = ("", *(words(column) for column in columns))
    return aligned(facts.scenario(outcome.id), head, rows, words=(0, 1, 4, 5))


def _subject(facts: Facts, each: Judgement) -> str:
    """The process, and within it the office, tier, role, pool or step."""
    key = each.key
    process = facts.process(key.process)
    if key.scope == "process":
        return process
    named = {"office": facts.office, "tier": facts.tier, "role": facts.role, "pool": facts.pool}
    return f"{process}: {named[key.scope](key.id) if key.scope in named else key.id}"
