"""A sentence to its parts: clauses, predicates and appositions, each with a statement that stands alone.

Rules on the surface, made to be right rather than to find all. A clause that leans on the one before ("and it …", "but
two did") stays with it; so does one of which it is not plain who says it; a sentence of which any part would be left
without a subject stays whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.facts.attribution import read_attributions
from claims.facts.verbs import AUXILIARY, BEING, FINITE, NUMBER, PARTICIPLE, finite_verbs

FEWEST_WORDS = 4
"""a shorter statement stays with its neighbour"""
_SUBJECT = r"(?:(?!__)[^,;]){3,90}"
"""the words before a verb or an aside, no quotation among them"""
_ADVERB = r"(?:(?:also|then|later|now|still|already|never|not|no longer|once|[a-z]+ly) )?"
_PRONOUNS = r"he|she|it|they|we|I|you|this|that|these|those|who|whom|whose|which|what|there"

_UNDIVIDED = re.compile(
    r".*[?:]|(?:if|when|while|whereas|although|though|because|since|unless|once|whether|as|before|after|until|had|should|not|either|neither"
    r"|according|asked|despite|what|how|why|where)\b",
    re.IGNORECASE | re.DOTALL,
)
"""a sentence that asks or lists, or begins with what all of it hangs on"""
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,}(?:, [^—–]{2,40}| \([^)]*\))? [—–-] ")
_HIDDEN = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)|\([^)]*\)|(?<=\d)[,.:](?=\d)")
"""what holds no joint: quotations, brackets, the comma of a number, the colon of a time or a score"""
_JOINT = re.compile(r"; (?:and |but )?|, (?:and|but|while|whereas|yet) ")
_HANGS = re.compile(
    r"\b(?:that|whether|because|if|although|though|unless|until|so|either|neither|not only|between|both)\b"
)
"""words before a joint that may rule what stands behind it"""
_TIES = re.compile(
    r"\b(?:which|whom|who)\b|^(?:though|although|even|as|while|when|since|because)\b", re.IGNORECASE
)
_ASIDE = re.compile(r", (?:which|who|whose|whom|where|when)\b[^,]*(?:,|$)")
_LEANING = re.compile(
    rf"^to\b|\b(?:{_PRONOUNS}|his|her|its|their|my|our|your|them|him|us|other|others|another|former|latter|rest|same|first|second|both|neither|nor|\w+ing|if|when|as"
    r"|because|although|though|after|before|since|so|only|not|then)\b",
    re.IGNORECASE,
)
"""words before a clause's verb that tie it to the clause before"""
_EMPTY = re.compile(
    rf"{NUMBER}|[\d_.,-]+|about|nearly|roughly|almost|more|less|fewer|than|at|least|most|over|some|many|few|several|all|none|half|each|the|a|an|of|third|fourth|fifth"
    r"|also|still|now|later|never|already|soon|again|\w+ly",
    re.IGNORECASE,
)
"""words that name nobody: quantities ("but two did") and adverbs ("and later resigned")"""
_LEANS_BACK = re.compile(
    rf"\b(?:him|them|itself|themselves|instead|too)\b|\bit\b(?! {_ADVERB}{FINITE})|\b(?:do|does|did|so|not)\.?$"
)
"""a clause that speaks of something named before"""
_NO_SUBJECT = re.compile(
    r"(?:in|on|at|by|from|for|with|under|during|among|of|to|like|unlike|without|within|between|around|over|near|inside|outside|meanwhile|however|still|then|later|earlier"
    rf"|today|yesterday|instead|also|yet|but|and|so|here|now|{_PRONOUNS})\b|.*\b(?:that|which|who|whose|where|when|while|after|because|if|whether)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"(?P<subject>{_SUBJECT}), (?:who|which) (?P<inner>{_ADVERB}{FINITE}[^,;]*), (?P<rest>{_ADVERB}{FINITE}.*)"
)
_APPOSITION = re.compile(
    rf"(?P<subject>{_SUBJECT}), (?P<inner>(?:an?|the|{PARTICIPLE}) [^,;]*), (?P<rest>{_ADVERB}{FINITE}.*)"
)
_LOOSE = re.compile(r" (?:and|of|in|at|from|for|by|with|on|to|near) ")
"""words in a subject that leave open to which of its nouns an apposition belongs"""
_PERSON = re.compile(
    rf"(?<![^ ])(?!(?:at|in|from|of|the) )[a-z][^ ]* (?P<subject>(?:[A-Z][\w'’.-]+ ){{1,3}}[A-Z][\w'’-]+), (?P<told>who (?P<inner>{_ADVERB}{FINITE}[^,;]*))$"
)
_GROUP = re.compile(
    rf"\b(?P<verb>{FINITE})(?P<more>(?: not| been| being| [a-z]+ly)*(?: {PARTICIPLE}| [a-z]+ing\b)?)"
)
_SECOND = re.compile(
    r",? (?:and|but) (?:(?:also|then|later|now|still|already|once) )?"
    rf"(?P<predicate>(?:(?:never|not|no longer|[a-z]+ly) )?(?P<verb>{FINITE})) "
)
_SPREADS = re.compile(
    r"\b(?:allegedly|reportedly|apparently|possibly|purportedly|supposedly|presumably|probably|perhaps|likely|never|no longer|rarely|seldom)\b",
    re.IGNORECASE,
)
"""words of doubt and denial before a second verb that may be meant of it, too"""
_BEFORE_VERB = re.compile(
    r"(?: (?:also|then|first|later|now|still|already|never|once|only|more than|nearly|almost|[a-z]+ly))+$"
)
_VERBAL = re.compile(
    r"(?<!\ba )(?<!\ban )(?<!\bthe )\b(?!(?:morning|evening|spring|lightning|wrongdoing|building|meeting|hearing|funding|during|nothing|anything|something)\b)\w{2,}ing\b"
)
"""a participle that may govern the verb behind "and": "a room measuring four metres and dug deep" """
_NO_OBJECT = re.compile(r"(?:to|with|for|on|in|at|by|from|of|over|after|as|under|into)\b")
_SINGLE = re.compile(rf"(?!{BEING}|(?:has|have|had)\b){AUXILIARY}")
"""an auxiliary that is followed by a bare verb"""
_PLURAL = re.compile(rf"{_ADVERB}(?:are|were|have)\b")
_PLURAL_NOUN = re.compile(r"(?:^| )[a-z]+(?<!s)(?<!u)s$")
_NOW = re.compile(rf"{_ADVERB}(?:are|have|will|can|may|(?!was\b)\w+s)\b")
_PAST_OFFICE = re.compile(r"\b(?:former|formerly|then|late|ex|one-?time)\b", re.IGNORECASE)
"""words of an office that somebody has no longer; one who said something in a given year may not have it either"""
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")


