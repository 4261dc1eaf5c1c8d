"""When a page says it was published: `date …` lines, "Published 17 November 2025" lines and datelines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import dateparser

_MOMENTS = {
    "en": r"date|published|posted|first\spublished|publish(?:ed)?\sdate|created",
    "de": r"(?:erst)?veröffentlicht|erschienen",
    "fr": r"publié",
    "es": r"publicado",
    "ko": r"(?:기사|최초)?\s?입력|등록|게재|발행|(?:기사)?\s?승인|송고",
}
_UPDATES = {
    "en": r"(?:last\s)?(?:updated|modified)",
    "de": r"(?:zuletzt\s)?aktualisiert|stand",
    "fr": r"mise?\sà\sjour|modifié",
    "es": r"actualizado|modificado",
    "ko": r"수정|최종수정|업데이트",
}
_KEY = "|".join(
    f"(?P<{told}_{language}>{words})"
    for told, by_language in (("published", _MOMENTS), ("updated", _UPDATES))
    for language, words in by_language.items()
)
_DATE_LINE = re.compile(
    rf"^(?:{_KEY})(?:\s(?:on|at|am|le|el))?\s*[:\-]?\s*(?P<date>.{{6,60}})$", re.IGNORECASE
)
_NEXT = re.compile(
    rf"(?<!last)(?<!zuletzt)[\s|·•,;–—/(-]+(?=(?:{'|'.join(_UPDATES.values())})\b)", re.IGNORECASE
)
"""where a line that tells of the publication goes on with the update"""
_TIME = (
    r"(?:(?:at|um|à|a\slas)\s)?(?:오전\s?|오후\s?)?(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}(?=\s?(?:Uhr|h)\b))"
    r"(?:\s?(?:Uhr|horas|hrs?\b\.?|h\b\.?))?(?:\s\(?[A-Z]{2,4}\)?)?"
)
_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Mrz|Okt|Dez"
    r"|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|janv|févr|avr|juil|déc"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|ene|abr|ago|dic"
)
_WEEKDAYS = (
    r"Mo|Di|Mi|Do|Fr|Sa|So|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom"
    r"|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_IN_WORDS = rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?(?:{_MONTHS})\b\.?"
"""the day and its month, in that order"""
_DAY = (
    rf"(?:(?:{_WEEKDAYS})\.?,?\s(?:(?:den|le)\s)?)?(?:{_IN_WORDS},?\s(?:del?\s)?\d{{4}}|(?:{_MONTHS})\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    r"|\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)\d{4}|\d{4}-\d{2}-\d{2}|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\b\.?|\d{4}년\s?\d{1,2}월\s?\d{1,2}일)"
    r"(?:\s?\([월화수목금토일]\))?"
)
_MOMENT = rf"(?:{_DAY}(?:\s?[,|·–-]?\s?{_TIME}|T\d{{2}}:\d{{2}}\S*)?)"
_BARE = re.compile(rf"^{_MOMENT}$", re.IGNORECASE)
_AT_END = re.compile(rf"(?:^|[\s,(]\s*)(?P<date>{_MOMENT})\)?$", re.IGNORECASE)
_ONLY_TIME = re.compile(_TIME, re.IGNORECASE)
_TELLS = re.compile(
    rf"(?<!first)(?<!last)(?<!zuletzt)(?<!기사)(?<!최초)(?<!최종)[\s,;/(]+(?=(?:{'|'.join((*_MOMENTS.values(), *_UPDATES.values()))})\b\D{{0,8}}\d)",
    re.IGNORECASE,
)
"""where a line beneath a headline comes to a time"""
_DIGITS = re.compile(
    r"(?<![\w.,/-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\w/-])"
)
_AMERICAN = re.compile(r"\b(?:[ECMP][SD]?T|Eastern|Pacific)\b")
_ABROAD = re.compile(
    r"\b(?:GMT|BST|IST|CES?T|EES?T|WES?T|AE[SD]T|NZ[SD]T|SAST|Uhr|veröffentlicht|aktualisiert|publié|publicado|actualizado)\b|\bmise?\sà\sjour|\d\s?h\s?\d{2}\b",
    re.IGNORECASE,
)
"""what only those write beside a day who put it before the month"""
_IN_ORDER = re.compile(r"\b(\d{2})[./-](\d{2})[./-](\d{4})\b")
_YEAR_FIRST = re.compile(
    r"(?<![\d.])(\d{4})(?:\.\s?|년\s?)(\d{1,2})(?:\.\s?|월\s?)(\d{1,2})(?:[.일]|(?!\d))"
)
_HALF_DAY = re.compile(r"(?P<half>오전|오후)\s?(?P<clock>\d{1,2}:\d{2})")
_CLOCK = re.compile(r"(?<=\s)(\d{1,2})[.h](\d{2})(?=\s*(?:$|Uhr|[A-Z]{2,4}\b|[ap]\.?m\b))")
_FULL_HOUR = re.compile(r"(?<=\s)(\d{1,2})\s?(?:Uhr|h\b)")
MONTHS = 12
BESIDE = 40
"""code points on either side of a day that tell how it is written"""
_LEADING = re.compile(
    r"^date\s+(?P<date>\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)\s+", re.IGNORECASE
)
_MONTH_DAY = (
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,\s\d{4})?"
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’\- ]{2,30}(?:,\s[A-Z][\w.'’\- ]{1,24})?)"
    rf"(?:,\s(?P<date>{_MONTH_DAY}))?"
    r"\s?(?:\((?P<agency>[A-Z][\w .&/-]{1,30})\)\s?)?(?:—|–|--|-)\s+(?=\S)"
)
_AGENCIES = (
    r"AP|AFP|Reuters|REUTERS|dpa(?:[/-][\w-]+)?|UPI|Xinhua|Yonhap|Kyodo|ANI|PTI|EFE(?:\s[A-Z]\w+)?|ANSA|APA|Keystone-SDA|epd|KNA|SID|Lusa|Interfax|Belga"
    r"|Télam|Anadolu|ots|(?i:Europa\sPress|Business\sWire|Globe\s?Newswire|PR\s?Newswire|ACCESS\s?Newswire)"
)
_CAPITALISED = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČ][\w.'’-]*"
_PLACE = rf"(?P<place>{_CAPITALISED}(?:(?:,\s|[ /]|\s(?:am|an\sder|de|del|la|sur|upon)\s){_CAPITALISED}){{0,4}})"
_AGENCY_DATELINE = re.compile(
    rf"^{_PLACE}(?:,\s(?:den\s|le\s)?(?P<date>(?i:(?:{_IN_WORDS}|{_MONTH_DAY})(?:,?\s(?:del?\s)?\d{{4}})?)))?"
    rf"(?:\s?(?:--|[—–-])?\s?\((?P<agency>{_AGENCIES})\)|\s/(?P<wire>[\w-]{{0,20}}(?:Newswire|NEWSWIRE|ots)[\w-]{{0,20}})/)"
    rf"(?:\s?(?:--|[—–-]|\s)\s?(?P<late>{_MONTH_DAY})\s?(?:--|[—–-])|\.?\s?(?:--|[—–-]))\s*(?=\S)"
)
"""place, agency and date as agencies order and mark them off"""
_KO_DATELINE = re.compile(
    r"^[(\[【](?P<place>[가-힣·]{2,12})\s?=\s?(?P<agency>[\w가-힣]{2,10})[)\]】]\s?(?:(?P<signed>[^=.]{0,40}?(?:기자|특파원))\s?)?=?\s*(?=\S)"
)
_SETTINGS: dict[str, Any] = {
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
}
_ABSOLUTE = ("timestamp", "absolute-time")
_RELATIVE = ("relative-time",)


@dataclass(frozen=True)
class Stamp:
    """What a line gives as a time."""

    text: str
    language: str | None = None
    """the language that the line tells it in, where its words say"""
    is_update: bool = False


def stamps(line: str, *, bare: bool = False) -> tuple[Stamp, ...]:
    """The times of a line that does nothing but give them; none of any other.

    Args:
        line: the line.
        bare: a date in words may stand alone, as it does above an article.
    """
    line = line.strip()
    matches = [_DATE_LINE.match(part) for part in _NEXT.split(line)]
    found = [_stamp(match) for match in matches if match]
    if len(found) == len(matches):
        return tuple(found)
    return (Stamp(line),) if bare and _BARE.match(line) else ()


def pieces(line: str) -> list[str]:
    """A line parted before each of the times that it gives at its end."""
    found: list[str] = []
    for piece in _TELLS.split(line.strip()):
        match = None if stamps(piece) else _AT_END.search(piece)
        found += [piece[: match.start()].strip(), match["date"]] if match else [piece.strip(" )")]
    return [piece for piece in found if piece]


def is_time(text: str) -> bool:
    """Whether a text is a time of day and no more."""
    return _ONLY_TIME.fullmatch(text) is not None


def _stamp(match: re.Match[str]) -> Stamp:
    key = next(name for name, said in match.groupdict().items() if said and name != "date")
    told, _, language = key.partition("_")
    return Stamp(match["date"].strip(" )"), language, told == "updated")


def leading_date(line: str) -> tuple[str, str]:
    """The `2025-11-17` of a `date 2025-11-17` that stands glued before the text, empty without one; and the line without it."""
    match = _LEADING.match(line)
    return (match["date"], line[match.end() :]) if match else ("", line)


def dateline_length(paragraph: str) -> int:
    """How many code points at the head of a paragraph are a dateline ("SEOUL, South Korea — "); 0 for none."""
    match = _dateline(paragraph)
    return match.end() if match else 0


def dateline_date(paragraph: str) -> str:
    """The day that a dateline names, as it is written; empty where it names none."""
    match = _dateline(paragraph)
    told = match.groupdict() if match else {}
    return told.get("date") or told.get("late") or ""


def _dateline(paragraph: str) -> re.Match[str] | None:
    forms = (_AGENCY_DATELINE, _DATELINE, _KO_DATELINE)
    return next((match for form in forms if (match := form.match(paragraph))), None)


LONGEST = 100
"""code points; a longer text is no date"""


def parse(text: str, language: str | None = None) -> datetime | None:
    """A full date in words or digits as an aware time (UTC unless it says otherwise); None for anything less.

    "3 hours ago" is none: the same text would say another time whenever it is read. "04/11/2025" is one only where
    something tells the day from the month.

    Args:
        text: the date.
        language: that of the text around it.
    """
    if len(text) > LONGEST:
        return None
    text = _plain(day_first(text.strip(" .|"), language))
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _in_words(text, _ABSOLUTE)
    return in_utc(moment) if moment else None


def is_vague(text: str, language: str | None = None) -> bool:
    """Whether a text is a time that does not say which: counted from the reader's ("3 hours ago"), or of a day that may be two."""
    if len(text) > LONGEST:
        return False
    return (
        any(_order(match, text, language) is None for match in _DIGITS.finditer(text))
        or _in_words(text.strip(" .|"), _RELATIVE) is not None
    )


