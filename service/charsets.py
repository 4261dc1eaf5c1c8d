"""Pages to text, in the encoding that they are declared to be in.

A page has a bad byte now and then; whoever takes the encoding from what its bytes could be then reads all of it in another one.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message

from lxml import etree
from trafilatura.utils import decode_file

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_META = re.compile(rb"""<meta\b[^<>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 8_192
"""bytes in which a page declares its charset; browsers look at 1,024, and some pages need more"""
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""what pages of a charset are written in, after the Encoding Standard of the WHATWG"""


def page_text(content: bytes, content_type: str = "") -> str:
    """The text of a page, with U+FFFD for every bad byte; the encoding is guessed where none is declared.

    Args:
        content: the page as it came.
        content_type: of the reply that it came in.
    """
    for name in _declared(content, content_type):
        with suppress(LookupError, ValueError):
            return content.decode(_codec(name), "replace").removeprefix("\ufeff")
    return str(decode_file(content))


def _declared(content: bytes, content_type: str) -> Iterator[str]:
    """The encodings that a page is declared to be in, the surest first."""
    yield from (name for mark, name in _MARKS.items() if content.startswith(mark))
    if _is_utf8(content):
        yield "utf-8"
    header = Message()
    header["content-type"] = content_type
    if named := header.get_content_charset():
        yield named
    if found := _META.search(content, 0, _HEAD):
        name = found[1].decode("ascii", "replace").casefold()
        # who can read this in ASCII does not read UTF-16
        yield "utf-8" if name.startswith("utf-16") else name


def _is_utf8(content: bytes) -> bool:
    """Whether a page reads as UTF-8 beyond ASCII, which no other encoding does by chance, whatever its server calls all pages."""
    try:
        return not content.isascii() and bool(content.decode())
    except UnicodeDecodeError:
        return False


def _codec(name: str) -> str:
    """The codec of a charset; raises LookupError for those of Python that are none, some of which take quadratic time."""
    etree.XMLParser(encoding=name)
    return _MEANT.get(found := codecs.lookup(name).name, found)
