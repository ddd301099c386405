"""A thinned log: some of its cases, each whole and with every case that it began."""

import datetime as dt

import numpy as np

from procsim.analysis.frames import activities_frame, cases_frame
from procsim.analysis.thinning import thinned
from tests.builders import call, minutes, model, office, post, process, recorded, task, window
from tests.simulated import Simulated, simulate


def ran() -> Simulated:
    """Ten cases of `asks`, each of which calls one of `checks`: 10 × (2 + 1) activities."""
    monday = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    arrivals = recorded(*(("hq", monday + dt.timedelta(minutes=each)) for each in range(10)))
    return simulate(
        model(
            offices=[office("hq", tier="hq")],
            posts=[post("hq")],
            window=window(dt.date(2026, 1, 5), months=0, days=14),
            processes=[
                process(
                    "asks",
                    task("write", time=minutes(5)),
                    call("ask", "checks"),
                    arrivals=[arrivals],
                ),
                process("checks", task("look", time=minutes(5)), arrivals=[]),
            ],
        )
    )


def test_a_small_log_stays_as_it_is() -> None:
    log = ran().log

    assert log.activities.case.size == 30
    assert thinned(log, most=30) is log


def test_every_kth_case_is_kept_with_the_cases_it_began_and_all_their_activities() -> None:
    run = ran()
    whole, rows = cases_frame(run.plan, [run.log]), activities_frame(run.plan, [run.log])

    few = thinned(run.log, most=10)  # of 30 activities: every third case

    kept, some = cases_frame(run.plan, [few]), activities_frame(run.plan, [few])
    first = whole[whole.parent.isna()].case.tolist()[::3]
    wanted = whole[whole.case.isin(first) | whole.parent.isin(first)]
    assert len(first) == 4
    assert kept.astype(str).to_dict("records") == wanted.astype(str).to_dict("records")
    left = rows[rows.case.isin(wanted.case)]
    assert len(left) == 12
    assert some.astype(str).to_dict("records") == left.astype(str).to_dict("records")
    assert np.all(few.case_parent < np.arange(few.case_parent.size))
