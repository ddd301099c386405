"""One replication of a plan: cases, absences and draws from a seed, walked by an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.preparation.cases import prepare_cases
from procsim.simulation.preparation.roster import Roster, draw_roster

if TYPE_CHECKING:
    from procsim.simulation.engines import Engine
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan


def replicate(
    plan: Plan, *, seed: int, replication: int, engine: Engine = "simpy"
) -> tuple[Log, Roster]:
    """The log of one replication, and who was present in it. `engines.choose` says which engine is
    the better one; the log is the same."""
    # An engine is loaded where it is needed: each brings a library of its own.
    if engine == "compiled":
        from procsim.simulation.engine_compiled import run
    else:
        from procsim.simulation.engine_simpy import run

    cases = prepare_cases(plan, seed=seed, replication=replication)
    roster = draw_roster(plan, seed=seed, replication=replication)
    return run(plan, cases, roster, replication=replication), roster
