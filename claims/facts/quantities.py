"""Quantities: numbers in figures and words, with magnitude, unit, bound and what is counted.

A quantity is an interval on a scale: "more than ten" is (10, ∞), "about 250" is 250 give or take a tenth, "3.5 percent"
and "3.5 million" are anything that rounds to them; a bare count is exact. Two are comparable on one scale only: one
currency, one dimension, percent, or one noun.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile

import pint

from claims.facts.numbers import NUMBER, last_digit, magnitude_of, read_numbers, value_of
from claims.facts.verbs import AUXILIARY, FINITE, finite_verbs
from claims.facts.verbs import NUMBER as NUMBER_WORD
from claims.facts.words import FULL_STOP, FUNCTION_WORDS, SENTENCE_END, content_stems, stem

_BEFORE = re.compile(
    r"\b(?:(?P<more>(?P<least>at\sleast|(?:no|not)\s(?:fewer|less)\sthan|a\sminimum\sof)|more\sthan(?!\sthe\b)|over|above|exceed(?:s|ed|ing)?|upwards?\sof|in\sexcess\sof)"
    r"|(?P<less>(?P<most>at\smost|(?:no|not)\smore\sthan|a\smaximum\sof)|(?:less|fewer)\sthan(?!\sthe\b)|under|below)"
    r"|(?P<upto>up\sto|as\s(?:many|much)\sas)"
    r"|(?P<about>just\s(?:over|under)|about|around|roughly|approximately|some|nearly|almost|close\sto|an?\sestimated|estimated|circa))"
    r"\s(?:an?(?:other)?\s|the\s)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^(?P<more>\+|-plus\b|\s(?:people\s)?or\smore\b)|^(?P<about>-odd\b|\sor\sso\b)"
)
_CLOCK = re.compile(r"^\s?(?:[ap]\.?m\b|o['’]clock|GMT\b|hours\b(?=\slocal))", re.IGNORECASE)
_RANGE = re.compile(r"^\s?(?:-|–|—|to|and)\s?$", re.IGNORECASE)
CHANGES = (
    r"(?:ris(?:e|es|en|ing)|rose|f[ae]ll(?:s|en|ing)?|gr[eo]wn?|grow(?:s|ing)|climb\w*|dropp?\w*|jump\w*|slip\w*|mov(?:ed|es|ing)|went|goes|gone|cut(?:s|ting)?|rais(?:ed|es|ing)|lower(?:ed|s|ing)"
    r"|reduc(?:ed|es|ing)|increas\w+|decreas\w+|declin\w+|slow(?:ed|s|ing)|eas(?:ed|es|ing)|lift(?:ed|s|ing)|s[au]nk|shr[aiu]nk\w*|widen\w*|narrow(?:ed|s|ing)|soar\w*|surg(?:ed|es|ing)|plung(?:ed|es|ing)"
    r"|tumbl(?:ed|es|ing)|dipp?(?:ed|s|ing)|quicken\w*|accelerat\w*|improv(?:ed|es|ing)|chang(?:ed|es|ing)|revis(?:ed|es|ing)|up|down)"
)
"""words for a change of value"""
_CHANGED = re.compile(
    rf"\b{CHANGES}\b(?:(?!{FULL_STOP})[^;]){{0,60}}\bfrom\s(?:an?\s|about\s|around\s)?$",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:rose|risen|fell|fallen|grew|grown|dropped|climbed|jumped|slipped|declined|gained|increased|decreased"
    r"|(?:rise|fall|drop|climb|jump|slip|decline|gain|increase|decrease)s|up|down)(?:\s(?!nearly\b)\w+ly)?(?:\sby)?(?:\s(?:a\sfurther|about|almost|another|around|nearly))?\s$",
    re.IGNORECASE,
)
"""what has happened, before the size of a change; what is yet to happen ("may rise 3 to 5 percent") reaches a range"""
_OTHER_SHARE = re.compile(r"^[^.;]{0,30}\b(?:against|and|from|than|to|with)\s$")
_GAPPED = re.compile(r"(?:[,;]|(?:^|\s)(?:and|but|while))\s(?:[\w'’-]+\s){0,4}$")
"""before a further figure of one verb: "earned 61 million euros and the Belgian business 48 million\""""
_GAP_ENDS = re.compile(r"$|[.,;]|\s(?:and|at|in|on)\b")
"""behind a count that leaves out its noun"""
_SCORE = re.compile(r"^\s?(?:-|–|(?P<counted>\s(?:goals?|points|votes?)\s)?to)\s?$")
_SCORED = re.compile(
    r"\b(?:beat|beaten|beating|defeat(?:ed|ing|s)?|dr[ae]ws?|drawn|edged|leads?|led|lo(?:se|ses|sing|st)|pass(?:ed|es)|rejected|scoreline|thrashed|tied|trail(?:ed|s|ing)|victory"
    r"|vot(?:e|ed|es|ing)|w[io]n|winning|wins)\b[^.,;:()]{0,40}$",
    re.IGNORECASE,
)
"""what is won, lost or decided, before a score; its lower side may stand first"""
_SCORE_ENDS = re.compile(
    r"^(?:(?P<told>\s(?:decision|defeat|draw|lead|loss|majority|ruling|score|scoreline|verdict|victory|vote|win)\b)|$|[.,;:!?)\"”]|\s(?:[A-Z(]|(?:against|after|ahead|and|as|at|away|before|behind|but|by|for|from|in|on|over|thanks|to|when|while|with)\b))"
)
"""behind a score; behind a range stands what is counted"""
SCORE = "score"
RANK = "rank"
"""of what is numbered in an order that stands ("the 63rd minute"); a twelfth goal is followed by a thirteenth, and "third" is mostly a part"""
_RANKED = frozenset(
    map(
        stem,
        [
            "century",
            "floor",
            "hole",
            "inning",
            "kilometre",
            "lap",
            "mile",
            "minute",
            "place",
            "storey",
        ],
    )
)
HIGHEST = 1000
"""what one side of a score stays below"""
_POINTS = re.compile(
    r"^(?:\s(?:of\s)?an?\s|[\s-]?)(?:(?:percentage|per\s?cent)\spoints?|(?P<basis>basis[\s-]points?|bps?))\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"^[\s-]?(?:%|per\s?cent\b|pct\b|percent\b)", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(
    r"^[\s-]?(?:(?P<land>Australian|Canadian|Hong\sKong|New\sZealand|Singapore)\s(?=dollar)|(?:U\.?S\.?|American|British|Chinese|Indian|Japanese|Swiss)\s)?(?P<name>dollars?|euros?|pounds?|yen|won|yuan|rupees?|pesos?|francs?|kronor|crowns?|rubles?|roubles?|cents?)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^[\s-]?(?P<square>square[\s-]|sq\s|cubic[\s-])?(?P<unit>km/h|kph|kilomet(?:er|re)s?\s(?:per|an)\shour|miles?\s(?:per|an)\shour|mph|knots?|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|m|centimet(?:er|re)s?|cm|millimet(?:er|re)s?|mm|feet|foot|ft|inch(?:es)?|yards?"
    r"|kilograms?|kilos?|kg|grams?|tonnes?|tons?|pounds?|lbs?|ounces?|lit(?:er|re)s?|gallons?|barrels?|hectares?|acres?|megawatts?|MW|gigawatts?|GW|kilowatts?|kW"
    r"|(?P<degrees>degrees?(?:\s(?:celsius|centigrade|fahrenheit|(?-i:[CF])))?|°\s?[CF]|(?-i:[CF])(?![-/'’]\w))|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b(?![-\s]old)",
    re.IGNORECASE,
)
_FAHRENHEIT = re.compile(r"f(?:ahrenheit)?$", re.IGNORECASE)
_WARMER = re.compile(
    r"\b(?:by\s(?:(?:about|almost|around|nearly|some|up\sto)\s)?|(?:(?:cool|heat|warm)ing\s(?:of|to)|(?:fall|rise|drop|increase)\sof)\s(?:[\w.°]+\s){0,2}\(?)$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"^\)?\s(?:\([^()]{0,20}\)\s)?(?:above|below|colder|cooler|higher|hotter|lower|of\s(?:cool|heat|warm)ing|warmer)\b(?!\szero)"
)
"""beside degrees by which two temperatures differ"""
_BELOW_ZERO = re.compile(r"^\sbelow\szero\b")
_CODED = re.compile(
    r"\b(?:apartment|block|bus|class|flat|gate|group|iPhone|platform|room|route|row|seat|section|unit)\s$",
    re.IGNORECASE,
)
"""before "12C", which is no temperature there"""
_FORECAST = frozenset(
    map(
        stem,
        [
            "estimate",
            "expect",
            "expected",
            "forecast",
            "made",
            "make",
            "pay",
            "reach",
            "total",
            "worth",
        ],
    )
)
"""words beside all sorts of figures, which say nothing of what they measure"""
_NO_ONE = re.compile(r"\b(?:no|any|every|each|this|that|which)\s$", re.IGNORECASE)
_NEXT = re.compile(r"\s(?P<word>\w+)")
_AGE = re.compile(r"^[\s-]?years?[\s-](?:old\b|of\sage\b)", re.IGNORECASE)
_AGED = re.compile(r"\baged?\s$")
_NAMED = re.compile(r"[A-Z][\w’'-]+,\s$")
_AGE_ENDS = re.compile(r"^(?:[,;.)]|\s(?:and|who|of)\b|$)")
DEGREES = "degrees"
OLDEST = 115
"""years; a larger number behind a name is no age"""
_PINT = {
    "kilos": "kilogram", "kilo": "kilogram", "tonnes": "metric_ton", "tonne": "metric_ton", "tons": "metric_ton", "ton": "metric_ton",
    "mph": "mile/hour", "km/h": "kilometer/hour", "kph": "kilometer/hour", "knots": "knot", "lbs": "pound", "lb": "pound", "barrels": "oil_barrel", "barrel": "oil_barrel",
    "mw": "megawatt", "gw": "gigawatt", "kw": "kilowatt",
}  # fmt: skip
_SKIPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "such",
        "other",
        "more",
        "new",
        "additional",
        "different",
        "separate",
        "original",
        "its",
        "their",
        "his",
        "her",
        "our",
        "and",
        "or",
        "in",
    ]
)
_COORDINATION = frozenset(["and", "or", "in"])
"""words that are passed over before a noun, and end the phrase behind one"""
_PLURAL = re.compile(
    r"\w{2,}(?<![iu])(?<!s)s|\w*(?:men|women|children|people)|aircraft|cattle|fish|police|sheep|staff|youth",
    re.IGNORECASE,
)
"""forms of which there are many: a number's noun ends there, whatever the verb behind looks like ("12 schools close")"""
_VERB = re.compile(FINITE)
_MODIFIER = re.compile(
    rf"{FINITE}|{NUMBER_WORD}|\w+ly|aboard|alive|dead|die|drown|hurt|missing|overall|perish|together"
)
"""what no noun phrase is made of alone: "40 came", "40 die" and "40 dead" leave out what they count"""
_SINGULAR = {"person": "people", "men": "man", "women": "woman", "children": "child"}
PERSONS = frozenset(_SINGULAR.values())
COUNTED = PERSONS | {"body", "soldier", "officer", "vote"}
"""what "one" counts; before other nouns it is as often an article"""
_KINDS = frozenset(
    map(
        stem,
        [
            "commuters",
            "demonstrators",
            "employees",
            "evacuees",
            "fans",
            "guests",
            "holidaymakers",
            "inhabitants",
            "inmates",
            "marchers",
            "passengers",
            "patients",
            "pilgrims",
            "prisoners",
            "protesters",
            "protestors",
            "pupils",
            "residents",
            "spectators",
            "staff",
            "students",
            "supporters",
            "tenants",
            "travellers",
            "villagers",
            "visitors",
            "voters",
            "workers",
            "worshippers",
        ],
    )
)
"""what news calls people by what they came for, all of them or most; "people" counts them as well"""
_FATES = {
    fate: frozenset(map(stem, words.split()))
    for fate, words in {
        "accused": "charged charge indicted prosecuted",
        "bought": "bought buy acquired acquire imported import",
        "built": "built build",
        "closed": "closed close closing closure shut",
        "critical": "condition",
        "damaged": "damaged damage",
        "dead": "died die dying dead death killed drowned perished lost",
        "destroyed": "destroyed demolished razed flattened gutted lost",
        "expelled": "deported expelled",
        "fewer": "cut cutting axed axe axing shed shedding eliminated eliminate scrapped slashed slash lost lose losing loss fired sacked laid dismissed",
        "freed": "released release freed acquitted bailed pardoned",
        "held": "arrested detained jailed imprisoned",
        "hurt": "injured injure injury injuring hurt wounded",
        "ill": "infected sickened",
        "intercepted": "intercepted intercept downed repelled",
        "launched": "launched launch fired",
        "missing": "missing",
        "more": "added created create creating hired hire hiring recruited won win gained gain",
        "moved": "evacuated evacuate displaced displace fled",
        "opened": "opened reopened",
        "recovered": "recovered recover recuperated",
        "refused": "rejected refused refuse denied",
        "allowed": "approved approve granted",
        "saved": "rescued rescue saved save",
        "sentenced": "convicted sentenced",
        "sold": "sold sell exported export",
        "vaccinated": "vaccinated vaccinate inoculated",
    }.items()
}
"""what news tells of things and people, and the words for it; those that one befell are others than those that another did"""
_MAY_BE_ONE = frozenset(["moved", "saved"])
"""fates that may befall the same: "rescued" and "evacuated" can be told of one person"""
_SOME = frozenset(
    ["critical", "dead", "freed", "held", "hurt", "ill", "missing", "saved", "sentenced"]
)
"""fates that befall people of all kinds at once: of 12 dead two can be passengers"""
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
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_PASSIVE = re.compile(
    rf"{AUXILIARY}|be|been|being|to|all|also|both|already|later|now|since|still|then|\w+ly|set|due|expected|feared|confirmed|reported"
)
"""what may stand between a noun and the participle that tells of it"""
_JOINED_BEFORE = re.compile(r"\b(\w+)\s(?:and|or)\s$")
_JOINED_BEHIND = re.compile(r"\s(?:and|or)\s(\w+)")
"""a second verb of the same people: "killed or injured" """
_AMID = re.compile(r"\b(?:after|and|but|by|for|from|in|into|on|when|while|with)\s")
"""between a verb and a number: the number is not of what the verb befell ("approved by 9 votes")"""
_CONDITION = re.compile(
    r"(?:\s\w+){0,4}?\sin\s(?:an?\s)?(?:critical|grave|life-threatening|serious|stable)(?:\s(?:and|but)\s\w+)?\scondition\b"
)
"""behind a count of people"""
_REACHED = re.compile(
    r"\b(?:at|hit|hits|is|now|pass(?:ed|es)|reach(?:ed|es)|stands|stood|(?<![Cc]lose\s)to|topped|tops|was)(?:\s(?:about|almost|around|at\sleast|more\sthan|nearly|over))?\s$"
)
_PLACE = re.compile(r"\s(?:after|at|for|from|in|near|on|since)\s")
_CONJUNCTION = re.compile(r"\b(?:and|but|while|whereas|against|compared)\s", re.IGNORECASE)
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
_STOP = re.compile(rf"{FULL_STOP}|[;:!?()\"“”]|,\s|\s[–—-]\s")
_PASSED = FUNCTION_WORDS | frozenset(
    [
        "least",
        "than",
        "nearly",
        "almost",
        "around",
        "roughly",
        "approximately",
        "estimated",
        "including",
        "against",
        "compared",
    ]
)
"""words before a number that say nothing of what it measures"""
_ENDS = (FUNCTION_WORDS - {"of"}) | frozenset(
    [
        "since",
        "last",
        "next",
        "ago",
        "now",
        "today",
        "tonight",
        "yesterday",
        "during",
        "per",
        "each",
        "against",
        "through",
        "until",
        "because",
        "died",
        "left",
        "killed",
        "took",
        "made",
    ]
)
"""words behind a number that end its noun phrase"""
NEAR = 300
"""code points beside a number in which the words stand that say what it is"""
YEARS = (1500, 2100)
ROUNDING = 0.05
"""how far two measures may lie apart, in relation, when one is converted, a bound or a range; what zeros at the end hide at most"""
FRACTION = 0.007
"""how far a fraction reaches, as a share: "two-thirds" is said of 66 and of 67 percent"""
LEAST = 0.5
"""the least, in relation, that "as many as" and "up to" can mean, and that "at least" can be said of"""
HEDGE = 0.1
"""how far "about" reaches, in relation"""


