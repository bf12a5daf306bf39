"""A ZIP of a post for channels that no bot serves, such as Instagram: its cards in order, caption and alt texts."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bumi.messengers import Post, PostPicture


def package(post: Post, film: PostPicture | None = None) -> bytes:
    """Return a ZIP with 01.jpg and so on, film.mp4 where there is one, caption.txt, and alt.txt with a line for each.

    The same bytes each time.
    """
    named = [(picture.name(number), picture) for number, picture in enumerate(post.pictures, 1)]
    named += [("film.mp4", film)] if film else []
    alts = "".join(f"{name}: {' '.join(picture.alt.split())}\n" for name, picture in named)
    files = [(name, picture.body) for name, picture in named]
    files += [("caption.txt", f"{post.text}\n".encode()), ("alt.txt", alts.encode())]
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_STORED) as archive:
        for name, body in files:
            archive.writestr(ZipInfo(name), body)  # a ZipInfo has a date of its own, the same each time
    return whole.getvalue()
