"""The words on a flow: its name, and what lets it be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.elements import Decision
from procsim.report.maps.amounts import amount_text, expression_text
from procsim.report.maps.notes import deadlines_of
from procsim.report.maps.words import percent, say, word

if TYPE_CHECKING:
    from procsim.model.process import Flow
    from procsim.report.maps.notes import Writer


def branch_text(flow: Flow, writer: Writer) -> str:
    """The name of a branch and its share, condition or deadline for the cases shown; '' where a
    flow has none of them."""
    language = writer.seen.language
    name = flow.title.into(language) if flow.title is not None else flow.id.replace("_", " ")
    share = None if flow.share is None else flow.share.of(writer.seen.origin)
    if share == 1 and len(writer.process.outgoing(flow.source)) == 1:
        share = None  # The only way out needs no 100 %.
    rule = _rule(flow, writer)
    if share is not None:
        text = f"{name} {percent(share, language)}" if name else percent(share, language)
    else:
        text = f"{name}\n{rule}" if name and rule else name or rule
    if flow.at_most is not None:
        text = say("at most", language, text, n=str(flow.at_most))
    return text


def _rule(flow: Flow, writer: Writer) -> str:
    """What lets a flow be taken, in words."""
    language, facts = writer.seen.language, writer.process.data
    source = writer.process.node[flow.source]
    if flow.deadline:
        late = (each for each in deadlines_of(source) if each.id == flow.deadline)
        return "".join(map(writer.deadline, late))
    if flow.when is not None:
        return expression_text(flow.when, facts, language)
    if flow.chance is not None:
        return amount_text(flow.chance, facts, language, percent)
    if flow.level and isinstance(source, Decision) and source.by is not None:
        return writer.level(source.by, flow.level)
    if flow.found:
        return word("found", language)
    if flow.is_default and flow.title is None and not flow.id:
        is_check = isinstance(source, Decision) and bool(source.finds)
        return word("not found" if is_check else "otherwise", language)
    return ""
