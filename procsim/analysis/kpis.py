"""The indicators: each declared once, with its unit, direction, scopes and definition.

Scopes: `process` (id: the process, or `all`), `office` and `tier` (of origin for cases, where the
work is done for staff), `role` (roles that are held together), `pool` (a crew: the members of one
office who hold the same roles), `step`, `segment` (cases told apart by a fact: `kind=a`,
`amount<1000`). Costs are in the reporting currency.
"""

from __future__ import annotations

from typing import Final

from procsim.analysis.case_kpis import CASE_KPIS
from procsim.analysis.kpi import ALL, CAUSES, MEAN, QUANTILES, TOTAL, Kpi
from procsim.analysis.work_kpis import WORK_KPIS

__all__ = ["ALL", "CAUSES", "KPIS", "MEAN", "QUANTILES", "TOTAL", "Kpi"]

#: Id → indicator, in the order of reports.
KPIS: Final = {kpi.id: kpi for kpi in (*CASE_KPIS, *WORK_KPIS)}
