"""Client of an OpenAI-compatible server: vLLM, Ollama, llama.cpp, transformers serve."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from bumi.errors import BadInput, NotAvailable
from bumi.models.realiser import Chat
from bumi.models.usage import count_tokens
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from openai import OpenAIError

_KEY = "BUMI_MODEL_KEY"
_CONNECT = 5.0  # seconds
_THOUGHT = re.compile("<think>.*?(?:</think>|$)", re.DOTALL)
_REFUSES_FORMAT = (400, 415, 422, 501)


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    completion_tokens: int = 0


class _Completion(BaseModel):
    """The fields used of a server's response."""

    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


@dataclass(frozen=True)
class ChatAnswer:
    """The answer of a model without its thinking; `whole` unless the server cut it off."""

    text: str
    whole: bool


class Client:
    """Asks the model `name` of the server at `url` (with its /v1).

    Requests are retried up to `retries` times after a timeout (`timeout_s` seconds), a failed connection, 429 or 5xx,
    with growing delays and jitter or after the server's Retry-After. The key, if the server needs one, is in the
    environment variable BUMI_MODEL_KEY; BadInput if it cannot be a key.
    """

    def __init__(self, url: str, name: str, timeout_s: float, retries: int) -> None:
        from openai import OpenAI, Timeout

        self.name = name
        self._where = url.rpartition("@")[2]  # a password in the URL must not be shown
        self._tries = f"{retries + 1} بار، هر بار تا {timeout_s:g} ثانیه"
        timeout = Timeout(timeout_s, connect=min(timeout_s, _CONNECT))
        self._client = OpenAI(base_url=url, api_key=_key(), timeout=timeout, max_retries=retries)
        self._takes_schemas = True

    def ask(
        self, chat: Chat, *, seed: int, temperature: float, tokens: int, schema: Mapping[str, Any] | None = None
    ) -> ChatAnswer:
        """Return the answer to `chat`, of at most `tokens` tokens, those of its thinking included.

        With `schema` the server is asked to follow that JSON schema; if it rejects such requests, this and later ones
        are sent without. NotAvailable when it cannot be reached, refuses the key or has no such model.
        """
        from openai import APIStatusError, OpenAIError

        more: dict[str, Any] = {}
        if schema and self._takes_schemas:
            named = {"name": "answer", "strict": True, "schema": dict(schema)}
            more["response_format"] = {"type": "json_schema", "json_schema": named}
        asked: Any = [*chat]
        try:
            answer = self._client.chat.completions.with_raw_response.create(
                model=self.name, messages=asked, seed=seed, temperature=temperature, max_tokens=tokens, **more
            )
            completion = _Completion.model_validate_json(answer.content)
        except APIStatusError as error:
            if more and error.status_code in _REFUSES_FORMAT:
                plain = self.ask(chat, seed=seed, temperature=temperature, tokens=tokens)
                self._takes_schemas = False  # the server refused the schema
                return plain
            raise NotAvailable(self._problem(error)) from None  # the server message may repeat the key
        except OpenAIError as error:
            raise NotAvailable(self._problem(error)) from None
        except ValidationError:
            raise NotAvailable(f"پاسخ {self._where} از کارسازی سازگار با OpenAI نیست؛ نشانی آن را درست کنید") from None
        choice = completion.choices[0]
        count_tokens(completion.usage.completion_tokens if completion.usage else 0)
        return ChatAnswer(_THOUGHT.sub("", choice.message.content or ""), choice.finish_reason != "length")

    def _problem(self, error: "OpenAIError") -> str:
        server = f"کارساز مدل در {self._where}"
        status = getattr(error, "status_code", None)
        if status is None:
            tried = digits_to_persian(self._tries)
            return f"{server} پاسخ نمی‌دهد ({tried})؛ روشن بودن کارساز و نشانی آن را ببینید"
        if status in (401, 403):
            return f"{server} کلید را نپذیرفت؛ {_KEY} را درست کنید"
        if status == 404:
            return f"{server} مدل «{self.name}» را ندارد؛ نام مدل یا نشانی کارساز را درست کنید"
        number = digits_to_persian(str(status))
        return f"{server} برای مدل «{self.name}» خطای {number} داد؛ نام مدل و گزارش خود کارساز را ببینید"


def _key() -> str:
    """Return the key for the server; a placeholder where there is none, since the client requires one."""
    key = os.environ.get(_KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise BadInput(f"{_KEY}: کلید کارساز تنها حرف و رقم و نشانه لاتین دارد؛ آن را دوباره کپی کنید")
    return key or "none"
