"""Sample briefs, fields, cards and photos for the tests of cards."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from bumi.brief import Brief, brief_from
from bumi.cards.content import Card
from bumi.cards.photo import SafePhoto, safe_photo
from bumi.cards.selection import main_card
from bumi.piece import Fields

HEADLINE = "صادرات پسته رفسنجان در ۶ ماه ۱۲٪ رشد کرد و به ۲۴ هزار تن رسید"
QUOTE = {"speaker": "مهران نخلی‌پور", "role": "معاون شهرداری", "text": "فروشنده باید جای ثابت داشته باشد."}


def brief(**changes: Any) -> Brief:
    data = {
        "kind": "event",
        "topic": "جشنواره پسته",
        "agency": "اداره فرهنگ و ارشاد اسلامی رفسنجان",
        "county": "رفسنجان",
        "axis": "فرهنگ",
        "notes": ["ورود برای همه آزاد است"],
    }
    return brief_from(data | changes, "نمونه")


def full_brief(**changes: Any) -> Brief:
    """A brief that gives every template something to say."""
    more = {
        "starts_at": "1405/09/04 17:30",
        "when": "چهارشنبه ۴ آذر، ساعت ۱۷:۳۰ تا ۲۰",
        "where": "تالار شهر رفسنجان",
        "call_to_action": "ثبت‌نام تا ۲ آذر با شماره ۰۳۴-۳۴۲۵۰۰۰۰",
        "quotes": [QUOTE],
    }
    return brief(**(more | changes))


def fields(headline: str = HEADLINE, kicker: str = "جشنواره", lede: str = "لید") -> Fields:
    return Fields(kicker=kicker, headline=headline, lede=lede, body="متن")


def card(template: str = "news", headline: str = HEADLINE, photo: SafePhoto | None = None, **changes: str) -> Card:
    """A card of the full brief, with changed words."""
    lede = "جشنواره پسته از چهارشنبه در رفسنجان برپا می‌شود و ورود برای همه آزاد است."
    found = main_card(fields(headline, lede=lede), full_brief(), photo, template)
    words = {**found.words, "label": "فوری", "figure": "۲۴", "unit": "هزار تن"} | changes
    return Card(template, found.axis, words, found.alt, found.tone, found.names, photo)


def picture(width: int = 900, height: int = 700, **options: Any) -> bytes:
    """A picture of a bright field with one dark and coloured subject at the right."""
    image = Image.new("RGB", (width, height), "#F2EFE8")
    ImageDraw.Draw(image).ellipse((width * 0.7, height * 0.3, width * 0.9, height * 0.7), "#8A2B1F")
    sheet = BytesIO()
    image.save(sheet, options.pop("format", "JPEG"), **options)
    return sheet.getvalue()


def photo() -> SafePhoto:
    return safe_photo(picture(), "نمونه.jpg", caption="غرفه‌ها")
