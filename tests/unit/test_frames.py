"""Logs as tables: names for codes, UTC timestamps, timedeltas, nothing where there is nothing."""

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest

from procsim.analysis.frames import activities_frame, cases_frame
from procsim.model.distributions import Constant
from procsim.model.facts import Error, Fact
from procsim.model.text import plain
from procsim.units import DAY, Span
from tests.builders import (
    by,
    days,
    hand_over,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recorded,
    starts,
    task,
    wait,
    window,
)
from tests.simulated import several

MADE = model(
    offices=[office("hq", tier="hq"), office("suva", zone="Pacific/Fiji")],
    posts=[post("hq", "boss", posts=2), post("suva", "clerk", "boss")],
    hand_overs=[hand_over("suva", "hq", hours(2))],
    processes=[
        process(
            "visa",
            task("write", time=minutes(30)),
            task("sign", role="boss", at="hq", time=minutes(10)),
            wait("post", days(1)),
            arrivals=[recorded(("suva", dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)))],
        ),
        process(
            "leave",
            task("file", role="boss", at="hq", time=days(90)),
            arrivals=[recorded(*[("hq", dt.datetime(2026, 1, 6, tzinfo=dt.UTC))] * 3)],
        ),
    ],
    window=window(months=1, drain=Span(1, 0)),
)


@pytest.fixture(scope="module")
def runs():
    return several(MADE, 2)


@pytest.fixture(scope="module")
def cases(runs):
    return cases_frame(runs[0].plan, [run.log for run in runs])


@pytest.fixture(scope="module")
def activities(runs):
    return activities_frame(runs[0].plan, [run.log for run in runs])


def utc(day, hour=0, minute=0):
    return pd.Timestamp(2026, 1, day, hour, minute, tz="UTC")


def test_a_case_is_a_row_with_names_and_instants(cases):
    visa = cases[(cases.process == "visa") & (cases.replication == 1)]
    assert visa[["office", "case", "outcome"]].to_numpy().tolist() == [["suva", "suva-0", "end"]]
    assert visa.arrived.tolist() == [utc(5, 9)]
    assert visa.ended.tolist() == [utc(6, 11, 40)]


def test_an_unfinished_case_has_no_end_and_no_outcome(cases):
    open_ = cases[cases.process == "leave"]
    assert open_.ended.isna().all()
    assert open_.outcome.isna().all()
    assert sorted(cases.replication.unique()) == [0, 1]


def test_an_activity_names_who_did_it_where_and_when(activities):
    first = activities[activities.replication == 0].set_index("step")
    wrote, signed, posted = (first.loc[step] for step in ("write", "sign", "post"))
    assert (wrote.office, wrote.place, wrote.pool) == ("suva", "suva", "clerk@suva")
    assert wrote.member == "clerk+boss@suva/1"
    assert wrote.work == pd.Timedelta(minutes=30)
    assert (signed.office, signed.place, signed.pool) == ("suva", "hq", "boss@hq")
    assert signed.handed - signed.ready == pd.Timedelta(hours=2)
    assert (posted.started, posted.ended) == (utc(5, 11, 40), utc(6, 11, 40))
    assert pd.isna([posted.pool, posted.place, posted.member]).all()


def test_work_that_nobody_took_up_has_no_start(activities):
    rows = activities[(activities.step == "file") & (activities.replication == 0)]
    assert rows.result.tolist() == ["unfinished", "unfinished", "waiting"]
    assert rows.started.isna().tolist() == [False, False, True]
    assert pd.isna(rows.member.tolist()).tolist() == [False, False, True]


def test_the_columns_that_are_promised_are_there(activities):
    promised = ["replication", "process", "case", "office", "step", "visit", "pool", "member"]
    promised += ["ready", "started", "ended", "work"]
    assert set(promised) <= set(activities.columns)
    assert isinstance(activities.ready.dtype, pd.DatetimeTZDtype)
    assert activities.work.dtype == np.dtype("timedelta64[us]")


def test_a_case_that_began_in_the_run_is_named_by_its_parent():
    nine = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    parent = process(
        "p",
        task("begin", role=None, starts=(starts("child", 2),)),
        arrivals=[recorded(("a", nine), ("a", nine))],
    )
    child = process("child", task("x", role=None), arrivals=[])
    (run,) = several(model(processes=[parent, child], posts=[]), 1)
    frame = cases_frame(run.plan, [run.log])
    assert frame["case"].tolist() == ["a-0", "a-1", "a-0/0", "a-0/1", "a-1/0", "a-1/1"]


def test_the_facts_of_a_case_stand_in_its_row_in_words():
    nine = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    facts = (
        Fact("kind", plain("Kind"), "category", by(Constant(1.0)), ("plain", "urgent")),
        Fact("amount", plain("Amount"), "money", by(Constant(120.5))),
        Fact("due", plain("Due"), "date", by(Constant(DAY))),
        Fact("notice", plain("Notice"), "time", by(Constant(2 * DAY))),
        Fact("first", plain("First"), "truth", by(Constant(1.0))),
    )
    errs = task("x", role=None, errors=(("typo", Constant(1.0)), ("blot", Constant(0.0))))
    made = process("p", errs, arrivals=[recorded(("a", nine))])
    made = dataclasses.replace(
        made,
        data={fact.id: fact for fact in facts},
        errors={id_: Error(id_, plain(id_), None) for id_ in ("typo", "blot")},
    )
    other = process("q", task("y", role=None), arrivals=[recorded(("a", nine))])
    (run,) = several(model(processes=[made, other], posts=[]), 1)
    row, blank = cases_frame(run.plan, [run.log]).itertuples()
    assert (row.kind, row.amount, row.first, row.errors) == ("urgent", 120.5, True, 1)
    assert row.due == pd.Timestamp(nine) + pd.Timedelta(days=1)
    assert row.notice == pd.Timedelta(days=2)
    assert pd.isna([blank.kind, blank.due, blank.amount]).all()
