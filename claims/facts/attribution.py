"""Attribution: who says so, by which word ("the mayor said", "according to the ministry", "“…,” added Koh").

The three parts of an attribution are source, cue and content (PolNeAR, Newell et al. 2018); source and cue are read here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import regex

from claims.facts.names import PARTICLES, Name, has_given_name, is_called, read_names
from claims.facts.verbs import AUXILIARY, FINITE, IRREGULAR, PARTICIPLE, finite_verbs
from claims.facts.words import FULL_STOP, FUNCTION_WORDS, content_stems

_SAYING = (
    r"sa(?:id|ys|ying)|told|tells|add(?:ed|s)|stat(?:ed|es)|announc(?:ed|es)|reported|claimed|warn(?:ed|s)|argu(?:ed|es)"
    r"|insist(?:ed|s)|explain(?:ed|s)|noted|wr(?:ote|ites)|confirm(?:ed|s)|den(?:ied|ies)|admit(?:ted|s)|acknowledg(?:ed|es)"
    r"|conced(?:ed|es)|testif(?:ied|ies)|maintain(?:ed|s)|alleg(?:ed|es)|predict(?:ed|s)|suggest(?:ed|s)|accus(?:ed|es)"
    r"|caution(?:ed|s(?=\sthat\b))|lament(?:ed|s)|promised|urged|urges|describ(?:ed|es)|called(?!\s(?:back|for|off|on|up)\b)|estimated|tweeted|replied|remarked|recalled|complained|stress(?:ed|es)|vow(?:ed|s)|pledg(?:ed|es)"
    r"|asked(?!\sfor\b)|believ(?:ed|es)|thinks?|thought|expects?|expected|agreed(?=\sthat\b|\s?[,.“\"])|disput(?:ed|es)"
    r"|reject(?:ed|s)(?=\s(?:(?:all|any|such|the|these|those)\s)?(?:accusation|allegation|charge|claim|criticism|idea|notion|report|suggestion)s?\b)"
    r"|rul(?:ed|es)\sout|put(?:s)?\sit|joked|quipped"
    r"|(?:calls|claims|estimates|notes|reports)(?=\s(?:an?|he|her|his|its?|she|that|the|their|there|they)\b|\s[A-Z\d“‘'\"]|[.,](?:\s|$))"
)
"""forms that are as often plural nouns only before what can begin a clause or an object"""
_PERFORMING = (
    r"boast(?:ed|s)|comment(?:ed|s)|counter(?:ed|s)|declar(?:ed|es)|observ(?:ed|es)|respond(?:ed|s)"
)
"""of saying only where it is told what somebody says: "declared war" is a deed, "observed a silence" none"""
_SAYS_WHAT = r"(?=\sthat\b|[,:]?\s?[“\"]|,?\s[‘']|(?<!responded)(?:\.\s|\.?$))"
_SOURCE = r"[\w’'][^,.;:–—“”\"()]{0,200}?"
_ENDS = r"(?=\s?(?:[,.;:–—“”\"()]|$)|\s(?:in|on|at|after|who|to|during|from|as|that|when|while|earlier|last|this)\b)"
_ACCORDING = re.compile(
    rf"\b(?P<cue>[Aa]ccording\sto|[Ii]n\sthe\swords\sof|[Ii]n\sthe\sview\sof)\s(?P<source>{_SOURCE}){_ENDS}"
)
_BEHIND = regex.compile(
    rf"(?:[,?!]?[”\"]|[,?!]['’]|,(?=\s(?!(?:accused|asked|believed|called|declared|described|estimated|expected|observed|promised|thought|told|urged)\b)\w+\s(?:\p{{Lu}}|the\b|an?\b)))"
    rf"\s(?P<cue>{_SAYING}|{_PERFORMING})\s(?P<source>{_SOURCE}){_ENDS}"
)
"""without quotation marks, a form that is more often a participle ("the city, called the pearl of the east") is no cue"""
_BEFORE = re.compile(
    rf"\b(?<!-)(?:(?:has|have|had|also|later|then|earlier|repeatedly|previously|publicly|(?:is|was|were|are)(?=\ssaying))\s){{0,2}}(?P<cue>{_SAYING}|(?:{_PERFORMING}){_SAYS_WHAT})\b"
)
_PASSIVE = re.compile(
    r"(?<!\bit\s)\b(?:is|are|was|were|be|been|being)\s(?:(?:also|not|later|\w+ly)\s)?(?!saying)$",
    re.IGNORECASE,
)
"""before a cue, its subject says nothing ("the mayor was accused"), but in "it was announced" no other is named"""
_BREAK = re.compile(
    rf"[;–—“”\"()]\s*|(?:(?<!\d)[,:]|[,:](?!\d))\s*(?:['’]\s)?|(?:{FULL_STOP}|[!?])['’]?\s+|\b\d\d?[:.]\d\d\s"
    r"|\b(?:although|and|but|that|though|which|when|after|before|while|as|because|where|if|meanwhile|however)\s",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:\s(?:early|late))?\s(?:(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)$"
)
"""when somebody said it, behind who said it"""
_TELLS_OF = re.compile(
    rf"\b(?:{AUXILIARY}|not\b|(?!(?:forecast|lay|set|split|spread)\b|{PARTICIPLE}){IRREGULAR}\b"
    r"|(?:asks|begins|comes|faces|gives|goes|helps|hopes|intends|keeps|knows|makes|needs|pays|says|seeks|takes|tells|wants)\b"
    rf"|{PARTICIPLE}\s(?:an?|her|him|his|its?|no|off|out|the|their|them|to|\d+)\b)"
)
"""what makes a clause of the words before a cue, which then name no source"""
_WORDS = rf"(?:(?!{FULL_STOP}|[!?]\s)[^,;:“”\"])+"
_APPOSED = re.compile(
    rf"(?:(?<![^,;:“”\"])|(?<=[.!?]\s))\s?(?P<source>{_WORDS}),\s(?P<inner>{_WORDS}(?:,\s{_WORDS})?),$"
)
_NAME = regex.compile(
    rf"\p{{Lu}}[\w'’.-]*(?:\s{PARTICLES}\p{{Lu}}[\w'’.-]*)*\s{PARTICLES}\p{{Lu}}[\w'’.-]*$"
)
_NAME_BEHIND = regex.compile(
    rf"[a-z],\s(?P<name>\p{{Lu}}[\w'’-]*(?:\s{PARTICLES}(?:\p{{Lu}}\.|\p{{Lu}}[\w'’-]*))+)(?=[.,;:”\"]|$)"
)
"""the name of who was told by an office (“…,” said the mayor, Ann Lee)"""
NEAR_NAME = 80
"""code points beside an office in which its holder is named"""
NEAR = 400
"""code points before a cue in which its source stands"""
MOST_WORDS = 9
"""a longer run of words before a cue is a clause, not a source"""
_PRONOUN = re.compile(r"(?:he|she|they|it)$", re.IGNORECASE)
_PERSON = re.compile(r"(?:he|she)$", re.IGNORECASE)


_LEADS = frozenset(
    [
        "the",
        "a",
        "an",
        "he",
        "she",
        "they",
        "it",
        "his",
        "her",
        "their",
        "its",
        "one",
        "some",
        "many",
        "all",
        "both",
        "few",
        "more",
        "most",
        "other",
    ]
)

_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "their", "its"])
_STATING = r"sa(?:id|ys?|ying)|add(?:ed|s)|not(?:ed|es)|argu(?:ed|es)|insist(?:ed|s)|explain(?:ed|s)|claim(?:ed|s)|warn(?:ed|s)"
_TELLS = r"t(?:old|ells?)"
_REPORTING = (
    r"announc(?:ed?|es|ing)|report(?:ed|s)|confirm(?:ed|s)|stat(?:ed|es)|declar(?:ed|es)|disclos(?:ed|es)|reveal(?:ed|s)|predict(?:ed|s)"
    r"|wr(?:ote|ites)|tweeted|pledg(?:ed|es)|vow(?:ed|s)|admit(?:ted|s)|den(?:ied|ies)|acknowledg(?:ed|es)"
)
_TELLING = re.compile(
    rf".*\b(?:(?P<tells>{_TELLS})|(?P<states>{_STATING})|{_REPORTING})\b(?P<between>[^.,;:!?“”\"()]*)",
    re.DOTALL,
)
"""the last verb of saying, and what stands behind it; behind one that states those are the words of what is said"""
_ADDRESSED = re.compile(
    r"(?:\s(?:the|an?|his|her|its|their))?(?:\s(?!to\b)[\w.'’-]+){1,3}?(?=\s(?:at|during|in|on|via)\b|\s*$)"
)
_DIRECTLY = re.compile(r"(?:\s(?:again|back|early|first|in|late|on|only|the))*\s?")
_ROUND_ABOUT = re.compile(r"\s(?:at(?!\s(?:least|most))|by|during|from|in|via)\s\w")
"""where and how somebody says it ("in a statement on Thursday")"""
_LATER = re.compile(
    rf",?(?P<source>(?:\s[\w.'’-]+){{0,8}}?)\s(?:(?:also|had|has|have|later|then)\s){{0,2}}(?:{_TELLS}|{_STATING}|{_REPORTING})\b(?!\s?(?:[,.;:]|$)|\sby\b)"
)
"""a verb of saying behind a day, but none behind which nothing is said"""
_OPENING = re.compile(r"(?:^|[.!?:”\"])\s*(?:(?:Earlier|Early|In|Late|On)\s){0,2}$")
_ON = re.compile(r"\b[io]n\b")
_DEED = re.compile(rf"{_TELLS_OF.pattern}|\b(?!{PARTICIPLE}){FINITE}")
"""what somebody did before saying it ("the minister flew in and told reporters")"""
_OWNER = re.compile(r"['’]s$")
_CLEFT = re.compile(r"It\s(?:is|was)\s(?P<source>.+)\swho")
"""who is set off as the one who said it ("it was the mayor who said …")"""
_OF = re.compile(r"\b(?:at|for|from|of)\s(?:the\s)?$")
_ACTS = re.compile(rf"\s{FINITE}")
_NO_HOLDER = r"(?:[Aa]cting|[Aa]ssistant|[Dd]eputy|[Ee]x|[Ff]ormer|[Vv]ice)\b"
_OFFICE = re.compile(
    rf"(?:(?:the|its|his|her|their)\s(?:[\w-]+['’]s?\s)?|[A-Z][\w-]*['’]s?\s)(?:(?!{_NO_HOLDER})[a-z][a-z-]*\s){{0,2}}?"
    r"(?!official|expert|police|resident|source|spokes|witness)(?P<office>[a-z][a-z-]*(?<!s))(?:\s(?:of|for|at)\s.*)?"
)
"""a source that is told by its office, which one person holds"""
_PERSON_NAME = rf"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\p{{Lu}}[\w'’.-]+(?:\s{PARTICLES}\p{{Lu}}[\w'’.-]*\p{{L}}){{0,3}}"
_SO = re.compile(r"^(?:And|But|However,|Meanwhile,)\s")
_ARTICLE = re.compile(r"\b(?:an?|the)\s$", re.IGNORECASE)
"""before the name of a body ("the Hadley Council")"""


@dataclass(frozen=True)
class Attribution:
    """Who says it and by which word; `start` and `end` span the source, in code points of the text."""

    start: int
    end: int
    speaker: str
    cue: str
    cue_start: int
    names: tuple[Name, ...] = ()
    """the proper names in the source and in what is set beside it, as far as they are names for sure"""
    by_name: bool = False
    """whether the source itself bears a name, and is not an office or a body told by the name of another ("Ann Lee's lawyer")"""
    begins: int = 0
    """where the source and what is set beside it ("the minister, Ann Lee,") begin"""

    def same(self, other: "Attribution") -> bool:
        """Whether all who are named on one side are named on the other, be it with more."""
        few, more = sorted((self.names, other.names), key=len)
        return all(any(name.shares_surname(one) for one in more) for name in few)

    def is_of_speaker(self, other: "Attribution") -> bool:
        """Whether both name one who speaks, and not only one whose office it is ("Dynamo's lawyer", "Dynamo's chairman")."""
        mine, theirs = (
            [
                name
                for name in one.names
                if not re.search(rf"{re.escape(name.text)}(?:['’]s?)?\s[a-z]", one.speaker)
            ]
            for one in (self, other)
        )
        return any(name.shares_surname(one) for name in mine for one in theirs)

    def apart(self, other: "Attribution") -> bool:
        """Whether both name somebody, and nobody is named on both sides; one told by office may be one told by name."""
        both = bool(self.names and other.names) and self.by_name is other.by_name
        return both and not any(n.shares_surname(o) for n in self.names for o in other.names)


def read_attributions(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text, in order; one cue has one source."""
    found: dict[int, Attribution] = {}
    for attribution in (*_named_behind(text), *_named_before(text)):
        found.setdefault(attribution.cue_start, attribution)
    names = [name for name in read_names(text) if name.sure]
    return tuple(_with_names(text, found[place], names) for place in sorted(found))


