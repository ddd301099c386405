"""The words of an expression: numbers with their units, dates, texts, names and signs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Literal

from procsim.model.expressions.problems import ExpressionProblem, Unreadable

WordKind = Literal["number", "date", "text", "name", "sign", "end"]

KEYWORDS: Final = frozenset({"and", "or", "not", "in", "true", "false"})

_WORD: Final = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?)"
    r"|(?P<text>'[^']*')"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>==|!=|<=|>=|<(?![>])|>|[-+*/%(),])"
)
#: What people write elsewhere, and how it is written here.
_ELSEWHERE: Final = (
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("!", "write `not`, or != for `is not`"),
    ("<>", "write != for `is not`"),
    ("=", "write == to compare"),
    ('"', "write texts in single quotes: 'local'"),
    ("≥", "write >="),
    ("≤", "write <="),
    ("≠", "write !="),
    ("×", "write *"),
    ("'", "a text ends with a single quote: 'local'"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it begins (characters from the start of the text)."""

    kind: WordKind
    text: str
    offset: int


def words_of(text: str) -> list[Word]:
    """The words of a text, then an `end`."""
    words: list[Word] = []
    at = 0
    while at < len(text):
        found = _WORD.match(text, at)
        if found is None:
            raise _unreadable(text, at)
        match found.lastgroup:
            case "date" | "number" | "text" | "name" | "sign" as kind:
                words.append(Word(kind, found.group(), at))
        at = found.end()
    words.append(Word("end", "", len(text)))
    return words


def instant_of_date(word: Word) -> float:
    """µs from 1970-01-01 to the first instant (UTC) of a date."""
    try:
        date = dt.date.fromisoformat(word.text)
    except ValueError:
        message = f"'{word.text}' is not a date"
        problem = ExpressionProblem("syntax", message, "write it as 2026-03-20", word.offset)
        raise Unreadable(problem) from None
    return float((date.toordinal() - dt.date(1970, 1, 1).toordinal()) * 86_400_000_000)


def _unreadable(text: str, at: int) -> Unreadable:
    hint = next((hint for sign, hint in _ELSEWHERE if text.startswith(sign, at)), "")
    message = f"'{text[at]}' cannot be read here"
    return Unreadable(ExpressionProblem("syntax", message, hint, at))
