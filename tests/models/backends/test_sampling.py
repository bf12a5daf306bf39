from models.backends.sampling import sample
from models.constraints.guard import Guard, Vocabulary
from models.weights.encoding import encode_prompt
from tests.models.mock import MockModel, MockTokenizer

TOKENIZER = MockTokenizer()
VOCABULARY = Vocabulary(TOKENIZER)
PROMPTS = [encode_prompt(TOKENIZER, prompt) for prompt in ("آب:", "نفر:")]
GUARDS = [Guard("آب و نان", VOCABULARY), Guard("۱۲ نفر", VOCABULARY)]


def written(seed: int, count: int = 5, limit: int = 25) -> list[list[str]]:
    model = MockModel(len(TOKENIZER), seed=3)
    found = sample(model, PROMPTS, GUARDS, count, seed, [limit, limit])
    return [[candidate.text for candidate in candidates] for candidates in found]


def test_the_same_seed_writes_the_same_and_another_does_not() -> None:
    assert written(1) == written(1)
    assert written(1) != written(2)


def test_a_prompt_is_read_once_for_all_its_candidates() -> None:
    model = MockModel(len(TOKENIZER), end=50)
    sample(model, PROMPTS[:1], GUARDS[:1], 16, 1, [9])
    assert model.rows_read == 1


def test_unfinished_texts_are_left_out() -> None:
    model = MockModel(len(TOKENIZER), end=-50)
    assert sample(model, PROMPTS[:1], GUARDS[:1], 4, 1, [9]) == [[]]


def test_candidates_go_to_their_own_prompt() -> None:
    for prompt, texts in enumerate(written(4, count=12)):
        assert texts
        assert all(not GUARDS[prompt].violations(text) for text in texts)