def attribution_of(text: str, before: str = "") -> Attribution | None:
    """Who says what a sentence says: its first attribution; a pronoun is taken for the last source named before it."""
    own = next(iter(read_attributions(text)), None)
    if own is None or not _PRONOUN.match(own.speaker):
        return own
    named = _last_named(before)
    return replace(own, speaker=named.speaker) if named else own


def settled(
    found: Sequence[Attribution], names: Sequence[Name], before: str, article: str
) -> tuple[Attribution, ...]:
    """The attributions of a sentence with the names of "he" and "she", of a surname that begins it, and of who holds an office by the article.

    Args:
        found: the attributions, as the sentence alone tells them.
        names: those of the sentence.
        before: the sentence before, whose last source is "he" or "she", unless somebody else acts behind it; without a source,
            the one person whom it names and who does something.
        article: the text by which a word that begins a sentence may be known for a name, and an office for somebody's.
    """
    return tuple(_settled(one, names, before, article) for one in found)


def _settled(own: Attribution, names: Sequence[Name], before: str, article: str) -> Attribution:
    if _PERSON.match(own.speaker):
        apart = any(name.end <= own.start for name in names)
        return own if apart else _antecedent(own, before, article)
    return _held(_surnamed(own, names, article), article)


def _held(own: Attribution, article: str) -> Attribution:
    """The same with the name of who holds its office, where the article names one holder alone ("Governor Ann Lee", "Ann Lee, the governor").

    It is told `by_name` only where both tell of whom or what it is the office: another name is then surely another's.
    """
    told = None if own.by_name else _OFFICE.fullmatch(own.speaker)
    if told is None:
        return own
    holders = [
        holder
        for holder in _holders(told["office"], article)
        if holder.owner is None or not own.names or _owns(holder.owner, own.names)
    ]
    if len({holder.name.rpartition(" ")[2] for holder in holders}) != 1:
        return own
    office = content_stems(told["office"])
    mine = content_stems(own.speaker) - office
    theirs = content_stems(holders[0].phrase) - office - content_stems(holders[0].name)
    if mine and theirs and not (mine & theirs or own.names):
        return own
    sure = mine <= theirs and (bool(mine) or not theirs)
    return replace(own, names=read_names(holders[0].name), by_name=sure)


