"""What a line of a page is: furniture to drop, a label, a heading, the start of the related part, or prose.

The words are those that pages of many outlets use; nothing here knows a single outlet or story.
"""

import re
from enum import Enum, auto

from index.reading.labels import is_label


class Kind(Enum):
    """The part that a line plays on its page."""

    FURNITURE = auto()
    LABEL = auto()
    CREDIT = auto()
    RELATED = auto()
    MORE = auto()
    BOX = auto()
    HEADING = auto()
    PROSE = auto()


_BUTTONS = frozenset(
    """accept, accept all, accept cookies, ad, advertisement, advertising, agree, allow all, article continues below,
    article continues after advertisement, back to top, bookmark, cancel, click here, close, comment, comments, continue,
    continue reading, continue reading the main story, cookie settings, copy link, decline, decline all, dismiss, email,
    facebook, follow, follow us, got it, home, i agree, instagram, learn more, leave a comment, like, linkedin, listen,
    load more, log in, login, manage preferences, menu, more, newsletter, next, next article, ok, pinterest, play, play video,
    previous, previous article, print, privacy policy, promoted, read full article, read later, reddit, register, reject,
    reject all, reply, save, scroll to continue, search, share, share this, share this article, share this story,
    show comments, show more, sign in, sign up, skip to content, skip to main content, sponsored, sponsored content, subscribe,
    subscribe now, telegram, terms of use, tweet, twitter, view comments, view more, watch, watch live, whatsapp,
    anzeige, werbung, teilen, publicité, publicidad, compartir""".replace("\n", " ").split(", ")
)
_BUTTONS = frozenset(button.strip() for button in _BUTTONS)

