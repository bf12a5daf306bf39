"""The ZIP for channels without a bot."""

from io import BytesIO
from zipfile import ZipFile

from bumi.messengers import Post, PostPicture
from bumi.publishing.channels.package import package

POST = Post(
    "شب شعر یلدا\n\n#راور",
    (
        PostPicture(b"first", "image/jpeg", "کارت خبر: شب شعر\nدر راور"),
        PostPicture(b"second", "image/png", "گام ۱ از ۲"),
    ),
)


def test_cards_are_in_order_with_caption_and_alt_texts() -> None:
    with ZipFile(BytesIO(package(POST))) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    assert list(files) == ["01.jpg", "02.png", "caption.txt", "alt.txt"]
    assert (files["01.jpg"], files["02.png"]) == (b"first", b"second")
    assert files["caption.txt"].decode() == "شب شعر یلدا\n\n#راور\n"
    assert files["alt.txt"].decode() == "01.jpg: کارت خبر: شب شعر در راور\n02.png: گام ۱ از ۲\n"


def test_the_same_post_is_the_same_bytes() -> None:
    assert package(POST) == package(POST)
    with ZipFile(BytesIO(package(POST))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
