"""The map of a process: nothing runs through anything, every word fits, three formats agree."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from procsim.errors import UsageError
from procsim.model.arrivals import RandomArrivals
from procsim.model.by_origin import ByOrigin
from procsim.model.distributions import Constant
from procsim.model.elements import All, Decision, Element, End, Start, Task, Terminate, Wait
from procsim.model.model import Baseline, ExchangeRates, Model, Window
from procsim.model.organisation import Office
from procsim.model.process import Flow, Process
from procsim.model.text import Title, plain
from procsim.report.maps import colours, defects, fonts, layout, save, to_svg
from procsim.report.maps.defects import on_lines
from procsim.report.maps.lanes import busiest_office
from procsim.report.maps.ranks import back_flows, ranks
from procsim.report.maps.words import percent
from procsim.report.maps.wrapping import wrap
from procsim.units import Span

if TYPE_CHECKING:
    from procsim.report.maps.drawing import Drawing, Orientation

ORIENTATIONS: tuple[Orientation, ...] = ("vertical", "horizontal")
A4 = (595.28 - 2 * 36, 841.89 - 2 * 36)  # points, margins of half an inch


def title(en: str, zh: str = "") -> Title:
    return Title({"en": en, "zh": zh}) if zh else plain(en)


def task(id_: str, en: str, zh: str, at: str | dict[str, str]) -> Task:
    placement = ByOrigin(at, {}) if isinstance(at, str) else ByOrigin(None, at)
    return Task(id_, title(en, zh), "clerk", placement, ByOrigin(Constant(6e8), {}))


def flow(source: str, target: str, en: str = "", zh: str = "", share: float | None = None) -> Flow:
    name = title(en, zh) if en else None
    return Flow(source, target, None if share is None else ByOrigin(share, {}), "", name)


def office(
    id_: str, tier: str, parent: str | None, en: str, zh: str, serves: tuple[str, ...] = ()
) -> Office:
    assert tier in ("hq", "regional", "country", "centre")
    served = dict.fromkeys(serves, 1)
    return Office(id_, title(en, zh), tier, parent, "UTC", "office", "USD", served)  # type: ignore[arg-type]  # asserted above


def organisation(process: Process) -> Model:
    offices = (
        office("geneva", "hq", None, "Geneva", "日内瓦"),
        office("nairobi", "regional", "geneva", "Nairobi regional office", "内罗毕区域办事处"),
        office("amman", "country", "nairobi", "Amman", "安曼"),
        office("dakar", "country", "nairobi", "Dakar", "达喀尔"),
        office(
            "pay",
            "centre",
            "geneva",
            "Finance centre",
            "财务中心",
            ("amman", "dakar", "nairobi", "geneva"),
        ),
    )
    return Model(
        id="field",
        title=plain("Field"),
        currency="USD",
        price_year=2026,
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


def process_of(
    nodes: tuple[Element, ...], flows: tuple[Flow, ...], en: str, zh: str = ""
) -> Process:
    volumes = {"amman": 300.0, "dakar": 240.0, "nairobi": 90.0}
    arrivals = RandomArrivals(volumes, "office", (1.0,) * 12, ByOrigin(1.0, {}))
    return Process("payroll", title(en, zh), plain("file"), "", (arrivals,), nodes, flows)


def payroll() -> Process:
    """23 nodes, 27 flows, 3 loops, a parallel block, four places of work."""
    nodes = (
        Start("opens", title("Pay period opens", "薪资周期开始")),
        task("collect", "Collect timesheets and attendance", "收集工时与考勤记录", "origin"),
        task("record", "Record personnel changes", "登记人事变动", "origin"),
        Decision("complete", title("Data complete?", "数据完整？")),
        task("chase", "Chase missing documents", "催收缺失文件", "origin"),
        task("review", "Review staff entitlements", "审核员工应享权利", "parent"),
        Decision("errors", title("Errors found?", "发现错误？")),
        task("return", "Return file for correction", "退回更正", "parent"),
        task("consolidate", "Consolidate regional file", "合并区域文件", "parent"),
        task("import", "Import file into ERP", "导入ERP系统", "hq"),
        task("validate", "Validate entitlements against contracts", "对照合同核验应享权利", "hq"),
        All("fork", title("")),
        task("gross", "Calculate gross to net", "计算应发与实发工资", "hq"),
        task("pension", "Calculate pension and medical", "计算养恤金与医疗保险", "hq"),
        All("join", title("")),
        task("variance", "Run variance report", "生成差异报告", "hq"),
        Decision("large", title("Variance > 2 %?", "差异大于2%？")),
        task("investigate", "Investigate variances", "调查差异", "hq"),
        task("certify", "Certify payroll", "核证薪资", "centre"),
        task("release", "Release payments to banks", "向银行发放款项", "centre"),
        task("journal", "Post journal entries", "过账会计分录", "centre"),
        task("slips", "Distribute pay slips", "分发工资单", "origin"),
        End("closed", title("Payroll closed", "薪资结账")),
    )
    flows = (
        flow("opens", "collect"),
        flow("collect", "record"),
        flow("record", "complete"),
        flow("complete", "review", "complete", "完整", 0.82),
        flow("complete", "chase", "incomplete", "不完整", 0.18),
        flow("chase", "record"),
        flow("review", "errors"),
        flow("errors", "return", "yes", "是", 0.12),
        flow("errors", "consolidate", "no", "否", 0.88),
        flow("return", "record"),
        flow("consolidate", "import"),
        flow("import", "validate"),
        flow("validate", "fork"),
        flow("fork", "gross"),
        flow("fork", "pension"),
        flow("gross", "join"),
        flow("pension", "join"),
        flow("join", "variance"),
        flow("variance", "large"),
        flow("large", "investigate", "yes", "是", 0.09),
        flow("large", "certify", "no", "否", 0.91),
        flow("investigate", "variance"),
        flow("certify", "release"),
        flow("release", "slips"),
        flow("release", "journal"),
        flow("slips", "closed"),
        flow("journal", "closed"),
    )
    return process_of(nodes, flows, "Monthly payroll", "每月薪资")


def recruitment() -> Process:
    """25 steps: three loops, a parallel block with a wait, two ends, one of which ends the case."""
    nodes = (
        Start("vacant", title("Post becomes vacant", "岗位空缺")),
        task("describe", "Write job description", "编写岗位说明", "origin"),
        task("classify", "Classify post", "岗位定级", "parent"),
        Decision("funded", title("Funds available?", "有经费吗？")),
        Terminate("dropped", title("Request dropped", "申请撤销")),
        task(
            "advertise",
            "Advertise vacancy in all duty stations",
            "在所有工作地点发布空缺公告",
            "hq",
        ),
        Wait(
            "open",
            title("30 days open", "开放30天"),
            ByOrigin(Constant(2.6e12), {}),
            None,
            ByOrigin("origin", {}),
        ),
        task("screen", "Screen applications", "筛选申请", "centre"),
        Decision("enough", title("Enough candidates?", "候选人足够吗？")),
        task("test", "Hold written test", "组织笔试", "centre"),
        task("interview", "Interview short-listed candidates", "面试入围候选人", "origin"),
        task("report", "Write selection report", "撰写甄选报告", "origin"),
        task("board", "Review by appointments board", "任用委员会审查", "hq"),
        Decision("agreed", title("Board agrees?", "委员会同意吗？")),
        All("fork", title("", "")),
        task("medical", "Arrange medical clearance", "安排体检", "centre"),
        task("references", "Check references and diplomas", "核实推荐信和学历", "centre"),
        task("security", "Security clearance", "安全审查", "hq"),
        All("join", title("", "")),
        task("offer", "Send offer", "发出录用通知", "centre"),
        Decision("accepted", title("Offer accepted?", "接受录用吗？")),
        task("contract", "Draw up contract", "拟定合同", "centre"),
        task("travel", "Arrange travel and shipment", "安排旅行与行李托运", "origin"),
        task("enrol", "Enrol in payroll", "登记入薪资系统", "hq"),
        End("joined", title("Staff member on board", "人员到岗")),
    )
    flows = (
        flow("vacant", "describe"),
        flow("describe", "classify"),
        flow("classify", "funded"),
        flow("funded", "advertise", "yes", "是", 0.93),
        flow("funded", "dropped", "no", "否", 0.07),
        flow("advertise", "open"),
        flow("open", "screen"),
        flow("screen", "enough"),
        flow("enough", "test", "yes", "是", 0.85),
        flow("enough", "advertise", "readvertise", "重新公告", 0.15),
        flow("test", "interview"),
        flow("interview", "report"),
        flow("report", "board"),
        flow("board", "agreed"),
        flow("agreed", "fork", "yes", "是", 0.9),
        flow("agreed", "report", "questions", "有疑问", 0.1),
        flow("fork", "medical"),
        flow("fork", "references"),
        flow("fork", "security"),
        flow("medical", "join"),
        flow("references", "join"),
        flow("security", "join"),
        flow("join", "offer"),
        flow("offer", "accepted"),
        flow("accepted", "contract", "yes", "是", 0.88),
        flow("accepted", "interview", "next candidate", "下一位候选人", 0.12),
        flow("contract", "travel"),
        flow("travel", "enrol"),
        flow("enrol", "joined"),
    )
    return process_of(nodes, flows, "Recruitment", "招聘")


@pytest.fixture(scope="module", params=[payroll, recruitment], ids=["payroll", "recruitment"])
def process(request: pytest.FixtureRequest) -> Process:
    made = request.param()
    assert isinstance(made, Process)
    return made


def drawn(process: Process, orientation: Orientation = "vertical", language: str = "en") -> Drawing:
    return layout(process, organisation(process), language=language, orientation=orientation)


def lane_titles(drawing: Drawing) -> list[str]:
    return [" ".join(lane.title.lines) for lane in drawing.lanes]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_map_has_no_defects_and_no_word_on_a_line(
    process: Process, orientation: Orientation, language: str
) -> None:
    drawing = drawn(process, orientation, language)
    assert defects(drawing) == []
    assert on_lines(drawing) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_23_and_25_steps_fit_on_a4_portrait_with_text_of_at_least_6_5_points(
    process: Process, language: str
) -> None:
    drawing = drawn(process, "vertical", language)
    scale = min(1.0, A4[0] / drawing.width, A4[1] / drawing.height)
    assert min(text.size for text in drawing.texts()) * scale >= 6.5


def test_23_steps_are_laid_out_within_a_second() -> None:
    process = payroll()
    drawn(process)  # fonts are read once
    started = time.process_time()
    drawn(process)
    assert time.process_time() - started < 1.0


def test_every_step_and_flow_is_drawn_once(process: Process) -> None:
    drawing = drawn(process)
    assert sorted(shape.id for shape in drawing.shapes) == sorted(node.id for node in process.nodes)
    assert [(route.source, route.target) for route in drawing.routes] == [
        (each.source, each.target) for each in process.flows
    ]


def test_rework_flows_are_the_ones_that_go_back() -> None:
    process = payroll()
    back = {(process.flows[n].source, process.flows[n].target) for n in back_flows(process)}
    assert back == {("chase", "record"), ("return", "record"), ("investigate", "variance")}


def test_the_rank_of_a_step_is_the_longest_way_to_it() -> None:
    process = payroll()
    rank = ranks(process, back_flows(process))
    assert (rank["opens"], rank["complete"], rank["chase"], rank["review"]) == (0, 3, 4, 4)
    assert rank["closed"] == 17  # 14 flows to certify, then release, journal, closed


def test_lanes_are_where_work_is_done_for_the_busiest_tier() -> None:
    drawing = drawn(payroll())
    assert lane_titles(drawing) == [
        "Country office",
        "Regional office",
        "Headquarters",
        "Finance centre",
    ]
    assert busiest_office(payroll(), organisation(payroll())) == "amman"  # 540 of 630 cases


def test_lanes_of_a_named_office_carry_the_names_of_offices() -> None:
    process = payroll()
    drawing = layout(process, organisation(process), origin="nairobi")
    assert lane_titles(drawing) == ["Nairobi regional office", "Geneva", "Finance centre"]


def test_an_unknown_office_is_refused_with_the_known_ones() -> None:
    process = payroll()
    with pytest.raises(UsageError, match=r"unknown office 'paris': choose one of geneva, nairobi"):
        layout(process, organisation(process), origin="paris")


def test_gateways_events_and_waits_stand_in_the_lane_of_the_step_before() -> None:
    drawing = drawn(recruitment())
    lane = {
        shape.id: next(n for n, each in enumerate(drawing.lanes) if each.rect.overlaps(shape.rect))
        for shape in drawing.shapes
    }
    assert lane["open"] == lane["advertise"]
    assert lane["enough"] == lane["screen"]
    assert lane["joined"] == lane["enrol"]
    assert lane["vacant"] == lane["describe"]


def test_a_task_that_is_skipped_for_these_cases_is_dashed_and_says_so() -> None:
    review = task("review", "Review", "", {"country": "parent", "hq": "skip"})
    nodes = (
        Start("s", plain("Start")),
        task("do", "Do", "", "origin"),
        review,
        End("e", plain("End")),
    )
    flows = (flow("s", "do"), flow("do", "review"), flow("review", "e"))
    process = process_of(nodes, flows, "Skipping")
    shapes = {s.id: s for s in layout(process, organisation(process), origin="geneva").shapes}
    assert shapes["review"].is_dashed
    assert shapes["review"].name == "Review, task, Geneva, not done for these cases"
    assert not layout(process, organisation(process)).shapes[2].is_dashed


def test_branches_carry_their_name_and_share() -> None:
    labels = {r.target: r.label for r in drawn(payroll()).routes if r.source == "complete"}
    chase = labels["chase"]
    assert chase is not None
    assert " ".join(chase.lines) == "incomplete 18\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("share", "language", "text"),
    [
        (0.2, "en", "20\N{NO-BREAK SPACE}%"),
        (0.2, "zh", "20%"),
        (0.004, "fr", "0,4\N{NO-BREAK SPACE}%"),
        (0.0, "en", "0\N{NO-BREAK SPACE}%"),
    ],
)
def test_a_share_reads_as_its_language_writes_it(share: float, language: str, text: str) -> None:
    assert percent(share, language) == text


def test_a_branch_that_is_almost_always_or_hardly_ever_taken_does_not_read_0_or_100() -> None:
    assert percent(0.00001, "en") == "<\N{NO-BREAK SPACE}0.1\N{NO-BREAK SPACE}%"
    assert percent(0.996, "zh") == "99.6%"
    assert percent(0.99999, "zh") == "> 99.9%".replace(" ", "\N{NO-BREAK SPACE}")


def test_heat_is_never_shown_without_a_number() -> None:
    process = payroll()
    drawing = layout(process, organisation(process), heat={"collect": 0.62})
    shapes = {shape.id: shape for shape in drawing.shapes}
    badge = shapes["collect"].badge
    assert badge is not None
    assert badge.text.lines == ("62\N{NO-BREAK SPACE}%",)
    assert shapes["collect"].fill != shapes["record"].fill


def test_text_can_be_read_on_every_heat() -> None:
    # WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1
    for step in range(101):
        fill = colours.heat_colour(step / 100)
        assert colours.contrast(colours.ink_on(fill), fill) >= 4.5
    for fill in (*colours.TAGS.values(), colours.HEADER):
        assert colours.contrast(colours.WHITE, fill) >= 4.5


def test_heat_darkens_steadily() -> None:
    darkness = [colours.contrast(colours.heat_colour(n / 50), "#ffffff") for n in range(51)]
    assert darkness == sorted(darkness)


def test_contrast_of_black_and_white_is_21() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)  # WCAG 2.2, definition


def test_a_map_with_badges_heat_and_tags_has_no_defects() -> None:
    process = payroll()
    ids = [each.id for each in process.tasks]
    for orientation in ORIENTATIONS:
        drawing = layout(
            process,
            organisation(process),
            orientation=orientation,
            badges=dict.fromkeys(ids, "1 250 h"),
            heat=dict.fromkeys(ids, 0.5),
            tags=dict(zip(ids, ["moved", "changed", "added", "removed"] * 5, strict=False)),
        )
        assert defects(drawing) == []
        shapes = {shape.id: shape for shape in drawing.shapes}
        assert shapes["review"].is_struck_out
        assert not shapes["record"].is_struck_out


def test_tags_of_unknown_kinds_and_overlays_of_unknown_steps_are_refused() -> None:
    process = payroll()
    with pytest.raises(UsageError, match=r"'payrol' is no step of payroll.*\n.*'lost' is no tag"):
        layout(process, organisation(process), heat={"payrol": 0.1}, tags={"collect": "lost"})


def test_an_ascii_title_wraps_at_spaces_and_chinese_between_characters() -> None:
    assert wrap("Release payments to banks", 74, 8) == ("Release payments", "to banks")
    # 8 characters of 8 points need 64; a closing mark does not begin a line
    assert wrap("对照合同核验应享", 64, 8) == ("对照合同核验应享",)
    assert wrap("数据完整，否", 32, 8) == ("数据完", "整，否")


def test_a_word_longer_than_its_box_is_broken_with_a_hyphen() -> None:
    lines = wrap("Personalverwaltungsangelegenheiten", 74, 8)
    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.rstrip("-") for line in lines) == "Personalverwaltungsangelegenheiten"


def test_the_svg_names_every_step_by_its_visible_text_and_needs_nothing_else() -> None:
    process = payroll()
    text = to_svg(drawn(process))
    root = ET.fromstring(text)  # noqa: S314  # made by the line above
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "group"
    assert [root.find(f"{space}{tag}") is not None for tag in ("title", "desc")] == [True, True]
    steps = [group for group in root.iter(f"{space}g") if group.get("tabindex") == "0"]
    assert len(steps) == len(process.nodes)
    for group in steps:
        id_ = group.get("data-step")
        assert id_ is not None
        visible = process.node[id_].title.into("en")
        assert group.get("aria-label", "").startswith(visible)
    assert "<script" not in text
    assert text.count("http") == 1  # the name space


def test_titles_with_markup_characters_are_escaped_in_svg_and_literal_in_png(
    tmp_path: Path,
) -> None:
    nodes = (
        Start("s", plain('A < B & "C"')),
        task("t", "Pay $5 & $6 <now>", "", "origin"),
        End("e", plain("]]>")),
    )
    process = process_of(nodes, (flow("s", "t"), flow("t", "e")), "A & B")
    drawing = drawn(process)
    assert "Pay $5 &amp; $6" in to_svg(drawing)
    ET.fromstring(to_svg(drawing))  # noqa: S314  # made by the line above
    save(drawing, tmp_path / "map.png")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_same_map_gives_the_same_bytes_without_a_word_on_stderr(
    suffix: str, language: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    drawing = drawn(payroll(), language=language)
    for name in ("one", "two"):
        save(drawing, tmp_path / f"{name}.{suffix}")
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
    assert capfd.readouterr().err == ""


def test_without_a_chinese_font_one_message_says_what_to_install(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts._chinese_family.cache_clear()
    monkeypatch.setattr(fonts, "CHINESE", ())
    for name in ("one", "two"):
        save(drawn(payroll(), language="zh"), tmp_path / f"{name}.png")
    fonts._chinese_family.cache_clear()
    assert capfd.readouterr().err.count("\n") == 1


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match=r"cannot draw 'map.gif': name it .svg, .png or .pdf"):
        save(drawn(payroll()), Path("map.gif"))


def test_importing_maps_does_not_import_matplotlib() -> None:
    code = "import sys, procsim.report.maps; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_defects_finds_a_flow_through_a_step() -> None:
    drawing = drawn(payroll())
    first = drawing.routes[0]
    end = next(shape.rect.centre for shape in drawing.shapes if shape.id == "closed")
    through = replace(first, points=(first.points[0], (first.points[0][0], end[1])))
    broken = replace(drawing, routes=(through, *drawing.routes[1:]))
    assert "the flow opens → collect runs through record" in defects(broken)
