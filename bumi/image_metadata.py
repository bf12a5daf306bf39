"""Metadata inside published images: the IPTC digital source type, and an XMP packet with source, credit and caption."""

import re
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
_LONGEST_CAPTION, _LONGEST_CREDIT = 150, 116  # bytes of UTF-8, so that a packet stays under 1 KB


class SourceType(StrEnum):
    """How an image came to be: a term of the IPTC vocabulary of digital source types.

    `ALGORITHM` is drawn by a program that has learnt nothing from samples, as cards and crafts are; `COMPOSITE` is made
    of several elements, as a card with a photo; `CAPTURE` is taken by a camera. `MODEL` is made by a trained model, as
    the draft of a text; no image of ours is.
    """

    ALGORITHM = "algorithmicMedia"
    COMPOSITE = "composite"
    CAPTURE = "digitalCapture"
    MODEL = "trainedAlgorithmicMedia"

    @property
    def uri(self) -> str:
        """The address of the term."""
        return _VOCABULARY + self.value


def xmp_packet(source: SourceType | None, credit: str = "", caption: str = "") -> bytes:
    """Return an XMP packet of less than 1 KB: source type, and credit and caption where they are given, cut if long.

    Whoever is credited is the creator of a card and holds the rights to it; a photo only comes from them. Of a photo
    whose source nobody has told it is None, and left out.
    """
    who, seen = _short(credit, _LONGEST_CREDIT), _short(caption, _LONGEST_CAPTION)
    own = bool(who) and source not in (None, SourceType.CAPTURE)
    line = f" photoshop:Credit={quoteattr(who)}" if who and not own else ""
    told = f' Iptc4xmpExt:DigitalSourceType="{source.uri}"' if source else ""
    parts = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(who)}</rdf:li></rdf:Seq></dc:creator>" if own else "",
        _text("rights", f"© {who}") if own else "",
        _text("description", seen) if seen else "",
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f"{told}{line}>{''.join(parts)}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _text(name: str, said: str) -> str:
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(said)}</rdf:li></rdf:Alt></dc:{name}>'


def _short(text: str, longest: int) -> str:
    """Return `text` on one line, without what XML forbids, cut between words where it is too long."""
    said = " ".join(_FORBIDDEN.sub("", text).split())
    part = said.encode()[:longest].decode(errors="ignore")
    return said if part == said else f"{part.rpartition(' ')[0] or part}…"
