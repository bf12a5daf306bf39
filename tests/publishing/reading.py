"""A strict HTML parser of our pages."""

from html.parser import HTMLParser
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

VOID = {"img", "input", "link", "meta", "source"}
DRAWING = {"svg", "path", "rect"}


class Page(HTMLParser):
    """One parsed page: its tags, its words and its links; AssertionError where it is not sound."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        assert text.startswith("<!doctype html>\n"), text[:40]
        self.feed(text)
        self.close()
        assert self._open == [], self._open
        ids = [attributes["id"] for _, attributes in self.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert all("alt" in attributes for tag, attributes in self.tags if tag == "img")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        assert not any(name.startswith("on") for name in names), names
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in DRAWING, f"<{tag}/>"

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, (tag, self._open)

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self.words.setdefault(self._open[-1], []).append(data)

    def attributes(self, tag: str, **having: str) -> list[dict[str, str]]:
        """Return the attributes of every such tag that has these values."""
        return [found for name, found in self.tags if name == tag and having.items() <= found.items()]

    def meta(self, name: str) -> str:
        """Return the content of the one <meta> called `name`."""
        [found] = self.attributes("meta", property=name) or self.attributes("meta", name=name)
        return found["content"]

    def links(self, key: str) -> set[str]:
        """Return the keys of our site that the page at `key` leads to or loads."""
        found = [attributes.get(name, "") for _, attributes in self.tags for name in ("href", "src", "action")]
        sets = (attributes.get("srcset", "") for _, attributes in self.tags)
        found += [each.split()[0] for one in sets if one for each in one.split(", ")]
        paths = (urlsplit(each) for each in found if each)
        return {normpath(join(key, "..", unquote(path.path))) for path in paths if not path.scheme and path.path}

    def addresses(self) -> set[str]:
        """Return every absolute address in an attribute that a browser would fetch or follow."""
        values = (value for tag, found in self.tags for name, value in found.items() if name in ("href", "src"))
        return {value for value in values if urlsplit(value).netloc}
