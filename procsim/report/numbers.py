"""The only place where numbers are rounded and written out.

At most three significant digits; an interval is rounded to its own width, so that no digit promises
more than the replications can hold. Thin spaces between thousands, a real minus, the decimal sign
of the language. A number that does not exist is a dash, with its reason where there is one; one
that is the same in every replication has no interval.
"""

from __future__ import annotations

from math import floor, isfinite, isnan, log10
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUS: Final = "\N{MINUS SIGN}"
THIN: Final = "\N{NARROW NO-BREAK SPACE}"
GAP: Final = "\N{NO-BREAK SPACE}"
NOTHING: Final = "\N{EN DASH}"
_DIGITS: Final = 3
_FURTHER: Final = 2
"""Digits beyond those of its interval that a mean may have, so that it does not read as 0."""
_COMMA: Final = ("fr", "es")
_FORMS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "en": {
        "days": ("day", "days"),
        "wd": ("working day", "working days"),
        "h": ("h", "h"),
        "h/year": ("h/year", "h/year"),
        "posts": ("post", "posts"),
        "cases": ("case", "cases"),
        "cases/month": ("case/month", "cases/month"),
        "times": ("time", "times"),
        "points": ("point", "points"),
        "year": ("year", "year"),
        "years": ("year", "years"),
    },
    "fr": {
        "days": ("jour", "jours"),
        "wd": ("jour ouvré", "jours ouvrés"),
        "h": ("h", "h"),
        "h/year": ("h/an", "h/an"),
        "posts": ("poste", "postes"),
        "cases": ("dossier", "dossiers"),
        "cases/month": ("dossier/mois", "dossiers/mois"),
        "times": ("fois", "fois"),
        "points": ("point", "points"),
        "year": ("an", "an"),
        "years": ("an", "ans"),
    },
    "es": {
        "days": ("día", "días"),
        "wd": ("día laborable", "días laborables"),
        "h": ("h", "h"),
        "h/year": ("h/año", "h/año"),
        "posts": ("puesto", "puestos"),
        "cases": ("caso", "casos"),
        "cases/month": ("caso/mes", "casos/mes"),
        "times": ("vez", "veces"),
        "points": ("punto", "puntos"),
        "year": ("año", "año"),
        "years": ("año", "años"),
    },
    "zh": {
        "days": ("天", "天"),
        "wd": ("个工作日", "个工作日"),
        "h": ("小时", "小时"),
        "h/year": ("小时/年", "小时/年"),
        "posts": ("个岗位", "个岗位"),
        "cases": ("件", "件"),
        "cases/month": ("件/月", "件/月"),
        "times": ("次", "次"),
        "points": ("个百分点", "个百分点"),
        "year": ("年", "年"),
        "years": ("年", "年"),
    },
}


def number(value: float, language: str = "en") -> str:
    """A bare number of at most three significant digits."""
    return _written(value, _places(value), language)


def quantity(value: float, unit: str, language: str = "en") -> str:
    """A number with its unit: `12.3 days`, `48 %`, `1 230 000 USD/year`."""
    value = _shown(value, unit)
    text = _written(value, _places(value), language)
    return text if isnan(value) else _with_unit(text, unit_name(unit, language, text), language)


def estimate(value: float, low: float, high: float, unit: str, language: str = "en") -> str:
    """A mean with its interval: `12.3 days [11.9, 12.7]`; without one the mean alone."""
    if isnan(value):
        return NOTHING
    if not _varies(low, high):
        return quantity(value, unit, language)
    texts = _alike(_shown(value, unit), _shown(low, unit), _shown(high, unit), language)
    name = unit_name(unit, language, texts[0])
    return f"{_with_unit(texts[0], name, language)}{_bounds(texts, language)}"


def difference(value: float, low: float, high: float, unit: str, language: str = "en") -> str:
    """A difference with its sign and its interval: `−3.2 days [−3.9, −2.5]`.

    Shares differ by percentage points.
    """
    if isnan(value):
        return NOTHING
    shown = [_shown(each, unit) for each in (value, low, high)]
    unit = "points" if unit == "share" else unit
    if not _varies(low, high):
        text = _written(shown[0], _places(shown[0]), language)
        return _with_unit(_signed(text), unit_name(unit, language, text), language)
    texts = _alike(shown[0], shown[1], shown[2], language)
    signed = [_signed(text) for text in texts]
    name = unit_name(unit, language, texts[0])
    return f"{_with_unit(signed[0], name, language)}{_bounds(signed, language)}"


def amount(value: float, low: float, high: float, unit: str, language: str = "en") -> str:
    """The size of a difference, for sentences that say its direction: `3.2 days [2.5, 3.9]`."""
    sign = -1.0 if value < 0 else 1.0
    ends = sorted((sign * low, sign * high)) if isfinite(low) and isfinite(high) else (low, high)
    unit = "points" if unit == "share" else unit
    scale = 100.0 if unit == "points" else 1.0
    return estimate(sign * value * scale, ends[0] * scale, ends[1] * scale, unit, language)


def years(value: float, low: float, high: float, language: str = "en") -> str:
    """A time in years of one decimal, which is all that yearly amounts can tell: `2.8 years`; its
    interval only where it shows."""
    texts = [_written(each, 1, language) for each in (value, low, high)]
    name = unit_name("years", language, texts[0])
    if 0 < value < 0.05:
        return _with_unit(f"<{_written(0.1, 1, language)}", name, language)
    bounds = "" if isnan(low) or len(set(texts)) == 1 else _bounds(texts, language)
    return f"{_with_unit(texts[0], name, language)}{bounds}"