class _Holder(NamedTuple):
    """Who holds an office, and by whose name it is told, if by any."""

    name: str
    owner: str | None
    phrase: str


@lru_cache(maxsize=512)
def _holders(office: str, article: str) -> tuple[_Holder, ...]:
    """All whom an article names as holders of an office."""
    title = rf"(?i:\b{re.escape(office)}\b)"
    owner = r"(?:(?P<owner>\p{Lu}[\w-]+)['’]s?\s)?"
    between = rf"(?:(?!{_NO_HOLDER})\p{{Ll}}[\w'’-]*\s){{0,4}}"
    telling = regex.compile(
        rf"(?<!{_NO_HOLDER}[\s-])\b{owner}{between}{title}(?:\sof\sthe\s\p{{Ll}}+)?,?\s(?P<behind>{_PERSON_NAME})"
        rf"|(?P<before>{_PERSON_NAME}),\s(?:\d\d,\s)?{between}{owner}{between}{title}"
    )
    near = (
        article[max(0, found.start() - NEAR_NAME) : found.end() + NEAR_NAME]
        for found in re.finditer(title, article)
    )
    return tuple(
        _Holder(match["behind"] or match["before"], match["owner"], match.group())
        for stretch in near
        for match in telling.finditer(stretch)
    )


def _owns(owner: str, names: Sequence[Name]) -> bool:
    return any(owner in name.text.split() for name in names)


