"""A model of transformers on this machine that answers a whole question in one JSON object.

`generate` does the sampling; the schema and the source are logits processors, so that what comes is JSON of the schema
and has no number, day, foreign word or quotation of its own.
"""

from typing import Any

from bumi.models.backends.structured import Question
from bumi.models.constraints import SourceConstraint, Vocabulary
from bumi.models.constraints.structure import Grammars
from bumi.models.weights import encode_prompt, give_back_memory

__all__ = ["TransformerModel"]

_TEMPERATURE, _NUCLEUS = 0.3, 0.9


class TransformerModel:
    """Answers with `model`; an answer of more than `tokens` tokens ends unfinished."""

    def __init__(self, model: Any, tokenizer: Any, name: str, adapter: str = "", tokens: int = 4000) -> None:
        ends = model.generation_config.eos_token_id
        self._ends = ends if isinstance(ends, list) else [] if ends is None else [ends]
        size = model.get_output_embeddings().weight.shape[0]
        self._model, self._tokenizer, self._tokens = model, tokenizer, tokens
        self._vocabulary = Vocabulary(tokenizer, size, self._ends)
        self._grammars = Grammars(tokenizer, size, self._vocabulary.ends)
        self.name, self.adapter = name, adapter

    def answer(self, question: Question, seed: int) -> str:
        """Return the answer as text; the same question and seed give the same."""
        import torch

        prompt = encode_prompt(self._tokenizer, self._worded(question))
        ids = torch.tensor([prompt], device=self._model.device)
        constraints = [
            self._grammars.of(question.schema, len(prompt)),
            SourceConstraint(self._vocabulary, question.parts, question.context, len(prompt)),
        ]
        torch.manual_seed(seed)
        with torch.inference_mode():
            written = self._model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                logits_processor=constraints,
                max_new_tokens=self._tokens,
                do_sample=True,
                temperature=_TEMPERATURE,
                top_p=_NUCLEUS,
                top_k=0,
                eos_token_id=self._vocabulary.ends,
                pad_token_id=self._vocabulary.ends[0],
            )
        give_back_memory()
        text: str = self._tokenizer.decode(written[0, len(prompt) :], skip_special_tokens=True)
        return text

    def _worded(self, question: Question) -> str:
        """Return the chat as this model reads it, or as one text where it knows no chats."""
        if self._tokenizer.chat_template is None:
            return "\n\n".join(turn["content"] for turn in question.chat) + "\n\n"
        text: str = self._tokenizer.apply_chat_template(
            [*question.chat], tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return text
