"""Amounts and expressions in the words of a map: short, in its language, with titles for ids."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from procsim.model.amounts import Conditional, Formula, Multiplied
from procsim.model.expressions.kinds import FUNCTIONS
from procsim.model.expressions.words import words_of
from procsim.model.facts import BUILT_IN
from procsim.report.maps.words import listed, say, word
from procsim.units import DAY, HOUR, MINUTE, TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.model.amounts import Amount
    from procsim.model.expressions import Expression
    from procsim.model.expressions.words import Word
    from procsim.model.facts import Fact

_LONGEST: Final = 64
"""Characters of an expression; what is longer is cut."""
_SIGNS: Final = {"==": "=", "!=": "≠", ">=": "≥", "<=": "≤", "*": "×", "-": "\N{MINUS SIGN}"}
#: Words of expressions → keys of the words of maps.
_WORDS: Final = {"or": "or else", **{key: key for key in ("and", "not", "in", "true", "false")}}
_GAP: Final = "\N{NO-BREAK SPACE}"
_THIN: Final = "\N{NARROW NO-BREAK SPACE}"


def expression_text(expression: Expression, facts: Mapping[str, Fact], language: str) -> str:
    """An expression as one says it: `Amount > 50 000 USD and Staff = local`."""
    text, before = "", "("
    words = words_of(expression.text)
    for here, after in pairwise(words):
        if before == "unit":  # said with its number
            before = here.text
            continue
        is_time = here.kind == "number" and after.text in TIME_UNITS
        if is_time:
            said = span_text(float(here.text) * TIME_UNITS[after.text], language)
        else:
            said = _said(here, facts, language)
        text += _gap(before, here.text) + said
        is_sign = here.text == "-" and not before[-1].isalnum() and before != ")"
        before = "unit" if is_time else "(" if is_sign else here.text
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _gap(before: str, here: str) -> str:
    """What stands between two words: nothing inside brackets and before a comma or per cent."""
    if before == "(" or here in (")", ",", "%") or (here == "(" and before in FUNCTIONS):
        return ""
    return _GAP if before[0].isdigit() and here[0].isalpha() and here not in _WORDS else " "


def _said(piece: Word, facts: Mapping[str, Fact], language: str) -> str:
    if piece.kind == "number":
        return number_text(float(piece.text), language)
    if piece.text in facts:
        return facts[piece.text].title.into(language)
    if piece.kind == "name" and piece.text in (*_WORDS, *BUILT_IN):
        return word(_WORDS.get(piece.text, piece.text), language)
    return _SIGNS.get(piece.text, piece.text.strip("'").replace("_", " "))


def number_text(value: float, language: str) -> str:
    """A number with thin spaces between thousands and at most two decimals."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", _THIN)
    return text.replace(".", ",") if language in ("fr", "es") else text


def span_text(span: float, language: str) -> str:
    """A length of time (µs) in its largest fitting unit: `5 days`, `36 h`, `30 min`."""
    if span >= 2 * DAY or span == DAY:
        days = span / DAY
        return say("day" if days == 1 else "days", language, _rounded(days, language))
    if span >= HOUR:
        return say("hour", language, _rounded(span / HOUR, language))
    return say("minute", language, _rounded(span / MINUTE, language))


def working_text(span: float, language: str, day: float) -> str:
    """A length of working time: in days of a calendar whose working day is `day` long (µs) where
    that gives whole or half days, else in hours."""
    days = span / day if day else 0.0
    if days >= 1 and abs(2 * days - round(2 * days)) < 1e-6:
        key = "working day" if round(days, 1) == 1 else "working days"
        return say(key, language, _rounded(days, language))
    return say("working", language, say("hour", language, _rounded(span / HOUR, language)))


def amount_text(
    amount: Amount,
    facts: Mapping[str, Fact],
    language: str,
    written: Callable[[float, str], str] = number_text,
) -> str:
    """What is drawn or computed: a constant as it is, a distribution by its mean; `written` writes
    values out."""
    if isinstance(amount, Formula):
        return expression_text(amount.expression, facts, language)
    if isinstance(amount, Multiplied):
        base = amount_text(amount.base, facts, language, written)
        return f"{base} × {expression_text(amount.by, facts, language)}"
    if isinstance(amount, Conditional):
        names = dict.fromkeys(
            name for condition, _ in amount.cases for name in sorted(condition.names)
        )
        titles = (facts[name].title.into(language) if name in facts else name for name in names)
        return say("by", language, listed(titles, language))
    low, high = amount.support
    text = written(amount.mean, language)
    return text if low == high else say("about", language, text)


def _rounded(value: float, language: str) -> str:
    return number_text(round(value, 1) if value < 10 else round(value), language)
