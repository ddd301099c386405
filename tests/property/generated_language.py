"""Small models that mix the whole language: what `generated` draws, with facts, delegations, rules,
messages, teams, helpers, errors and births put around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st

from procsim.model.amounts import Conditional, Formula, Multiplied
from procsim.model.distributions.continuous import Exponential, Lognormal
from procsim.model.distributions.discrete import Constant, Discrete
from procsim.model.elements import Alternative, Call, Decision, Performer, Seat, Task, Team
from procsim.model.expressions import parse
from procsim.model.facts import Delegation, Error, Fact, Level, types_of
from procsim.model.organisation import Overtime, Turnover
from procsim.model.rules import check
from procsim.model.seasons import Season
from procsim.model.text import plain
from procsim.units import DAY, HOUR, Span
from tests.builders import (
    batch,
    by,
    call,
    chain,
    deadline,
    decision,
    end,
    every,
    exponential,
    first,
    flow,
    hours,
    late,
    minutes,
    process,
    repeat,
    starts,
    task,
    wait,
)
from tests.property import generated
from tests.property.generated import CHILD, DAILY, ERROR, ROLES, Draft, calendars, times

INNER = "inner"
"""A process that others start; its cases belong to a family of three generations at most."""
FACTS = {
    made.id: made
    for made in (
        Fact("kind", plain("Kind"), "category", by(Discrete((0.0, 1.0, 2.0), (0.5, 0.3, 0.2))),
             ("x", "y", "z")),
        Fact("amount", plain("Amount"), "money", by(Lognormal(9000.0, 30000.0))),
        Fact("urgent", plain("Urgent"), "truth", by(Discrete((0.0, 1.0), (0.7, 0.3)))),
    )
}  # fmt: skip
OFFICES = ("hq", "a", "b")


def read(text, expects="truth"):
    """An expression over the facts of these models."""
    return parse(text, types_of(FACTS.values(), OFFICES), {"USD": 1.0}.get, expects=expects)


def _facts():
    """With a number and a date that depend on those before them."""
    many = Conditional(
        ((read("kind == 'x'"), Constant(1.0)),), Discrete((0.0, 2.0, 3.0), (0.3, 0.3, 0.4))
    )
    day = Conditional(((read("urgent"), Constant(float(2 * DAY))),), Exponential(float(9 * DAY)))
    FACTS["many"] = Fact("many", plain("Many"), "number", by(many))
    FACTS["event"] = Fact("event", plain("Event"), "date", by(day))
    FACTS["size"] = Fact(
        "size", plain("Size"), "number", by(Formula(read("min(many + 1, 3)", "number")))
    )


_facts()
AMOUNTS = (
    Conditional(((read("kind == 'x'"), minutes(5)),), exponential(90)),
    Multiplied(exponential(30), read("1 + many", "number")),
    Formula(read("if(urgent, 20 min, 3 h)", "time")),
)
COUNTS = (Formula(read("many", "number")), Discrete((0.0, 2.0), (0.5, 0.5)), Constant(1.0))
CHANCE = Conditional(((read("amount > 9000 USD"), Constant(0.6)),), Constant(0.1))
HQ = by("parent", hq="hq")
AWARD = Delegation(
    "award",
    plain("Award"),
    "amount",
    "kind",
    (
        Level("low", plain("Low"), "clerk", by("origin"), {"x": 3000.0, "y": 5000.0, "z": 100.0}),
        Level("mid", plain("Mid"), "expert", HQ, {"x": 20_000.0, "y": 9000.0, "z": 9000.0}),
        Level("top", plain("Top"), "boss", by("hq"), {}),
    ),
)
PASSES = {"amount": read("amount * 0.5", "money"), "kind": read("kind", "category")}
BLOCKS = (
    "rule", "chance", "level", "by_level", "set", "at_most", "check", "letter", "release", "call",
    "starts", "team", "helped", "same", "urgent", "keyed", "limits", "repeated",
)  # fmt: skip


def somebody(draw, name, **fields):
    """A task of one of the roles, by facts."""
    made = {
        "role": draw(st.sampled_from(ROLES)),
        "at": draw(st.sampled_from(["origin", "hq"])),
        "time": by(draw(st.sampled_from(AMOUNTS) | times)),
        **fields,
    }
    return task(name, **made)


def _either(draw, draft, before, *ways, **fields):
    """A decision with a task on each way out (each with what its flow says), and a merge."""
    fork, merge = replace(decision(draft.new("d")), **fields), draft.new("m")
    draft.flows.append(flow(before, draft.add(fork)))
    draft.add(decision(merge))
    for said in ways:
        way = draft.add(somebody(draw, draft.new("t")))
        draft.flows += [flow(fork.id, way, **said), flow(way, merge)]
    return merge


def _again(draft, before, step, *, out, back):
    """A step and a decision that leads back to it."""
    merge, fork = draft.add(decision(draft.new("m"))), draft.new("d")
    draft.flows.append(flow(before, merge))
    draft.flows += chain(merge, draft.add(step), fork)
    draft.add(decision(fork))
    after = draft.add(decision(draft.new("o")))
    draft.flows += [flow(fork, after, **out), flow(fork, merge, **back)]
    return after


def _decided(draw, draft, before, kind):
    default = {"is_default": True}
    match kind:
        case "rule":
            ways = [{"when": read("kind == 'x' and many < 2")}, {"when": read("urgent")}, default]
            return _either(draw, draft, before, *ways)
        case "chance":
            return _either(draw, draft, before, {"chance": CHANCE}, default)
        case "level":
            ways = [{"level": level.id} for level in AWARD.levels]
            return _either(draw, draft, before, *ways, by="award")
        case "at_most":
            step = somebody(draw, draft.new("t"), again=0.5)
            back = {"share": by(0.8), "at_most": 2}
            return _again(draft, before, step, out=default, back=back)
        case "set":
            setting = (("urgent", read("many >= 0")),)
            step = somebody(draw, draft.new("t"), sets=setting)
            return _again(draft, before, step, out={"when": read("urgent")}, back=default)
        case _:
            made = somebody(draw, draft.new("t"), errors=((ERROR, CHANCE),))
            draft.flows.append(flow(before, draft.add(made)))
            found = {"found": True}
            return _either(draw, draft, made.id, found, default, finds=((ERROR, 0.7),))


def _letter(draw, draft, before):
    """A strand waits for the message of the other, with a reminder."""
    name, split, join = draft.new("news"), draft.add(every(draft.new("s"))), draft.new("j")
    sender = draft.add(somebody(draw, draft.new("t"), sends=(name,)))
    remind = deadline("tick", hours(20), interrupts=False, every=hours(60))
    waits = draft.add(wait(draft.new("w"), message=name, deadlines=[remind]))
    reminded = draft.add(somebody(draw, draft.new("t")))
    after = draft.add(end(draft.new("e")))
    draft.add(every(join))
    draft.flows += [*chain(before, split, sender, join), *chain(split, waits, join)]
    draft.flows += [late(waits, reminded, "tick"), flow(reminded, after)]
    return join


def _release(draw, draft, before):
    """Wait for others' message or a time, then release those who wait now."""
    match = draw(st.sampled_from(["office", "all", "kind"]))
    race, merge = draft.add(first(draft.new("f"))), draft.add(decision(draft.new("m")))
    held = draft.add(wait(draft.new("w"), message=f"go_{match}", match=match))
    other = draft.add(wait(draft.new("w"), draw(times), calendar=draw(calendars)))
    goes = draft.add(somebody(draw, draft.new("t"), sends=(f"go_{match}",)))
    draft.flows += [*chain(before, race, held, merge), *chain(race, other, merge)]
    draft.flows.append(flow(merge, goes))
    return goes


