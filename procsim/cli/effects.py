"""The effects of scenarios as a text: the answer in sentences, then a table with verdicts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from procsim.analysis.comparison import is_headline
from procsim.cli.grids import aligned
from procsim.cli.rows import ALL, told_once
from procsim.report.facts import Facts
from procsim.report.headline import answers
from procsim.report.numbers import NOTHING, difference, quantity, unit_name
from procsim.report.outside_view import outside_cells
from procsim.report.payback import payback_cells
from procsim.report.verdicts import effects_note, is_told, verdict

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
        lines.append(_table(facts, outcome, judged))
        if not processes and not scopes:
            lines += _money(facts, outcome)
        lines.append("")
    lines += [effects_note(facts), ""]
    lines += [f"! {check.name}: {check.subject}" for check in study.checks if not check.holds]
    return "\n".join(lines).rstrip("\n")


def _is_shown(each: Judgement, processes: Sequence[str] | None, scopes: tuple[str, ...]) -> bool:
    key = each.key
    if processes and key.process not in processes:
        return False
    if scopes:
        return key.scope in scopes or ALL in scopes
    return is_headline(key)


def _table(facts: Facts, outcome: Outcome, judged: Sequence[Judgement]) -> str:
    """What changes comes first: subjects by the surest of their effects, and so within each."""
    new = told_once([each.key[:5] for each in judged], facts.model.processes)
    subjects: dict[str, list[Judgement]] = defaultdict(list)
    for each, is_new in zip(judged, new, strict=True):
        if is_new:
            subjects[_subject(facts, each)].append(each)
    rows: list[tuple[str, ...]] = []
    for subject, effects in sorted(subjects.items(), key=lambda item: min(map(_rank, item[1]))):
        rows.append((subject, "", "", "", ""))
        rows += [_row(facts, each) for each in sorted(effects, key=_rank)]
    columns = ("indicator", "as-is", "to-be", "difference", "verdict")
    head = [facts.words(column) for column in columns]
    return aligned(facts.scenario(outcome.id), head, rows, words=(0, 3, 4))


def _rank(each: Judgement) -> int:
    """Sure effects, then those that are clear by themselves, then the rest, last what stays."""
    if each.verdict == "same":
        return 3
    if not is_told(each):
        return 2
    return 1 if each.verdict == "cannot_tell" else 0


def _row(facts: Facts, each: Judgement) -> tuple[str, ...]:
    """The unit stands with the name, so that a row fits a screen."""
    words, language, key = facts.words, facts.language, each.key
    name = words.kpi(key.kpi, key.statistic)
    has_percent = key.unit == "share"
    unit = key.unit if has_percent else ""
    if not has_percent:
        name = words("axis", name=name, unit=unit_name(key.unit, language))
    return (
        f"  {name}",
        quantity(each.before, unit, language),
        quantity(each.after, unit, language),
        difference(each.difference, each.low, each.high, unit, language),
        verdict(each, words),
    )


def _money(facts: Facts, outcome: Outcome) -> list[str]:
    """What follows from the totals, a line each."""
    colon = facts.words("list.colon")
    cells = (*payback_cells(facts, outcome), *outside_cells(facts, outcome))
    return [
        f"  {name}{colon}{how if value == NOTHING else f'{value}; {how}'}"
        for name, value, how in cells
    ]


def _subject(facts: Facts, each: Judgement) -> str:
    """The process, and within it the office, tier, role, pool or step."""
    key = each.key
    process = facts.process(key.process)
    if key.scope == "process":
        return process
    named = {"office": facts.office, "tier": facts.tier, "role": facts.role, "pool": facts.pool}
    return f"{process}: {named[key.scope](key.id) if key.scope in named else key.id}"
