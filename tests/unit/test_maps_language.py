"""The map of a process that uses the whole language: every element has its sign and its words."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from procsim.model.amounts import Conditional, Formula, Multiplied
from procsim.model.by_origin import ByOrigin
from procsim.model.calendars import ALWAYS, Calendar
from procsim.model.distributions import Constant, Lognormal
from procsim.model.distributions.discrete import Discrete
from procsim.model.elements import (
    All,
    Alternative,
    Any,
    Batch,
    Call,
    Deadline,
    Decision,
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
    Terminate,
    Wait,
)
from procsim.model.expressions import FactType, parse
from procsim.model.facts import Delegation, Error, Fact, Level
from procsim.model.organisation import Role
from procsim.model.process import Flow, Process
from procsim.report.maps import defects, layout, save
from procsim.report.maps.amounts import amount_text, expression_text, span_text, working_text
from procsim.report.maps.defects import on_lines
from procsim.report.maps.lanes import View
from procsim.report.maps.marks import details
from procsim.report.maps.notes import Writer
from procsim.report.maps.strokes import Ring
from procsim.report.maps.words import WORDS
from procsim.units import DAY, HOUR, MINUTE
from tests.unit.test_maps import ORIENTATIONS, organisation, process_of, title

if TYPE_CHECKING:
    from pathlib import Path

    from procsim.model.elements import Element
    from procsim.model.expressions import Expression, Kind
    from procsim.model.model import Model
    from procsim.report.maps.drawing import Drawing, Orientation

FACTS = {
    "amount": FactType("money"),
    "kind": FactType("category", ("goods", "services", "works")),
    "panel": FactType("number"),
    "urgent": FactType("truth"),
}


def rule(text: str, kind: Kind = "truth") -> Expression:
    return parse(text, FACTS, lambda currency: 1.0 if currency == "USD" else None, kind)


def task(id_: str, en: str, zh: str, role: str | None, at: str, **fields: object) -> Task:
    made = Task(id_, title(en, zh), role, ByOrigin(at, {}), ByOrigin(Constant(30 * MINUTE), {}))
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]  # checked by the dataclass


def deadline(
    id_: str, days: float, *, interrupts: bool, every: float | None = None, since: str = "ready"
) -> Deadline:
    after = ByOrigin(Constant(days * DAY), {})
    again = None if every is None else ByOrigin(Constant(every * DAY), {})
    return Deadline(id_, after, since, None, interrupts, again)  # type: ignore[arg-type]  # a choice of two


def roles() -> dict[str, Role]:
    names = {
        "requester": ("Requester", "申请人"),
        "buyer": ("Procurement assistant", "采购助理"),
        "officer": ("Procurement officer", "采购干事"),
        "finance": ("Finance officer", "财务干事"),
        "chief": ("Head of administration", "行政主管"),
        "director": ("Director", "司长"),
        "lawyer": ("Legal adviser", "法律顾问"),
    }
    return {
        id_: Role(id_, title(en, zh), "administrative", "", "", 0.0, False, {})
        for id_, (en, zh) in names.items()
    }


def award() -> Delegation:
    def level(id_: str, en: str, zh: str, role: str, at: str, limit: float | None) -> Level:
        up_to = {} if limit is None else {"": limit}
        return Level(id_, title(en, zh), role, ByOrigin(at, {}), up_to)

    levels = (
        level("head", "Head of office", "办事处主任", "chief", "origin", 25e3),
        level("regional", "Regional director", "区域主任", "director", "parent", 100e3),
        level("hq", "Procurement chief", "采购主管", "director", "hq", None),
    )
    return Delegation("award", title("Award of contracts", "合同授予权限"), "amount", None, levels)


def purchase() -> Process:
    """27 steps and every element of the language at once."""
    nodes: tuple[Element, ...] = (
        Start(
            "asked",
            title("Request received", "收到申请"),
            deadlines=(deadline("too_old", 180, interrupts=True),),
        ),
        task(
            "draw",
            "Draw up requisition",
            "编制请购单",
            "requester",
            "origin",
            errors=(("coding", Constant(0.06)),),
        ),
        Decision("checked", title("Coding right?", "编码正确？"), finds=(("coding", 0.8),)),
        task(
            "budget",
            "Ask for release of funds",
            "申请拨付经费",
            "finance",
            "origin",
            sends=("funds_needed",),
            batch=Batch(20, 5 * DAY, None, None, by="kind"),
        ),
        First("race", title("", "")),
        Wait(
            "funds",
            title("Funds released", "经费已拨付"),
            None,
            None,
            ByOrigin("origin", {}),
            message=Message("funds_released", "case"),
        ),
        Wait(
            "month",
            title("30 days", "30天"),
            ByOrigin(Constant(30 * DAY), {}),
            None,
            ByOrigin("origin", {}),
        ),
        task(
            "escalate",
            "Write to headquarters",
            "致函总部",
            "chief",
            "parent",
            sets=(("urgent", rule("true")),),
        ),
        Decision("size", title("Which procedure?", "采用何种程序？")),
        task(
            "quotes",
            "Ask for quotations",
            "征求报价",
            "buyer",
            "origin",
            repeat=Repeat(Constant(3), "parallel"),
        ),
        Call(
            "tender",
            title("Open tender", "公开招标"),
            "tender",
            ByOrigin("hq", {}),
            {},
            deadlines=(deadline("slow", 90, interrupts=False, every=30),),
        ),
        task("chase", "Chase the tender", "催办招标", "officer", "parent"),
        Any("parts", title("What is to be checked?", "需核查哪些方面？")),
        task(
            "technical",
            "Evaluate offers",
            "评审标书",
            None,
            "origin",
            team=Team(
                (
                    Seat("officer", ByOrigin("parent", {})),
                    Seat("requester", ByOrigin("origin", {}), 2),
                    Seat("lawyer", ByOrigin("hq", {})),
                )
            ),
        ),
        task("legal", "Review terms of contract", "审查合同条款", "lawyer", "hq"),
        task(
            "vendors",
            "Verify vendors one by one",
            "逐一核实供应商",
            "buyer",
            "centre",
            repeat=Repeat(Formula(rule("panel", "number")), "sequential"),
        ),
        Any("together", title("", "")),
        task(
            "award",
            "Award the contract",
            "授予合同",
            None,
            "origin",
            performer=Performer(by="award", not_same_as=("draw", "technical")),
            priority=Formula(rule("min(panel, 3)", "number")),
            due=Constant(30 * DAY),
        ),
        Decision("who", title("Who signs?", "由谁签署？"), by="award"),
        task(
            "local",
            "Sign locally",
            "当地签署",
            "chief",
            "origin",
            performer=Performer(
                others=(
                    Alternative("finance", ByOrigin("origin", {}), 2 * DAY),
                    Alternative("chief", ByOrigin("parent", {}), 5 * DAY),
                )
            ),
            deadlines=(
                deadline("silence", 10, interrupts=True),
                deadline("remind", 3, interrupts=False, every=2, since="start"),
            ),
        ),
        task(
            "central",
            "Sign at headquarters",
            "总部签署",
            "director",
            "hq",
            performer=Performer(others=(Alternative("director", ByOrigin("peers", {}), 0),)),
        ),
        task("nudge", "Send reminder", "发出催办函", "buyer", "origin"),
        All("fork", title("", "")),
        task(
            "order",
            "Place the order",
            "下达订单",
            "buyer",
            "centre",
            performer=Performer(same_as="vendors"),
            starts=(Starts("delivery", Constant(1), {}),),
        ),
        Wait(
            "receipt",
            title("Wait for receipt of goods", "等待收货"),
            None,
            None,
            ByOrigin("origin", {}),
            message=Message("goods_received", "case"),
            deadlines=(deadline("late", 60, interrupts=True),),
        ),
        All("meet", title("", "")),
        End("paid", title("Paid", "已付款"), sends=("order_closed",)),
        Terminate("dropped", title("Request dropped", "申请撤销")),
    )
    flows = (
        Flow("asked", "draw"),
        Flow("asked", "dropped", deadline="too_old"),
        Flow("draw", "checked"),
        Flow("checked", "draw", found=True, at_most=2),
        Flow("checked", "budget", is_default=True),
        Flow("budget", "race"),
        Flow("race", "funds"),
        Flow("race", "month"),
        Flow("month", "escalate"),
        Flow("escalate", "size"),
        Flow("funds", "size"),
        Flow("size", "quotes", title=title("small", "小额"), when=rule("amount <= 50000 USD")),
        Flow("size", "tender", is_default=True),
        Flow("quotes", "parts"),
        Flow("tender", "parts"),
        Flow("tender", "chase", deadline="slow"),
        Flow("chase", "dropped"),
        Flow("parts", "technical", is_default=True),
        Flow("parts", "legal", when=rule("kind == 'works' or amount > 250000 USD")),
        Flow("parts", "vendors", share=ByOrigin(0.3, {})),
        Flow("technical", "together"),
        Flow("legal", "together"),
        Flow("vendors", "together"),
        Flow("together", "award"),
        Flow("award", "who"),
        Flow("who", "local", level="head"),
        Flow("who", "central", level="hq"),
        Flow("local", "fork"),
        Flow("local", "central", deadline="silence"),
        Flow("local", "nudge", deadline="remind"),
        Flow("nudge", "fork"),
        Flow("central", "fork"),
        Flow("fork", "order"),
        Flow("fork", "receipt"),
        Flow("order", "meet"),
        Flow("receipt", "meet"),
        Flow("receipt", "nudge", deadline="late"),
        Flow("meet", "paid"),
    )
    made = process_of(nodes, flows, "Procurement", "采购")
    facts = {
        "amount": Fact(
            "amount", title("Amount", "金额"), "money", ByOrigin(Lognormal(9e3, 3e4), {})
        ),
        "kind": Fact(
            "kind",
            title("Kind", "类别"),
            "category",
            ByOrigin(Discrete((0.0, 1.0, 2.0), (0.5, 0.3, 0.2)), {}),
            ("goods", "services", "works"),
        ),
        "panel": Fact(
            "panel", title("number of vendors", "供应商数目"), "number", ByOrigin(Constant(3), {})
        ),
        "urgent": Fact("urgent", title("Urgent", "加急"), "truth", ByOrigin(Constant(0), {})),
    }
    errors = {"coding": Error("coding", title("Wrong coding", "编码错误"), None)}
    return dataclasses.replace(made, data=facts, errors=errors)


def whole() -> Model:
    process = purchase()
    delivery = dataclasses.replace(process, id="delivery", title=title("Delivery", "交付"))
    tender = dataclasses.replace(process, id="tender", title=title("Tender", "招标"))
    return dataclasses.replace(
        organisation(process),
        roles=roles(),
        processes={each.id: each for each in (process, delivery, tender)},
        delegations={"award": award()},
    )


def drawn(orientation: Orientation = "vertical", language: str = "en") -> Drawing:
    return layout(purchase(), whole(), language=language, orientation=orientation)


def notes_of(drawing: Drawing) -> dict[str, list[tuple[str, str]]]:
    """Sign and words of each note in a box, by step."""
    return {
        shape.id: [(note.glyph, " ".join(note.text.lines)) for note in shape.notes]
        for shape in drawing.shapes
    }


def labels_of(drawing: Drawing, source: str) -> dict[str, str]:
    """The words on the flows out of a step, by target."""
    return {
        route.target: " ".join(route.label.lines) if route.label else ""
        for route in drawing.routes
        if route.source == source
    }


def spoken(text: str) -> str:
    """With ordinary spaces, for reading in a test."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def map_en() -> Drawing:
    return drawn()


