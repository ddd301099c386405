"""Scenario files → scenarios: the models before and after the changes, and those in between.

`baseline:` names a model or another scenario; the changes are then made to what that scenario
makes. `combine:` joins the changes of several scenarios with one baseline. `vary:` makes several
scenarios of one file, one for each combination of its alternatives.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from procsim.errors import InputError, Place, Problem
from procsim.files.changes import Written, carried_out
from procsim.files.differences import described
from procsim.files.library import Library
from procsim.files.likeness import likely_renamed
from procsim.files.models import build_model
from procsim.files.scenario_files import Lever, ScenarioFile, is_scenario, read_scenario_file
from procsim.files.shelf import Shelf
from procsim.files.text_files import missing_file
from procsim.files.trees import text
from procsim.model.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procsim.files.source import Source
    from procsim.model.model import Model
    from procsim.model.scenario import Change, Investment
    from procsim.model.text import Title


@dataclass(frozen=True, slots=True)
class _Draft:
    """A scenario before it is carried out: all its changes, and the source they are made to, which
    is that of the file `built_on`; `brought` and `inherited` are the costs and the changes since
    AS-IS that this file brings."""

    file: ScenarioFile
    base: Source
    built_on: FilePath
    root: FilePath
    changes: tuple[Written, ...]
    investments: tuple[Investment, ...]
    files: tuple[FilePath, ...]
    brought: tuple[Investment, ...] = ()
    inherited: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """What one scenario of a file is called."""

    id: str
    title: Title


def read_scenarios(path: FilePath | str, library: Library | None = None) -> tuple[Scenario, ...]:
    """The scenario in a file; with `vary:` several, with ids like `payroll_centre[budapest=4]`.

    With one library for several files, what they share is read once.
    """
    books = library or Library()
    draft = _draft(FilePath(path), books, ())
    baseline = books.model(draft.base)
    return tuple(
        _scenario(draft, baseline, name, (*draft.changes, *alternatives), books)
        for name, alternatives in _alternatives(draft.file)
    )


def _draft(path: FilePath, library: Library, chain: tuple[FilePath, ...]) -> _Draft:
    file = read_scenario_file(path)
    chain = (*chain, path.resolve())
    if file.combine:
        return _combined(file, [_other(*named, library, chain) for named in file.combine])
    assert file.baseline is not None
    named, place = file.baseline
    _refuse_missing(named, place)
    if not is_scenario(named):
        base = library.source(named)
        return _Draft(file, base, named.resolve(), named, file.changes, file.investments, (path,))
    other = _other(named, place, library, chain)
    carried = carried_out(other.base, other.changes)
    return _Draft(
        file,
        carried.source,
        named.resolve(),
        other.root,
        file.changes,
        file.investments,
        files=(path, *other.files),
        brought=(*other.brought, *other.investments),
        inherited=(*other.inherited, *described(carried)),
    )


def _other(named: FilePath, place: Place, library: Library, chain: tuple[FilePath, ...]) -> _Draft:
    """Another scenario that a file builds on."""
    _refuse_missing(named, place)
    if named.resolve() in chain:
        message = f"'{named.name}' builds on itself"
        raise InputError([Problem("P513", message, hint="end the chain at a model", place=place)])
    if not is_scenario(named):
        message = f"'{named.name}' is a model, not a scenario"
        raise InputError([Problem("P505", message, hint="name it as `baseline:`", place=place)])
    draft = _draft(named, library, chain)
    if draft.file.levers:
        message = f"'{named.name}' has several alternatives (`vary`)"
        hint = "write the alternative that is meant into a file of its own"
        raise InputError([Problem("P512", message, hint=hint, place=place)])
    return draft


def _refuse_missing(named: FilePath, place: Place) -> None:
    if not named.exists():
        raise InputError([missing_file(named, named.name, place, beside="the scenario")])


def _combined(file: ScenarioFile, drafts: Sequence[_Draft]) -> _Draft:
    """One scenario of several with the same baseline; parts of one name in two files stay two."""
    first = drafts[0]
    for draft, (named, place) in zip(drafts, file.combine, strict=True):
        if draft.built_on != first.built_on:
            message = f"'{named.name}' has another baseline than '{file.combine[0][0].name}'"
            raise InputError([Problem("P505", message, place=place)])
    used: set[str] = set()
    changes: list[Written] = []
    for one in (*((draft.file.id, draft.changes) for draft in drafts), (file.id, file.changes)):
        id_, written = one
        changes += [
            replace(change, part=f"{id_}: {change.part}") if change.part in used else change
            for change in written
        ]
        used.update(change.part for change in written)
    return _Draft(
        file,
        first.base,
        first.built_on,
        first.root,
        tuple(changes),
        (*(cost for draft in drafts for cost in draft.investments), *file.investments),
        (file.path, *dict.fromkeys(path for draft in drafts for path in draft.files)),
        first.brought,
        first.inherited,
    )


def _alternatives(file: ScenarioFile) -> Iterator[tuple[_Name, tuple[Written, ...]]]:
    """The name of each combination of alternatives, and the changes that make it."""
    names = _short([lever.words for lever in file.levers])
    for positions in itertools.product(*(range(len(lever.values)) for lever in file.levers)):
        chosen: list[tuple[Lever, int]] = list(zip(file.levers, positions, strict=True))
        values = [text(lever.values[position]) for lever, position in chosen]
        written = tuple(lever.alternative(position) for lever, position in chosen)
        yield _named(file, list(zip(names, values, strict=True))), written


def _named(file: ScenarioFile, chosen: Sequence[tuple[str, str]]) -> _Name:
    """Id and title with the values that were chosen, if any were."""
    if not chosen:
        return _Name(file.id, file.title)
    short = ",".join(f"{name}={value}" for name, value in chosen)
    words = ", ".join(f"{name} = {value}" for name, value in chosen)
    return _Name(f"{file.id}[{short}]", file.title.followed_by(f"[{words}]"))


def _short(paths: Sequence[str]) -> list[str]:
    """The shortest ends of dotted paths that tell them apart; an office alone for staff."""
    lengths = [1 if path.startswith("staff.") else 2 for path in paths]
    while True:
        names = [
            ".".join(path.split(".")[-length:]) for path, length in zip(paths, lengths, strict=True)
        ]
        if len(set(names)) == len(names):
            return names
        lengths = [length + 1 for length in lengths]


def _scenario(
    draft: _Draft, baseline: Model, name: _Name, changes: tuple[Written, ...], library: Library
) -> Scenario:
    carried = carried_out(draft.base, changes)
    written = [worked.written for worked in carried.changes]
    parts = tuple(dict.fromkeys(change.part for change in written))
    return Scenario(
        id=name.id,
        title=name.title,
        owner=draft.file.owner,
        as_is=library.model(library.source(draft.root)),
        baseline=baseline,
        model=build_model(carried.source, library.shelf) if changes else baseline,
        changes=described(carried),
        parts=parts,
        bridge=tuple(_bridge(draft.base, written, parts, library.shelf)),
        investments=(*draft.brought, *draft.investments),
        root=draft.root,
        files=draft.files,
        warnings=likely_renamed(carried),
        inherited=draft.inherited,
    )


def _bridge(
    base: Source, changes: Sequence[Written], parts: tuple[str, ...], shelf: Shelf
) -> Iterator[Model]:
    """The models after the first part, after the first two, …, without the last."""
    for count in range(1, len(parts)):
        try:
            yield _model_after(base, changes, parts[:count], shelf)
        except InputError as error:
            raise InputError([_not_alone(base, changes, parts, count, error)]) from error


def _model_after(
    base: Source, changes: Sequence[Written], parts: Sequence[str], shelf: Shelf
) -> Model:
    chosen = [change for change in changes if change.part in parts]
    return build_model(carried_out(base, chosen).source, shelf)


def _not_alone(
    base: Source, changes: Sequence[Written], parts: tuple[str, ...], count: int, error: InputError
) -> Problem:
    """Which later part, or failing that parts, the one that was added last cannot do without."""
    candidates: list[tuple[str, ...]] = [(later,) for later in parts[count:]]
    candidates += [parts[count:end] for end in range(count + 2, len(parts) + 1)]
    needed = next(
        (more for more in candidates if _stands(base, changes, (*parts[:count], *more))), ()
    )
    alone = parts[count - 1]
    place = next(change.place(()) for change in changes if change.part == alone)
    others = " and ".join(f"'{part}'" for part in needed) or "the parts after it"
    message = f"part '{alone}' cannot stand without {others}: {error.problems[0].message}"
    return Problem("P507", message, hint="join them: give them the same `part:`", place=place)


def _stands(base: Source, changes: Sequence[Written], parts: Sequence[str]) -> bool:
    try:
        _model_after(base, changes, parts, Shelf())
    except InputError:
        return False
    return True
