"""A file of text, read within bounds: small enough, UTF-8, and a file at all."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from procsim.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 5_000_000
_FROM_HERE: Final = "names are relative to the folder you are in"


def read_text(path: Path) -> str:
    """The text of a file without byte-order mark; `InputError` says why there is none."""
    data = _read_bytes(path)
    if b"\0" in data:
        raise _unusable(path, "P004", "not a text file: it holds a NUL byte")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 text: byte 0x{data[error.start]:02X}"
        raise _unusable(path, "P004", message, "save the file as UTF-8", line) from error


def missing_file(
    path: Path, name: str, place: Place | None = None, *, beside: str = "the model"
) -> Problem:
    """The problem that a file, named in a file that lies `beside` it, is not there."""
    hint = _like(path, f"names are relative to {beside}")
    return Problem("P001", f"no such file: '{name}'", hint=hint, place=place)


def _like(path: Path, otherwise: str) -> str:
    """The way out where a file is missing: one with a name like it, or where it is looked for."""
    try:
        found = sorted(each.name for each in path.parent.iterdir() if each.is_file())
    except OSError:
        return f"there is no folder for it; {otherwise}"
    close = difflib.get_close_matches(path.name, found, n=1, cutoff=0.8)
    return f"did you mean '{close[0]}'?" if close else otherwise


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _unusable(path, "P002", "this is a folder, not a file", "name the file inside it")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _unusable(path, "P001", "no such file", _like(path, _FROM_HERE)) from error
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise _unusable(path, "P002", f"the file cannot be read: {reason}") from error
    if len(data) > MAX_BYTES:
        raise _unusable(path, "P003", f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    return data


def _unusable(path: Path, code: str, message: str, hint: str = "", line: int = 1) -> InputError:
    return InputError([Problem(code, message, hint=hint, place=Place(str(path), line, 1))])
