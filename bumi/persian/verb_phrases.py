"""Patterns of verb phrases in news: who says, announces or informs, what is past or to come, what readers may do.

Patterns of one matter that differ on purpose stand side by side; the comment says where each is used.
"""

from bumi.persian.listed_patterns import ListedPatterns

_pattern = ListedPatterns("persian/verb_phrases")

SAYS = _pattern("says")
"""A verb of speech before or behind what is said; «گفت‌وگو» is none."""
REPORTS = _pattern("reports")
"""A verb of speech in a headline, a source or a labelled line."""
REPORTS_OR_INFORMS = _pattern.text("reports_or_informs")
"""A verb of speech before a colon and the news of a lede."""
ANNOUNCES = _pattern.text("announces")
"""The end of a line that leads to a headline: «مدیر بنیاد مسکن خبر داد»."""
HAS_ANNOUNCED = _pattern.text("has_announced")
"""What follows «روابط عمومی ...» where it is the source of a release."""
ADDS = _pattern.text("adds")
"""A verb of speech before words without a colon and without quotation marks."""
GOES_ON = _pattern("goes_on")
"""A verb of speech of a speaker who has spoken before."""
TELLS = _pattern("tells")

BRINGS = _pattern.text("brings")
INFORMS = _pattern("informs")
"""«به اطلاع همشهریان می‌رساند ...» before the news of a notice."""
INFORMS_OF = _pattern("informs_of")
"""The same before a list."""

LIGHT_VERB_FORM = _pattern.text("light_verb_form")
"""«شدن», «یافتن» or «کردن» in the third person, at the end of a compound verb."""
IS_AHEAD = _pattern("is_ahead")
"""An event that is still to come."""
IS_PROMISED = _pattern("is_promised")
"""Work that is promised or under way."""
IS_TO_COME = _pattern("is_to_come")
"""A sentence that ends in the present or the future."""
IS_PAST = _pattern("is_past")
HOLDS = _pattern("holds")
INVITES = _pattern("invites")
"""The end of a sentence that says what readers may or should do."""
