"""A number on its scale: money, percent, points, a dimension, degrees, an age, or a count."""

import re
from dataclasses import replace
from functools import cache

import pint

from claims.facts.numbers import last_digit, value_of
from claims.facts.phrases import nouns_of, text_before, text_behind
from claims.facts.quantity import DEGREES, ROUNDING, Quantity
from claims.facts.words import stem

POINTS = re.compile(
    r"^(?:\s(?:of\s)?an?\s|[\s-]?)(?:(?:percentage|per\s?cent)\spoints?|(?P<basis>basis[\s-]points?|bps?))\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"^[\s-]?(?:%|per\s?cent\b|pct\b|percent\b)", re.IGNORECASE)
"""what stands behind a number of points, and of percent"""
_CURRENCY_AFTER = re.compile(
    r"^[\s-]?(?:(?P<land>Australian|Canadian|Hong\sKong|New\sZealand|Singapore)\s(?=dollar)|(?:U\.?S\.?|American|British|Chinese|Indian|Japanese|Swiss)\s)?(?P<name>dollars?|euros?|pounds?|yen|won|yuan|rupees?|pesos?|francs?|kronor|crowns?|rubles?|roubles?|cents?)\b",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"^[\s-]?(?P<square>square[\s-]|sq\s|cubic[\s-])?(?P<unit>km/h|kph|kilomet(?:er|re)s?\s(?:per|an)\shour|miles?\s(?:per|an)\shour|mph|knots?|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|m|centimet(?:er|re)s?|cm|millimet(?:er|re)s?|mm|feet|foot|ft|inch(?:es)?|yards?"
    r"|kilograms?|kilos?|kg|grams?|tonnes?|tons?|pounds?|lbs?|ounces?|lit(?:er|re)s?|gallons?|barrels?|hectares?|acres?|megawatts?|MW|gigawatts?|GW|kilowatts?|kW"
    r"|(?P<degrees>degrees?(?:\s(?:celsius|centigrade|fahrenheit|(?-i:[CF])))?|°\s?[CF]|(?-i:[CF])(?![-/'’]\w))|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b(?![-\s]old)",
    re.IGNORECASE,
)
"""what stands behind a number of a dimension"""
FAHRENHEIT = re.compile(r"f(?:ahrenheit)?$", re.IGNORECASE)
"""at the end of degrees, and of a number of them"""
_WARMER = re.compile(
    r"\b(?:by\s(?:(?:about|almost|around|nearly|some|up\sto)\s)?|(?:(?:cool|heat|warm)ing\s(?:of|to)|(?:fall|rise|drop|increase)\sof)\s(?:[\w.°]+\s){0,2}\(?)$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"^\)?\s(?:\([^()]{0,20}\)\s)?(?:above|below|colder|cooler|higher|hotter|lower|of\s(?:cool|heat|warm)ing|warmer)\b(?!\szero)"
)
"""beside degrees by which two temperatures differ"""
_BELOW_ZERO = re.compile(r"^\sbelow\szero\b")
_AGE = re.compile(r"^[\s-]?years?[\s-](?:old\b|of\sage\b)", re.IGNORECASE)
_AGED = re.compile(r"\baged?\s$")
_NAMED = re.compile(r"[A-Z][\w’'-]+,\s$")
_AGE_ENDS = re.compile(r"^(?:[,;.)]|\s(?:and|who|of)\b|$)")
OLDEST = 115
"""years; a larger number behind a name is no age"""
_PINT = {
    "kilos": "kilogram", "kilo": "kilogram", "tonnes": "metric_ton", "tonne": "metric_ton", "tons": "metric_ton", "ton": "metric_ton",
    "mph": "mile/hour", "km/h": "kilometer/hour", "kph": "kilometer/hour", "knots": "knot", "lbs": "pound", "lb": "pound", "barrels": "oil_barrel", "barrel": "oil_barrel",
    "mw": "megawatt", "gw": "gigawatt", "kw": "kilowatt",
}  # fmt: skip
_MASS = re.compile(
    r"^(?:[\s-]?pounds?\sof\s|-pound\s(?!(?:\w+\s)?(?:bill|bonus|budget|coin|contract|cost|cut|deal|debt|deposit|fee|fine|fund|gift|grant|investment|loan|loss|note|payment|payout|penalty|prize|profit|project|rise|tax|ticket)s?\b))",
    re.IGNORECASE,
)
"""pounds that weigh: "pounds of cocaine", "a 200-pound man", not "a 200-pound fine\""""
_WEIGHED = re.compile(r"\bweigh\w*\s(?:\w+\s){0,2}$", re.IGNORECASE)
_DOLLARS = {"australian": "A$", "canadian": "C$", "hong kong": "HK$", "new zealand": "NZ$", "singapore": "S$"}  # fmt: skip
_CODES = {
    "AUD": "A$", "CAD": "C$", "CHF": "franc", "CNY": "yuan", "EUR": "€", "GBP": "£", "INR": "rupee", "JPY": "¥", "KRW": "₩", "RS": "rupee", "₹": "rupee", "USD": "US$",
}  # fmt: skip
_SPENT = re.compile(r"\s(?:on|in|for|to\s(?=(?:the|an?|its|their)\s))")
_NO_PURPOSE = frozenset(
    map(
        stem,
        [
            "all",
            "cash",
            "day",
            "decade",
            "half",
            "month",
            "period",
            "quarter",
            "time",
            "total",
            "week",
            "year",
        ],
    )
)
FRACTION = 0.007
"""how far a fraction reaches, as a share: "two-thirds" is said of 66 and of 67 percent"""