@dataclass(frozen=True)
class Part:
    """The code points `start` to `end` of a sentence, and what they claim in words that stand alone."""

    start: int
    end: int
    statement: str


@dataclass(frozen=True)
class _Clause:
    """A clause of a sentence: `subject` is what it lacks and takes from elsewhere, `shown` its text less what is hidden."""

    text: str
    start: int
    subject: str = ""

    @property
    def shown(self) -> str:
        return _HIDDEN.sub(lambda hidden: "_" * len(hidden.group()), self.text)

    def part(self) -> Part:
        return Part(self.start, self.start + len(self.text), _stated(f"{self.subject} {self.text}"))

    def between(self, start: int, end: int | None = None, subject: str = "") -> "_Clause":
        """The clause inside from `start` to `end`, without white space and the comma before a joint."""
        text = self.text[start:end].rstrip(" ,;")
        return _Clause(text, self.start + start, subject)


def divide(sentence: str) -> tuple[Part, ...]:
    """The parts of a sentence in order; one, the sentence itself, where it says one thing or cannot be divided well."""
    whole = Part(0, len(sentence), sentence)
    dateline = _DATELINE.match(sentence)
    start = dateline.end() if dateline else 0
    body = _Clause(sentence[start:], start)
    if _UNDIVIDED.match(body.shown):
        return (whole,)
    parts = tuple(_parts(body))
    enough = all(len(part.statement.split()) >= FEWEST_WORDS for part in parts)
    return parts if len(parts) > 1 and enough else (whole,)


def _parts(body: _Clause) -> Iterator[Part]:
    """The parts of a sentence: what is told of a person at its end, and each clause before its attribution."""
    person = _PERSON.search(body.shown.rstrip("."))
    if person and not _LEANS_BACK.search(person["inner"]):
        yield from _parts(body.between(0, person.end("subject")))
        subject = body.text[slice(*person.span("subject"))]
        inner = body.text[person.start("inner") :]
        told = body.between(person.start("told"))
        yield Part(told.start, told.start + len(told.text), _stated(f"{subject} {inner}"))
        return
    end = _attributed_from(body)
    said = body.text[end:].rstrip(".")
    for clause in _clauses(body.between(0, end)):
        for part, by_the_way in _inside(clause):
            statement = part.statement if by_the_way else _stated(part.statement[:-1] + said)
            yield Part(part.start, part.end, statement)


def _attributed_from(body: _Clause) -> int:
    """Where an attribution behind all of it begins (", the coastguard said"); the end without one."""
    for found in read_attributions(body.shown):
        head = body.shown[: min(found.begins, found.cue_start)].rstrip()
        alone = not _TIES.search(found.speaker)
        if head.endswith(",") and alone and not _JOINT.search(body.shown, len(head)):
            return len(head) - 1
    return len(body.text)


def _clauses(body: _Clause) -> Iterator[_Clause]:
    """The clauses that joints hold together and that can stand alone."""
    shown, start = body.shown, 0
    for joint in _JOINT.finditer(shown):
        if _stands(shown[start : joint.start()], shown[joint.end() :]):
            yield body.between(start, joint.start())
            start = joint.end()
    yield body.between(start)


