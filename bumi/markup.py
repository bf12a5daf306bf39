"""Plain text from pasted HTML; the result is text and never shown as HTML."""

import html
import re

# No part of a tag may contain «<», so that unclosed tags are scanned only once.
_TAG = re.compile(
    r"""<!--|</?(?P<name>[a-z][^\s<>/]*)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*+|[^<>]*)>|<[!?][^<>]*>""", re.IGNORECASE
)
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "td", "th", "title", "blockquote", *(f"h{n}" for n in range(1, 7))})
_UNSEEN = {name: re.compile(f"</{name}[^<>]*>", re.IGNORECASE) for name in ("script", "style")}
_ENDLESS = re.compile(r"&#x?[0-9a-f]{9,};?", re.IGNORECASE)  # no character has such a number


def plain_words(text: str) -> str:
    """Return `text` without HTML tags, a line for every block; other text stays unchanged."""
    parts: list[str] = []
    at = 0
    while tag := _TAG.search(text, at):
        name = (tag["name"] or "").lower()
        parts += text[at : tag.start()], "\n" if name in _BLOCKS else ""
        at = _end(text, tag, name)
    parts.append(text[at:])
    return html.unescape(_ENDLESS.sub("\ufffd", "".join(parts)))


def _end(text: str, tag: re.Match[str], name: str) -> int:
    """Return where text continues: after a comment, a script, a style, or the tag itself."""
    if tag.group() == "<!--":
        found = text.find("-->", tag.end())
        return found + 3 if found >= 0 else len(text)
    if name in _UNSEEN and text[tag.start() + 1] != "/":
        ended = _UNSEEN[name].search(text, tag.end())
        return ended.end() if ended else len(text)
    return tag.end()
