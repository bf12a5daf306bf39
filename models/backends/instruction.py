"""Prompts for models without our adapter: an instruction and worked examples before the request."""

from functools import cache
from itertools import islice
from typing import Any

from bumi.models.data import TrainingExample, examples, read_pairs
from bumi.models.request import Request

_EXAMPLES = 2
_INSTRUCTION = """\
نویسنده خبر یک رسانه استانی هستی. هر پیام بخش‌هایی از یک یادداشت است و سطر نخست آن می‌گوید چه بنویسی: لید یا \
یک جمله از متن. فقط همان را بنویس: یک سطر فارسی روان، بی‌توضیح و بی‌گیومه؛ جمله با نقطه تمام شود.
هر چه در «نکته»، «زمان»، «مکان» و «دعوت» آمده گفته شود و چیزی جز آن گفته نشود: نه عددی، نه نامی، نه تاریخی، نه دلیلی. \
«زمینه» فقط برای فهمیدن است. عددها با رقم فارسی باشد.

"""


def messages(request: Request) -> list[dict[str, str]]:
    """Return the chat for `request`: the instruction, two examples of its kind and place, the request.

    The instruction is in the first message, since some chat templates have no system role; everything before the
    last message is the same for every request of a kind and place, so that servers can cache it.
    """
    return _chat(request.prompt())


def instructed(prompt: str, tokenizer: Any) -> str:
    """Return `prompt` after the instruction and the examples: as the chat of `tokenizer`, or as one text."""
    chat = _chat(prompt)
    if tokenizer.chat_template is None:
        return "".join(turn["content"] + (" " if turn["role"] == "user" else "\n\n") for turn in chat).rstrip()
    text: str = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    return text


def _chat(prompt: str) -> list[dict[str, str]]:
    turns = []
    for example in _worked(prompt.splitlines()[0]):
        turns += [{"role": "user", "content": example.prompt}, {"role": "assistant", "content": example.answer}]
    turns.append({"role": "user", "content": prompt})
    return [{**turns[0], "content": _INSTRUCTION + turns[0]["content"]}, *turns[1:]]


@cache
def _worked(heading: str) -> tuple[TrainingExample, ...]:
    """Return examples whose prompt begins with `heading`, each from a different pair."""
    alike = ([each for each in examples(pair) if each.prompt.startswith(f"{heading}\n")] for pair in read_pairs())
    return tuple(islice((of_pair[0] for of_pair in alike if of_pair), _EXAMPLES))
