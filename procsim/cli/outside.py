"""The outside view as fields of the rows of effects, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from procsim.analysis.results import Study


def with_outside_view(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The effects with five further columns, filled where a yearly cost of all processes is judged.

    `reduction`, `reduction_low`, `reduction_high`: its fall as a share of the baseline, the
    capacity's less the running cost of the change; `outside_view`: within, amber or red;
    `above_every_case`.
    """
    import pandas as pd

    from procsim.savings.reference_class import outside_view

    found = [
        {
            "scenario": outcome.id,
            "process": "all",
            "scope": "process",
            "kpi": each.kpi,
            "statistic": "total",
            "reduction": each.share,
            "reduction_low": each.low,
            "reduction_high": each.high,
            "outside_view": each.level,
            "above_every_case": view.is_above_every_case(each),
        }
        for outcome in study.comparison.scenarios
        if outcome.scenario is not None
        for view in (outside_view(study.comparison, outcome.scenario),)
        for each in view.reductions
    ]
    keys = ["scenario", "process", "scope", "kpi", "statistic"]
    added = ["reduction", "reduction_low", "reduction_high", "outside_view", "above_every_case"]
    wide = rows.merge(pd.DataFrame(found, columns=[*keys, *added]), on=keys, how="left")
    wide[added] = wide[added].astype(object).where(wide[added].notna(), None)
    return wide