def percent(share: float, language: str = "en") -> str:
    """A share in percent."""
    return quantity(share, "share", language)


def whole_percent(share: float) -> str:
    """A share in whole percent without the sign, for cells that have no room for it."""
    return NOTHING if isnan(share) else f"{share * 100:.0f}"


def change(before: float, after: float, language: str = "en") -> str:
    """A relative change with its sign: `−34 %`; a dash where nothing was before."""
    if isnan(before) or isnan(after) or before == 0:
        return NOTHING
    relative = (after - before) / abs(before) * 100
    if 0 < abs(relative) < 0.05:
        return _with_unit(f"<{_written(0.1, 1, language)}", "%", language)
    text = _written(relative, 0 if abs(relative) >= 10 or relative == 0 else 1, language)
    return _with_unit(_signed(text), "%", language)


def factor(value: float, language: str = "en") -> str:
    """How many times: `×9.2`; infinite where a difference never varies."""
    if isnan(value):
        return NOTHING
    return f"×{number(value, language)}"


def probability(value: float, language: str = "en") -> str:
    """A p-value; below 0.001 its size says nothing more."""
    return f"<{number(0.001, language)}" if value < 0.001 else number(value, language)


def absent(reason: str) -> str:
    """A number that does not exist, and why."""
    return f"{NOTHING} ({reason})" if reason else NOTHING


def unit_name(unit: str, language: str = "en", text: str = "") -> str:
    """A unit in words; `text` is the number before it, for its singular.

    Units of measurements: days, wd CALENDAR, h, h/year, share, posts, cases, times, and a currency
    (`USD`, `USD/year`).
    """
    forms = _FORMS.get(language, _FORMS["en"])
    if unit == "share":
        return "%"
    if unit.startswith("wd"):
        unit = "wd"
    if unit in forms:
        return forms[unit][0 if _is_singular(text, language) else 1]
    if unit.endswith("/year"):
        return f"{unit.removesuffix('/year')}/{forms['year'][0]}"
    return unit


def _is_singular(text: str, language: str) -> bool:
    digits = text.lstrip(f"{MINUS}+")
    if language == "fr":  # 0, 1 and all between 1 and 2 are singular in French.
        return digits.partition(",")[0] in ("0", "1")
    return digits == "1"


def _shown(value: float, unit: str) -> float:
    return value * 100 if unit == "share" else value


def _places(value: float) -> int:
    """Decimals (negative: digits before the point) that leave three significant digits."""
    if value == 0 or not isfinite(value):
        return 0
    places = _DIGITS - 1 - floor(log10(abs(value)))
    if round(abs(value), places) >= 10 ** (_DIGITS - places):  # 9.996 has become 10.00
        places -= 1
    return min(places, _shortest(value, places))


def _shortest(value: float, places: int) -> int:
    """Fewer decimals if the last ones are noughts: 2.50 is 2.5, 1.000 is 1."""
    rounded = round(value, places)
    while places > 0 and round(value, places - 1) == rounded:
        places -= 1
    return places


def _alike(value: float, low: float, high: float, language: str) -> tuple[str, str, str]:
    """Three numbers with the decimals that their interval deserves."""
    largest = max(abs(value), abs(low), abs(high))
    cap = _places_for(largest)
    half = (high - low) / 2
    if half <= 1e-9 * max(largest, 1e-300):
        places = _places(value)
    else:
        places = min(cap, _digits_of_width(half))
        while places < cap and any(b != 0 and round(b, places) == 0 for b in (low, high)):
            places += 1
        # A small mean in a wide interval gets the digit or two that tell it from 0.
        finest = min(cap, places + _FURTHER)
        if value != 0 and round(value, places) == 0 and round(value, finest) != 0:
            places = finest if round(value, finest - 1) == 0 else finest - 1
    texts = [_written(each, places, language) for each in (value, low, high)]
    return texts[0], texts[1], texts[2]


def _places_for(largest: float) -> int:
    return 0 if largest == 0 else _DIGITS - 1 - floor(log10(largest))


def _digits_of_width(half: float) -> int:
    """One digit of the half-width; two where the first is a 1 (Particle Data Group's habit)."""
    exponent = floor(log10(half))
    leading = half / 10**exponent
    return -exponent + (1 if leading < 2 else 0)


def _written(value: float, places: int, language: str) -> str:
    if isnan(value):
        return NOTHING
    if not isfinite(value):
        return f"{MINUS}∞" if value < 0 else "∞"
    rounded = round(value, places)
    text = f"{abs(rounded):,.{max(places, 0)}f}"
    text = text.replace(",", THIN)
    if language in _COMMA:
        text = text.replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def _signed(text: str) -> str:
    is_zero = not any(digit in text for digit in "123456789∞")
    return text if is_zero or text.startswith((MINUS, NOTHING)) else f"+{text}"


def _varies(low: float, high: float) -> bool:
    """Whether there is an interval: none with one replication, or where nothing ever varies."""
    return not isnan(low) and not isnan(high) and low != high


def _bounds(texts: Sequence[str], language: str) -> str:
    between = "; " if language in _COMMA else ", "
    return f" [{texts[1]}{between}{texts[2]}]"


def _with_unit(text: str, name: str, language: str) -> str:
    if not name:
        return text
    return f"{text}{name}" if name == "%" and language == "zh" else f"{text}{GAP}{name}"