@dataclass(frozen=True)
class Quantity:
    """A value between `low` and `high` on a `scale`; `hedged` when the text says "about"."""

    start: int
    end: int
    text: str
    low: float
    high: float
    scale: str
    nouns: frozenset[str]
    """stems of what is counted or measured, from the words behind the number"""
    around: frozenset[str] = frozenset()
    """stems of the words right before it ("the death toll rose to 241")"""
    beside: frozenset[str] = frozenset()
    """stems of the content words right before it and right behind its noun phrase ("two people were killed")"""
    hedged: bool = False
    figure: bool = True
    """one number as written; a bound, a range or "dozens" is none"""
    unit: str = ""
    """what a measure was written in, before it was converted"""
    bound: str = ""
    """the word that sets a bound ("under"), in lower case"""
    beyond: bool = False
    """whether the bound itself is left out: "more than ten" is not ten"""
    fates: frozenset[str] = frozenset()
    """what the words beside a count tell that befell it"""
    clause: frozenset[str] = frozenset()
    """stems of those words before it that no conjunction parts from it"""
    purpose: frozenset[str] = frozenset()
    """stems of what money went to ("$3m on roads")"""
    former: bool | None = False
    """whether it is what no longer holds, or never did ("down from 12", "rather than the 12"); None where it may be either ("had been 12")"""
    moved: bool = False
    """whether a count or a value came to it, or by it ("rose to nine", "two more")"""
    added: bool = False
    """whether it is what came to another ("two more", "rose to nine after two died")"""
    whole: bool = False
    """whether it is what others are a part of ("two of the nine members")"""

    @property
    def value(self) -> float:
        """The figure as it was written: of "more than ten" and "fewer than ten" the ten, of a range its middle."""
        if math.isinf(self.high):
            return self.low
        return (self.low + self.high) / 2 if self.low else self.high

    def meets(self, other: "Quantity") -> bool:
        """Whether both can be true of one thing."""
        hedged = self.hedged or other.hedged
        if self._parted(other):
            return False
        if self.figure and other.figure and self.unit == other.unit and not hedged:
            return self._rounds(other)
        slack = HEDGE if hedged else ROUNDING if self.unit else 0.0
        reach = slack * max((abs(v) for v in (self.low, other.low) if math.isfinite(v)), default=0)
        return self.low - reach <= other.high and other.low - reach <= self.high

    def _parted(self, other: "Quantity") -> bool:
        """Whether one lies below and the other above the same bound, or bounds that leave a gap."""
        lower, upper = sorted((self, other), key=lambda q: q.high)
        if not (
            lower.bound and upper.bound and math.isinf(upper.high) and math.isfinite(lower.high)
        ):
            return False
        if self.unit != other.unit:
            return False
        if math.isclose(lower.high, upper.low):
            return lower.beyond or upper.beyond
        return lower.high < upper.low

    def _rounds(self, other: "Quantity") -> bool:
        """Whether the finer of two figures rounds to the coarser, half away from zero."""
        fine, coarse = sorted((self, other), key=lambda q: q.high - q.low)
        value, whole = (fine.low + fine.high) / 2, (coarse.low + coarse.high) / 2
        half, noise = (coarse.high - coarse.low) / 2, 1e-9 * abs(whole)
        off = value - whole if whole >= 0 else whole - value
        return abs(off) <= noise or -half - noise <= off < half - noise

    def comparable(self, other: "Quantity") -> bool:
        """Whether both stand on one scale and, for counts, can count the same; one may leave out what it counts.

        "212 arrests" can be "212 people arrested". A bare "$" may be any country's, "degrees" of any scale: it is comparable
        with "A$" only where the amounts agree.
        """
        if self.scale != other.scale:
            dollars = self.scale.endswith("$") and other.scale.endswith("$")
            degrees = self.scale.startswith(DEGREES) and other.scale.startswith(DEGREES)
            bare = {"money $", DEGREES} & {self.scale, other.scale}
            return (dollars or degrees) and bool(bare) and self.meets(other)
        if self.scale == RANK:
            return bool(self.nouns & other.nouns)
        if self.scale != "count" or not (self.nouns and other.nouns):
            return True
        deeds = self.nouns & other.beside | other.nouns & self.beside
        return bool(self._counts(other) or _told(deeds))

    def on_matter(self, other: "Quantity") -> bool:
        """Whether two values that differ contradict each other: the words beside them share one.

        One of a kind is often told of many: "one person" and "two people" are on one matter only with the same verb, and
        people whom plainly other things befell are on none.
        """
        if self._fares_otherwise(other) or (
            self.purpose and other.purpose and not self.purpose & other.purpose
        ):
            return False
        if self.scale == "count" and 1.0 in (self.high, other.high):
            return bool(self.nouns & other.nouns and self.beside & other.beside)
        if self.nouns & other.nouns != (shared := self._counts(other)):
            deeds = self.fates & other.fates or self.beside & other.beside
            return bool(deeds) and not self._can_be_some_of(other)
        if self._is_toll_of(other):
            return True
        if not (self.nouns or other.nouns) and self.beside & other.beside:
            return True
        if not (self.scale == "count" and self.nouns and other.nouns):
            shared = (self.nouns | self.around) & (other.nouns | other.around) - _FORECAST
        return bool(shared - PERSONS or (shared and self._fares_alike(other)))

    def _counts(self, other: "Quantity") -> frozenset[str]:
        """What both count: the nouns of both, and "people" where one counts people and the other some kind of them."""
        ways = ((self.nouns, other.nouns), (other.nouns, self.nouns))
        is_kind = self.scale == "count" and any(
            "people" in whole and kind & _KINDS for whole, kind in ways
        )
        return self.nouns & other.nouns | (frozenset(["people"]) if is_kind else frozenset())

    def _can_be_some_of(self, other: "Quantity") -> bool:
        """Whether a kind of people whom something befell is fewer than all whom it befell."""
        whole, kind = (self, other) if "people" in self.nouns else (other, self)
        return kind.low <= whole.high and bool(whole.fates & kind.fates & _SOME)

    def _fares_otherwise(self, other: "Quantity") -> bool:
        """Whether the words beside both tell of fates, and of none in common."""
        return bool(self.fates and other.fates) and not self.fates & other.fates

    def _is_toll_of(self, other: "Quantity") -> bool:
        """Whether one fate befell both, one may leave out whom; "lost" is told of things, too."""
        whom = self.nouns | other.nouns
        return bool(self.fates & other.fates) and (self.fates == other.fates or whom <= PERSONS)

    def _fares_alike(self, other: "Quantity") -> bool:
        """Whether both tell of one fate or neither of any."""
        return bool(self.fates & other.fates) or not (self.fates or other.fates)

    def words_for_both(self, other: "Quantity") -> frozenset[str]:
        """Stems of all words that news has for what befell both, and for those whom it befell."""
        fates = self.fates & other.fates
        return PERSONS.union(*(_FATES[fate] for fate in fates)) if fates else frozenset()

    def surely_others(self, other: "Quantity") -> bool:
        """Whether two counts, alike as they may be, are of those whom fates befell that do not befall one."""
        return self._fares_otherwise(other) and not self.fates | other.fates <= _MAY_BE_ONE

    def shares_deed(self, other: "Quantity") -> bool:
        """Whether one verb stands beside both, or two of one fate."""
        deeds = _told(self.beside) & _told(other.beside)
        return bool(self.beside & other.beside or deeds)

    def own(self, others: Iterable["Quantity"]) -> "Quantity":
        """It with only those words that tell it from the other figures on its scale in its text."""
        rest = [other for other in others if other is not self and other.scale == self.scale]
        named = (self.nouns | self.purpose).difference(*(q.nouns | q.purpose for q in rest))
        near = (self.clause | self.beside).difference(*(q.clause | q.beside for q in rest))
        return replace(self, nouns=named, clause=near)

    def akin(self, other: "Quantity") -> bool:
        """Whether the nouns of both share one or, where one has none, the words next to both."""
        if self.nouns and other.nouns:
            return bool(self._counts(other))
        return bool(self.clause & other.clause)


