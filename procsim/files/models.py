"""A model from its files: all problems of a stage at once, or a model that everything may trust."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from procsim.errors import InputError, Problem
from procsim.files.beforehand import begin
from procsim.files.fields.arrival import ARRIVALS_KIND
from procsim.files.fields.calendar import ALWAYS, CALENDAR_KIND, round_the_clock
from procsim.files.fields.delegation import DELEGATION
from procsim.files.fields.fact import DATA
from procsim.files.fields.knowledge import BASELINE, OBSERVE, OBSERVED, RATES, TARGET
from procsim.files.fields.office import HAND_OVER_KIND, OFFICE_KIND, SYSTEM_KIND
from procsim.files.fields.post import POST_KIND, GivenPost
from procsim.files.fields.role import ROLE_KIND, WORKING_TIME, GivenTime, Staffing, posts_of
from procsim.files.fields.segment import ERRORS, SEGMENTS
from procsim.files.fields.step import STEP_KIND
from procsim.files.fields.table import (
    PROVENANCE,
    BrokenError,
    Field,
    Kind,
    Node,
    Reading,
    Row,
    Table,
    list_of,
    mapping_of,
    read_table,
    table_of,
)
from procsim.files.kinds import CURRENCY, ID, TEXT, TITLE, YEAR, span
from procsim.files.shelf import Shelf
from procsim.files.source import place_of
from procsim.model.model import Baseline, ExchangeRates, Model, Window
from procsim.model.organisation import WorkingTime
from procsim.model.process import Process
from procsim.model.rules import check
from procsim.model.text import plain
from procsim.units import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.files.source import Source
    from procsim.files.yaml_text import Value
    from procsim.model.organisation import Office, Post, Role

T = TypeVar("T")

_TITLE = Field("title", TITLE, "What it is called; its id if silent.")
_OWNER = Field("owner", TEXT, "Who answers for it.")
_NOTE = Field("note", TEXT, "A remark for readers.")
_CASE = Field("case", TITLE, "What one case is: a payroll change.")
_ARRIVALS = Field(
    "arrivals", list_of(ARRIVALS_KIND), "How cases come; silent: only by `call` and `starts`."
)
_DATA = Field("data", DATA, "Facts of a case, known when it arrives.")
_SEGMENTS = Field("segments", SEGMENTS, "Facts by which results are told apart.")
_ERRORS = Field("errors", ERRORS, "Errors that a case can carry.")
_STEPS = Field("steps", mapping_of(ID, STEP_KIND), "The elements, by id.", required=True)
PROCESS_TABLE = Table(
    "a process",
    "A kind of case, how its cases arrive and what is done with them.",
    (_TITLE, _OWNER, _NOTE, _CASE, _ARRIVALS, _DATA, _SEGMENTS, _ERRORS, _STEPS),
)


def _process(row: Row) -> Process:
    id_ = str(row.node.path[-1])
    title, steps = row.get(_TITLE) or plain(id_), row.need(_STEPS)
    data, errors = row.get(_DATA), row.get(_ERRORS)
    return Process(
        id_,
        title,
        row.get(_CASE) or title,
        row.get(_OWNER) or "",
        row.get(_ARRIVALS) or (),
        tuple(step.element for step in steps.values()),
        tuple(flow for step in steps.values() for flow in step.flows),
        data or {},
        row.get(_SEGMENTS) or (),
        errors or {},
    )


def _or_file(kind: Kind[T], what: str) -> Kind[T]:
    """A kind whose value may also be the name of a CSV file, already replaced by its rows."""
    file = {"type": "string", "pattern": "\\.csv$", "description": f"A table of {what}."}
    return Kind(kind.read, {"anyOf": [kind.schema, file]})


def _kept(kind: Kind[Process]) -> Kind[Process]:
    """A process that an earlier reading may have left on the shelf."""
    return Kind(lambda node: node.reading.shelf.process(node, kind.read), kind.schema)


_PROCESS_KIND: Final[Kind[Process]] = _kept(table_of(PROCESS_TABLE, _process))
_PROCESSES_KIND: Final[Kind[dict[str, Process]]] = Kind(
    mapping_of(ID, _PROCESS_KIND).read,
    {
        "anyOf": [
            mapping_of(ID, _PROCESS_KIND).schema,
            {"type": "array", "items": {"type": "string", "pattern": "\\.ya?ml$"}},
        ]
    },
)


def _format(node: Node) -> int:
    if node.value != 1 or isinstance(node.value, bool):
        hint = "this procsim reads files that begin with `procsim: 1`"
        raise node.refuse("P111", f"unknown format '{node.text()}'", hint)
    return 1


_FORMAT = Field("procsim", Kind(_format, {"const": 1}), "The format of the file: 1.", required=True)
_CURRENCY = Field("currency", CURRENCY, "The reporting currency.", required=True)
_PRICE_YEAR = Field("price_year", YEAR, "The year of the prices.")
_OBSERVE = Field("observe", OBSERVE, "The reported window.", required=True)
_WARM_UP = Field("warm_up", span(years=10), "Simulated before it, not reported; none if silent.")
_DRAIN = Field("drain", span(years=10), "Simulated after it, not reported; 6 months if silent.")
_EXCHANGE = Field("exchange_rates", RATES, "One rate for every other currency.")
_WORKING = Field("working_time", WORKING_TIME, "For all roles that do not differ.")
_BASELINE = Field("baseline", BASELINE, "How well AS-IS is known; a draft if silent.")
_OBSERVED = Field("observed", _or_file(list_of(OBSERVED), "figures"), "What is known of AS-IS.")
_CALENDARS = Field("calendars", mapping_of(ID, CALENDAR_KIND), "Work weeks.")
_OFFICES = Field(
    "offices", _or_file(mapping_of(ID, OFFICE_KIND), "offices"), "Duty stations.", True
)
_HAND_OVERS = Field("hand_overs", _or_file(list_of(HAND_OVER_KIND), "pairs"), "Time lost between.")
_ROLES = Field("roles", mapping_of(ID, ROLE_KIND), "Who does the work.", required=True)
_POSTS = Field("posts", _or_file(list_of(POST_KIND), "posts"), "Posts that hold several roles.")
_SYSTEMS = Field("systems", mapping_of(ID, SYSTEM_KIND), "Software with a running cost.")
_PROCESSES = Field("processes", _PROCESSES_KIND, "File names, or processes by id.", required=True)
_DELEGATIONS = Field("delegations", mapping_of(ID, DELEGATION), "Who decides up to which amount.")
_TARGETS = Field("targets", _or_file(list_of(TARGET), "targets"), "Limits to be kept.")
MODEL_TABLE = Table(
    "a model",
    "An organisation and its processes as they are.",
    (
        *(_FORMAT, _TITLE, _NOTE, _CURRENCY, _PRICE_YEAR, _OBSERVE, _WARM_UP, _DRAIN, _EXCHANGE),
        *(_WORKING, _BASELINE, _OBSERVED, _CALENDARS, _OFFICES, _HAND_OVERS, _ROLES, _POSTS),
        *(_SYSTEMS, _DELEGATIONS, _PROCESSES, _TARGETS),
    ),
)


def build_model(source: Source, shelf: Shelf | None = None) -> Model:
    """The model a source describes, read and checked; `InputError` with all problems of a stage.

    Models read with one shelf share the processes in which they do not differ.
    """
    reading = begin(source, _names(source), shelf or Shelf())
    model = _read(reading)
    if model is None or reading.problems:
        raise InputError([_placed(problem, source) for problem in reading.problems])
    found = check(model)
    if found:
        raise InputError([_placed(problem, source) for problem in found])
    return model


def _names(source: Source) -> dict[str, tuple[str, ...]]:
    tables = ("offices", "roles", "calendars", "processes", "systems", "delegations")
    names = {table: _keys(source.tree.get(table)) for table in tables}
    currency, exchange = source.tree.get("currency"), source.tree.get("exchange_rates")
    rates = _keys(exchange.get("rates")) if isinstance(exchange, dict) else ()
    return {
        **names,
        "calendars": (*names["calendars"], ALWAYS),
        "currencies": (currency, *rates) if isinstance(currency, str) else (),
    }


def _keys(value: Value) -> tuple[str, ...]:
    return tuple(key for key in value if key not in PROVENANCE) if isinstance(value, dict) else ()


def _placed(problem: Problem, source: Source) -> Problem:
    """The problem with its place, or that of the nearest thing that holds it."""
    if problem.place is not None:
        return problem
    return replace(problem, place=place_of(source, problem.path, at_key=problem.at_key))


def _read(reading: Reading) -> Model | None:
    tree = reading.source.tree
    try:
        row = read_table(Node(reading, (), (), tree), MODEL_TABLE)
    except BrokenError:
        return None
    root = reading.source.root
    id_ = root.resolve().parent.name if root.stem == "model" else root.stem
    offices, staffing = row.need(_OFFICES), row.need(_ROLES)
    roles = {id_: each.role for id_, each in staffing.items()}
    start, length = row.need(_OBSERVE)
    calendars, systems = row.get(_CALENDARS), row.get(_SYSTEMS)
    delegations = row.get(_DELEGATIONS)
    processes = row.need(_PROCESSES)
    return Model(
        id_,
        row.get(_TITLE) or plain(id_),
        row.need(_CURRENCY),
        row.get(_PRICE_YEAR),
        Window(start, length, row.get(_WARM_UP) or Span(), row.get(_DRAIN) or Span(months=6)),
        row.get(_EXCHANGE) or ExchangeRates(None, "", {}),
        row.get(_BASELINE) or Baseline(None, "draft", "", None),
        {**(calendars or {}), ALWAYS: round_the_clock()},
        offices,
        roles,
        _posts(row, offices, staffing, roles),
        tuple(each for group in row.get(_HAND_OVERS) or () for each in group),
        systems or {},
        processes,
        row.get(_OBSERVED) or (),
        row.get(_TARGETS) or (),
        tuple(reading.inputs),
        delegations or {},
    )


def _posts(
    row: Row,
    offices: Mapping[str, Office],
    staffing: Mapping[str, Staffing],
    roles: Mapping[str, Role],
) -> tuple[Post, ...]:
    default = (row.get(_WORKING) or GivenTime({})).over(WorkingTime())
    single = [post for each in staffing.values() for post in posts_of(each, offices, default)]
    several = [_completed(given, offices, roles, default) for given in row.get(_POSTS) or ()]
    return (*single, *several)


def _completed(
    given: GivenPost,
    offices: Mapping[str, Office],
    roles: Mapping[str, Role],
    default: WorkingTime,
) -> Post:
    """A post of several roles; what it does not say is as for the first role it holds."""
    post, first = given.post, roles[given.post.roles[0]]
    return replace(
        post,
        calendar=given.calendar or offices[post.office].calendar,
        working_time=given.working_time.over(default),
        grade=post.grade or first.grade,
        fund=post.fund or first.fund,
        category=given.category or first.category,
    )