@pytest.mark.parametrize("language", ["en", "fr", "es", "zh"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_map_of_the_whole_language_has_no_defects_and_no_word_on_a_line(
    orientation: Orientation, language: str
) -> None:
    drawing = drawn(orientation, language)
    assert defects(drawing) == []
    assert on_lines(drawing) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_28_steps_with_every_element_fit_on_a3_at_full_size(language: str) -> None:
    drawing = drawn("vertical", language)
    wide, high = 841.89 - 2 * 36, 1190.55 - 2 * 36  # points, margins of half an inch
    assert drawing.width <= wide
    assert drawing.height <= high * 1.01
    assert min(text.size for text in drawing.texts()) >= 7.0


def test_each_element_has_its_shape(map_en: Drawing) -> None:
    kinds = {shape.id: (shape.kind, shape.form) for shape in map_en.shapes}
    assert kinds["race"] == ("first", "diamond")
    assert kinds["parts"] == ("any", "diamond")
    assert kinds["checked"] == ("check", "diamond")
    assert kinds["funds"] == ("message", "circle")
    assert kinds["month"] == ("wait", "circle")
    assert kinds["tender"] == ("call", "box")
    # A wait that can be late has an edge for its deadline, and a double border.
    assert kinds["receipt"] == ("message", "box")


def test_notes_say_who_how_often_and_what_follows(map_en: Drawing) -> None:
    notes = {
        id_: [(sign, spoken(text)) for sign, text in lines]
        for id_, lines in notes_of(map_en).items()
    }
    assert notes["draw"] == [("warning", "may err: Wrong coding 6 %")]
    assert notes["budget"] == [
        ("pile", "batch: 20 or after 5 days, per Kind"),
        ("letter", "sends: funds needed"),
    ]
    assert notes["escalate"] == [("pencil", "sets: Urgent = yes")]
    assert notes["quotes"] == [("at once", "× 3, at once")]
    assert notes["tender"] == [("process", "process: Tender")]
    assert notes["technical"] == [
        (
            "team",
            (
                "team: Procurement officer, 2 × Requester (Country office), "
                "Legal adviser (Headquarters)"
            ),
        )
    ]
    assert notes["vendors"] == [("in turn", "× number of vendors, in turn")]
    assert notes["award"] == [
        ("stairs", "who: Award of contracts"),
        ("eyes", "not the same person as: Draw up requisition, Evaluate offers"),
        ("flag", "priority: min(number of vendors, 3)"),
        ("clock", "due after 30 days"),
    ]
    assert notes["local"] == [
        ("person", "or: Finance officer after 2 days"),
        ("person", "or: Head of administration (Regional office) after 5 days"),
    ]
    assert notes["central"] == [("person", "or: Director of any office of this level")]
    assert notes["order"] == [
        ("person", "same person as: Verify vendors one by one"),
        ("link", "starts: Delivery"),
    ]
    assert notes["receipt"] == [("envelope", "message: goods received")]
    assert notes["chase"] == []


def test_what_stands_beside_a_circle_or_a_diamond_says_it_in_words(map_en: Drawing) -> None:
    titles = {shape.id: shape.title for shape in map_en.shapes}
    said = {id_: spoken(" ".join(text.lines)) for id_, text in titles.items() if text}
    assert said["checked"] == "Coding right? finds: Wrong coding 80 %"
    assert said["who"] == "Who signs? by Award of contracts"
    assert said["paid"] == "Paid sends: order closed"
    # A message that is called like its wait is not named twice.
    assert said["funds"] == "Funds released"


def test_branches_carry_conditions_levels_findings_and_caps(map_en: Drawing) -> None:
    said = {
        source: {to: spoken(text) for to, text in labels_of(map_en, source).items()}
        for source in ("checked", "size", "parts", "who", "race")
    }
    assert said["checked"] == {"draw": "error found (at most 2×)", "budget": "nothing found"}
    assert said["size"] == {"quotes": "small Amount ≤ 50 000 USD", "tender": "otherwise"}
    assert said["parts"] == {
        "technical": "otherwise",
        "legal": "Kind = works or Amount > 250 000 USD",
        "vendors": "30 %",
    }
    assert said["who"] == {"local": "Head of office ≤ 25 000 USD", "central": "Procurement chief"}
    assert said["race"] == {"funds": "", "month": ""}


def test_the_only_way_out_of_a_merge_does_not_read_100_per_cent() -> None:
    nodes = (
        Start("s", title("Start")),
        Decision("merge", title("Merge")),
        End("e", title("End")),
    )
    flows = (Flow("s", "merge"), Flow("merge", "e", ByOrigin(1.0, {})))
    process = process_of(nodes, flows, "Merging")
    assert labels_of(layout(process, organisation(process)), "merge") == {"e": ""}


def test_a_deadline_stands_on_the_lower_edge_of_its_step_and_its_late_flow_begins_there(
    map_en: Drawing,
) -> None:
    shapes = {shape.id: shape for shape in map_en.shapes}
    local = shapes["local"]
    assert [(alarm.id, alarm.interrupts) for alarm in local.alarms] == [
        ("silence", True),
        ("remind", False),
    ]
    for alarm in local.alarms:
        assert alarm.rect.centre[1] == pytest.approx(local.rect.bottom)
        route = next(each for each in map_en.routes if each.deadline == alarm.id)
        assert route.points[0] == pytest.approx((alarm.rect.centre[0], alarm.rect.bottom))
    said = {to: spoken(text) for to, text in labels_of(map_en, "local").items()}
    assert said["central"] == "after 10 days"
    assert said["nudge"] == "3 days after work began, then every 2 days"


def test_the_rings_of_a_deadline_are_dashed_where_the_work_goes_on(map_en: Drawing) -> None:
    local = next(shape for shape in map_en.shapes if shape.id == "local")
    rings = [stroke for stroke in details(local) if isinstance(stroke, Ring)]
    assert [ring.pen.is_dashed for ring in rings] == [False, False, True, True]


def test_a_deadline_of_the_whole_case_stands_beside_its_start(map_en: Drawing) -> None:
    asked = next(shape for shape in map_en.shapes if shape.id == "asked")
    assert asked.alarms[0].rect.centre[0] == pytest.approx(asked.rect.right + 4)


def test_a_team_stands_in_the_lane_of_its_first_seat_a_delegation_in_that_of_its_lowest_level(
    map_en: Drawing,
) -> None:
    lanes = {
        shape.id: " ".join(lane.title.lines)
        for shape in map_en.shapes
        for lane in map_en.lanes
        if lane.rect.overlaps(shape.rect)
    }
    assert lanes["technical"] == "Regional office"
    assert lanes["award"] == "Country office"
    assert lanes["tender"] == lanes["size"]
    assert lanes["receipt"] == lanes["fork"]


NAMES = {
    "en": (
        "Sign locally, task, Country office, or: Finance officer after 2 days, "
        "or: Head of administration (Regional office) after 5 days, "
        "deadline after 10 days: the work stops, "
        "deadline 3 days after work began, then every 2 days: the work goes on"
    ),
    "fr": (
        "Sign locally, tâche, Bureau de pays, ou : Finance officer après 2 jours, "
        "ou : Head of administration (Bureau régional) après 5 jours, "
        "délai après 10 jours : le travail s'arrête, "
        "délai 3 jours après le début du travail, puis tous les 2 jours : le travail continue"
    ),
    "es": (
        "Sign locally, tarea, Oficina de país, o: Finance officer después de 2 días, "
        "o: Head of administration (Oficina regional) después de 5 días, "
        "plazo tras 10 días: el trabajo se detiene, "
        "plazo 3 días después de empezar el trabajo, y luego cada 2 días: el trabajo continúa"
    ),
    "zh": (
        "当地签署, 任务, 国家办事处, 或2天后：财务干事, 或5天后：行政主管（区域办事处）, "
        "期限（10天后）：工作中止, 期限（开始工作3天后，此后每2天）：工作继续"
    ),
}


@pytest.mark.parametrize("language", NAMES)
def test_a_step_is_named_with_all_that_it_shows(language: str) -> None:
    shapes = {shape.id: shape for shape in drawn(language=language).shapes}
    assert spoken(shapes["local"].name) == NAMES[language]


def test_every_word_of_the_map_exists_in_every_language() -> None:
    for key, forms in WORDS.items():
        blanks = [sorted(re.findall(r"\{\w+\}", form)) for form in forms]
        assert all(forms), key
        assert all(each == blanks[0] for each in blanks), key


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("amount <= 50000 USD", "en", "Amount ≤ 50 000 USD"),
        ("kind != 'works' and not urgent", "fr", "Kind ≠ works et pas Urgent"),
        ("panel * 2 days > 36 h", "zh", "供应商数目 × 2天 > 36小时"),
        ("-panel < -1.5", "es", "−number of vendors < −1,5"),
        ("kind in ('goods', 'works')", "en", "Kind in (goods, works)"),
        ("max(panel, 3) >= 10%", "en", "max(number of vendors, 3) ≥ 10%"),
    ],
)
def test_a_condition_reads_as_one_says_it(text: str, language: str, said: str) -> None:
    assert spoken(expression_text(rule(text), purchase().data, language)) == said