@cache
def _registry() -> pint.UnitRegistry:
    return pint.UnitRegistry(cache_folder=None)


def read_quantities(text: str, taken: tuple[tuple[int, int], ...] = ()) -> tuple[Quantity, ...]:
    """The quantities of a text, in order; spans that are `taken` (dates) and plain years hold none."""
    found = [
        q for q in _single(text) if not any(start < q.end and q.start < end for start, end in taken)
    ]
    return tuple(_unsigned(quantity) for quantity in _ranges(text, _lent(text, found)))


def _lent(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The same with the currency, the percent or the noun that is written once for several: "lost $2.1 million on revenue of 9.3 million"."""
    lent: list[Quantity] = []
    for quantity in found:
        last = lent[-1] if lent else quantity
        if _lends(text, last, quantity):
            factor = 0.01 if last.scale == "share" else 1.0
            half = 0.5 * 10.0 ** -len(quantity.text.partition(".")[2]) if factor < 1 else 0.0
            lent.append(replace(_times(_widened(quantity, half), factor), scale=last.scale))
        elif _lends_noun(text, last, quantity):
            lent.append(replace(quantity, nouns=last.nouns))
        else:
            lent.append(quantity)
    return lent


def _lends(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether the next figure of a sentence, which says nothing of what it counts, is written as one of money or of percent would be."""
    between = text[one.end : other.start]
    if other.scale != "count" or other.nouns or SENTENCE_END.search(between):
        return False
    if one.scale == "share":
        level = between.strip() == "to" and _STEP.search(_before(text, one.start))
        decimal = "." in other.text and other.text[-1].isdigit() and one.text[0].isdigit()
        return bool(decimal and _OTHER_SHARE.search(between) and not level)
    last = between.rpartition(" ")[0].rpartition(" ")[2]
    joined = not other.fates and (
        _is_gapped(between) or last.endswith(",") or last in FUNCTION_WORDS | _PASSED
    )
    return one.scale.startswith("money") and joined and _is_lent(other)


def _lends_noun(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a count without a noun is of what the last one counts ("Ruiz won 12 seats, Falk 9 and Brandt 4")."""
    between = text[one.end : other.start]
    bare = one.scale == other.scale == "count" and not (other.nouns or other.fates)
    ends = _GAP_ENDS.match(_behind(text, other.end))
    return bool(bare and one.nouns and ends and _is_gapped(between)) and not SENTENCE_END.search(
        between
    )


def _is_gapped(between: str) -> bool:
    """Whether a further figure is given of somebody or something else without its verb."""
    gap = _GAPPED.search(between)
    return gap is not None and not finite_verbs(gap.group())


def _is_lent(quantity: Quantity) -> bool:
    """Whether it is a figure of millions without a sign or a unit."""
    return quantity.text[0].isdigit() and quantity.text.endswith(("llion", "bn", "mn"))


def _single(text: str) -> Iterator[Quantity]:
    for match in read_numbers(text):
        value = value_of(match)
        if value is None or _is_label(text, match):
            continue
        plain = _bounded(text, match, *value)
        is_rank = match["ordinal"] is not None
        found = (
            _on_scale(text, plain, match.end(), RANK) if is_rank else _scaled(text, match, plain)
        )
        before = _before(text, match.start())
        around = _around(before)
        clause = _stems(_words_before(_CONJUNCTION.split(before)[-1]))
        found = replace(found, around=around, clause=clause, beside=_beside(text, found))
        if found.scale == "count":
            found = replace(found, fates=_fates(text, found))
        if not is_rank or found.nouns & _RANKED:
            yield found


def _unsigned(quantity: Quantity) -> Quantity:
    """Nothing is counted below zero: a dash before a count is no minus."""
    if quantity.scale != "count" or quantity.low >= 0:
        return quantity
    return replace(quantity, low=abs(quantity.high), high=abs(quantity.low))


def _is_label(text: str, match: re.Match[str]) -> bool:
    """A year, "one" as a pronoun, or a number inside a name or a code counts nothing."""
    figure = match["figure"]
    rest = _behind(text, match.end())
    if re.match(r"[/:]\d|-[A-Z]", rest) or _CLOCK.match(rest):
        return True
    if re.match(r"\w", rest) and not (
        _UNIT.match(rest) or _PERCENT.match(rest) or _POINTS.match(rest)
    ):
        return True
    if re.match(r"[CF]\b", rest) and _CODED.search(_before(text, match.start())):
        return True
    if match["word"] and match["word"].casefold() == "one" and match.group() == match["word"]:
        return not _UNIT.match(rest) and not _is_one(_before(text, match.start()), rest)
    if match["magnitude"] or not (figure or "").isdigit():
        return False
    is_year = YEARS[0] <= float(figure) <= YEARS[1] and len(figure) == 4
    return is_year and not (
        _PERCENT.match(rest)
        or _UNIT.match(rest)
        or re.match(r"\s(?:[a-z]{4,}s|people|men|women|children)\b", rest)
    )


def _is_one(before: str, rest: str) -> bool:
    """Whether "one" counts: "one person was killed", not "one of the men", "no one" or "one reason"."""
    behind = _NEXT.match(rest)
    is_noun = behind is not None and behind["word"] not in FUNCTION_WORDS
    return is_noun and not _NO_ONE.search(before) and bool(_nouns(rest) & COUNTED)


def _bounded(text: str, match: re.Match[str], low: float, high: float) -> Quantity:
    """The count that a number is, between the bounds that the words beside it set."""
    cue = _BEFORE.search(text[max(0, match.start() - 24) : match.start()])
    behind = _BEHIND.match(_behind(text, match.end()))
    found = Quantity(match.start(), match.end(), match.group(), low, high, "count", frozenset())
    number = (low + high) / 2
    if cue and (cue["more"] or cue["less"]):
        closed = bool(cue["least"] or cue["most"])
        found = replace(found, bound=(cue["more"] or cue["less"]).casefold(), beyond=not closed)
    elif behind and behind["more"]:
        found = replace(found, bound="at least")
    if (cue and cue["more"]) or (behind and behind["more"]):
        return replace(found, low=number, high=math.inf, figure=False)
    if cue and cue["less"]:
        least = 0.0 if number >= 0 else -math.inf
        return replace(found, low=least, high=number, figure=False)
    if cue and cue["upto"]:
        return replace(found, low=number * LEAST, high=number, figure=False)
    return replace(found, hedged=bool(cue or behind), figure=not match["vague"])


def _scaled(text: str, match: re.Match[str], plain: Quantity) -> Quantity:
    """Put the value on its scale: money, percent, a physical dimension, a share, or a count of something."""
    rest = _behind(text, match.end())
    if match["currency"]:
        currency = match["currency"].upper().rstrip(".")
        scale, end = f"money {_CODES.get(currency, currency)}", match.end()
    elif points := _POINTS.match(rest):
        scale, end = "points", match.end() + points.end()
        plain = _times(plain, 0.01) if points["basis"] else plain
    elif percent := _PERCENT.match(rest):
        scale, end = "share", match.end() + percent.end()
        plain = _times(_widened(plain, last_digit(match) / 2), 0.01)
    elif (money := _CURRENCY_AFTER.match(rest)) and not _is_mass(text, match, rest):
        scale, end = f"money {_symbol(money)}", match.end() + money.end()
    elif match["part"] or match["half"] or match["ratio"] or match["vulgar_alone"]:
        scale, end = "share", match.end()
        plain = plain if match["ratio"] else _widened(plain, FRACTION)
    elif age := _AGE.match(rest):
        scale, end = "age", match.end() + age.end()
    elif unit := _UNIT.match(rest):
        return _measured(text, match, plain, unit)
    else:
        scale, end = "age" if _is_age(text, match) else "count", match.end()
    return _on_scale(text, plain, end, scale)


def _on_scale(text: str, plain: Quantity, end: int, scale: str) -> Quantity:
    """The quantity on its scale, with the words up to `end` as its own and those behind as what it measures."""
    rest = _behind(text, end)
    spent = _SPENT.match(rest) if scale.startswith("money") else None
    purpose = _nouns(rest[spent.end() :]) if spent else frozenset[str]()
    return replace(
        plain,
        end=end,
        text=text[plain.start : end],
        scale=scale,
        nouns=_nouns(rest),
        purpose=frozenset() if purpose & _NO_PURPOSE else purpose,
    )


def _widened(plain: Quantity, half: float) -> Quantity:
    """What rounds to an exact figure; a bound, a range and what is rounded already stay as they are."""
    if plain.low != plain.high:
        return plain
    return replace(plain, low=plain.low - half, high=plain.high + half)


def _times(plain: Quantity, factor: float) -> Quantity:
    return replace(plain, low=plain.low * factor, high=plain.high * factor)


def _precision(match: re.Match[str]) -> float:
    """Half of what the last digit of a measure is worth, zeros at the end left out: "12,400 acres" are "12,000 acres" rounded."""
    worth = last_digit(match)
    low, high = value_of(match) or (0.0, 0.0)
    value = abs(low + high) / 2
    while worth >= 1 and value and value % (worth * 10) == 0:
        worth *= 10
    return min(worth / 2, ROUNDING * value)


def _is_age(text: str, match: re.Match[str]) -> bool:
    """A bare figure behind "aged", or behind a name where its phrase ends: "Ana Ruiz, 61, said"."""
    years = (match["figure"] or "").isdigit() and not match["magnitude"]
    if not years or float(match["figure"]) > OLDEST:
        return False
    before, rest = _before(text, match.start()), _behind(text, match.end())
    return bool(_AGED.search(before) or (_NAMED.search(before) and _AGE_ENDS.match(rest)))


def _is_mass(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether pounds behind a number are those of something that is weighed, rather than money."""
    weighed = rest.lstrip(" -").startswith("pound") and _WEIGHED.search(
        _before(text, match.start())
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


def _measured(text: str, match: re.Match[str], plain: Quantity, unit: re.Match[str]) -> Quantity:
    """Convert to the base unit of the dimension."""
    if unit["degrees"]:
        return _degrees(text, _widened(plain, last_digit(match) / 2), unit)
    plain = _widened(plain, _precision(match))
    name = re.sub(r"\s(?:per|an)\s", "/", unit["unit"].casefold())
    power = {"square": 2, "sq": 2, "cubic": 3}.get((unit["square"] or "").strip(" -").casefold(), 1)
    end = plain.end + unit.end()
    written = _registry()(_PINT.get(name, name)) ** power
    base = written.to_base_units()
    measured = _times(plain, float(base.magnitude))
    return replace(
        _on_scale(text, measured, end, f"{base.dimensionality}"), unit=f"{written.units}"
    )


def _degrees(text: str, plain: Quantity, unit: re.Match[str]) -> Quantity:
    """Degrees of Celsius, or those of which the text does not say whose they are; each may lie below zero."""
    end = plain.end + unit.end()
    if _BELOW_ZERO.match(_behind(text, end)):
        plain = replace(plain, low=-plain.high, high=-plain.low)
    if unit["degrees"].casefold() in ("degree", "degrees"):
        return _on_scale(text, plain, end, DEGREES)
    if _FAHRENHEIT.search(unit["degrees"]):
        plain = _celsius(text, plain, end)
    return _on_scale(text, plain, end, f"{DEGREES} c")


def _celsius(text: str, plain: Quantity, end: int) -> Quantity:
    """Fahrenheit as Celsius: a temperature, or the difference of two."""
    apart = _WARMER.search(_before(text, plain.start)) or _THAN.match(_behind(text, end))
    freezing = 0 if apart else 32
    return replace(plain, low=(plain.low - freezing) / 1.8, high=(plain.high - freezing) / 1.8)


def _before(text: str, place: int) -> str:
    return text[max(0, place - NEAR) : place]


def _behind(text: str, place: int) -> str:
    return text[place : place + NEAR]


def _nouns(rest: str) -> frozenset[str]:
    """Stems of the noun phrase right behind a number: up to the next break, function word or verb."""
    stop = _STOP.search(rest)
    found: list[str] = []
    named = ended = False
    for match in [*_WORD.finditer(rest[: stop.start() if stop else 60])][:5]:
        word = match.group()
        lower = word.casefold()
        ended = ended and lower != "of"
        if lower in _SKIPPED and not (found and lower in _COORDINATION):
            continue
        plural = bool(_PLURAL.fullmatch(word))
        is_verb = not plural and _VERB.fullmatch(word) and rest[match.start() - 1] != "-"
        if word[0].isupper():
            named = True
            break
        if lower in _ENDS or (named and is_verb) or (ended and not plural):
            break
        found.append(_noun(word))
        named = named or plural or not _MODIFIER.fullmatch(word)
        ended = plural and rest[match.end() : match.end() + 1] != "-"
    return frozenset(found[:3] if named else ())


def _noun(word: str) -> str:
    return _SINGULAR.get(stem(word), stem(word))


def _beside(text: str, found: Quantity) -> frozenset[str]:
    """Stems of the content words next to a number and its noun phrase; auxiliaries are passed over."""
    beside = (_word_before(text, found), _verb_behind(text, found))
    return frozenset(
        stem(word.group()) for word in beside if word and word.group() not in FUNCTION_WORDS
    )


def _word_before(text: str, found: Quantity) -> re.Match[str] | None:
    """The last content word of the clause before a number; its places are those in what stands before."""
    before = _before(text, found.start)
    start = max((stop.end() for stop in _STOP.finditer(before)), default=0)
    words = list(_WORD.finditer(before, start))
    return next((word for word in reversed(words) if not _is_passed(word)), None)


def _verb_behind(text: str, found: Quantity) -> re.Match[str] | None:
    """The first word behind a number's noun phrase that tells of it; its places are those in what stands behind."""
    behind = _behind(text, found.end)
    stop = _STOP.search(behind)
    words = _WORD.finditer(behind, 0, stop.start() if stop else len(behind))
    rest = dropwhile(
        lambda word: (
            _noun(word.group()) in found.nouns
            or word.group().casefold() in _SKIPPED - _COORDINATION
        ),
        words,
    )
    return next(dropwhile(lambda word: _PASSIVE.fullmatch(word.group()), rest), None)


def _fates(text: str, found: Quantity) -> frozenset[str]:
    """What befell a count: what a toll is of that reaches it, else what the verbs beside it tell; of what is not named, all words before it."""
    words = set(found.nouns | found.beside)
    before, near = _before(text, found.start), _word_before(text, found)
    subject = _subject(before)
    if found.nouns <= PERSONS and (fates := _told(subject)):
        return fates
    if near and _AMID.search(before, near.end()):
        return _told(words - ({stem(near.group())} - found.nouns))
    if near and (first := _JOINED_BEFORE.search(before[: near.start()])):
        words.add(stem(first[1]))
    if (verb := _verb_behind(text, found)) and (
        second := _JOINED_BEHIND.match(_behind(text, found.end), verb.end())
    ):
        words.add(stem(second[1]))
    if _CONDITION.match(_behind(text, found.end)):
        words.add("condition")
    fates = _told(words)
    return fates or (frozenset() if found.nouns else _told(subject or found.around))


def _subject(before: str) -> frozenset[str]:
    """Stems of what reaches a figure that it stands behind: of "the number killed in the crash has risen to" those before "in"."""
    clause = _STOP.split(before)[-1]
    return content_stems(_PLACE.split(clause)[0]) if _REACHED.search(clause) else frozenset()


def _told(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fate for fate, told in _FATES.items() if not told.isdisjoint(words))


def _words_before(before: str) -> list[re.Match[str]]:
    """The last content words before a number, within its clause."""
    clause = _STOP.split(before[-60:])[-1]
    return [word for word in _WORD.finditer(clause) if not _is_passed(word)][-3:]


def _is_passed(word: re.Match[str]) -> bool:
    """Whether a word before a number says nothing of what it measures; "close" is a verb but for "close to"."""
    lower = word.group().casefold()
    return lower in _PASSED or (lower == "close" and word.string.startswith(" to ", word.end()))


def _around(before: str) -> frozenset[str]:
    """Stems of the words before a number; names, which say nothing of what it measures, are left out."""
    return _stems(word for word in _words_before(before) if not _is_name(word))


def _is_name(word: re.Match[str]) -> bool:
    return word.group().istitle() and bool(word.string[: word.start()].strip())


def _stems(words: Iterable[re.Match[str]]) -> frozenset[str]:
    return frozenset(stem(word.group()) for word in words)


def _ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Join "10 to 12 people" and "between 10 and 12", a score ("27-18"), and set apart what "from 2 to 4 percent" changed."""
    place = 0
    while place < len(found):
        pair = found[place : place + 2]
        joined = _joined(text, *pair) if len(pair) == 2 else None
        yield from joined or pair[:1]
        place += 2 if joined else 1


def _joined(text: str, one: Quantity, other: Quantity) -> tuple[Quantity, ...]:
    """What two quantities make together, where the text says so: a range, a score, the two ends of a change, or its size and its end."""
    between = text[one.end : other.start]
    score = _score(text, one, other)
    if _is_short_money(text, one, other):
        other = replace(other, scale=one.scale)
    if not _RANGE.match(between) or one.scale not in ("count", other.scale):
        return score
    before = _before(text, one.start)
    if between.strip() == "and" and not before.rstrip().casefold().endswith("between"):
        return ()
    whole = text[one.start : other.end]
    factor = _scale_factor(text, one, other)
    is_step = between.strip() == "to" and factor == 1 and one.scale == other.scale
    enlarged = _is_lent(other) and before.endswith(" by ")
    if _CHANGED.search(before) or (is_step and (enlarged or _STEP.search(before))):
        return replace(_times(one, factor), scale=other.scale, unit=other.unit), other
    if score:
        return score
    if other.scale.startswith(DEGREES) and _FAHRENHEIT.search(other.text):
        first = _celsius(text, one, other.end)
    else:
        first = _times(one, factor)
    if first.low < other.high or other.low < 0:
        low, high = min(first.low, other.low), max(first.high, other.high)
        joined = replace(other, start=one.start, text=whole, low=low, high=high, figure=False)
        beside, fates = one.beside | other.beside, one.fates | other.fates
        return (replace(joined, beside=beside, fates=fates),)
    return ()


def _score(text: str, one: Quantity, other: Quantity) -> tuple[Quantity, ...]:
    """A score ("27-18"), its higher side first; where the text counts both ("27 votes to 18") the counts as well."""
    between = _SCORE.match(text[one.end : other.start])
    if between is None or not (_is_side(one) and _is_side(other)):
        return ()
    ends = _SCORE_ENDS.match(_behind(text, other.end))
    told = ends and (ends["told"] or _SCORED.search(_before(text, one.start)))
    falls = one.low >= other.low and (ends or "to" not in between.group())
    if not (between["counted"] or told or falls):
        return ()
    value = max(one.low, other.low) * HIGHEST + min(one.low, other.low)
    whole = text[one.start : other.end]
    score = replace(one, end=other.end, text=whole, low=value, high=value, scale=SCORE)
    return (score, one, other) if between["counted"] else (score,)


def _is_side(quantity: Quantity) -> bool:
    """Whether a bare count can be one side of a score."""
    exact = quantity.low == quantity.high and not quantity.hedged
    return quantity.scale == "count" and exact and 0 <= quantity.low < HIGHEST


def _is_short_money(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a currency is written once for two figures: "$2-3 million", but "$5 million to 300 schools"."""
    if not one.scale.startswith("money") or other.scale != "count" or one.text[-1].isalpha():
        return False
    return text[one.end : other.start] in "-–—" or other.text[-1].isalpha()


def _scale_factor(text: str, one: Quantity, other: Quantity) -> float:
    """What the second number's unit and magnitude make of the first ("10 to 12 million", "three to five percent")."""
    if one.scale == other.scale and other.low < 1000 * one.low:
        return 1.0
    plain = NUMBER.match(text, other.start)
    value = value_of(plain) if plain else None
    bare = sum(value) / 2 / magnitude_of(plain["magnitude"]) if value and plain else 0.0
    middle = other.low if math.isinf(other.high) else (other.low + other.high) / 2
    return middle / bare if bare else 1.0
