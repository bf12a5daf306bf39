"""Causal language models of transformers on this machine: sentences by beam search, or whole pieces as JSON."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from bumi.models.backends.instruction import instructed
from bumi.models.constraints import SourceConstraint, TokenVocabulary
from bumi.models.constraints.schema import Grammars
from bumi.models.realiser import Candidate, StructuredQuestion
from bumi.models.request import Request
from bumi.models.usage import count_tokens
from bumi.models.weights import encode_prompt, give_back_memory

_BEAMS = 4
_BATCH = 4  # requests in a batch: generate keeps the scores of every step
_LIMIT = 110  # tokens

_TEMPERATURE, _NUCLEUS = 0.3, 0.9


class LocalRealiser:
    """Writes sentences by beam search, and keeps those that are woven of their notes.

    Sentences likely enough to be printed are among the first few with or without a mask over tokens
    (docs/experiments.md), so they are verified after generation. A model without our adapter does not know our wording:
    its prompt has an instruction and examples.
    """

    def __init__(self, model: Any, tokenizer: Any, name: str, adapter: str = "") -> None:
        self._model, self._tokenizer = model, tokenizer
        self.name, self.adapter = name, adapter

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        """Return the woven candidates of each request, the likeliest first; `seed` changes nothing."""
        shortest = sorted(range(len(requests)), key=lambda at: len(requests[at].prompt()))  # less padding
        found: dict[int, list[Candidate]] = {}
        for some in batched(shortest, _BATCH):
            found |= zip(some, self._written([requests[at] for at in some]), strict=True)
        give_back_memory()
        return [found[at] for at in range(len(requests))]

    def _written(self, requests: Sequence[Request]) -> Iterator[list[Candidate]]:
        import torch

        prompts = [encode_prompt(self._tokenizer, self._worded(request.prompt())) for request in requests]
        longest, pad = max(map(len, prompts)), self._padding()
        with torch.inference_mode():
            beams = self._model.generate(
                torch.tensor([[pad] * (longest - len(prompt)) + prompt for prompt in prompts]),
                attention_mask=torch.tensor([[0] * (longest - len(each)) + [1] * len(each) for each in prompts]),
                pad_token_id=pad,
                do_sample=False,
                num_beams=_BEAMS,
                num_return_sequences=_BEAMS,
                max_new_tokens=_LIMIT,
                length_penalty=0.0,  # so that a score is the log-probability of the whole text
                return_dict_in_generate=True,
                output_scores=True,
            )
        texts = self._tokenizer.batch_decode(beams.sequences[:, longest:], skip_special_tokens=True)
        lengths = (beams.sequences[:, longest:] != pad).sum(1).tolist()
        written = batched(zip(texts, beams.sequences_scores.tolist(), lengths, strict=True), _BEAMS)
        count_tokens(sum(lengths))
        for request, some in zip(requests, written, strict=True):
            yield [Candidate(text.strip(), gain, length, True) for text, gain, length in some if request.is_woven(text)]

    def _padding(self) -> int:
        """Return the padding token; any token will do where the model has none, since the attention mask hides it."""
        pad: int | None = self._tokenizer.pad_token_id
        return 0 if pad is None else pad

    def _worded(self, prompt: str) -> str:
        """Return `prompt` in the form for this model."""
        return prompt if self.adapter else instructed(prompt, self._tokenizer)


class TransformerModel:
    """Answers a question with one JSON object; an answer of more than `tokens` tokens is cut off.

    The schema and the source are logits processors of `generate`: the answer is JSON of the schema, and has no number,
    day, foreign word or quotation that is not in its source."""

    def __init__(self, model: Any, tokenizer: Any, name: str, adapter: str = "", tokens: int = 4000) -> None:
        ends = model.generation_config.eos_token_id
        self._ends = ends if isinstance(ends, list) else [] if ends is None else [ends]
        size = model.get_output_embeddings().weight.shape[0]
        self._model, self._tokenizer, self._tokens = model, tokenizer, tokens
        self._vocabulary = TokenVocabulary(tokenizer, size, self._ends)
        self._grammars = Grammars(tokenizer, size, self._vocabulary.ends)
        self.name, self.adapter = name, adapter

    def answer(self, question: StructuredQuestion, seed: int) -> str:
        """Return the answer as text; the same question and seed give the same answer."""
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
        count_tokens(len(written[0]) - len(prompt))
        text: str = self._tokenizer.decode(written[0, len(prompt) :], skip_special_tokens=True)
        return text

    def _worded(self, question: StructuredQuestion) -> str:
        """Return the chat in the template of this model, or as one text where it has none."""
        if self._tokenizer.chat_template is None:
            return "\n\n".join(turn["content"] for turn in question.chat) + "\n\n"
        text: str = self._tokenizer.apply_chat_template(
            [*question.chat], tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return text