def test_a_long_condition_is_cut() -> None:
    text = " or ".join(f"amount > {n}000 USD" for n in range(1, 9))
    said = expression_text(rule(text), purchase().data, "en")
    assert len(said) <= 64
    assert said.endswith("…")


@pytest.mark.parametrize(
    ("span", "text"),
    [(30 * MINUTE, "30 min"), (36 * HOUR, "36 h"), (DAY, "1 day"), (10.5 * DAY, "10 days")],
)
def test_a_time_is_said_in_its_largest_fitting_unit(span: float, text: str) -> None:
    assert spoken(span_text(span, "en")) == text


def test_what_is_drawn_or_depends_on_the_case_says_so() -> None:
    facts = purchase().data
    drawn_time = Lognormal(5.0 * DAY, 2.0 * DAY)
    by_kind = Conditional(((rule("kind == 'works'"), Constant(2.0)),), Constant(1.0))
    stretched = Multiplied(drawn_time, rule("panel", "number"))
    assert spoken(amount_text(drawn_time, facts, "en", span_text)) == "about 5 days"
    assert amount_text(by_kind, facts, "zh") == "按类别"
    assert (
        spoken(amount_text(stretched, facts, "en", span_text)) == "about 5 days × number of vendors"
    )


@pytest.mark.parametrize(
    ("hours", "day", "language", "text"),
    [
        (40.0, 8.0, "en", "5 working days"),
        (8.0, 8.0, "fr", "1 jour ouvré"),
        (20.0, 8.0, "zh", "2.5个工作日"),
        # Neither whole nor half days; less than a day.
        (13.0, 8.0, "en", "13 h of working time"),
        (4.0, 8.0, "es", "4 h de tiempo laborable"),
    ],
)
def test_working_time_is_told_in_days_of_its_calendar_where_they_are_whole(
    hours: float, day: float, language: str, text: str
) -> None:
    assert spoken(working_text(hours * HOUR, language, day * HOUR)) == text