def scaled(text: str, match: re.Match[str], plain: Quantity) -> Quantity:
    """Put the value on its scale: money, percent, a physical dimension, a share, or a count of something."""
    rest = text_behind(text, match.end())
    if match["currency"]:
        currency = match["currency"].upper().rstrip(".")
        scale, end = f"money {_CODES.get(currency, currency)}", match.end()
    elif points := POINTS.match(rest):
        scale, end = "points", match.end() + points.end()
        plain = plain.times(0.01) if points["basis"] else plain
    elif percent := PERCENT.match(rest):
        scale, end = "share", match.end() + percent.end()
        plain = plain.widened(last_digit(match) / 2).times(0.01)
    elif (money := _CURRENCY_AFTER.match(rest)) and not _is_mass(text, match, rest):
        scale, end = f"money {_symbol(money)}", match.end() + money.end()
    elif match["part"] or match["half"] or match["ratio"] or match["vulgar_alone"]:
        scale, end = "share", match.end()
        plain = plain if match["ratio"] else plain.widened(FRACTION)
    elif age := _AGE.match(rest):
        scale, end = "age", match.end() + age.end()
    elif unit := UNIT.match(rest):
        return _measured(text, match, plain, unit)
    else:
        scale, end = "age" if _is_age(text, match) else "count", match.end()
    return on_scale(text, plain, end, scale)


def on_scale(text: str, plain: Quantity, end: int, scale: str) -> Quantity:
    """The quantity on its scale, with the words up to `end` as its own and those behind as what it measures."""
    rest = text_behind(text, end)
    spent = _SPENT.match(rest) if scale.startswith("money") else None
    purpose = nouns_of(rest[spent.end() :]) if spent else frozenset[str]()
    return replace(
        plain,
        end=end,
        text=text[plain.start : end],
        scale=scale,
        nouns=nouns_of(rest),
        purpose=frozenset() if purpose & _NO_PURPOSE else purpose,
    )


def celsius(text: str, plain: Quantity, end: int) -> Quantity:
    """Fahrenheit as Celsius: a temperature, or the difference of two."""
    apart = _WARMER.search(text_before(text, plain.start)) or _THAN.match(text_behind(text, end))
    freezing = 0 if apart else 32
    return replace(plain, low=(plain.low - freezing) / 1.8, high=(plain.high - freezing) / 1.8)


def _is_mass(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether pounds behind a number are those of something that is weighed, rather than money."""
    weighed = rest.lstrip(" -").startswith("pound") and _WEIGHED.search(
        text_before(text, match.start())
    )
    return bool(_MASS.match(rest) or weighed)


def _symbol(money: re.Match[str]) -> str:
    """The sign of a currency, of dollars that of their country; its name where it has none."""
    if money["land"]:
        return _DOLLARS[money["land"].casefold()]
    name = money["name"]
    return {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "won": "₩"}.get(
        stem(name), stem(name)
    )


def _is_age(text: str, match: re.Match[str]) -> bool:
    """A bare figure behind "aged", or behind a name where its phrase ends: "Ana Ruiz, 61, said"."""
    years = (match["figure"] or "").isdigit() and not match["magnitude"]
    if not years or float(match["figure"]) > OLDEST:
        return False
    before, rest = text_before(text, match.start()), text_behind(text, match.end())
    return bool(_AGED.search(before) or (_NAMED.search(before) and _AGE_ENDS.match(rest)))


def _measured(text: str, match: re.Match[str], plain: Quantity, unit: re.Match[str]) -> Quantity:
    """Convert to the base unit of the dimension."""
    if unit["degrees"]:
        return _degrees(text, plain.widened(last_digit(match) / 2), unit)
    plain = plain.widened(_precision(match))
    name = re.sub(r"\s(?:per|an)\s", "/", unit["unit"].casefold())
    power = {"square": 2, "sq": 2, "cubic": 3}.get((unit["square"] or "").strip(" -").casefold(), 1)
    end = plain.end + unit.end()
    written = _registry()(_PINT.get(name, name)) ** power
    base = written.to_base_units()
    measured = plain.times(float(base.magnitude))
    return replace(on_scale(text, measured, end, f"{base.dimensionality}"), unit=f"{written.units}")


@cache
def _registry() -> pint.UnitRegistry:
    return pint.UnitRegistry(cache_folder=None)


def _precision(match: re.Match[str]) -> float:
    """Half of what the last digit of a measure is worth, zeros at the end left out: "12,400 acres" are "12,000 acres" rounded."""
    worth = last_digit(match)
    low, high = value_of(match) or (0.0, 0.0)
    value = abs(low + high) / 2
    while worth >= 1 and value and value % (worth * 10) == 0:
        worth *= 10
    return min(worth / 2, ROUNDING * value)


def _degrees(text: str, plain: Quantity, unit: re.Match[str]) -> Quantity:
    """Degrees of Celsius, or those of which the text does not say whose they are; each may lie below zero."""
    end = plain.end + unit.end()
    if _BELOW_ZERO.match(text_behind(text, end)):
        plain = replace(plain, low=-plain.high, high=-plain.low)
    if unit["degrees"].casefold() in ("degree", "degrees"):
        return on_scale(text, plain, end, DEGREES)
    if FAHRENHEIT.search(unit["degrees"]):
        plain = celsius(text, plain, end)
    return on_scale(text, plain, end, f"{DEGREES} c")
