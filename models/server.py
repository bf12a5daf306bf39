"""A model behind an OpenAI-compatible server: vLLM, Ollama, llama.cpp, transformers serve.

A server knows no guard, so its answers are judged when they are there: what is not true to the request is dropped.
"""

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from bumi.errors import BadInput, NotAvailable
from bumi.text import digits_to_persian, normal
from models.instruction import messages
from models.known import Known
from models.realiser import Candidate
from models.wording import PLACES, Request

if TYPE_CHECKING:
    from openai import OpenAIError

__all__ = ["ServerRealiser"]

_KEY = "BUMI_MODEL_KEY"
_CONNECT = 5.0  # seconds
_THOUGHT = re.compile("<think>.*?(?:</think>|$)", re.DOTALL)
_MARKUP = re.compile(r"\*\*+|__+|`+|^(?:#+|[-*>]|=>)\s+|[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_LABEL = re.compile(f"^(?:{'|'.join([*PLACES.values(), 'پاسخ', 'جمله'])}) ?: *")
_IN_QUOTATION_MARKS = re.compile('«([^«»]*)»|["“\']([^"“”]*)["”\']')


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Answer(BaseModel):
    """What we read of a server's answer."""

    choices: list[_Choice] = Field(min_length=1)


class ServerRealiser:
    """Asks the model `name` of the server at `url` (with its /v1) for `count` candidates a request.

    At most `parallel` questions are open at once. One that gets no answer in `timeout_s` seconds, no connection,
    429 or 5xx is asked again up to `retries` times, after a growing time with jitter or the server's Retry-After.
    Answers end after `tokens` tokens, those of a model's thinking among them. The key, where the server wants
    one, is in the environment variable BUMI_MODEL_KEY; BadInput when no key can look like that.
    """

    adapter = ""

    def __init__(
        self,
        url: str,
        name: str,
        *,
        count: int = 4,
        parallel: int = 4,
        timeout_s: float = 120.0,
        retries: int = 3,
        tokens: int = 400,
        temperature: float = 0.7,
    ) -> None:
        from openai import OpenAI, Timeout

        self.name = name
        self._count, self._parallel, self._tokens, self._temperature = count, parallel, tokens, temperature
        self._where = url.rpartition("@")[2]  # a password before it is nobody's to read
        self._tries = f"{retries + 1} بار، هر بار تا {timeout_s:g} ثانیه"
        timeout = Timeout(timeout_s, connect=min(timeout_s, _CONNECT))
        self._client = OpenAI(base_url=url, api_key=_key(), timeout=timeout, max_retries=retries)

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return the distinct candidates of each request that are true to it, as repeatable as the server is.

        NotAvailable when the server cannot be reached, refuses the key or has no such model.
        """
        # Not `n` answers to one question: several servers ignore it, and repeat themselves. And not the seeds
        # of `seed` + 1, which the writer asks with next.
        seeds = range(seed * self._count, (seed + 1) * self._count)
        asked = [(messages(request), each) for request in requests for each in seeds]
        with ThreadPoolExecutor(self._parallel) as pool:
            texts = iter(list(pool.map(lambda question: self._ask(*question), asked)))
        return [_true(request, [next(texts) for _ in seeds]) for request in requests]

    def _ask(self, chat: Any, seed: int) -> str:
        """Return the cleaned answer; empty where the server cut it off."""
        from openai import OpenAIError

        try:
            answer = self._client.chat.completions.with_raw_response.create(
                model=self.name, messages=chat, seed=seed, temperature=self._temperature, max_tokens=self._tokens
            )
            choice = _Answer.model_validate_json(answer.content).choices[0]
        except OpenAIError as error:
            raise NotAvailable(self._problem(error)) from None  # what the server says may repeat the key
        except ValidationError:
            raise NotAvailable(f"پاسخ {self._where} از کارسازی سازگار با OpenAI نیست؛ نشانی آن را درست کنید") from None
        return _cleaned(choice.message.content or "", whole=choice.finish_reason != "length")

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
    """Return the key for the server; a stand-in where there is none, since the client wants one."""
    key = os.environ.get(_KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise BadInput(f"{_KEY}: کلید کارساز تنها حرف و رقم و نشانه لاتین دارد؛ آن را دوباره کپی کنید")
    return key or "none"


def _true(request: Request, texts: Sequence[str]) -> list[Candidate]:
    """Return the distinct texts in which nothing is invented."""
    known = Known(request.source())
    return [Candidate(text, 0.0) for text in dict.fromkeys(texts) if text and not known.violations(text)]


def _cleaned(answer: str, whole: bool = True) -> str:
    """Return the first line of an answer without thoughts, markup, label and quotation marks around it.

    Of an answer that is not `whole` a line that the next one follows is finished; nothing else is.
    """
    lines = _THOUGHT.sub("", answer).strip().splitlines()
    if len(lines) < (1 if whole else 2):
        return ""
    text = _LABEL.sub("", _MARKUP.sub("", normal(lines[0])).strip())
    if quoted := _IN_QUOTATION_MARKS.fullmatch(text):
        text = quoted[1] or quoted[2] or ""
    return digits_to_persian(" ".join(text.split()))
