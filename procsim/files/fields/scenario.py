"""The keys of a scenario file; those of its changes are declared with the verbs."""

from __future__ import annotations

from typing import Final

from procsim.files.fields.table import Field, Kind, Node, Row, Table, list_of, table_of
from procsim.files.kinds import ID, MONTH, TEXT, TITLE, drawn, whole
from procsim.files.verbs import VERBS
from procsim.files.verbs.arguments import MAPPING
from procsim.model.scenario import Investment

_WHAT: Final = Field("what", TEXT, "What is paid for.", required=True)
_COST: Final = Field("cost", drawn("money"), "An amount, or an amount per year.", required=True)
_IN: Final = Field("in", MONTH, "The month of a one-off cost, as in 2026-09.")
_SINCE: Final = Field("from", MONTH, "The month from which a yearly cost runs.")


def _investment(row: Row) -> Investment:
    cost = row.need(_COST)
    currency, _, period = cost.unit.partition("/")
    month = row.get(_SINCE) if period else row.get(_IN)
    if month is None or (row.get(_IN) is not None and row.get(_SINCE) is not None):
        kind, key = ("yearly", "from") if period else ("one-off", "in")
        hint = f"{key}: 2026-09"
        raise row.node.refuse("P514", f"a {kind} cost needs `{key}`, and only that", hint)
    return Investment(row.need(_WHAT), cost.distribution, currency, bool(period), month)


INVESTMENT: Final = Table(
    "an investment", "A one-off or running cost of the change.", (_WHAT, _COST, _IN, _SINCE)
)


def _scenario_id(node: Node) -> str:
    name = ID.read(node)
    if name == "baseline":
        hint = "every study calls AS-IS so; choose another name"
        raise node.refuse("P113", f"'{name}' cannot be the id of a scenario", hint)
    return name


_SCENARIO_ID: Final[Kind[str]] = Kind(_scenario_id, {**ID.schema, "not": {"const": "baseline"}})
_CHANGES: Final[Kind[object]] = Kind(
    lambda node: tuple(node.entries()),
    {"type": "array", "items": {"anyOf": [verb.table.schema() for verb in VERBS.values()]}},
)
FORMAT: Final = Field(
    "procsim", whole(least=1, most=1), "The format of the file: 1.", required=True
)
SCENARIO: Final = Field("scenario", _SCENARIO_ID, "The id of the scenario.", required=True)
TITLE_: Final = Field("title", TITLE, "What it is called.")
OWNER: Final = Field("owner", TEXT, "Who proposes it.")
BASELINE: Final = Field("baseline", TEXT, "The model, or the scenario, that it changes.")
COMBINE: Final[Field[tuple[str, ...]]] = Field(
    "combine", list_of(TEXT), "Scenarios of one baseline."
)
CHANGES: Final = Field("changes", _CHANGES, "What changes, a verb each, and why.")
VARY: Final = Field("vary", MAPPING, "Alternatives: path: [values]; every combination is one.")
INVESTMENTS: Final = Field(
    "investment", list_of(table_of(INVESTMENT, _investment)), "What the change costs."
)
NOTE: Final = Field("note", TEXT, "A remark.")

SCENARIO_FILE: Final = Table(
    "a scenario",
    "Reasoned changes to a model.",
    (
        FORMAT,
        SCENARIO,
        TITLE_,
        OWNER,
        BASELINE,
        COMBINE,
        CHANGES,
        VARY,
        INVESTMENTS,
        NOTE,
    ),
)
