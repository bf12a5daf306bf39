"""Tiny random models in transformers' format, one of each family of tokenizers: real code paths, no weights."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import (
    BertConfig,
    BertModel,
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
)

from bumi.settings import ROOT
from tests.models.mock import MockTokenizer

_SIZES: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "head_dim": 16,
}
_CHATML = (
    "{% for it in messages %}<|im_start|>{{ it.role }}\n{{ it.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
)
_HEADERS = (
    "{{ bos_token }}{% for it in messages %}<|{{ it.role }}|>\n\n{{ it.content }}<|eot|>{% endfor %}<|assistant|>\n\n"
)


def tiny_gemma(folder: Path) -> Path:
    """Write a Gemma with a letter-by-letter tokenizer and some bytes to `folder`, and return it."""
    tokens = dict.fromkeys([*MockTokenizer().tokens, "►", "=", ">", "-", "،", "؟", "ئ", "ء", "أ", "ؤ", "ً"])
    vocabulary = {token: i for i, token in enumerate(tokens)}
    backend = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    backend.normalizer = normalizers.Replace(" ", "▁")
    backend.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    backend.decoder = decoders.Sequence([decoders.Fuse(), decoders.Replace("▁", " ")])
    specials = {"bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>"}
    PreTrainedTokenizerFast(tokenizer_object=backend, **specials).save_pretrained(folder)
    config = Gemma3TextConfig(
        vocab_size=len(vocabulary), pad_token_id=0, eos_token_id=1, bos_token_id=2, tie_word_embeddings=False, **_SIZES
    )
    return _written(Gemma3ForCausalLM, config, [1], folder)


def tiny_llama(folder: Path) -> Path:
    """Write a Llama with Llama 3's kind of tokenizer: bytes, no padding, two ends, a chat template."""
    backend = _byte_level(["<|begin|>", "<|end|>", "<|eot|>", "<|user|>", "<|assistant|>"])
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=backend, bos_token="<|begin|>", eos_token="<|end|>")
    tokenizer.chat_template = _HEADERS
    tokenizer.save_pretrained(folder)
    config = LlamaConfig(vocab_size=len(tokenizer), bos_token_id=0, eos_token_id=[1, 2], pad_token_id=None, **_SIZES)
    return _written(LlamaForCausalLM, config, [1, 2], folder)


def tiny_qwen(folder: Path) -> Path:
    """Write a Qwen with its kind of tokenizer: bytes, no beginning, chats; the model knows a few tokens more."""
    backend = _byte_level(["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=backend, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    tokenizer.chat_template = _CHATML
    tokenizer.save_pretrained(folder)
    config = Qwen3Config(vocab_size=len(tokenizer) + 9, bos_token_id=None, eos_token_id=2, pad_token_id=0, **_SIZES)
    return _written(Qwen3ForCausalLM, config, [2, 0], folder)


TINY = {"gemma": tiny_gemma, "llama": tiny_llama, "qwen": tiny_qwen}


def _byte_level(specials: Sequence[str]) -> Tokenizer:
    """Train a byte-level BPE on the sample briefs."""
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=900, special_tokens=list(specials), initial_alphabet=alphabet, show_progress=False
    )
    backend.train_from_iterator([path.read_text("utf-8") for path in sorted((ROOT / "briefs").glob("*.yaml"))], trainer)
    return backend


def _written(family: Any, config: Any, ends: Sequence[int], folder: Path) -> Path:
    """Write a model with lively random weights, under which a text ends after some ten tokens."""
    torch.manual_seed(0)
    model = family(config)
    with torch.no_grad():
        words, head = model.get_input_embeddings().weight, model.get_output_embeddings().weight
        words.normal_()
        words[:, 0] = 8.0  # the same for all words, so that an end can be likelier than the rest wherever it stands
        head.normal_(std=0.5)
        head[:, 0] = 0.0
        head[ends] = 0.0
        head[ends, 0] = 1.0
    model.generation_config.eos_token_id = list(ends)
    model.bfloat16().save_pretrained(folder)
    return folder


def tiny_encoder(folder: Path) -> Path:
    """Write a BERT with a letter-by-letter tokenizer to `folder`, as the encoder is converted, and return it."""
    letters = dict.fromkeys([*MockTokenizer().tokens, *"۰۱۲۳۴۵۶۷۸۹،؛.«» "])
    vocabulary = {token: i for i, token in enumerate(letters)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {"bos": vocabulary["<bos>"], "eos": vocabulary["<eos>"], "pad": vocabulary["<pad>"]}
    (folder / "special.json").write_text(json.dumps(special), "utf-8")
    torch.manual_seed(1)
    sizes = {name: _SIZES[name] for name in ("hidden_size", "intermediate_size", "num_hidden_layers")}
    config = BertConfig(vocab_size=len(vocabulary), pad_token_id=special["pad"], num_attention_heads=2, **sizes)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder
