"""The rules of the house that import-linter (pyproject.toml) cannot say."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bumi.settings import ROOT

LONGEST = 600
HEAVY = (
    "prefect",
    "torch",
    "transformers",
    "peft",
    "hazm",
    "PIL",
    "boto3",
    "sqlalchemy",
    "pydantic",
    "jinja2",
    "weasyprint",
)
FOLDERS = ("bumi", "flows", "models")


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tracked() -> list[Path]:
    """Every file of the repository that git tracks or would add."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def public_names(path: Path) -> list[str] | None:
    """What `__all__` lists, or None where there is none."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and ast.unparse(node).startswith("__all__"):
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


def defined(path: Path) -> set[str]:
    """The names that a module defines itself."""
    bound: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            bound.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.TypeAlias):
            bound |= {
                name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            }
    return bound


def by_kind(name: str) -> tuple[int, str]:
    """The order that ruff and people keep: CONSTANTS, Classes, functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources(*FOLDERS)}
    assert not {path: length for path, length in lengths.items() if length > LONGEST}


def test_names_are_listed_in_order_where_a_module_passes_on_those_of_others() -> None:
    listed = {path: public_names(path) for path in sources(*FOLDERS)}
    passing = {path: names for path, names in listed.items() if names}
    assert passing
    assert not [path for path, names in passing.items() if names != sorted(names, key=by_kind)]
    # Elsewhere the underscore says what is private.
    assert not [path for path, names in passing.items() if path.name != "__init__.py" and set(names) <= defined(path)]


def test_no_two_public_classes_share_a_name() -> None:
    classes = [
        node.name
        for path in sources(*FOLDERS)
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert classes and not {name for name, times in Counter(classes).items() if times > 1}


def test_every_shared_word_has_its_layer() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    layers = " ".join(layer for contract in contracts for layer in contract.get("layers", ()))
    beside = [path for path in (ROOT / "bumi").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    assert {f"bumi.{path.stem}" for path in beside} - {"bumi.__init__"} <= set(re.findall(r"[\w.]+", layers))


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys; from bumi.cli import app; app(['--help'], standalone_mode=False); "
        f"print('heavy:', *(name for name in {HEAVY} if name in sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.rstrip().endswith("heavy:"), answer.stdout


def test_files_name_no_machine_and_no_registry() -> None:
    # Written in two parts each, so that this file does not name them either.
    registry = r"py" r"pi\.org|python" r"hosted|registry\.np" r"mjs|deb\.deb" r"ian\.org|download\.pyt" r"orch"
    forbidden = re.compile(rf"{registry}|/wo" r"rk/|/ho" r"me/\w+/|/ro" r"ot/|/tm" r"p/")
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # images, fonts and weights
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in forbidden.finditer(text)]
    assert not found


def test_only_data_says_which_province_it_is() -> None:
    named = re.compile(r"kerman|(?<!\w)کرمانی?(?!\w)", re.IGNORECASE)
    assert named.search("در کرمان") and named.search("Kerman's") and not named.search("فکرمان، کرمانشاه")
    general = [
        path
        for path in tracked()
        if (place := path.relative_to(ROOT)).parts[0] in ("bumi", "flows", "prompts", "assets")
        and place.parts[:2] != ("assets", "provinces")
        and path.suffix not in (".ttf", ".woff2", ".png")
    ] + sources("models")
    assert len(general) > 500
    lines = ((path, line) for path in general for line in path.read_text("utf-8").splitlines())
    assert not [f"{path.relative_to(ROOT)}: {line.strip()}" for path, line in lines if named.search(line)]


# Only bumi/persian lists the words of the language; other rooms build their patterns from its parts.
LANGUAGE = {
    name: frozenset(words.split())
    for name, words in {
        "weekdays": "شنبه یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه",
        "months": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
        "number words": "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده "
        "بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد هزار میلیون میلیارد "
        "یکم اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم بیستم",
        "relative days": "امروز امشب دیروز دیشب فردا پسفردا",
        "verb endings": "یم ید ند یند ین ام ایم اید اند می نمی",
    }.items()
}
JOINED = ("MONTHS", "NUMBERS", "ORDINALS", "SCALES", "UNITS", "WEEKDAYS", "WORDS")
"""The lists of bumi/persian of which bumi/persian/patterns.py makes patterns."""


def language_in(path: Path) -> set[str]:
    """The kinds of words of which a pattern or a list in a file's code has two or more; docstrings do not count."""
    tree = ast.parse(path.read_text("utf-8"))
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    apart |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    nodes = [node for node in ast.walk(tree) if id(node) not in apart]
    listed = [{re.sub(r"\[[^]]*]\??|[^\w]", "", word) for word in alternatives(node)} for node in nodes]
    found = {name for words in listed for name, known in LANGUAGE.items() if len(words & known) > 1}
    return found | {f"|.join({name})" for node in nodes for name in JOINED if joins(node, name)}


def alternatives(node: ast.AST) -> list[str]:
    """The words of a tuple, list, set, mapping or «"...".split()», or the alternatives of a pattern."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [string for each in node.elts if (string := literal(each))]
    if isinstance(node, ast.Dict):
        return [string for each in node.keys if each and (string := literal(each))]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        return literal(node.func.value).split()
    return re.split(r"[|()]", string) if "|" in (string := literal(node)) else []


def literal(node: ast.AST) -> str:
    """The text of a string or an f-string, with a space for what stands in braces; "" for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) or " " for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def joins(node: ast.AST, name: str) -> bool:
    """Say whether code makes alternatives of one of the lists of bumi/persian."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and literal(node.func.value) == "|"
        and any(isinstance(each, ast.Name) and each.id == name for argument in node.args for each in ast.walk(argument))
    )


ROOMS = sorted(
    {"models", "flows", *(f"bumi/{path.name}" for path in (ROOT / "bumi").iterdir() if not path.is_symlink())}
    - {"bumi/persian", "bumi/__pycache__"}
)


@pytest.mark.parametrize("room", ROOMS)
def test_only_the_room_of_the_language_lists_its_words(room: str) -> None:
    paths = sources(room) if (ROOT / room).is_dir() else [ROOT / room]
    unclean = {str(path.relative_to(ROOT / room)): found for path in paths if (found := language_in(path))}
    assert not unclean


def test_what_lists_words_of_the_language_is_seen(tmp_path: Path) -> None:
    unclean = {
        'DAY = re.compile("(?:شنبه|جمعه) صبح")': {"weekdays"},
        'WORDS = ("سه‌شنبه", "پنجشنبه")': {"weekdays"},
        'END = f"می{ZWNJ}(?:یم|ید)"': {"verb endings"},
        'NEAR = "(?:امروز|فردا)"': {"relative days"},
        'ROOTS = "دو سه چهار".split()': {"number words"},
        'MONTH = "|".join(MONTHS)': {"|.join(MONTHS)"},
        '"""The docstring may: شنبه|جمعه."""\nNAMES = ("مهر", "خرید")': set(),
    }
    for code, kinds in unclean.items():
        path = tmp_path / "code.py"
        path.write_text(code, "utf-8")
        assert language_in(path) == kinds