def _surnamed(own: Attribution, names: Sequence[Name], article: str) -> Attribution:
    """The same with its name where all of it is a word that begins a sentence, and a name by the article."""
    name = _all_of(own, names)
    if own.names or name is None or not is_called(name, article):
        return own
    return replace(own, names=(name,), by_name=True)


def _all_of(own: Attribution, names: Sequence[Name]) -> Name | None:
    """The name that is all that a source is told by."""
    return next((n for n in names if (n.start, n.end) == (own.start, own.end)), None)


def _antecedent(own: Attribution, before: str, article: str) -> Attribution:
    """What "he" or "she" says, with the name of who that is by the sentence before."""
    names, said = read_names(before), _last_named(before)
    if said is None:
        person = _actor(before, names, article)
        return replace(own, speaker=person.text, names=(person,), by_name=True) if person else own
    if any(name.start >= said.end and _ACTS.match(before, name.end) for name in names):
        return own
    name = _all_of(said, names)
    if name and not said.names and _may_be_one(name, article):
        return replace(own, speaker=said.speaker, names=(name,), by_name=True)
    named = _surnamed(said, names, article)
    return replace(own, speaker=named.speaker, names=named.names, by_name=named.by_name)


def _may_be_one(name: Name, article: str) -> bool:
    """Whether a single word that speaks can be one person's name: no plural, and nowhere in the article without a capital."""
    return not name.text.endswith("s") and not _is_word(name.text, article)


