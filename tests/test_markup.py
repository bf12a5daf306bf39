"""HTML as plain words: what people paste from Word, Telegram and news sites, and what was made to stall a desk."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.markup import plain_words
from tests.desk.attacks import RELEASES

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- @font-face {a:b} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=FA><!--StartFragment-->
<p class=MsoNormal dir=RTL style='font-family:"B Nazanin"'><b><span>نمایشگاه خرما در بم<o:p></o:p></span></b></p>
<p><![if !supportLists]><span>·&nbsp;&nbsp;</span><![endif]>ورود آزاد &amp; رایگان است &lt;تا جمعه&gt;</p>
<!--EndFragment--></body></html>"""
TELEGRAM = """<div class="text-content" dir="auto">جشنواره گل محمدی <strong>در بردسیر</strong><br><br>ساعت ۹ صبح
<img src="./1f339.png" alt="🌹"> ورود آزاد<br><a href="https://t.me/x?a=1&amp;b=2" rel='noopener'>کانال</a><span
class="MessageMeta"><span title="29 Nov 2026, 10:00 > 11">10:00</span></span></div>"""
NEWS = """<article><h1 class="title">خبر مهم</h1><script type="application/ld+json">{"a":"<b>x</b>","d":1<2}</script>
<p>به گزارش روابط عمومی، <em>کار</em>گاه برپا شد.<ul><li>یکم<li>دوم</ul>
<table><tr><td>الف</td><td>ب</td></tr></table>"""


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        (WORD, "نمایشگاه خرما در بم · ورود آزاد & رایگان است <تا جمعه>"),
        (TELEGRAM, "جشنواره گل محمدی در بردسیر ساعت ۹ صبح ورود آزاد کانال10:00"),
        (NEWS, "خبر مهم به گزارش روابط عمومی، کارگاه برپا شد. یکم دوم الف ب"),
        ("دما < ۵ درجه و > ۳ است، a<b و c", "دما < ۵ درجه و > ۳ است، a<b و c"),
        ("<P>الف<BR/>ب</P><SCRIPT>x</SCRIPT >ج", "الف ب ج"),
        ("<p title=it's>الف</p> &#1575;&zwnj;ب &#" + "9" * 5000 + ";", "الف ا\u200cب \ufffd"),
    ],
    ids=["Word", "Telegram", "news", "no HTML", "capitals", "broken"],
)
def test_the_words_are_those_a_reader_saw(pasted: str, words: str) -> None:
    assert plain_words(pasted).split() == words.split()


def test_a_block_is_a_line() -> None:
    assert plain_words("<h1>تیتر</h1><p>یک <b>دو</b></p>سه").split("\n") == ["", "تیتر", "", "یک دو", "سه"]


@given(st.lists(st.sampled_from(["<", ">", "<b>", "</p", "<!--", "-->", "<script>", "&lt;", "'", '"', "واژه "])))
def test_no_word_outside_of_tags_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    assert plain_words(text.replace("<", "").replace("&lt;", "")) == text.replace("<", "").replace("&lt;", "")
    assert "<script>" not in plain_words(text)


@pytest.mark.parametrize("kind", RELEASES)
def test_a_text_twice_as_long_takes_twice_as_long(kind: str) -> None:
    text, begun = RELEASES[kind](400_000), time.thread_time()
    plain_words(text)
    assert time.thread_time() - begun < 2