def _stands(left: str, right: str) -> bool:
    """Whether what stands behind a joint is a clause with its own subject that hangs on nothing before."""
    following = _JOINT.search(right)
    right = right[: following.start()] if following else right
    verb = next(iter(finite_verbs(right)), None)
    if verb is None or not finite_verbs(_ASIDE.sub(" ", left)):
        return False
    subject = right[: verb.start()].rstrip()
    if "," in subject or _LEANING.search(subject) or all(map(_EMPTY.fullmatch, subject.split())):
        return False
    if len(right.split()) < FEWEST_WORDS or _LEANS_BACK.search(right):
        return False
    ruled = _HANGS.search(left) or read_attributions(left)
    return not ruled or bool(read_attributions(right))


def _inside(clause: _Clause) -> Iterator[tuple[Part, bool]]:
    """The parts of a clause, and whether the writer tells them by the way: "X, which …, did …", "X, a …, did …"."""
    if found := _by_the_way(clause):
        subject = clause.text[slice(*found.span("subject"))]
        inner = clause.text[slice(*found.span("inner"))]
        told = clause.between(0, found.end("inner"))
        yield Part(told.start, told.start + len(told.text), _told(subject, inner, found)), True
        clause = clause.between(found.start("rest"), subject=subject)
    for predicate in _predicates(clause):
        yield predicate.part(), False


def _by_the_way(clause: _Clause) -> re.Match[str] | None:
    """A relative clause or an apposition behind the clause's subject, where both are plain."""
    shown = clause.shown
    found = _RELATIVE.fullmatch(shown) or _APPOSITION.fullmatch(shown)
    if found is None or _NO_SUBJECT.match(found["subject"]) or finite_verbs(found["subject"]):
        return None
    first, last = found.span("inner")
    if any(first <= said.cue_start < last for said in read_attributions(shown)):
        return None
    loose = found.re is _APPOSITION and _LOOSE.search(found["subject"])
    return None if loose or len(found["inner"].split()) < 3 else found


def _told(subject: str, inner: str, found: re.Match[str]) -> str:
    """The statement of a relative clause or an apposition, with the verb that an apposition lacks."""
    if found.re is _RELATIVE:
        return _stated(f"{subject} {inner}")
    participle = not re.match(r"(?:an?|the) ", inner)
    now = (_NOW.match(found["rest"]) or _holds_still(inner, found)) and not participle
    plural = _PLURAL.match(found["rest"]) or _PLURAL_NOUN.search(subject.partition(" of ")[0])
    copula = {(True, True): "are", (True, False): "is", (False, True): "were"}.get(
        (bool(now), bool(plural)), "was"
    )
    return _stated(f"{subject} {copula} {inner}")


def _holds_still(inner: str, found: re.Match[str]) -> bool:
    """Whether who says something ("the mayor, said") is what an apposition names: that "said" is past tells nothing of the office."""
    verb = finite_verbs(found["rest"])[0].start() + found.start("rest")
    says = any(said.cue_start == verb for said in read_attributions(found.string))
    past = _PAST_OFFICE.search(inner) or _YEAR.search(found["rest"])
    return says and inner.startswith("the ") and not past


def _predicates(clause: _Clause) -> Iterator[_Clause]:
    """What a clause says of its subject: one predicate, or two that "and" or "but" joins."""
    shown = clause.shown
    first = _GROUP.search(shown)
    second = _SECOND.search(shown, first.end()) if first else None
    if first is None or second is None or not _joined(clause, first, second):
        yield clause
        return
    yield clause.between(0, second.start(), clause.subject)
    subject = clause.subject or _BEFORE_VERB.sub("", clause.text[: first.start()].strip())
    if _shares_auxiliary(first, second):
        subject = f"{subject} {first['verb']}"
    yield clause.between(second.start("predicate"), subject=subject)


def _shares_auxiliary(first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether the second verb leans on the first one's "was" or "has": "was held and charged with theft"."""
    auxiliary = re.match(rf"{BEING}|(?:has|have|had)\b", first["verb"])
    return bool(auxiliary and first["more"] and re.match(PARTICIPLE, second["verb"]))


def _joined(clause: _Clause, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two finite verbs plainly share the clause's subject."""
    shown = clause.shown
    subject, between = shown[: first.start()].strip(), shown[first.end() : second.start()]
    if bool(clause.subject) is bool(subject) or "__" in subject or "," in subject + between:
        return False
    if _NO_SUBJECT.match(subject) and not re.fullmatch(r"he|she|they|it", subject, re.IGNORECASE):
        return False
    if _LEANS_BACK.search(shown, second.end()) or _SINGLE.match(first["verb"]):
        return False
    if _SPREADS.search(shown, 0, second.start()):
        return False
    if re.match(BEING, first["verb"]) and _shares_auxiliary(first, second):
        passive = second["verb"].endswith("ed") and _NO_OBJECT.match(shown, second.end())
        if not passive:
            return False
    loose = finite_verbs(between) or _HANGS.search(between) or _VERBAL.search(between)
    return bool(between.strip()) and not loose


def _stated(text: str) -> str:
    """A text as a sentence of its own."""
    bare = text.strip(" ,;.")
    return f"{bare[:1].upper()}{bare[1:]}" + ("" if bare.endswith("!") else ".")
