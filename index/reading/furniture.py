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
    SIGNED = auto()
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
_ELSEWHERE = (
    r"mehr\szum\sthema|(?:lesen|hören|sehen)\ssie\s(?:auch|hier|dazu|mehr|weiter)|auch\sinteressant|(?:à\s)?(?:lire|voir|écouter)\s(?:aussi|également)|à\slire"
    r"|sur\sle\smême\ssujet|(?:lee|lea|leer|ver|vea)\stambién|(?:también\s)?te\spuede\sinteresar|noticias\srelacionadas|관련\s?기사|함께\s읽기"
)
_PROMOTES = re.compile(
    rf"^(?:read\s(?:more|next|also)|also\sread|see\salso|more\son\s.{{1,40}}|{_ELSEWHERE})\s*[:…]?$|^(?:{_ELSEWHERE})\s?[:|▶→]",
    re.IGNORECASE,
)
"""a promotion of another story; its headline stands behind a colon"""
_READING = re.compile(
    r"^(?:(?:lese(?:zeit|dauer)|temps\sde\slecture|lecture|tiempo\sde\slectura|lectura|reading\stime|읽는\s?시간)\s?:?\s?(?:ca\.\s|env\.\s|약\s?)?\d+\s?(?:min(?:ute[ns]?|utos?|s)?\b\.?|분)"
    r"|\d+[\s-]?min(?:ute[ns]?|utos?|s)?\.?\s(?:read|(?:lese(?:zeit|dauer)|(?:de\s)?lect(?:ure|ura))))$",
    re.IGNORECASE,
)
"""how long it takes to read"""
_ASKS = {
    "de": r"jetzt\s(?:(?:kostenlos|gratis|unverbindlich|hier|online)\s)*(?:testen|abonnieren|anmelden|registrieren|weiterlesen|lesen)(?:\sund\s.{0,60}\b(?:lesen|sichern|profitieren))?[.!]?$"
    r"|(?:abonnieren\ssie|melden\ssie\ssich|registrieren\ssie\ssich|folgen\ssie|laden\ssie)\b.{0,60}\b(?:unser(?:e[nmr]?)?\s(?:[\w-]+\s)?(?:[\w-]+-)?(?:newsletter|kanal|app)|uns\sauf\s(?:whatsapp|instagram|facebook|telegram|x|youtube|google\snews))\b.{0,60}$"
    r"|(?:dieser\s(?:artikel|text|beitrag|inhalt)|diese[rs]?\s\w+-(?:artikel|inhalt))\sist\s(?:nur|exklusiv|ausschließlich)\sfür\s(?:unsere\s)?(?:\w+[-\s])?abonnent\w*[.!]?$"
    r"|(?:(?:sie\ssind\s|sie\shaben\s)?(?:bereits|schon)\s(?:ein(?:en)?\s)?(?:abonnent\w*|abo|konto|account|registriert|kunde)\s?\?|weiterlesen\smit\s\S+(?:\s\S+)?$)",
    "fr": r"il\svous\sreste\s\d+(?:[.,]\d+)?\s?%\sde\scet?(?:te)?\s\w+\sà\s(?:lire|découvrir)"
    r"|(?:(?:cet\s|l['’])?article|(?:ce\s)?contenu|la\ssuite)\s(?:est\s)?réservée?s?\s(?:à\snos|aux)\sabonnés[.!]?$"
    r"|(?:inscrivez-vous|abonnez-vous|recevez|suivez(?:-nous)?|rejoignez(?:-nous)?|téléchargez)\b.{0,40}\b(?:(?:notre|nos)\s(?:newsletters?|lettres?\sd['’]information|chaîne|application|alertes?|page)|la\snewsletter|sur\s(?:whatsapp|instagram|facebook|x|google)|pour\slire\sla\ssuite)\b.{0,60}$"
    r"|déjà\s(?:abonnée?|inscrite?)\s?\?",
    "es": r"(?:este|esta)\s(?:contenido|artículo|noticia|nota)\ses\s(?:solo\s|exclusiv[oa]\s)?para\s(?:nuestros\s)?(?:suscriptores|abonados|socios)[.!]?$"
    r"|(?:suscríbete|suscríbase|regístrate|regístrese|apúntate|recibe|síguenos|descarga)\b.{0,40}\b(?:nuestr[ao]s?\s(?:newsletter|boletín|boletines|canal|app|aplicación)|en\s(?:whatsapp|instagram|facebook|x|google)|para\sseguir\sleyendo)\b.{0,60}$"
    r"|¿ya\seres\s(?:suscriptor|socio|abonado)",
    "ko": r".{0,40}(?:채널\s?(?:을\s)?(?:추가|구독)|(?:구독|좋아요)[^.]{0,10}눌러|뉴스레터를?\s?(?:구독|신청|받아)|(?:최신|주요|더\s많은)\s?(?:뉴스|소식|기사)).{0,40}세요[.!]?$"
    r"|.{0,40}무단\s?(?:전재|복제)[^.]{0,30}금지|저작권자\s?[ⓒ©(:]|.{0,40}(?:로그인|구독)\s?후\s?이용(?:해\s?주세요|하세요|\s?가능합니다)[.!]?$",
}
_PLEAS = re.compile(rf"^(?:{'|'.join(_ASKS.values())})", re.IGNORECASE)
"""what a page asks of its reader, by language"""
_PRICE = r"(?:[€$£]\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?(?:€|euros?|eur|[$£]|pounds|dollars))"
_PERIOD = r"(?:\s?/\s?|\s)(?:for|a|an|per|each|every|pro|je|für|par|pour|al|por)?\s?(?:(?:the\s|den\s|le\s)?(?:first|erste[nr]?|premier)\s)?(?:\d+\s|one\s|your\sfirst\s)?(?:days?|weeks?|months?|years?|Tage?n?|Wochen?|Monate?n?|Jahr|jours?|semaines?|mois|ans?|días?|semanas?|mes(?:es)?|años?)"
_OFFER = re.compile(
    r"^(?:(?:try|start|enjoy|get|unlock|begin)\s(?:your\s|our\s|a\s|an\s)?(?:(?:free|unlimited|digital|premium|\d+[\s-](?:day|week|month))\s)+(?:access|trial|subscription)(?:\s[\w'’€$£.-]+){0,8}"
    r"|cancel\s(?:at\s)?any\s?time\b[^,;:]{0,40}|no\scommitment|(?:jederzeit|monatlich)\skündbar|testen\ssie\s(?:\w+\s){0,3}?\d+\s(?:Tage|Wochen|Monate)\b[^,;:]{0,40}"
    r"|sans\sengagement|résiliable\s(?:à\stout\smoment|en\sligne)|essai\sgratuit(?:\sde\s\d+\s\w+)?|cancela\s(?:cuando\squieras|en\scualquier\smomento)|sin\spermanencia|prueba\sgratis(?:\sde\s\d+\s\w+)?)[.!]*$",
    re.IGNORECASE,
)
"""a sentence that offers a subscription"""
_COSTS = re.compile(
    rf"^(?:(?:only|just|now|then|from|after\sthat|nur|danach|dann|ab|puis|ensuite|seulement|dès|solo|luego|después|desde)[,:]?\s)*{_PRICE}{_PERIOD}(?:\s(?:after|for|thereafter|nach|danach|après|después)\b.{{0,30}})?[.!]*$",
    re.IGNORECASE,
)
"""a sentence that is no more than a price for a time; a story may have it too"""
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")

