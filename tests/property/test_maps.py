"""Maps of random processes: no flow through a step, no word over another, in both orientations."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procsim.model.arrivals import RandomArrivals
from procsim.model.by_origin import ByOrigin
from procsim.model.distributions import Constant
from procsim.model.elements import (
    All,
    Alternative,
    Any,
    Batch,
    Call,
    Deadline,
    Decision,
    Element,
    End,
    First,
    Message,
    Performer,
    Repeat,
    Seat,
    Start,
    Starts,
    Task,
    Team,
    Wait,
)
from procsim.model.model import Baseline, ExchangeRates, Model, Window
from procsim.model.organisation import Office
from procsim.model.process import Flow, Process
from procsim.model.text import plain
from procsim.report.maps import defects, layout
from procsim.units import Span

if TYPE_CHECKING:
    from procsim.model.amounts import Amount
    from procsim.model.text import Title

PLACES = ("origin", "parent", "hq", "centre")
WORDS = (
    "Check",
    "entitlements",
    "file",
    "审核",
    "应享权利",
    "of",
    "payments",
    "Überprüfung",
    "及文件",
)


def organisation(process: Process) -> Model:
    def office(
        id_: str, tier: Literal["hq", "regional", "country", "centre"], parent: str | None
    ) -> Office:
        serves = {"suva": 1} if tier == "centre" else {}
        return Office(id_, plain(id_.title()), tier, parent, "UTC", "office", "USD", serves)

    offices = (
        office("geneva", "hq", None),
        office("manila", "regional", "geneva"),
        office("suva", "country", "manila"),
        office("budapest", "centre", "geneva"),
    )
    return Model(
        id="field",
        title=plain("Field"),
        currency="USD",
        price_year=None,
        window=Window(dt.date(2026, 1, 1), Span(12), Span(), Span()),
        exchange_rates=ExchangeRates(None, "", {}),
        baseline=Baseline(None, "draft", "", None),
        calendars={},
        offices={each.id: each for each in offices},
        roles={},
        posts=(),
        hand_overs=(),
        systems={},
        processes={process.id: process},
        observed=(),
        targets=(),
        inputs=(),
    )


KINDS = (
    "task",
    "task",
    "task",
    "noted",
    "decision",
    "all",
    "any",
    "first",
    "wait",
    "letter",
    "call",
)
HERE: ByOrigin[str] = ByOrigin("origin", {})
FORMS: dict[str, object] = {
    "performer": Performer((Alternative("clerk", ByOrigin("parent", {}), 172_800_000_000),)),
    "team": Team((Seat("clerk", HERE, 2), Seat("head", ByOrigin("hq", {})))),
    "repeat": Repeat(Constant(3.0), "parallel"),
    "batch": Batch(20, 432_000_000_000, None, None, "amount"),
    "errors": (("wrong_coding", Constant(0.05)),),
    "sends": ("funds_needed",),
    "starts": (Starts("delivery", Constant(1.0), {}),),
    "priority": Constant(1.0),
}


@st.composite
def elements(draw: st.DrawFn, id_: str, title: Title) -> Element:
    """A step of any kind; half of those that can be late have deadlines."""
    place = ByOrigin(draw(st.sampled_from(PLACES)), {})
    work: ByOrigin[Amount] = ByOrigin(Constant(6e8), {})
    late = tuple(
        Deadline(f"d{number}", work, "ready", None, draw(st.booleans()))
        for number in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2, 3))))
    )
    match draw(st.sampled_from(KINDS)):
        case "task":
            return Task(id_, title, "clerk", place, work)
        case "noted":
            chosen = draw(st.lists(st.sampled_from(sorted(FORMS)), max_size=3, unique=True))
            fields = {name: FORMS[name] for name in chosen}
            made = Task(id_, title, "clerk", place, work, deadlines=late)
            return dataclasses.replace(made, **fields)  # type: ignore[arg-type]  # as in FORMS
        case "decision":
            return Decision(id_, title, finds=draw(st.sampled_from(((), (("coding", 0.8),)))))
        case "all":
            return All(id_, plain(""))
        case "any":
            return Any(id_, title)
        case "first":
            return First(id_, plain(""))
        case "call":
            return Call(id_, title, "delivery", place, {}, deadlines=late)
        case "letter":
            message = Message("goods_received", "case")
            return Wait(id_, title, None, None, HERE, message=message, deadlines=late)
        case _:
            return Wait(id_, title, work, None, HERE, deadlines=late)


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """A chain of up to 25 steps with extra flows forwards and back from its gateways."""
    inner = draw(st.integers(1, 23))
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
    nodes: list[Element] = [Start("n0", plain(draw(words)))]
    nodes += [draw(elements(f"n{n}", plain(draw(words)))) for n in range(1, inner + 1)]
    nodes.append(End(f"n{inner + 1}", plain(draw(words))))
    flows = [Flow(f"n{n}", f"n{n + 1}") for n in range(inner + 1)]
    for node in nodes:
        if isinstance(node, Decision | All | Any | First):
            for _ in range(draw(st.integers(0, 2))):
                target = f"n{draw(st.integers(1, inner + 1))}"
                share = ByOrigin(0.2, {}) if isinstance(node, Decision | Any) else None
                name = plain(draw(words)) if isinstance(node, Decision | Any) else None
                flows.append(Flow(node.id, target, share, "", name))
        if isinstance(node, Task | Wait | Call):
            for late in node.deadlines:
                target = f"n{draw(st.integers(1, inner + 1))}"
                flows.append(Flow(node.id, target, deadline=late.id))
    arrivals = RandomArrivals({"suva": 100.0}, "office", (1.0,) * 12, ByOrigin(1.0, {}))
    return Process("p", plain("Random"), plain("case"), "", (arrivals,), tuple(nodes), tuple(flows))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(processes(), st.sampled_from(("vertical", "horizontal")))
def test_a_random_process_of_up_to_25_steps_has_a_map_without_defects(
    process: Process, orientation: Literal["vertical", "horizontal"]
) -> None:
    assert defects(layout(process, organisation(process), orientation=orientation)) == []
