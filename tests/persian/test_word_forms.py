"""Words as hashtags: a compound with و is parted at it, a word or an ending that begins with و is not."""

import pytest

from bumi.persian.word_forms import hashtag


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("کسب‌وکار", "کسب_و_کار"),
        ("حمل‌ونقل شهری", "حمل_و_نقل_شهری"),
        ("سی‌وسه‌پل", "سی_و_سه_پل"),
        ("هم‌وطن", "هم_وطن"),
        ("بهره‌وری", "بهره_وری"),
        ("باغ‌ملی", "باغ_ملی"),
        ("_شب یلدا_", "شب_یلدا"),
    ],
    ids=["compound", "phrase", "number", "prefix", "ending", "half-space", "marks"],
)
def test_a_hashtag_is_one_word_and_reads_as_its_words_do(words: str, tag: str) -> None:
    assert hashtag(words) == tag and hashtag(tag) == tag
