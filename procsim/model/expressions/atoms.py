"""The smallest parts of an expression: literals with their units, and the names of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVarTuple

from procsim.model.expressions.kinds import FUNCTIONS, Mismatch
from procsim.model.expressions.operands import Literal, Operand, nearest
from procsim.model.expressions.problems import ExpressionProblem, Unreadable
from procsim.model.expressions.program import Load, Push
from procsim.model.expressions.words import KEYWORDS, instant_of_date, words_of
from procsim.units import TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from procsim.model.expressions.operands import FactType
    from procsim.model.expressions.problems import About
    from procsim.model.expressions.program import Instruction, Kind
    from procsim.model.expressions.words import Word, WordKind

Ts = TypeVarTuple("Ts")


class Atoms:
    """A text that is being read: its words, where we are, what was made and found so far."""

    def __init__(
        self,
        text: str,
        facts: Mapping[str, FactType],
        rate: Callable[[str], float | None],
    ) -> None:
        self.program: list[Instruction] = []
        self.problems: list[ExpressionProblem] = []
        self._words = words_of(text)
        self._at = 0
        self._depth = 0
        self._facts = facts
        self._rate = rate

    @property
    def word(self) -> Word:
        """The word that is read next."""
        return self._words[self._at]

    def next(self) -> Word:
        """Go on to the word after this, which is returned."""
        word = self.word
        self._at += 1
        return word

    def take(self, kind: WordKind, text: str) -> bool:
        """Go on if the next word is this one."""
        if self.word.kind != kind or self.word.text != text:
            return False
        self._at += 1
        return True

    def close(self) -> None:
        """A bracket must close here."""
        if not self.take("sign", ")"):
            raise self._unexpected(self.word, "a bracket is not closed")

    def simple(self) -> Operand:
        """A literal or a fact."""
        word = self.word
        match word.kind:
            case "number":
                return self._number(self.next())
            case "date":
                return self._pushed("date", instant_of_date(self.next()), word)
            case "text":
                return self._text(self.next())
            case "name" if word.text in ("true", "false"):
                return self._pushed("truth", float(self.next().text == "true"), word)
            case "name" if word.text not in KEYWORDS:
                return self._fact(self.next())
        raise self._unexpected(word)

    def _number(self, word: Word) -> Operand:
        value = float(word.text)
        if self.take("sign", "%"):
            return self._pushed("number", value / 100, word)
        unit = self.word
        if unit.kind != "name" or unit.text in KEYWORDS:
            return self._pushed("number", value, word)
        self.next()
        if unit.text in TIME_UNITS:
            return self._pushed("time", value * TIME_UNITS[unit.text], word)
        return self._money(value, word, unit)

    def _money(self, value: float, word: Word, unit: Word) -> Operand:
        if unit.text.lower() in KEYWORDS:
            raise self._unexpected(unit)
        is_code = len(unit.text) == 3 and unit.text.isupper()
        rate = self._rate(unit.text) if is_code else None
        if rate is not None:
            return self._pushed("money", value * rate, word)
        if is_code:
            message = f"there is no exchange rate for {unit.text}"
            hint = "give one under `exchange_rates`, or use the reporting currency"
        else:
            message = f"'{unit.text}' is not a unit"
            hint = "units are %, s, min, h, days, weeks, or a currency like USD"
            if unit.text == "wd":
                hint = "working days depend on a calendar; write days or h"
        self._report("unit", message, hint, unit.offset)
        self.program.append(Push(value))
        return Operand(None, word.offset)

    def _text(self, word: Word) -> Operand:
        literal = Literal(word.text[1:-1], len(self.program), word.offset)
        self.program.append(Push(0.0))  # its code, when the category is known
        return Operand("category", word.offset, None, (literal,), word.text)

    def _fact(self, word: Word) -> Operand:
        known = self._facts.get(word.text)
        if known is None and self.word.text == "(":
            message = f"unknown function '{word.text}'"
            hint = nearest(word.text, sorted(FUNCTIONS))
            raise Unreadable(ExpressionProblem("name", message, hint, word.offset))
        self.program.append(Load(word.text))
        if known is None:
            hint = self._way_to(word.text)
            self._report("name", f"unknown fact '{word.text}'", hint, word.offset)
            return Operand(None, word.offset)
        values = known.values if known.kind == "category" else None
        return Operand(known.kind, word.offset, values, (), word.text)

    def _way_to(self, name: str) -> str:
        if any(name in fact.values for fact in self._facts.values()):
            return f"write a text in single quotes: '{name}'"
        return nearest(name, list(self._facts))

    def _pushed(self, kind: Kind, value: float, word: Word) -> Operand:
        self.program.append(Push(value))
        return Operand(kind, word.offset)

    def _kind(self, rule: Callable[[*Ts], Kind | None], offset: int, *operands: *Ts) -> Kind | None:
        """What a rule of kinds says; None, and a problem, where it refuses."""
        try:
            return rule(*operands)
        except Mismatch as mismatch:
            self._report("kind", mismatch.message, mismatch.hint, offset)
            return None

    def _report(self, about: About, message: str, hint: str, offset: int) -> None:
        self.problems.append(ExpressionProblem(about, message, hint, offset))

    def _unexpected(self, word: Word, hint: str = "") -> Unreadable:
        message = f"'{word.text}' was not expected here"
        if word.kind == "end":
            message = "the expression ends too early"
        elif word.text == ",":
            hint = hint or "write large numbers without commas: 50000 USD"
        elif word.kind == "name" and word.text.lower() in KEYWORDS:
            lower = word.text.lower()
            hint = hint or (f"write `{lower}`" if lower != word.text else "")
        return Unreadable(ExpressionProblem("syntax", message, hint, word.offset))