def _limited(draw, draft, before):
    """A step with a limit that interrupts and one that reminds; the late ways are other work."""
    kind = draw(st.sampled_from(["call", "repeated", "wait", "team"]))
    since, until = draw(st.sampled_from([("ready", "done"), ("start", "done"), ("ready", "start")]))
    is_work = kind in ("repeated", "team")
    limits = (
        deadline("over", by(Formula(read("if(urgent, 5 h, 30 h)", "time"))),
                 calendar=draw(st.sampled_from([None, "office", "week"])),
                 since=since, until=until if is_work else "done"),
        deadline("tick", exponential(600), interrupts=False,
                 every=draw(st.sampled_from([None, hours(12)]))),
    )  # fmt: skip
    name = draft.new("x")
    match kind:
        case "call":
            made = call(name, CHILD, passes=PASSES, deadlines=limits)
        case "repeated":
            mode = draw(st.sampled_from(["sequential", "parallel"]))
            made = somebody(draw, name, repeat=repeat(COUNTS[0], mode), deadlines=limits)
        case "wait":
            made = wait(name, exponential(2000), calendar="office", deadlines=limits)
        case _:
            made = replace(_team(draw, name), deadlines=tuple(limits))
    merge = draft.add(decision(draft.new("m")))
    draft.flows += chain(before, draft.add(made), merge)
    sorry, reminded = (draft.add(somebody(draw, draft.new("t"))) for _ in range(2))
    draft.flows += [late(name, sorry, "over"), flow(sorry, merge), late(name, reminded, "tick")]
    draft.flows.append(flow(reminded, draft.add(end(draft.new("e")))))
    return merge


