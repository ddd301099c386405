"""Maps of random processes: no flow through a step, no word over another, in both orientations."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procsim.model.distributions import Constant
from procsim.model.model import Baseline, ExchangeRates, Model, Window
from procsim.model.organisation import Office
from procsim.model.process import (
    All,
    ByOrigin,
    Decision,
    Element,
    End,
    Flow,
    Process,
    RandomArrivals,
    Start,
    Task,
    Wait,
)
from procsim.model.text import plain
from procsim.report.maps import defects, layout
from procsim.units import Span

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


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """A chain of up to 25 steps with extra flows forwards and back from its gateways."""
    inner = draw(st.integers(1, 23))
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
    nodes: list[Element] = [Start("n0", plain(draw(words)))]
    for number in range(1, inner + 1):
        kind = draw(st.sampled_from(("task", "task", "task", "decision", "all", "wait")))
        place = ByOrigin(draw(st.sampled_from(PLACES)), {})
        id_, title, work = f"n{number}", plain(draw(words)), ByOrigin(Constant(6e8), {})
        match kind:
            case "task":
                nodes.append(Task(id_, title, "clerk", place, work))
            case "decision":
                nodes.append(Decision(id_, title))
            case "all":
                nodes.append(All(id_, plain("")))
            case _:
                nodes.append(Wait(id_, title, work, None, ByOrigin("origin", {})))
    nodes.append(End(f"n{inner + 1}", plain(draw(words))))
    flows = [Flow(f"n{n}", f"n{n + 1}") for n in range(inner + 1)]
    for node in nodes:
        if isinstance(node, Decision | All):
            for _ in range(draw(st.integers(0, 2))):
                target = f"n{draw(st.integers(1, inner + 1))}"
                share = ByOrigin(0.2, {}) if isinstance(node, Decision) else None
                name = plain(draw(words)) if isinstance(node, Decision) else None
                flows.append(Flow(node.id, target, share, "", name))
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
