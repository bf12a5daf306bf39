"""What BUMI_MODEL may name, and that any model of transformers can write under it."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bumi.brief import read_briefs
from bumi.checks import check_fields
from bumi.errors import BadInput, NotAvailable
from bumi.finding import blocking
from bumi.models.backends.registry import Embedded, Server, available, open_fallback, open_realiser, read_presets
from bumi.models.backends.server import ServerRealiser
from bumi.models.constraints.guard import violations
from bumi.models.realiser import Nobody
from bumi.models.whole.writer import WholeWriter
from bumi.models.writer import Writer, requests_of
from bumi.pipeline.writing import open_writer
from bumi.settings import ROOT, Settings
from tests.models.tiny import TINY

(BRIEF,) = read_briefs(ROOT / "briefs" / "06-water-cut-rafsanjan.yaml")


def registry(folder: Path, text: str) -> Path:
    path = folder / "registry.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_presets_of_the_project_are_right() -> None:
    presets = read_presets()
    assert isinstance(presets["embedded"], Embedded)
    assert isinstance(presets["server"], Server)


def test_all_that_is_wrong_is_told_with_its_preset(tmp_path: Path) -> None:
    path = registry(
        tmp_path,
        '[a]\nkind = "cloud"\n[b]\nkind = "server"\nmodel = "m"\n[c]\nkind = "local"\nmodel = "m"\nkey = "k"\n',
    )
    with pytest.raises(BadInput) as error:
        read_presets(path)
    first, second, third = error.value.problems
    assert "registry.toml" in first and "a.kind" in first and "embedded، local، server" in first
    assert "[b]" in second and "«url»" in second
    assert "[c]" in third and "«key»" in third


@pytest.mark.parametrize("text", ["[a", "a = 1"])
def test_a_registry_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"registry\.toml"):
        read_presets(registry(tmp_path, text))


def test_a_server_is_asked_by_the_words_of_its_preset() -> None:
    realiser = open_realiser(Settings(model="server"))
    assert isinstance(realiser, ServerRealiser)
    assert realiser.name == "default"
    assert "127.0.0.1:8080" in available(Settings(model="server"))


STRONG = ("gemma3-4b", "gemma3-12b", "gemma3-27b", "qwen3-4b", "qwen3-8b", "qwen3-14b", "qwen3-32b", "aya-expanse-8b")


@pytest.mark.parametrize("name", STRONG)
def test_what_newsrooms_use_for_persian_has_a_preset_that_says_what_it_takes(name: str) -> None:
    preset = read_presets()[name]
    assert isinstance(preset, Server) and preset.whole
    assert preset.licence and preset.memory and preset.serve
    told = (ROOT / "docs" / "models.md").read_text("utf-8")
    assert f"| `{name}` |" in told and preset.licence in told and preset.memory in told


def test_a_server_writes_whole_pieces_unless_its_preset_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(open_writer(Settings(model="gemma3-12b")), WholeWriter)
    path = registry(tmp_path, '[lines]\nkind = "server"\nurl = "http://127.0.0.1:9/v1"\nmodel = "m"\nwhole = false\n')
    monkeypatch.setattr("bumi.models.backends.registry._FILE", path)
    assert isinstance(open_writer(Settings(model="lines")), Writer)


def test_a_model_on_this_machine_writes_whole_pieces_where_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("llguidance", reason="real part missing: llguidance is not installed")
    folder = TINY["llama"](tmp_path / "llama")
    path = registry(tmp_path, f'[own]\nkind = "local"\nmodel = "{folder}"\nwhole = true\n')
    monkeypatch.setattr("bumi.models.backends.registry._FILE", path)
    assert isinstance(open_writer(Settings(model="own")), WholeWriter)


def test_where_the_embedded_model_is_not_ready_the_notes_are_listed(tmp_path: Path) -> None:
    assert isinstance(open_fallback(Settings(model="gemma3-12b", cache=tmp_path)), Nobody)


@pytest.mark.parametrize("name", ["nobody/such-model", "no/such/folder", "embeded"])
def test_a_model_that_is_nowhere_is_not_available(name: str) -> None:
    for ask in (open_realiser, available):
        with pytest.raises(NotAvailable, match=f"«{name}».*BUMI_MODEL"):
            ask(Settings(model=name))


def test_an_adapter_that_is_nowhere_is_not_available(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = registry(tmp_path, f'[own]\nkind = "local"\nmodel = "{tmp_path}"\nadapter = "gone"\n')
    monkeypatch.setattr("bumi.models.backends.registry._FILE", path)
    with pytest.raises(NotAvailable, match="«gone»"):
        open_realiser(Settings(model="own"))


@pytest.mark.parametrize("family", TINY)
def test_any_family_of_models_writes_and_cannot_invent(tmp_path: Path, family: str) -> None:
    own = Settings(model=str(TINY[family](tmp_path / family)))
    assert available(own) == own.model
    requests = [*requests_of(BRIEF).values()]
    written = open_realiser(own).realise(requests, seed=1)
    assert len(written) == len(requests)
    for request, candidates in zip(requests, written, strict=True):
        assert not [it.text for it in candidates if violations(request.source(), it.text)]
    (draft,) = Writer(open_realiser(own)).draft([BRIEF], seed=1)
    assert not blocking(check_fields(draft.fields, BRIEF, only=("numbers", "dates", "weekday", "quotes")))
    assert (draft.model.name, draft.model.adapter) == (family, "")


def test_a_model_is_opened_sparingly_and_garbage_is_collected_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", raising=False)
    family = next(iter(TINY))
    open_realiser(Settings(model=str(TINY[family](tmp_path / family))))
    assert int(os.environ["ONEDNN_PRIMITIVE_CACHE_CAPACITY"]) < 32
    assert gc.isenabled() and gc.get_freeze_count()
    gc.disable()
    try:
        open_realiser(Settings(model=str(tmp_path / family)))
        assert not gc.isenabled(), "whoever wants none has none"
    finally:
        gc.enable()


def test_what_writing_does_without_is_not_loaded(tmp_path: Path) -> None:
    family = next(iter(TINY))
    opening = "open_realiser(Settings(model=sys.argv[1])); print(*(name for name in sys.modules if sys.modules[name]))"
    told = f"import sys; from bumi.settings import Settings; from bumi.models.backends import open_realiser; {opening}"
    command = [sys.executable, "-c", told, str(TINY[family](tmp_path))]
    loaded = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout.split()
    assert "torch" in loaded and not {"triton", "sqlalchemy", "prefect", "peft"} & {*loaded}