def _team(draw, name, **fields):
    seats = draw(
        st.sampled_from(
            [
                (Seat("clerk", by("origin")), Seat("expert", by("hq"))),
                (Seat("boss", by("hq")), Seat("boss", HQ), Seat("clerk", by("origin"))),
                (Seat("expert", by("hq"), 2),),
            ]
        )
    )
    team = Team(seats, draw(st.sampled_from([0, 10 * HOUR, 48 * HOUR])))
    return task(name, role=None, team=team, time=by(draw(st.sampled_from(AMOUNTS))), **fields)


def _is_done_by_one(made):
    return isinstance(made, Task) and made.role is not None


def _people(draw, draft, before, kind):
    """Steps that ask for particular people."""
    name = draft.new("t")
    match kind:
        case "team":
            made = _team(draw, name)
        case "helped":
            others = tuple(
                Alternative(
                    draw(st.sampled_from(ROLES)),
                    draw(st.sampled_from([by("peers"), HQ, by("origin")])),
                    draw(st.sampled_from([0, HOUR, 30 * HOUR])),
                )
                for _ in range(draw(st.integers(1, 2)))
            )
            closing = draw(st.sampled_from(["keep", "pass_on"]))
            made = somebody(draw, name, performer=Performer(others), at_closing=closing)
        case "by_level":
            made = somebody(draw, name, role=None, performer=Performer(by="award"))
        case _:
            earlier = draft.add(somebody(draw, name))
            draft.flows.append(flow(before, earlier))
            before = earlier
            next_ = draft.new("t")
            match draw(st.sampled_from(["same", "other", "team"])):
                case "same":
                    made = somebody(draw, next_, performer=Performer(same_as=name))
                case "other":
                    named = [each.id for each in draft.nodes if _is_done_by_one(each)]
                    others = {name, *draw(st.sets(st.sampled_from(named), max_size=2))}
                    who = Performer(not_same_as=tuple(sorted(others)))
                    made = somebody(draw, next_, performer=who)
                case _:
                    made = _team(draw, next_, performer=Performer(not_same_as=(name,)))
    draft.flows.append(flow(before, draft.add(made)))
    return made.id


def _step(draw, draft, before, kind):
    name = draft.new("t")
    match kind:
        case "call":
            at = draw(st.sampled_from(["origin", "hq"]))
            made = call(name, CHILD, at=at, passes=PASSES)
        case "starts":
            begun = (starts(INNER, draw(st.sampled_from(COUNTS)), PASSES),)
            made = somebody(draw, name, starts=begun, cost=Formula(read("amount * 0.1", "money")))
        case "urgent":
            level = Conditional(((read("urgent"), Constant(-1.0)),), Constant(1.0))
            due = draw(st.sampled_from([None, Formula(read("event - arrived", "time"))]))
            made = replace(somebody(draw, name, due=due), priority=level)
        case "keyed":
            rule = batch(2, age=40 * HOUR, setup=minutes(10), by="kind")
            rule = draw(st.sampled_from([rule, batch(rule=DAILY, by="many")]))
            made = somebody(draw, name, batch=rule)
        case _:
            mode = draw(st.sampled_from(["sequential", "parallel"]))
            made = somebody(draw, name, repeat=repeat(draw(st.sampled_from(COUNTS)), mode),
                            errors=((ERROR, Constant(0.3)),), delay=by(draw(times)),
                            delay_calendar=draw(st.sampled_from([None, "office"])))  # fmt: skip
    draft.flows.append(flow(before, draft.add(made)))
    return made.id