def _is_word(text: str, article: str) -> bool:
    return bool(re.search(rf"\b{re.escape(text.lower())}\b", article))


def _actor(text: str, names: Sequence[Name], article: str) -> Name | None:
    """The only name of a sentence, where it is its subject and the article gives it with a given name, as it does a person's."""
    told = [name for name in names if name.sure] or names
    if len(told) != 1:
        return None
    (name,) = told
    lead = _SO.sub("", text[: name.start])
    acts = _ACTS.match(text, name.end) or text.startswith(",", name.end)
    if not acts or "," in lead or _ARTICLE.search(lead) or not _is_source(lead + name.text):
        return None
    surname = name.text.rpartition(" ")[2]
    is_person = has_given_name(surname, article) and not _is_word(surname, article)
    return name if is_person else None


def _last_named(text: str) -> Attribution | None:
    """The last source of a text that is no pronoun."""
    named = [found for found in read_attributions(text) if not _PRONOUN.match(found.speaker)]
    return named[-1] if named else None


def telling(text: str, start: int, end: int) -> bool | None:
    """Whether the day that stands here is when something was said, and not when it was; None where it may be either."""
    if text.startswith(("'s", "’s"), end):
        return False
    before = text[max(0, start - NEAR) : start]
    later = _LATER.match(text, end)
    if later and _is_teller(later["source"], before, apart=text[end] == ","):
        return True
    cue = _TELLING.fullmatch(before)
    return False if cue is None else _is_beside(cue, text[start:end], text[end:])


def _is_teller(source: str, before: str, *, apart: bool) -> bool:
    """Whether the words between a day and a verb of saying leave the day to that verb."""
    if not source:
        return not apart
    opens = bool(_OPENING.search(before)) and _is_source(source)
    return opens and not finite_verbs(source)


