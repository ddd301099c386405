"""From the log of one replication to its measurements.

Case measures cover the cases that arrive in the window; hours, utilisation and cost cover what was
worked or paid in it (`docs/semantics.md`, "Window").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.analysis.backlog import Backlog
from procsim.analysis.case_groups import CaseGroups
from procsim.analysis.case_measures import CaseMeasures
from procsim.analysis.quality_measures import QualityMeasures
from procsim.analysis.rows import blocks_of
from procsim.analysis.sheet import Sheet
from procsim.analysis.staff_measures import StaffMeasures

if TYPE_CHECKING:
    from procsim.analysis.yardstick import WorkYardstick, Yardstick
    from procsim.simulation.log import Log
    from procsim.simulation.preparation.roster import Roster


def measure(yardstick: Yardstick, log: Log, roster: Roster) -> Sheet:
    """All measurements of one replication, always under the same keys in the same order."""
    present = yardstick.presence.of(roster)
    groups = CaseGroups(yardstick, log)
    cases = CaseMeasures(yardstick, log, present, groups)
    staff = StaffMeasures(yardstick, present)
    backlog = Backlog(yardstick, log.finished)
    quality = QualityMeasures(yardstick, log, groups)
    for block in blocks_of(yardstick, log, present, roster):
        for part in (cases, staff, backlog, quality):
            part.add(block)
    sheet = Sheet()
    cases.put(sheet)
    staff.put_whole(sheet)
    staff.put_places(sheet)
    backlog.put(sheet)
    staff.put_processes(sheet)
    quality.put(sheet, staff.step_hours)
    return sheet


def measure_work(yardstick: WorkYardstick, log: Log, roster: Roster) -> Sheet:
    """Work and its cost over all processes, as in `measure`; nothing else."""
    present = yardstick.presence.of(roster)
    staff = StaffMeasures(yardstick, present)
    for block in blocks_of(yardstick, log, present, roster):
        staff.add(block)
    sheet = Sheet()
    staff.put_whole(sheet)
    return sheet