def day_first(text: str, language: str | None = None) -> str:
    """The text with its dates in digits as day, month and year, whichever came first; without those that may be two."""
    return _DIGITS.sub(lambda match: _order(match, text, language) or "", text)


def _order(match: re.Match[str], text: str, language: str | None) -> str | None:
    """A date in digits with the day first; None where nothing tells which that is."""
    first, second, mark = int(match["first"]), int(match["second"]), match["mark"]
    text = text[max(0, match.start() - BESIDE) : match.end() + BESIDE]
    american = language in (None, "en") and _AMERICAN.search(text) and mark != "."
    if second > MONTHS or (american and first <= MONTHS):
        first, second = second, first
    elif first <= MONTHS and first != second and not _is_abroad(mark, text, language):
        return None
    return f"{first:02}{mark}{second:02}{mark}{match['year']}"


def _is_abroad(mark: str, text: str, language: str | None) -> bool:
    return mark == "." or language not in (None, "en") or _ABROAD.search(text) is not None


def _plain(text: str) -> str:
    """A date and a time as every reader of dates takes them: the year first, hours and minutes with a colon."""
    text = _IN_ORDER.sub(r"\3-\2-\1", _YEAR_FIRST.sub(r"\1-\2-\3", text))
    text = _HALF_DAY.sub(lambda at: f"{at['clock']} {'AM' if at['half'] == '오전' else 'PM'}", text)
    return _FULL_HOUR.sub(r"\1:00", _CLOCK.sub(r"\1:\2", text))


def _in_words(text: str, parsers: Sequence[str]) -> datetime | None:
    try:
        found: datetime | None = dateparser.parse(
            re.sub(r"\s+(?:at|\|)\s+", " ", text),
            languages=["en", "de", "fr", "es"],
            settings={**_SETTINGS, "PARSERS": list(parsers)},
        )
    except (ValueError, OverflowError):  # dateparser lets through what its calendar cannot hold
        return None
    return found


def in_utc(moment: datetime) -> datetime | None:
    """The same moment in UTC; None where that lies outside the years 1 to 9999."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None