def _is_beside(cue: re.Match[str], day: str, behind: str) -> bool | None:
    """Whether what stands between a verb of saying and a day leaves the day to that verb."""
    between = cue["between"]
    addressed = _ADDRESSED.match(between) if cue["tells"] else None
    said = between[addressed.end() :] if addressed else between
    clause = bool(_ACTS.match(behind))
    if _DIRECTLY.fullmatch(said):
        return not clause or bool(_ON.search(said + day))
    if finite_verbs(between) or re.search(r"\b(?:that|whether)\b", between):
        return False
    if " to " in between:
        return None
    if _ROUND_ABOUT.match(said):
        return True
    return False if cue["tells"] or cue["states"] or clause else None


def _with_names(text: str, attribution: Attribution, names: Sequence[Name]) -> Attribution:
    """The same with the names of its source, and of an apposition between commas before the cue."""
    start, end = attribution.start, attribution.end
    head = text[: attribution.cue_start].rstrip()
    apposed = _apposed(head, max(0, attribution.cue_start - NEAR))
    if end < attribution.cue_start and apposed:
        start, end = apposed.start("source"), apposed.end("inner")
    inside = tuple(name for name in names if start <= name.start < end)
    by_name = any(
        (name.end in (attribution.end, end) or text.startswith(",", name.end))
        and not _OF.search(text, 0, name.start)
        for name in inside
    )
    return replace(attribution, names=inside, by_name=by_name, begins=start)


def _apposed(head: str, first: int) -> re.Match[str] | None:
    """The source and what is set beside it before a cue; behind a clause with a verb they are the last two, one of them a name."""
    found = _APPOSED.search(head, first)
    if found and finite_verbs(found["source"]):
        last = _APPOSED.search(head, found.end("source") + 1)
        if last and _is_source(last["source"]) and any(map(_NAME.fullmatch, last.groups())):
            return last
    return found


def _named_behind(text: str) -> Iterator[Attribution]:
    """The forms "according to the ministry" and "“…,” said the minister"."""
    for pattern in (_ACCORDING, _BEHIND):
        for match in pattern.finditer(text):
            named = _NAME_BEHIND.match(text, match.end("source") - 1)
            if pattern is _BEHIND and named and _is_source(match["source"]):
                yield _attribution(named.start("name"), named["name"], match)
            elif _is_source(match["source"]):
                yield _attribution(match.start("source"), match["source"], match)


def _named_before(text: str) -> Iterator[Attribution]:
    """The forms "the minister said" and "the minister, Ann Lee, said"."""
    for match in _BEFORE.finditer(text):
        if _PASSIVE.search(text[max(0, match.start() - NEAR) : match.start()]):
            continue
        first = max(0, match.start() - NEAR)
        head, start = text[: match.start()].rstrip(), first
        if head.endswith(",") and (apposed := _apposed(head, first)):
            named = _NAME.fullmatch(apposed["inner"])
            start, end = apposed.span("inner" if named else "source")
            head = head[:end]
        edges = [edge.end() for edge in _BREAK.finditer(head, start) if edge.end() > start]
        start = edges[-1] if edges else start
        source = _WHEN.sub("", head[start:].strip())
        if cleft := _CLEFT.fullmatch(source):
            source = cleft["source"]
        if source.endswith(" and"):
            source = _DEED.split(source, maxsplit=1)[0].strip() if _DEED.search(source) else ""
        if _is_source(source):
            yield _attribution(head.index(source, start), source, match)


def _is_source(text: str) -> bool:
    """Whether words can name who says something: no clause, and no phrase that goes on; behind "the" alone a cue is an adjective ("the expected rise")."""
    words = text.casefold().split()
    if not 0 < len(words) <= MOST_WORDS or words[-1] in _DETERMINERS or _OWNER.search(text):
        return False
    if not FUNCTION_WORDS & {words[0], words[-1]} <= _LEADS:
        return False
    return not _TELLS_OF.search(text.partition(" who ")[0])


def _attribution(start: int, source: str, match: re.Match[str]) -> Attribution:
    return Attribution(start, start + len(source), source, match["cue"], match.start("cue"))