def _block(draw, draft, before):
    kind = draw(st.sampled_from(BLOCKS))
    match kind:
        case "rule" | "chance" | "level" | "set" | "at_most" | "check":
            return _decided(draw, draft, before, kind)
        case "letter":
            return _letter(draw, draft, before)
        case "release":
            return _release(draw, draft, before)
        case "limits":
            return _limited(draw, draft, before)
        case "team" | "helped" | "by_level" | "same":
            return _people(draw, draft, before, kind)
        case _:
            return _step(draw, draft, before, kind)


def _extended(draw, plain_process, blocks):
    """A process with further blocks between its start and what follows."""
    begins = plain_process.nodes[0].id
    draft = Draft(f"{plain_process.id}_x")
    last = begins
    for _ in range(blocks):
        last = _block(draw, draft, last)
    on = next(n for n, f in enumerate(plain_process.flows) if f.source == begins and not f.deadline)
    flows = list(plain_process.flows)
    flows[on] = replace(flows[on], source=last)
    nodes, flows = _contracted((*plain_process.nodes, *draft.nodes), (*flows, *draft.flows))
    return replace(
        plain_process,
        nodes=nodes,
        flows=flows,
        data=FACTS,
        errors={ERROR: Error(ERROR, plain(ERROR), None)},
    )


def _contracted(nodes, flows):
    """Without decisions that neither divide nor merge, which the rules refuse."""
    for node in nodes:
        enters = [each for each in flows if each.target == node.id]
        leaves = [each for each in flows if each.source == node.id]
        if isinstance(node, Decision) and len(enters) == len(leaves) == 1:
            nodes = tuple(each for each in nodes if each is not node)
            flows = tuple(
                replace(each, target=leaves[0].target) if each is enters[0] else each
                for each in flows
                if each is not leaves[0]
            )
    return nodes, flows


def _staffed(draw, line):
    """A post that may change hands, be vacant, away, slow, or work late."""
    change = draw(st.sampled_from(["", "", "turnover", "vacancy", "away", "vacant", "overtime"]))
    line = replace(line, speed=draw(st.sampled_from([1.0, 1.0, 0.8, 1.25])))
    days = ((dt.date(2026, 1, 8), dt.date(2026, 1, 12)), (dt.date(2026, 10, 20),) * 2)
    match change:
        case "turnover":
            return replace(line, turnover=Turnover(4.0, Span(0, 5), Span(2, 0), 0.6))
        case "vacancy":
            return replace(line, vacancy=0.1)
        case "away" | "vacant":
            return replace(line, **{change: days[:1]})
        case "overtime" if line.calendar != "always":
            return replace(line, overtime=Overtime(draw(st.sampled_from([30, 90]))))
        case _:
            return line


def _seasonal(draw, made):
    if made.id == "always" or draw(st.booleans()):
        return made
    short = (*(((600, 780),),) * 5, (), ())
    seasons = (
        Season(dt.date(2026, 1, 10), dt.date(2026, 1, 16), short),
        Season(dt.date(2026, 10, 20), dt.date(2026, 4, 1), short, yearly=True),
    )
    return replace(made, seasons=seasons[: draw(st.integers(1, 2))])


@st.composite
def whole_models(draw, *, most_processes=2):
    """Models of `generated` with one to four blocks of the rest of the language in each process, a
    process that is called and one that is started; they pass the rules."""
    built = draw(generated.models(language=True, most_processes=most_processes))
    inner = _extended(draw, process(INNER, task("i1", time=exponential(40)), arrivals=[]), 0)
    made = {
        name: _extended(draw, each, draw(st.integers(1, 4)) if name != CHILD else 0)
        for name, each in built.processes.items()
    }
    nodes = [node for name in made if name != CHILD for node in made[name].nodes]
    if any(getattr(node, "starts", ()) for node in nodes):
        made[INNER] = inner
    if not any(isinstance(node, Call) for node in nodes):
        del made[CHILD]
    built = replace(
        built,
        calendars={name: _seasonal(draw, each) for name, each in built.calendars.items()},
        posts=tuple(_staffed(draw, line) for line in built.posts),
        processes=made,
        delegations={"award": AWARD},
    )
    problems = check(built)
    assume(not problems)
    return built