_PERSON = r"(?-i:[A-ZÀ-ÖØ-ÞŁŚŠŽČ])[\w.'’-]*(?:\s(?:(?:al|bin|da|de|del|den|der|di|do|dos|du|la|le|van|von)\s)*(?-i:[A-ZÀ-ÖØ-ÞŁŚŠŽČ])[\w.'’-]*){1,3}"
_AND = r"(?:,\s(?:and\s)?|\sand\s|\s&\s)"
_PLACED = r"(?-i:[A-ZÀ-ÖØ-ÞŁŚŠŽČ])[\w.'’-]*(?:,?\s(?:(?:and|de|of|the)\s)*(?-i:[A-ZÀ-ÖØ-ÞŁŚŠŽČ])[\w.'’-]*){0,4}"
_WORK = r"(?:(?:additional|further|with)\s)*(?:reporting|writing|editing|research|graphics|translation|compiled|written|edited|reported|translated)(?:\s(?:and|&)\s(?:additional\s)?(?:reporting|writing|editing|research|graphics|edited|written))?\sby"
_WORKED = rf"{_WORK}\s(?:the\s)?(?:{_PERSON}|(?-i:[A-Z])[\w.-]+)(?:\sin\s{_PLACED}?)?(?:{_AND}(?:{_PERSON})(?:\sin\s{_PLACED}?)?){{0,8}}"
_JOB = r"(?:reporters?|correspondents?|editors?|journalists?|columnists?|writers?|producers?|contributors?)"
_SIGNED = re.compile(
    rf"^[(\[*_]*(?:{_WORKED}(?:[;.,]?\s{_WORKED}){{0,4}}"
    rf"|{_PERSON}(?:{_AND}{_PERSON}){{0,4}}\sreported\s(?:from|in)\s{_PLACED}?(?:{_AND}{_PERSON}(?:\sreported)?\s(?:from|in)\s{_PLACED}?){{0,4}}"
    rf"|[^.:;]{{2,160}}\scontributed\s(?:to\sthis\s(?:report|story|article)|(?:additional\s)?(?:reporting|research)(?:\sto\sthis\s(?:report|story|article))?)(?:\s(?:from|in)\s{_PLACED})?"
    rf"|{_PERSON}\sis\s(?:an?|(?:the\s)?[\w-]+['’]s)\s(?:[\w'’-]+\s){{0,5}}?{_JOB},?\s(?:based\s(?:in|at)|(?:at|for|with|in)\s(?:the\s)?(?=(?-i:[A-Z]))|covering|focus\w+\son|who\s(?:covers|writes\sabout|reports\son))[^.;]{{2,120}}"
    rf"|{_PERSON}\sist\s(?:[\w'’-]+\s){{0,4}}?(?:\w*(?:redakteur|reporter|korrespondent)(?:in)?|(?:freie[r]?\s)?journalist(?:in)?)\s(?:im|in|bei|der|beim|für|des)\s[^.;]{{2,100}}"
    rf"|{_PERSON}\sest\s(?:journaliste|correspondante?|reporter|rédact(?:eur|rice))\s(?:à|au|aux|en|de|du|pour|chez)\s[^.;]{{2,100}}"
    rf"|{_PERSON}\ses\s(?:periodista|corresponsal|redactora?|reporter[oa])\s(?:de|del|en|para)\s[^.;]{{2,100}})[.)\]*_]*$",
    re.IGNORECASE,
)
"""who else worked on a story, or who its author is; at its end no more than that"""

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
CREDIT_WORDS = 50
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
    if credit := _credit(line, words):
        return credit
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
        or _READING.search(bare)
        or _PLEAS.search(line)
        or _is_offer(line)
        or ((_PLEA.search(line) or _CONTACT.search(line)) and not _SAID.search(line))
    )


def _is_offer(line: str) -> bool:
    """Whether every sentence of a line offers a subscription, or names its price."""
    said = _BETWEEN_SENTENCES.split(line)
    offers = [_OFFER.match(sentence) is not None for sentence in said]
    return any(offers) and all(
        offer or _COSTS.match(sentence) for offer, sentence in zip(offers, said, strict=True)
    )


def _head(line: str) -> Kind | None:
    """What a line announces of other articles: the rest of the page, a box, or nothing."""
    if _RELATED.match(line):
        return Kind.RELATED
    if _MORE.match(line):
        return Kind.MORE
    return Kind.BOX if _BOX.match(line) else None


def _credit(line: str, words: int) -> Kind | None:
    """Whose picture or whose work a line says it was; None where it says neither."""
    if words > CREDIT_WORDS:
        return None
    pictured = _CREDIT.search(line) or _AGENCY.search(line)
    if pictured or (_DEPICTS.search(line) and words <= LABEL_WORDS):
        return Kind.CREDIT
    return Kind.SIGNED if _SIGNED.search(line) else None
