"""From the log of one replication to its measurements.

Case measures cover the cases that arrive in the window; hours, utilisation and cost cover what was
worked or paid in it (`docs/semantics.md`, "Window").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.analysis.case_measures import CaseMeasures
from procsim.analysis.quality_measures import put_quality
from procsim.analysis.rows import costs_of
from procsim.analysis.sheet import Sheet
from procsim.analysis.staff_measures import StaffMeasures

if TYPE_CHECKING:
    from procsim.analysis.yardstick import Yardstick
    from procsim.simulation.log import Log
    from procsim.simulation.roster import Roster


def measure(yardstick: Yardstick, log: Log, roster: Roster) -> Sheet:
    """All measurements of one replication, always under the same keys in the same order."""
    sheet = Sheet()
    present = yardstick.presence.of(roster)
    costs = costs_of(yardstick, log, present, roster)
    CaseMeasures(yardstick, log, present, costs).put(sheet)
    staff = StaffMeasures(yardstick, log, present, costs)
    staff.put(sheet)
    put_quality(sheet, yardstick, log, staff.hours)
    return sheet
