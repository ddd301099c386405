"""What steps of all kinds share: their title, their place, their luck, and the flows they write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.files.fields.branch import PLACEMENT
from procsim.files.fields.by_office import by_origin
from procsim.files.fields.table import Field, Row
from procsim.files.kinds import FLAG, ID, TEXT, TITLE
from procsim.model.by_origin import ByOrigin

if TYPE_CHECKING:
    from procsim.model.elements import Element
    from procsim.model.process import Flow

STEP_TITLE: Final = Field("title", TITLE, "What it is called; its id if silent.")
NOTE: Final = Field("note", TEXT, "A remark for readers.")
LUCK: Final = Field("luck_of", ID, "The step whose draws it uses, because it replaces it.")
PROTECTED: Final = Field("protected", FLAG, "No scenario may remove it.")
AT: Final = Field("at", by_origin(PLACEMENT), "Where: origin, parent, hq, centre, skip, an office.")


@dataclass(frozen=True, slots=True)
class Step:
    """An element with the flows that leave it."""

    element: Element
    flows: tuple[Flow, ...]


def id_of(row: Row) -> str:
    """The id of the step that a row describes."""
    return str(row.node.path[-1])


def place_of_work(row: Row) -> ByOrigin[str]:
    """Where a step is done; at the origin if the file is silent."""
    return row.get(AT) or ByOrigin("origin", {})
