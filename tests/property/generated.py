"""Small models at random: several zones and calendars, shared and part-time posts, absences, and
processes made of tasks, waits, choices, loops, parallel strands and batches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from procsim.model.organisation import WorkingTime
from procsim.units import HOUR
from tests.builders import (
    batch,
    calendar,
    chain,
    decision,
    end,
    every,
    exponential,
    flow,
    gaps,
    hand_over,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    recurrence,
    role,
    scheduled,
    start,
    task,
    wait,
    window,
    yearly,
)

ROLES = ("clerk", "expert", "boss")
ZONES = ("UTC", "Europe/Zurich", "Asia/Kathmandu", "Pacific/Fiji", "America/Lima")
CALENDARS = (
    calendar("week", "Mon-Fri", "09:00-17:00", holidays=[dt.date(2026, 3, 25)]),
    calendar("lunch", "Mon-Fri", "08:00-12:00 13:00-16:00"),
    calendar("gulf", "Sun-Thu", "07:30-14:30"),
    calendar("night", "Mon-Sun", "22:00-06:00"),
)
STARTS = (dt.date(2026, 1, 5), dt.date(2026, 3, 20), dt.date(2026, 10, 16))
MONDAYS = recurrence("FREQ=WEEKLY;BYDAY=MO", "10:00")
DAILY = recurrence("FREQ=DAILY", "16:00")

times = st.one_of(
    st.integers(0, 300).map(minutes),
    st.integers(5, 300).map(exponential),
)
calendars = st.sampled_from(["always", *(made.id for made in CALENDARS)])


@dataclass
class Draft:
    """Nodes and flows of a process being put together."""

    name: str
    nodes: list = field(default_factory=list)
    flows: list = field(default_factory=list)

    def add(self, made):
        self.nodes.append(made)
        return made.id

    def new(self, kind):
        return f"{self.name}_{kind}{len(self.nodes)}"


@st.composite
def tasks(draw, name, roles, *, batches=True):
    rule = None
    if batches and draw(st.integers(0, 4)) == 0:
        rule = draw(
            st.sampled_from(
                [
                    batch(2, age=30 * HOUR, setup=minutes(15)),
                    batch(age=5 * HOUR),
                    batch(3, rule=DAILY),
                ]
            )
        )
    return task(
        name,
        role=draw(st.sampled_from([*roles, *roles, *roles, None])) if rule is None else roles[0],
        at=draw(st.sampled_from(["origin", "hq", "skip" if rule is None else "origin"])),
        time=draw(times),
        delay=draw(st.none() | times),
        batch=rule,
        priority=draw(st.sampled_from([0, 0, 0, -1])),
        at_closing=draw(st.sampled_from(["keep", "keep", "pass_on"])) if rule is None else "keep",
    )


def _block(draw, draft, roles, before, depth):
    """Add a block after the node `before`; the last node of it."""
    kind = draw(st.sampled_from(["task", "task", "wait", "until", "choice", "loop", "parallel"]))
    if kind in ("choice", "loop", "parallel") and depth > 1:
        kind = "task"
    if kind == "task":
        last = draft.add(draw(tasks(draft.new("t"), roles)))
        draft.flows.append(flow(before, last))
    elif kind in ("wait", "until"):
        until = draw(st.sampled_from([MONDAYS, DAILY])) if kind == "until" else None
        last = draft.add(wait(draft.new("w"), draw(times), until=until))
        draft.flows.append(flow(before, last))
    elif kind == "choice":
        fork = draft.add(decision(draft.new("d")))
        draft.flows.append(flow(before, fork))
        last = draft.add(decision(draft.new("m")))
        way = draft.add(draw(tasks(draft.new("t"), roles)))
        share = draw(st.sampled_from([0.1, 0.5, 0.8]))
        draft.flows += [flow(fork, way, share), flow(fork, last, 1 - share), flow(way, last)]
    elif kind == "loop":
        head = draft.add(decision(draft.new("h")))
        draft.flows.append(flow(before, head))
        inside = _block(draw, draft, roles, head, depth + 1)
        last = draft.add(decision(draft.new("r")))
        # A decision with a share needs two ways out; `head` merges and has one.
        out = draft.add(decision(draft.new("o")))
        draft.flows += [flow(inside, last), flow(last, head, 0.25), flow(last, out, 0.75)]
        last = out
    else:
        split = draft.add(every(draft.new("s")))
        draft.flows.append(flow(before, split))
        ends = [_block(draw, draft, roles, split, depth + 1) for _ in range(2)]
        last = draft.add(every(draft.new("j")))
        draft.flows += [flow(each, last) for each in ends]
    return last


@st.composite
def processes(draw, name, offices, roles=ROLES):
    draft = Draft(name)
    draft.add(start(f"{name}_start"))
    last = f"{name}_start"
    for _ in range(draw(st.integers(1, 4))):
        last = _block(draw, draft, roles, last, 0)
    draft.add(end(f"{name}_end"))
    draft.flows += chain(last, f"{name}_end")
    arrivals = draw(
        st.sampled_from(
            [
                yearly(calendar="office", **dict.fromkeys(offices, 500.0)),
                yearly(**dict.fromkeys(offices, 400.0)),
                gaps(exponential(900), *offices),
                scheduled(DAILY, *offices),
                scheduled(recurrence("FREQ=DAILY", "09:00"), *offices),
            ]
        )
    )
    return process(name, *draft.nodes, flows=draft.flows, arrivals=[arrivals])


@st.composite
def posts(draw, place, absences):
    """Every role is held by somebody in the office."""
    lines = []
    for roles in draw(
        st.sampled_from(
            [
                [("clerk",), ("expert",), ("boss",)],
                [("clerk", "expert"), ("boss",)],
                [("clerk", "expert", "boss")],
                [("clerk", "expert"), ("clerk",), ("boss", "expert")],
            ]
        )
    ):
        away = WorkingTime(annual_leave=25, sick=7.5) if absences else WorkingTime()
        lines.append(
            post(
                place,
                *roles,
                posts=draw(st.sampled_from([0.5, 1, 1, 1.5, 2, 3])),
                calendar=draw(calendars),
                share=draw(st.sampled_from([1.0, 1.0, 0.6])),
                working_time=replace(away, productive=draw(st.sampled_from([1.0, 0.85]))),
            )
        )
    return lines


@st.composite
def models(draw, *, absences=True, most_processes=2):
    """A headquarters and up to two field offices, three weeks."""
    made = [office("hq", tier="hq", zone=draw(st.sampled_from(ZONES)), calendar=draw(calendars))]
    for name in draw(st.sampled_from([["a"], ["a", "b"]])):
        zone, week = draw(st.sampled_from(ZONES)), draw(calendars)
        made.append(office(name, parent="hq", zone=zone, calendar=week))
    places = [place.id for place in made]
    count = draw(st.integers(1, most_processes))
    unlimited = draw(st.sampled_from([False, False, True]))
    lines = [line for place in places for line in draw(posts(place, absences))]
    roles = [role(name) for name in ROLES]
    if unlimited:
        roles.append(role("anybody", unlimited=True))
    held = (*ROLES, "anybody") if unlimited else ROLES
    return model(
        offices=made,
        roles=roles,
        calendars=CALENDARS,
        posts=lines,
        hand_overs=[
            hand_over("hq", "country", draw(times)),
            hand_over("country", "hq", hours(2)),
            hand_over("a", "hq", exponential(60)),
        ],
        processes=[draw(processes(f"p{n}", places, held)) for n in range(count)],
        window=window(draw(st.sampled_from(STARTS)), months=0, days=21),
    )
