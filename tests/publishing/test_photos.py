"""The photos of a story: what is seen, who took it, and a gallery that needs no script."""

import pytest

from bumi.piece import Media, Variant
from bumi.publishing.render import _environment
from tests.publishing.stage import cover, story


def photo(number: int, width: int = 1600, height: int = 900, **changes: object) -> Media:
    name = "photo" if number == 1 else f"photo-{number}"
    return cover(number, name=name)[0].model_copy(update={"width": width, "height": height, "alt": "", **changes})


def shown(macro: str, *media: Media, variants: tuple[Variant, ...] = ()) -> str:
    template = _environment().from_string(f'{{% import "photos.html" as photos %}}{{{{ photos.{macro}(story, "") }}}}')
    return template.render(story=story(media=media, variants=variants))


def test_a_photo_says_what_is_seen_and_who_took_it() -> None:
    page = shown("lead_photo", photo(1, alt="نوازنده‌ای با <قیچک>", credit="آرش & کامیاب"), photo(2))
    assert page.count("<img") == 1 and 'alt="نوازنده‌ای با &lt;قیچک&gt;"' in page
    assert '<small class="credit">عکس: آرش &amp; کامیاب</small>' in page
    bare = shown("lead_photo", photo(1))
    assert "figcaption" not in bare and 'alt="عکسی از «جشنواره موسیقی نواحی»"' in bare


@pytest.mark.parametrize("name", ["craft", "square"])
def test_what_is_no_photo_leads_no_story(name: str) -> None:
    assert "<figure" not in shown("lead_photo", photo(1, name=name))


def test_a_gallery_leads_to_large_images_and_keeps_focal_points_in_sight() -> None:
    tall = photo(3, 900, 1600, credit="ایرنا", focus=(0.1, 0.9))
    page = shown("gallery", photo(1), photo(2, alt="بازار"), tall)
    assert page.count("<figure>") == 2 and "<script" not in page and "style=" not in page
    for each in (photo(2), tall):
        assert f'<a href="media/{each.sha256}.png">' in page
    assert '<small class="number">۲ از ۳</small>' in page and "۳ از ۳" in page
    assert '<li class="tall x0 y4">' in page and "عکس: ایرنا" in page and 'alt="بازار"' in page
    assert "gallery" not in shown("gallery", photo(1))
