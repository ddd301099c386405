"""Results on their way: `<name>.part` beside the folder `<name>` that they become.

    <name>.part/
      lock                       held by the process that writes
      begun.json                 what the replications are made of
      replications/<number>/     by plan, the finished replications (`analysis.filed`)
      complete/                  the folder as it will be, while it is written
      replaced/                  what stood there, while `complete` takes its name

Whenever a process ends, every file is whole, `<name>` is complete or as it was, and the finished
replications can be gone on with.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.analysis.filed import finished
from procsim.errors import UsageError
from procsim.simulation.store import PART, force_to_disk, said_in_one_line
from procsim.study.begun import Begun, read_begun, refuse_other, write_begun
from procsim.study.folder import manifest_of
from procsim.study.lock import LOCK, locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_REPLICATIONS: Final = "replications"
_COMPLETE: Final = "complete"
_REPLACED: Final = "replaced"


@dataclass(frozen=True)
class Unfinished:
    """The folder of results on their way to `target`."""

    target: Path

    @property
    def folder(self) -> Path:
        """The folder, beside the target so that taking its name is one step of one file system."""
        return self.target.with_name(self.target.name + PART)

    @property
    def complete(self) -> Path:
        """Where to write what becomes the target."""
        return self.folder / _COMPLETE

    def replications(self, which: int) -> Path:
        """The finished replications of one plan."""
        return self.folder / _REPLICATIONS / f"{which:03d}"

    def begun(self, made: Begun) -> Begun | None:
        """What the finished replications are made of, if there are any: the same as what would be
        `made` now, or `UsageError`."""
        said = read_begun(self.folder) if self.has_replications() else None
        if said is not None:
            refuse_other(said, made, folder=self.folder)
        return said

    def begin(self, made: Begun) -> None:
        """Say what the replications will be made of."""
        write_begun(self.folder, made)

    def has_replications(self) -> bool:
        """Whether any replication is finished."""
        kept = self.folder / _REPLICATIONS
        return kept.is_dir() and any(finished(folder) for folder in kept.iterdir())


@contextmanager
def unfinished(
    target: Path, *, force: bool, resume: bool, tell: Callable[[str], None]
) -> Iterator[Unfinished]:
    """A folder to write results into; what is in its `complete` becomes `target` when the block
    ends well. When it does not, finished replications stay, and `tell` says so.

    `UsageError` if the target exists and `force` is False, or is not procsim's, or another process
    is writing it; and if there are finished replications, unless they are wanted (`resume`) or
    not (`force`).
    """
    part = Unfinished(target)
    _refuse_taken(part, force=force)
    with locked(part.folder, target=target):
        _tidy(part)
        _refuse_taken(part, force=force)
        if part.has_replications() and not resume:
            if not force:
                raise UsageError(
                    f"{part.folder} is unfinished: --resume goes on with it, --force begins anew"
                )
            _empty(part.folder)
        try:
            yield part
            with said_in_one_line(target):
                _take_name(part)
        except BaseException:
            if part.has_replications():
                tell(f"{part.folder} keeps what is finished: --resume goes on with it")
            else:
                _empty(part.folder)
            raise
        _empty(part.folder)


def remove_leftovers(target: Path) -> None:
    """What a process left that was killed after the target was complete."""
    part = Unfinished(target)
    if part.folder.is_dir() and _is_ours(part.folder):
        with locked(part.folder, target=target):
            _empty(part.folder)


def _refuse_taken(part: Unfinished, *, force: bool) -> None:
    target, folder = part.target, part.folder
    if folder.exists() and (not folder.is_dir() or not _is_ours(folder)):
        raise UsageError(f"{folder} exists and is nothing of procsim: choose another name")
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if manifest_of(target) is None:
        raise UsageError(f"{target} exists and is no study of procsim: choose another name")
    if not force:
        raise UsageError(f"{target} exists: --force replaces it")


def _is_ours(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return LOCK in names or not names


def _tidy(part: Unfinished) -> None:
    """Undo what a process that was killed left: half of a file, and half of a replacement."""
    replaced = part.folder / _REPLACED
    with said_in_one_line(part.target):
        if replaced.exists() and not part.target.exists():
            replaced.rename(part.target)
        for leftover in (replaced, part.complete):
            shutil.rmtree(leftover, ignore_errors=True)
        for leftover in part.folder.rglob(f".*{PART}*"):
            leftover.unlink(missing_ok=True)


def _empty(folder: Path) -> None:
    """Remove everything but the lock, first what says that there is something to go on with."""
    shutil.rmtree(folder / _REPLICATIONS, ignore_errors=True)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            path.unlink(missing_ok=True)


def _take_name(part: Unfinished) -> None:
    """Rename; what stood there goes only when the new folder has its name."""
    for path in sorted(part.complete.rglob("*")):
        force_to_disk(path)
    if part.target.exists():
        part.target.rename(part.folder / _REPLACED)
    part.complete.rename(part.target)
    force_to_disk(part.target.parent)
