"""Small models at random: several zones and calendars, shared and part-time posts, absences, and
processes made of tasks, waits, choices, loops, parallel strands and batches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from procsim.model.distributions import Constant
from procsim.model.facts import Error
from procsim.model.organisation import WorkingTime
from procsim.model.text import plain
from procsim.units import HOUR
from tests.builders import (
    any_,
    batch,
    calendar,
    call,
    chain,
    deadline,
    decision,
    end,
    every,
    exponential,
    first,
    flow,
    gaps,
    hand_over,
    hours,
    late,
    minutes,
    model,
    office,
    post,
    process,
    recurrence,
    repeat,
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
ERROR = "slip"

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


LANGUAGE = ("any", "race", "limited", "reminded", "repeated", "called", "working", "errs")
"""Blocks beyond tasks, waits, choices, loops and parallel strands."""
CHILD = "child"
CHILDS = (task("c1", time=exponential(60)), task("c2", at="hq", role="boss"))


def _block(draw, draft, roles, before, depth, *, language=False):
    """Add a block after the node `before`; the last node of it."""
    if language and draw(st.booleans()):
        return _language_block(draw, draft, roles, before, draw(st.sampled_from(LANGUAGE)))
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
        inside = _block(draw, draft, roles, head, depth + 1, language=language)
        last = draft.add(decision(draft.new("r")))
        # A decision with a share needs two ways out; `head` merges and has one.
        out = draft.add(decision(draft.new("o")))
        draft.flows += [flow(inside, last), flow(last, head, 0.25), flow(last, out, 0.75)]
        last = out
    else:
        split = draft.add(every(draft.new("s")))
        draft.flows.append(flow(before, split))
        ends = [_block(draw, draft, roles, split, depth + 1, language=language) for _ in range(2)]
        last = draft.add(every(draft.new("j")))
        draft.flows += [flow(each, last) for each in ends]
    return last


def _language_block(draw, draft, roles, before, kind):
    match kind:
        case "any":
            return _inclusive(draw, draft, roles, before)
        case "race":
            return _raced(draw, draft, before)
        case "limited" | "reminded":
            return _limited(draw, draft, roles, before, interrupts=kind == "limited")
        case "repeated":
            mode = draw(st.sampled_from(["sequential", "parallel"]))
            made = draw(tasks(draft.new("t"), roles, batches=False))
            last = draft.add(replace(made, repeat=repeat(draw(st.integers(0, 3)), mode)))
        case "called":
            last = draft.add(call(draft.new("call"), CHILD))
        case "working":
            last = draft.add(wait(draft.new("w"), draw(times), calendar=draw(calendars)))
        case _:
            made = draw(tasks(draft.new("t"), roles, batches=False))
            last = draft.add(replace(made, errors=((ERROR, Constant(0.4)),), again=0.5))
    draft.flows.append(flow(before, last))
    return last


def _inclusive(draw, draft, roles, before):
    """Up to two ways and a default, between two inclusive gateways."""
    split, join = draft.add(any_(draft.new("i"))), draft.add(any_(draft.new("k")))
    draft.flows.append(flow(before, split))
    for share in (0.7, draw(st.sampled_from([0.0, 0.5])), None):
        way = draft.add(draw(tasks(draft.new("t"), roles)))
        draft.flows += [flow(split, way, share, is_default=share is None), flow(way, join)]
    return join


def _raced(draw, draft, before):
    race = draft.add(first(draft.new("f")))
    merge = draft.add(decision(draft.new("m")))
    draft.flows.append(flow(before, race))
    for drawn in (draw(times), draw(times)):
        way = draft.add(wait(draft.new("w"), drawn))
        draft.flows += [flow(race, way), flow(way, merge)]
    return merge


def _limited(draw, draft, roles, before, *, interrupts):
    """A task with a limit; if it interrupts, the late way joins the other one."""
    limit = deadline(
        after=hours(draw(st.integers(0, 40))),
        since=draw(st.sampled_from(["ready", "start"])),
        interrupts=interrupts,
        every=None if interrupts else hours(30),
    )
    last = draft.add(replace(draw(tasks(draft.new("t"), roles)), deadlines=(limit,)))
    draft.flows.append(flow(before, last))
    after = draft.add(decision(draft.new("m")) if interrupts else end(draft.new("e")))
    draft.flows.append(late(last, after))
    if interrupts:
        draft.flows.append(flow(last, after))
        return after
    return last


@st.composite
def processes(draw, name, offices, roles=ROLES, *, language=False):
    draft = Draft(name)
    limits = [deadline("whole", hours(200))] if language and draw(st.booleans()) else []
    draft.add(start(f"{name}_start", *limits))
    last = f"{name}_start"
    for _ in range(draw(st.integers(1, 4))):
        last = _block(draw, draft, roles, last, 0, language=language)
    if limits:
        draft.add(end(f"{name}_sorry"))
        draft.flows.append(late(f"{name}_start", f"{name}_sorry", "whole"))
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
    errors = {ERROR: Error(ERROR, plain(ERROR), None)} if language else {}
    return process(name, *draft.nodes, flows=draft.flows, arrivals=[arrivals], errors=errors)


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
def models(draw, *, absences=True, most_processes=2, language=False):
    """A headquarters and up to two field offices, three weeks; with `language` also inclusive
    gateways, races, deadlines, repeated tasks, calls, working time and errors."""
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
        processes=[
            *(draw(processes(f"p{n}", places, held, language=language)) for n in range(count)),
            *([process(CHILD, *CHILDS, arrivals=[])] if language else []),
        ],
        window=window(draw(st.sampled_from(STARTS)), months=0, days=21),
    )