_FURNITURE = re.compile(
    r"""^(?:
      (?:this|our)\s(?:web\s?)?site\suses\scookies
    | we\s(?:and\sour\s(?:\d+\s)?partners\s)?use\s(?:\w+\s)?cookies
    | (?:please\s)?(?:enable|turn\son)\s(?:javascript|cookies)
    | want\smore\sstories\slike\sthis\b
    | (?:read|see|watch|listen)\s(?:more|also|next|now|it\shere)\b\s*[:|–-]
    | (?:also\sread|read\sfurther)\b\s*[:|–-]?.{0,140}$
    | (?:story|article)\scontinues\s(?:below|after)\b
    | (?:all\srights\sreserved|©|\(c\)\s\d{4}|copyright\s(?:©|\d{4}))
    | (?:\d+\s)?(?:comments?|shares?|likes?|min(?:ute)?s?\sread|views)$
    | do\syou\shave\sa\s(?:story|tip)\b
    | (?:to\s)?(?:report|see)\sa?\s?(?:corrections?|typo)\b.{0,80}$
    | hit\sthe\s(?:follow|subscribe)\sbutton\b
    | getting\syour\strinity\saudio
    | your\sbrowser\sdoes\snot\ssupport
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_PLEA = re.compile(
    r"""^(?:
      by\s(?:clicking|continuing|using)\b.*\b(?:you|i)\b.*\b(?:cookies|terms|privacy)
    | follow\s(?:us|me|our\s\w+)\b.*\b(?:on|facebook|twitter|x|instagram|whatsapp|google|channel)\b
    | like\s(?:us|me|our\s\w+)\s(?:on\s)?(?:facebook|twitter|x|instagram|whatsapp|google|page)\b
    | (?:join|subscribe\sto|sign\sup\s(?:for|to)|get)\s(?:our|the|all\sthe|your)\b.*\b(?:newsletter|inbox|channel|alerts?|updates|app)\b
    | (?:sign\sup|subscribe)\s(?:now|today|here|for|to)\b.{0,80}$
    | register\s(?:now|today|here|for\s(?:free|access|our|an?\s(?:free\s)?account)|to\s(?:read|continue|comment|get|receive|access))\b.{0,80}$
    | (?:already\sa|(?:already\s)?have\san?)\s(?:subscriber|account)\s*(?:[?!.:|–-]|(?:log|sign|click)\b|$)
    | share\s(?:this|on|via)\b.{0,60}$
    | (?:don['’]t\smiss|click\shere)\b.{0,140}$
    | scroll\s(?:down\s)?(?:to|for)\b
    | (?:download|get)\s(?:the|our)\s.{0,30}\bapp\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""what a page asks of its reader; with somebody who says so it is news"""
_NAME = r"(?-i:[A-Z])[\w.'’-]*(?:\s(?-i:[A-Z])[\w.'’-]*){0,3}"
_ADDRESS = r"(?:[^\s@]+@[\w-]+(?:\.[\w-]+)+|@\w{2,}|\+?\(?\d[\d\s().–-]{4,}\d)"
"""an e-mail address, a name on a network, or a telephone number"""
_CONTACT = re.compile(
    rf"^(?:(?:you\scan\s)?(?:reach|contact|e-?mail|write\sto|call|text|message)\s(?:(?:us|me|him|her|them|the\s(?:author|desk|editors?|newsroom|reporter|writer)|{_NAME})\s)?(?:at|on|via):?\s"
    rf"|(?:contact|e-?mail|phone)\s?:\s(?:{_NAME},?\s)?|(?:you|he|she|they|{_NAME})\s(?:can|may)\s(?:also\s)?be\s(?:reached|contacted|e-?mailed)\s(?:at|on|via)\s)"
    rf"(?:[a-z]{{1,9}}\s){{0,2}}{_ADDRESS}(?:,?\s(?:or|and)\s.{{0,60}})?[.)\s]*$",
    re.IGNORECASE,
)
"""where its author can be reached"""
_SAID = re.compile(r"\b(?:said|told|urged|warned|asked|added|advised|announced)\b", re.IGNORECASE)

_RELATED = re.compile(
    r"^(?:related\s(?:articles|stories|news|topics|content|posts|coverage|reading|links)|you\s(?:may|might)\salso\s(?:like|be\sinterested).*"
    r"|recommended(?:\sfor\syou|\sstories|\sreading|\sarticles)?|more\s(?:stories|news|articles|top\sstories)"
    r"|(?:most|top)\s(?:read|popular|viewed|stories)|trending(?:\snow)?|editors?['’]?s?\spicks?|up\snext"
    r"|latest\s(?:news|stories|articles)|around\sthe\sweb|from\sthe\sweb|what\sto\sread\snext|popular\snow"
    r"|(?:(?:reader|user)s?['’]?\scomments|what\s(?:our\s)?readers\s(?:say|think)|join\sthe\s(?:conversation|discussion)|leser(?:kommentare|meinungen)"
    r"|(?:les\s)?(?:commentaires|réactions)\sdes\s(?:lecteurs|internautes)|comentarios\sde\s(?:los\s)?(?:lectores|usuarios)|독자\s?(?:댓글|의견))(?:\s\(\d+\))?)\s*[:…]?$",
    re.IGNORECASE,
)
"""heads of the part of a page that shows other articles, or what readers wrote"""
_MORE = re.compile(r"^more\s(?:from|in)\s.{1,40}$", re.IGNORECASE)
"""heads of that part, or of a part of the text ("More from the hearing"): what stands below tells"""
_BOX = re.compile(r"^related(?:\s(?:article|story|post|link))?\s*[:…]?$", re.IGNORECASE)
"""heads of a box amid the text that shows another article or two"""
_PROMOTES = re.compile(
    r"^(?:read\s(?:more|next|also)|also\sread|see\salso|more\son\s.{1,40}|mehr\szum\sthema|lesen\ssie\sauch|auch\sinteressant|lire\saussi"
    r"|sur\sle\smême\ssujet|te\spuede\sinteresar|noticias\srelacionadas|lea\stambién)\s*[:…]?$",
    re.IGNORECASE,
)

_CREDIT = re.compile(
    r"^(?:(?:file\s)?(?:photo|image|picture|credit|photograph|illustration|foto|bild)s?(?:\s(?:by|credit|courtesy|source))?\s*[:/©]"
    r"|(?:file\s)?(?:source|sources(?=\s*[:/©](?:.*(?:[,;/&|]|\sand\s)|\s*$)))\s*[:/©]\s*+(?-i:(?![a-z]))"
    r"|(?:photo|image|picture|photograph)s?\s(?:by|courtesy)\s.{2,60}$|.{0,160}\((?:photo|image|ap\sphoto|file)[^()]*\)$)",
    re.IGNORECASE,
)
"""several sources of a picture are a list; "Sources: the bridge will close" is a headline"""
_NAMES = (
    r"(?-i:i?[A-Z])[\w.'’-]*(?:[\s,/]+(?:(?-i:[A-Z])[\w.'’-]*|al|bin|da|de|del|di|el|la|van|von))*"
)
_AGENCY = re.compile(
    r"(?:[/(\[|©]\s?|\bvia\s)(?:getty\simages|ap\sphotos?\b|afp\svia\b|epa-efe|reuters/\w)"
    rf"|\b(?:(?:getty\simages|ap\sphotos?|epa-efe)(?:/{_NAMES})?|reuters/{_NAMES})[\s)\]]*$"
    r"|(?-i:\bAP\sPhotos?\b|\bREUTERS/\w)",
    re.IGNORECASE,
)
"""agencies as they sign a picture; a sentence may speak of them too ("Getty Images sued", "a Reuters/Ipsos poll")"""
_DEPICTS = re.compile(
    r"^(?:a\s|an\s|the\s)?(?:\w+\s)?(?:image|photo|picture|illustration|rendering|photograph|graphic|map|screenshot|graph|chart|file\sphoto|handout)\s(?:of|shows?|showing|depict\w*|taken|released|provided)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!…:;,。！？」』][\"”’')\]“»«‘‹›\s]*$|[\"”’]$|^[„»«‚›‹].*[“»«‘‹›]$")
"""a quotation of German or French ends where it begins with one too: a headline may end in a phrase that is quoted"""
HEADING_WORDS = 22
LABEL_WORDS = 40
MOST_WORDS = 60
"""a longer line is prose"""
LONG_WORD = 14
"""code points a word from which a script without spaces is assumed"""


def kind_of(line: str) -> Kind:
    """What one line of a page is, judged alone."""
    words = max(len(line.split()), len(line) // LONG_WORD)
    if _is_furniture(line, words):
        return Kind.FURNITURE
    if words <= MOST_WORDS and (head := _head(line.strip(" |•·>»*#"))):
        return head
    if words <= LABEL_WORDS and is_label(line):
        return Kind.LABEL
    if _is_credit(line, words):
        return Kind.CREDIT
    if words <= HEADING_WORDS and not _SENTENCE_END.search(line):
        return Kind.HEADING
    return Kind.PROSE


def _is_furniture(line: str, words: int) -> bool:
    if words > MOST_WORDS:
        return not re.search(r"\w", line)
    bare = line.strip(" \t|•·>»«*#–-").casefold().rstrip(".:! ")
    return bool(
        not re.search(r"\w", line)
        or bare in _BUTTONS
        or _PROMOTES.match(bare)
        or _FURNITURE.search(line)
        or ((_PLEA.search(line) or _CONTACT.search(line)) and not _SAID.search(line))
    )


def _head(line: str) -> Kind | None:
    """What a line announces of other articles: the rest of the page, a box, or nothing."""
    if _RELATED.match(line):
        return Kind.RELATED
    if _MORE.match(line):
        return Kind.MORE
    return Kind.BOX if _BOX.match(line) else None


def _is_credit(line: str, words: int) -> bool:
    if words > 50:
        return False
    signed = _CREDIT.search(line) or _AGENCY.search(line)
    return bool(signed or (_DEPICTS.search(line) and words <= 40))
