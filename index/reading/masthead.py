"""The lines beneath a headline: who wrote the article and when, and what else a page puts beside that."""

import re
from dataclasses import dataclass, replace

from index.reading import dates
from index.reading.furniture import Kind, kind_of
from index.reading.labels import byline_statement

LONGEST = 140
"""code points; a longer line says more than who and when"""
_MAY_SAY = re.compile(r"\d{4}|^(?:by|von|par|por|aut)|기자|특파원|논설위원", re.IGNORECASE)
"""a line without any of these says neither who nor when; nearly all end here"""
_BETWEEN = re.compile(r"\s*\|\s*|\s+[·•–—-]\s+")
_COLUMNS = re.compile(r"\||\s[·•]\s")
"""what parts a line into fields; a dash may stand in a heading"""
_GIVEN = re.compile(
    r"(?:by|von|par|por|(?:authors?|autor(?:in|en|a|es)?|auteure?s?)\s?:)\s+(?P<who>[^\W\d_].*)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:\w*correspondents?|reporters?|editors?|writers?|journalists?|columnists?|contributors?|producers?|staff|bureau|desk"
    r"|\w*(?:redakteur|korrespondent|reporter|autor)(?:in|innen|en)?|\w*redaktion|journalistes?|correspondante?s?|envoyée?s?\sspéciale?s?|rédac\w+"
    r"|redac\w+|corresponsal(?:es)?|periodistas?|enviad[oa]s?\sespecial(?:es)?)\b",
    re.IGNORECASE,
)
_WITH_PLACE = re.compile(
    r"(?P<names>.+?)(?:\s\((?P<bracket>[^()]{2,40})\)|\s(?:in|from|for|with|aus|für|mit|à|pour|avec|en|desde|para|con)\s(?P<beside>.+))",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*[,;/]\s*|\s(and|und|et|y|&)\s", re.IGNORECASE)
_PARTICLE = re.compile(
    r"al|bin|ben|da|de|del|della|der|den|di|do|dos|du|el|ibn|la|le|st|ten|ter|van|von|y",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"a|across|after|against|air|all|am|an|and|any|are|as|at|aus|auf|bad|before|bei|between|bis|but|by|das|dem|die|during|ein|eine"
    r"|every|fast|first|for|from|good|great|hand|he|her|high|his|how|i|im|in|into|is|its|last|long|low|mail|make|means|mit|more|my"
    r"|nach|new|no|not|now|of|on|one|or|our|out|over|own|popular|rail|road|sea|she|so|some|than|that|the|their|them|these|they|this"
    r"|those|through|to|today|train|two|um|un|una|under|une|up|us|vom|was|way|we|were|what|when|who|why|will|with|without|you|your"
    r"|zu|zum|zur|über",
    re.IGNORECASE,
)
"""words of a heading that begins like a byline ("By Rail Across Europe")"""
_AGENCY = re.compile(r"dpa(?:-\w+)?|epd|sid|afp|ap|efe", re.IGNORECASE)
WORDS_OF_NAME = 4
_KO_NAME = r"(?:(?:남궁|황보|제갈|선우|독고|사공)[가-힣]{1,2}|[가-힣]{3})(?<![부팀])"
_KO_BYLINE = re.compile(
    rf"(?:글\s?[:·=]?\s?)?(?:\w{{1,6}}[부팀]\s)?(?P<who>{_KO_NAME}(?:[·,]\s?{_KO_NAME})*)\s?(?:(?:선임|전문|인턴|객원|수습)\s?)?(?:기자|특파원|논설위원)(?P<mail>\s?\(?[\w.+-]+@[\w.-]+\)?)?"
)


@dataclass(frozen=True)
class Masthead:
    """What such a line gives."""

    authors: tuple[str, ...] = ()
    stamps: tuple[dates.Stamp, ...] = ()
    rest: str = ""
    """the parts that give neither, or more than a name and an office"""


def masthead(line: str) -> Masthead | None:
    """Who and when, where a line gives one of them and next to nothing else; None for any other line."""
    if len(line) > LONGEST or not _MAY_SAY.search(line) or byline_statement(line):
        return None
    if stamps := dates.stamps(line, bare=True):
        return Masthead(stamps=stamps)
    if signed := _byline(line):
        return signed
    found = Masthead()
    strange = False
    for part in _BETWEEN.split(line):
        for piece in dates.pieces(part):
            known = _piece(piece, found)
            strange |= known is None
            found = known or replace(found, rest=_joined(found.rest, piece))
    if not (found.authors or found.stamps) or (strange and not _COLUMNS.search(line)):
        return None
    return found


def _piece(piece: str, found: Masthead) -> Masthead | None:
    """What was found, with a further piece of the line; None where the piece is of no known kind."""
    if found.stamps and dates.is_time(piece):
        *before, last = found.stamps
        return replace(found, stamps=(*before, replace(last, text=f"{last.text} {piece}")))
    if stamps := dates.stamps(piece, bare=True):
        return replace(found, stamps=(*found.stamps, *stamps))
    if signed := _byline(piece):
        rest = _joined(found.rest, signed.rest)
        return replace(found, authors=(*found.authors, *signed.authors), rest=rest)
    return found if kind_of(piece) is Kind.FURNITURE else None


def _joined(rest: str, piece: str) -> str:
    return f"{rest} | {piece}" if rest and piece else rest or piece


def _byline(line: str) -> Masthead | None:
    """The people whom a line names as authors; where it names an outlet or a place too, the line is the rest."""
    if korean := _KO_BYLINE.fullmatch(line):
        return Masthead(tuple(re.findall(_KO_NAME, korean["who"])))
    given = _GIVEN.fullmatch(line)
    if not given or line[-1] in ".!?…:;,":
        return None
    who = given["who"]
    placed = _WITH_PLACE.fullmatch(who)
    if placed and not _is_capitalised(placed["bracket"] or placed["beside"]):
        return None
    pieces = _JOINT.split(placed["names"] if placed else who)
    names = pieces[::2]
    joined = max((place for place, joint in enumerate(pieces[1::2], 1) if joint), default=0)
    people = [name for name in names[: joined + 1] if _is_person(name)]
    others = [name for name in names if name not in people and not _ROLE.search(name)]
    if not _is_person(names[0]) or not all(map(_is_capitalised, others)):
        return None
    return Masthead(tuple(people), rest=line if others or placed else "")


def _is_person(name: str) -> bool:
    told = [word for word in name.split() if not _PARTICLE.fullmatch(word)]
    return 1 < len(told) <= WORDS_OF_NAME and not _ROLE.search(name) and all(map(_is_of_name, told))


def _is_of_name(word: str) -> bool:
    return (
        word[0].isupper()
        and not _SMALL.fullmatch(word)
        and all(letter.isalpha() or letter in ".'’-" for letter in word)
    )


def _is_capitalised(words: str) -> bool:
    """Whether words name an outlet, a place or a person."""
    return _AGENCY.fullmatch(words) is not None or all(
        word[0].isupper() or _PARTICLE.fullmatch(word) or word.casefold() == "the"
        for word in words.split()
    )
