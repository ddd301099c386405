"""A study seen by its reader: numbers found by key, names in one language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from procsim.analysis.kpis import ALL
from procsim.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.analysis.comparison import Judgement, Outcome
    from procsim.analysis.results import Study
    from procsim.model.model import Input, Model
    from procsim.model.organisation import Office
    from procsim.model.scenario import Scenario
    from procsim.model.text import Title

NAN: Final = float("nan")
_HEADLINE: Final = frozenset({"arrivals", "time", "delay", "share", "staff", "posts", "cost"})
Address = tuple[str, str, str, str, str]
"""Process, scope, id, kpi, statistic."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean over replications with its interval; NaN where there is none."""

    value: float
    low: float
    high: float
    unit: str


@dataclass(frozen=True)
class Facts:
    """What a report asks of a study."""

    study: Study
    language: str

    @cached_property
    def words(self) -> Words:
        """The fixed texts."""
        return Words(self.language)

    @property
    def model(self) -> Model:
        """AS-IS."""
        return self.study.comparison.baseline.model

    @property
    def scenarios(self) -> tuple[Outcome, ...]:
        """TO-BE, in the order of the study."""
        return self.study.comparison.scenarios

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """AS-IS, then the scenarios."""
        return (self.study.comparison.baseline, *self.scenarios)

    @property
    def is_validated(self) -> bool:
        """Whether the baseline allows the word *saving*."""
        return self.model.baseline.status == "validated"

    @property
    def is_tested(self) -> bool:
        """Whether there are the two replications that an interval and a test need."""
        return self.study.identity.replications > 1

    @cached_property
    def headline_inputs(self) -> tuple[Input, ...]:
        """Inputs that the headline rests on: volumes, times, shares, posts and their cost."""
        return tuple(
            each for _, each in self.study.inputs if not _HEADLINE.isdisjoint(each.path.split("."))
        )

    @cached_property
    def assumptions(self) -> tuple[Input, ...]:
        """Headline inputs that nobody has measured, recorded or judged, or without a source."""
        return tuple(i for i in self.headline_inputs if i.evidence == "D" or not i.source)

    @property
    def is_illustrative(self) -> bool:
        """Whether a headline input is an assumption."""
        return bool(self.assumptions)

    def is_built_on_another(self, scenario: Scenario) -> bool:
        """Whether a scenario changes another scenario instead of AS-IS."""
        start = scenario.baseline
        return (start.posts, start.processes) != (self.model.posts, self.model.processes)

    @cached_property
    def offices(self) -> Mapping[str, Office]:
        """Every office of AS-IS and of the scenarios."""
        found: dict[str, Office] = {}
        for outcome in self.outcomes:
            for id_, office in outcome.model.offices.items():
                found.setdefault(id_, office)
        return found

    def measured(
        self,
        outcome: Outcome,
        kpi: str,
        statistic: str,
        *,
        process: str = ALL,
        scope: str = "process",
        id_: str = "",
    ) -> Measured:
        """An indicator of a scenario or of AS-IS; `id_` is by default the process."""
        row = self._rows[outcome.id].get((process, scope, id_ or process, kpi, statistic))
        if row is None:
            return Measured(NAN, NAN, NAN, "")
        estimates = outcome.estimates
        value, low, high = (
            float(array[row]) for array in (estimates.mean, estimates.low, estimates.high)
        )
        return Measured(value, low, high, estimates.keys[row].unit)

    def judged(
        self,
        scenario: str,
        kpi: str,
        statistic: str,
        *,
        process: str = ALL,
        scope: str = "process",
        id_: str = "",
    ) -> Judgement | None:
        """The effect of a scenario on an indicator; None if it is not measured on both sides."""
        return self._judgements.get((scenario, process, scope, id_ or process, kpi, statistic))

    def difference(self, outcome: Outcome, kpi: str, scope: str, id_: str) -> Measured:
        """The effect on a yearly total of all processes. What exists on one side only (a new
        office) is 0 on the other."""
        baseline = self.study.comparison.baseline
        judged = self.judged(outcome.id, kpi, "total", scope=scope, id_=id_)
        if judged is not None:
            return Measured(judged.difference, judged.low, judged.high, judged.key.unit)
        new = self.measured(outcome, kpi, "total", scope=scope, id_=id_)
        if new.unit:
            return new
        old = self.measured(baseline, kpi, "total", scope=scope, id_=id_)
        return replace(old, value=-old.value, low=-old.high, high=-old.low)

    def missing(self, outcome: Outcome) -> str:
        """Why a number of a scenario that is known elsewhere does not exist here."""
        is_stable = outcome.stability.is_stable and self.outcomes[0].stability.is_stable
        return self.words("no value" if is_stable else "cannot keep up")

    def ids(self, outcome: Outcome, scope: str, kpi: str) -> tuple[str, ...]:
        """What an indicator of all processes is measured for, in the order of the model."""
        return tuple(
            id_
            for process, at, id_, name, _ in self._rows[outcome.id]
            if (process, at, name) == (ALL, scope, kpi)
        )

    def process(self, id_: str) -> str:
        """The title of a process."""
        for outcome in self.outcomes:
            if id_ in outcome.model.processes:
                return outcome.model.processes[id_].title.into(self.language)
        return self.words("all processes") if id_ == ALL else id_

    def subject(self, of: str) -> str:
        """What an observed figure is about: `process`, or `process, offices`."""
        process, _, scope = of.partition(", ")
        return self.process(process) + (f" ({scope})" if scope else "")

    def office(self, id_: str) -> str:
        """The title of an office."""
        return self.offices[id_].title.into(self.language) if id_ in self.offices else id_

    def role(self, ids: str) -> str:
        """The titles of roles held together (`role+role`)."""
        return " + ".join(self._roles.get(id_, id_) for id_ in ids.split("+"))

    def pool(self, id_: str) -> str:
        """The title of a pool (`role+role@office`)."""
        roles, _, office = id_.partition("@")
        return self.words("pool", roles=self.role(roles), office=self.office(office))

    def tier(self, id_: str) -> str:
        """The name of a tier."""
        return self.words(f"tier.{id_}")

    def scenario(self, id_: str) -> str:
        """The title of a scenario, or of AS-IS."""
        for outcome in self.scenarios:
            if outcome.id == id_ and outcome.scenario is not None:
                return outcome.scenario.title.into(self.language)
        return self.words("as-is") if id_ == self.study.comparison.baseline.id else id_

    def title(self, title: Title) -> str:
        """Any title of the model."""
        return title.into(self.language)

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        return {
            id_: role.title.into(self.language)
            for outcome in self.outcomes
            for id_, role in outcome.model.roles.items()
        }

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[Address, int]]:
        return {
            outcome.id: {key[:5]: n for n, key in enumerate(outcome.estimates.keys)}
            for outcome in self.outcomes
        }

    @cached_property
    def _judgements(self) -> Mapping[tuple[str, str, str, str, str, str], Judgement]:
        return {(each.scenario, *each.key[:5]): each for each in self.study.comparison.judgements}
