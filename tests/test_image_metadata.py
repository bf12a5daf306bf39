"""The XMP packet inside images: what it says, how large it is, and that no word in it becomes XML."""

from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from bumi.image_metadata import SourceType, xmp_packet

AGENCY = "اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان"
CAPTION = "کارت خبر رویداد: شب شعر یلدا در راور برگزار می‌شود؛ دوشنبه ۳۰ آذر، ساعت ۱۹؛ کتابخانه عمومی راور"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def words(packet: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(packet).iter(f"{_RDF}li")]


def test_a_card_is_of_its_agency_and_drawn_by_an_algorithm() -> None:
    packet = xmp_packet(SourceType.ALGORITHM, AGENCY, CAPTION)
    assert len(packet) <= 1024
    assert b'DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"' in packet
    assert words(packet) == [AGENCY, f"© {AGENCY}", words(packet)[2]] and CAPTION.startswith(words(packet)[2][:-1])


def test_a_photo_only_comes_from_its_agency() -> None:
    packet = xmp_packet(SourceType.CAPTURE, AGENCY, "نوازنده‌ای با قیچک")
    assert f'photoshop:Credit="{AGENCY}"'.encode() in packet and "©".encode() not in packet
    assert words(packet) == ["نوازنده‌ای با قیچک"]


def test_what_is_not_known_is_not_said() -> None:
    assert words(xmp_packet(SourceType.ALGORITHM)) == [] and b"Credit" not in xmp_packet(SourceType.CAPTURE)
    untold = xmp_packet(None, AGENCY, "نوازنده‌ای با قیچک")
    assert b"DigitalSourceType=" not in untold and b"Credit" in untold and b"creator" not in untold


@given(st.text(max_size=200), st.text(max_size=400))
@example('"><script>', "]]> & <x>\x00\ud800")
def test_hostile_words_stay_words(credit: str, caption: str) -> None:
    for source in (SourceType.ALGORITHM, SourceType.CAPTURE):
        ElementTree.fromstring(xmp_packet(source, credit, caption))