def test_a_deadline_in_working_time_counts_the_days_of_the_calendar_it_names() -> None:
    week = Calendar("week", (((540, 1020),),) * 5 + ((), ()))  # 09:00-17:00, Monday to Friday
    model = dataclasses.replace(whole(), calendars={"week": week, "always": ALWAYS})
    writer = Writer(model.processes["payroll"], View(model, model.offices["amman"], True, "en"))
    limit = deadline("late", 5, interrupts=True)  # 120 hours
    said = {
        calendar: spoken(writer.deadline(dataclasses.replace(limit, calendar=calendar)))
        for calendar in (None, "week", "always")
    }
    assert said == {None: "after 5 days", "week": "after 15 working days", "always": "after 5 days"}


def test_a_map_of_the_whole_language_can_be_tagged_and_heated() -> None:
    process = purchase()
    ids = [node.id for node in process.nodes if isinstance(node, Task | Call)]
    for orientation in ORIENTATIONS:
        drawing = layout(
            process,
            whole(),
            orientation=orientation,
            badges=dict.fromkeys(ids, "1 250 h"),
            heat=dict.fromkeys(ids, 0.5),
            tags=dict.fromkeys(ids, "moved"),
        )
        assert defects(drawing) == []


def test_a_wait_or_a_call_that_is_skipped_for_these_cases_is_dashed() -> None:
    process = purchase()
    skipped = {
        "month": ByOrigin("origin", {"country": "skip"}),
        "tender": ByOrigin("skip", {}),
    }
    nodes = tuple(
        dataclasses.replace(node, at=skipped[node.id])
        if isinstance(node, Wait | Call) and node.id in skipped
        else node
        for node in process.nodes
    )
    shapes = layout(dataclasses.replace(process, nodes=nodes), whole()).shapes
    assert {shape.id for shape in shapes if shape.is_dashed} == {"month", "tender"}


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_whole_language_is_drawn_alike_twice_in_every_format(
    suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    drawing = drawn(language="zh")
    for name in ("one", "two"):
        save(drawing, tmp_path / f"{name}.{suffix}")
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
    assert capfd.readouterr().err == ""


def test_defects_finds_a_flow_through_a_deadline_and_a_late_flow_that_begins_elsewhere(
    map_en: Drawing,
) -> None:
    silence = next(n for n, each in enumerate(map_en.routes) if each.deadline == "silence")
    remind = next(n for n, each in enumerate(map_en.routes) if each.deadline == "remind")
    routes = list(map_en.routes)
    routes[silence] = dataclasses.replace(
        routes[silence], points=(routes[remind].points[0], *routes[silence].points[1:])
    )
    found = defects(dataclasses.replace(map_en, routes=tuple(routes)))
    assert "the flow local → central does not meet local" in found
    alarm = next(s for s in map_en.shapes if s.id == "receipt").alarms[0].rect.centre
    routes = list(map_en.routes)
    routes[0] = dataclasses.replace(routes[0], points=((alarm[0], 0.0), alarm))
    found = defects(dataclasses.replace(map_en, routes=tuple(routes)))
    assert "the flow asked → draw runs through the deadline late of receipt" in found
