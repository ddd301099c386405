"""The changes of a scenario, made to a model's tree; their order in the file never matters.

First the verbs that add things are worked out, in rounds: `open` and `set`, then `add`, `replace`
and `automate`, until nothing new can be named. All other verbs are worked out against the baseline
extended by these additions. Two changes clash if both write one path, or if one writes inside what
the other removes or sets as a whole (inside what another *adds* one may write). Then all edits are
carried out at once (`rewriting`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from procsim.errors import InputError, Path, Place, Problem
from procsim.files.addresses import address
from procsim.files.edits import Add, Drop, Put, Refusal, TreeEdit, contradiction
from procsim.files.missing import missed
from procsim.files.rewriting import Placed, rewritten, with_additions
from procsim.files.trees import section
from procsim.files.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from procsim.files.source import Source


@dataclass(frozen=True, slots=True)
class Written:
    """One change as it stands in its file; `place` and `key_place` find where the value and the key
    of a path inside it were written.

    An alternative of `vary` is a change that `varies`: it takes the place of what another change
    says of the same path, and belongs to that change's part.
    """

    verb: str
    node: Mapping[str, Any]
    why: str
    part: str
    summary: str
    place: Callable[[Path], Place]
    key_place: Callable[[Path], Place]
    varies: bool = False

    def edits(self, source: Source) -> tuple[TreeEdit, ...]:
        """What it does to a source; `Refusal` if it cannot be done."""
        return tuple(VERBS[self.verb].expand(source.tree, self.node))

    def problem(self, refusal: Refusal) -> Problem:
        """A refusal with the place in the file."""
        place = (self.key_place if refusal.at_key else self.place)(refusal.at)
        return Problem(refusal.code, refusal.message, hint=refusal.hint, place=place)


@dataclass(frozen=True, slots=True)
class Worked:
    """A change and the edits it expands to."""

    written: Written
    edits: tuple[TreeEdit, ...]

    @property
    def placed(self) -> tuple[Placed, ...]:
        return tuple((edit, self.written.place) for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Carried:
    """Changes carried out: the source they make, what each did, and the source they were read
    against (the baseline with everything that is added)."""

    source: Source
    changes: tuple[Worked, ...]
    extended: Source


def carried_out(source: Source, changes: Sequence[Written]) -> Carried:
    """Make all changes; `InputError` with everything that is wrong with them."""
    extended, worked = _worked_out(source, changes)
    worked = _with_alternatives(worked)
    clashes = list(_clashes(extended, worked))
    if clashes:
        raise InputError(clashes)
    placed = [pair for change in worked for pair in change.placed]
    try:
        result = rewritten(extended, placed)
    except Refusal as refusal:
        raise InputError([_whose(worked, refusal).problem(refusal)]) from refusal
    problems = list(missed(result, _dropped(worked)))
    if problems:
        raise InputError(problems)
    return Carried(result, worked, extended)


def _worked_out(source: Source, changes: Sequence[Written]) -> tuple[Source, tuple[Worked, ...]]:
    """The edits of every change, and the source with what they add."""
    done: dict[int, Worked] = {}
    refused: dict[int, Refusal] = {}
    extended = source
    for rounds in ((0,), (1,), (0, 1)):
        extended = _build(source, extended, changes, rounds, done, refused)
    builders_failed = bool(refused)
    for position, change in enumerate(changes):
        if position in done or position in refused:
            continue
        try:
            done[position] = Worked(change, change.edits(extended))
        except Refusal as refusal:
            if not (builders_failed and refusal.code == "P502"):
                refused[position] = refusal
    if refused:
        raise InputError([changes[at].problem(why) for at, why in sorted(refused.items())])
    return extended, tuple(done[position] for position in range(len(changes)))


def _build(
    source: Source,
    extended: Source,
    changes: Sequence[Written],
    rounds: tuple[int, ...],
    done: dict[int, Worked],
    refused: dict[int, Refusal],
) -> Source:
    """Work out the changes that may add things, until no more of them finds what it names."""
    while True:
        new: list[Worked] = []
        for position, change in enumerate(changes):
            if position in done or VERBS[change.verb].adds not in rounds:
                continue
            try:
                worked = Worked(change, change.edits(extended))
                _refuse_existing(source, worked)
            except Refusal as refusal:
                refused[position] = refusal
                continue
            refused.pop(position, None)
            done[position] = worked
            new.append(worked)
        if not new:
            return extended
        extended = with_additions(extended, [pair for worked in new for pair in worked.placed])


def _refuse_existing(source: Source, worked: Worked) -> None:
    """Refuse to add what the baseline has."""
    for edit in worked.edits:
        if isinstance(edit, Add):
            *way, key = edit.path
            if str(key) in section(source.tree, *map(str, way)):
                what = str(way[-1]).removesuffix("s")
                article = "an" if what[0] in "aeiou" else "a"
                hint = "choose another id, or change the one that is there"
                raise Refusal("P510", f"there is {article} {what} '{key}' already", edit.at, hint)


def _with_alternatives(worked: tuple[Worked, ...]) -> tuple[Worked, ...]:
    """The changes without what an alternative says instead of them."""
    result = list(worked)
    for position, alternative in enumerate(worked):
        if not alternative.written.varies:
            continue
        (varied,) = alternative.edits
        for other, change in enumerate(result):
            if change.written.varies or not any(_holds(edit, varied) for edit in change.edits):
                continue
            kept = tuple(edit for edit in change.edits if edit.path != varied.path)
            result[other] = replace(change, edits=kept)
            joined = replace(alternative.written, part=change.written.part, why=change.written.why)
            result[position] = replace(alternative, written=joined)
            break
    return tuple(result)


def _holds(edit: TreeEdit, varied: TreeEdit) -> bool:
    """Whether an edit gives the varied value, or adds what holds it."""
    inside = varied.path[: len(edit.path)] == edit.path
    return edit.path == varied.path if isinstance(edit, Put) else isinstance(edit, Add) and inside


def _clashes(source: Source, worked: Sequence[Worked]) -> Iterator[Problem]:
    """One problem for each pair of changes that contradict each other."""
    by_path: dict[Path, list[tuple[int, TreeEdit]]] = {}
    told: set[tuple[int, int]] = set()
    ordered = sorted(
        ((owner, edit) for owner, change in enumerate(worked) for edit in change.edits),
        key=lambda one: len(one[1].path),
    )
    for owner, edit in ordered:
        for length in range(1, len(edit.path) + 1):
            for other, earlier in by_path.get(edit.path[:length], []):
                pair = (min(owner, other), max(owner, other))
                if owner == other or pair in told:
                    continue
                reason = contradiction(earlier, edit, address(source.tree, edit.path))
                if reason:
                    told.add(pair)
                    yield _clash(worked[pair[0]].written, worked[pair[1]].written, reason)
        by_path.setdefault(edit.path, []).append((owner, edit))


def _clash(first: Written, second: Written, reason: str) -> Problem:
    there, here = first.place(()), second.place(())
    where = f"line {there.line}" if there.file == here.file else f"{there.file}:{there.line}"
    message = f"this change and the one on {where} contradict each other: {reason}"
    return Problem("P504", message, hint="make one change of the two", place=here)


def _whose(worked: Sequence[Worked], refusal: Refusal) -> Written:
    """The change whose redirection a refusal is about: the first that removes a step."""
    return next(
        change.written
        for change in worked
        if change.written.verb == "remove" and change.written.verb in refusal.at
    )


def _dropped(worked: Sequence[Worked]) -> Iterator[tuple[Path, Written]]:
    """What is taken away, and the change that does it."""
    for change in worked:
        for edit in change.edits:
            if isinstance(edit, Drop):
                yield edit.path, change.written
