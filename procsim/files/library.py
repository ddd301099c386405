"""The models read so far, so that whoever reads several scenarios reads what they share once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from procsim.files.models import build_model
from procsim.files.shelf import Shelf
from procsim.files.source import Source, read_source

if TYPE_CHECKING:
    from procsim.model.model import Model


@dataclass(frozen=True, slots=True)
class Library:
    """Sources by their file, and the models built of sources. Files are taken to stay as they are
    while it is in use."""

    sources: dict[Path, Source] = field(default_factory=dict)
    models: dict[int, tuple[Source, Model]] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)

    def source(self, path: Path) -> Source:
        """What a model file says, with the process files and tables it names."""
        key = path.resolve()
        if key not in self.sources:
            self.sources[key] = read_source(path)
        return self.sources[key]

    def model(self, source: Source) -> Model:
        """The model a source describes, read and checked."""
        # A source holds mappings, so it is known by itself, and kept for as long as its number is.
        if id(source) not in self.models:
            self.models[id(source)] = source, build_model(source, self.shelf)
        return self.models[id(source)][1]


def read_model(path: Path | str, library: Library | None = None) -> Model:
    """The model of a file, with its process files and tables; `InputError` with all problems."""
    books = library or Library()
    return books.model(books.source(Path(path)))
