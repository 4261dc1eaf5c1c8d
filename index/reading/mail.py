"""E-mails that were pasted as text: their fields, and what of them is the message."""

import re
from dataclasses import dataclass

_NAMES = {
    "from": "From|Von|De|보낸 ?사람",
    "subject": "Subject|Betreff|Objet|Asunto|제목",
    "date": "Date|Sent|Datum|Gesendet|Envoyé(?: le)?|Fecha|Enviado(?: el)?|보낸 ?날짜|날짜",
}
_FIELD = re.compile(
    rf"^\**(?:{'|'.join(rf'(?P<{field}>{names})' for field, names in _NAMES.items())}|[A-Z][A-Za-zÀ-ÿ-]{{1,24}}|[가-힣 ]{{2,8}})\**[ \t]?:\**(?:[ \t]+(?P<value>.*))?$"
)
_ANSWERS = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|antw|회신|전달)\s?:\s*)+", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\s*-{2,20}[^\n]{3,60}-{2,20}[ \t]*\n)?\s*")
"""the line that a forwarded message begins with"""
_QUOTED = re.compile(
    r"^(?:[ \t]*>|(?:On|Am|Le|El)\s.{6,160}\s(?:wrote|schrieb.*|a écrit|escribió)\s?:[ \t]*$)"
)
_CLOSES = re.compile(
    r"^(?:-- ?|(?:(?:kind(?:est)?|best|warm(?:est)?|with best)\s)?regards|best wishes|yours (?:sincerely|faithfully|truly)|sincerely"
    r"|(?:mit )?(?:freundlichen|besten|herzlichen|viele|beste|freundliche) grüßen?|cordialement|bien cordialement|(?:un )?(?:cordial )?saludos?|atentamente|감사합니다)[ \t]*[,.]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Mail:
    """A message with what its fields say of it."""

    subject: str
    date: str
    text: str


def read_mail(text: str) -> Mail | None:
    """The message of a text that begins with the fields of an e-mail, sender and subject among them; None for any other."""
    text = re.sub(r"\r\n?", "\n", text)
    fields, start = _fields(text)
    if not {"from", "subject"} <= fields.keys():
        return None
    message = text[start:]
    told = "\n".join(line for line in message.split("\n") if not _QUOTED.match(line))
    return Mail(
        _ANSWERS.sub("", fields["subject"]), fields.get("date", ""), _unsigned(told) or message
    )


def _fields(text: str) -> tuple[dict[str, str], int]:
    """The fields that a text begins with, and where they end."""
    before = _BEFORE.match(text)
    place = before.end() if before else 0
    fields: dict[str, str] = {}
    name: str | None = None
    for line in text[place:].splitlines(keepends=True):
        bare = line.rstrip()
        if match := _FIELD.match(bare):
            name = next((field for field in _NAMES if match[field]), None)
            if name:
                fields.setdefault(name, (match["value"] or "").strip())
        elif bare and line[0] in " \t":
            if name:
                fields[name] = f"{fields[name]} {bare.strip()}"
        else:
            break
        place += len(line)
    return fields, place


def _unsigned(message: str) -> str:
    """A message without what stands below its closing; a release that is sent below a note of a few words is the message."""
    for close in _CLOSES.finditer(message):
        if len(message) - close.end() < close.start():
            return message[: close.start()].strip()
    return message.strip()
