"""Parts of regular expressions for Persian text: word edges, gaps, digits, weekdays, months, clock times, number words.

Other patterns are built from these strings, so that no other room lists such words. Where two strings of one kind
differ on purpose, their names say how.
"""

from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.number_words import UNITS
from bumi.persian.text import ZWNJ

LETTER = rf"[\w{ZWNJ}]"
"""A character of a word, the half-space included."""
WORD = f"{LETTER}+"
START, END = f"(?<!{LETTER})", f"(?!{LETTER})"
"""The edges of a word that has no half-space beside it."""
GAP = f"[ \u00a0{ZWNJ}]"
"""What may stand between the parts of a number or a date."""
DIGIT = "[۰-۹0-9]"
AMOUNT = f"{DIGIT}+(?:[.٫/٬,:]{DIGIT}+)*"
"""A number in digits with its inner separators: «۱۲٬۵۰۰», «۸:۳۰»."""

UNIT = "|".join(UNITS[1:11])
"""The number words from one to ten."""
SCALE = "هزار|میلیون|میلیارد"
SCALE_OF_MONEY = f"{SCALE}|همت"
SMALL_SCALE = "هزار|میلیون"
QUANTITY = "نصف|نیم|یک|دو|سه|چند|هیچ"
"""A quantity in a word, from none to three or some."""

CONTINUOUS = (f"می{ZWNJ}", f"نمی{ZWNJ}")
"""The prefixes of a continuous verb, for `str.startswith`."""
SPOKEN_COME = "(?:ن?می|نی)ا(?:د|ن|م|ین)"
"""«آمدن» in the present, as it is said: «میاد»."""

MONTH = "|".join(MONTHS)
WEEKDAY_AS_SPELLED = "|".join(WEEKDAYS)
WEEKDAY = f"(?:(?:{'|'.join(UNITS[1:6])}){GAP}?)?شنبه|جمعه"
"""As spelled, or with another gap: «سه شنبه», «پنج‌شنبه»."""

YESTERDAY, TODAY, TOMORROW = "دیروز|دیشب", "امروز|امشب", "فردا|پس‌فردا"
NEAR_DAYS = "دیروز|امروز|فردا"
"""A day by its distance; the nights of `YESTERDAY` and `TODAY` are left out."""

CLOCK = f"{DIGIT}{{1,2}}(?:[:٫]{DIGIT}{{2}})?"
CLOCK_WITH_HALVES = f"{DIGIT}{{1,2}}(?:[:٫.]{DIGIT}{{2}}| و (?:نیم|{DIGIT}{{1,2}} دقیقه))?"
"""Also «۸ و نیم», «۸ و ۲۰ دقیقه» and «۸.۳۰», as releases have it."""
AFTERNOON = f"بعد[{ZWNJ} ]?از[{ZWNJ} ]?ظهر|عصر|شب"
PART_OF_DAY_IN_NOTES = "صبح|ظهر|بعدازظهر|عصر|شب"
PART_OF_DAY = "بامداد|صبح|پیش از ظهر|ظهر|بعدازظهر|بعد از ظهر|عصر|غروب|شامگاه|شب"
