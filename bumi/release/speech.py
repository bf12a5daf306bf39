"""Speaker attribution in a press release: the speaker of each sentence, by name and office, and the quoted words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bumi.persian.first_person import US, speaks_of_us
from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.patterns import START
from bumi.persian.person_names import (
    begins_with_office,
    is_given_name,
    is_surname,
    offices,
    person_name,
    without_titles,
)
from bumi.persian.text import flat
from bumi.persian.verb_phrases import ADDS, GOES_ON, SAYS
from bumi.release.layout import ReleaseSentence, masked

_NEAR = 300  # characters of a sentence in which its speaker is looked for
_FEWEST = 8  # characters of a quotation

_COLON = re.compile(rf"(?P<intro>[^«»:]{{3,{_NEAR}}}?):\s+(?P<quote>.+)", re.DOTALL)
_BARE = re.compile(rf"(?P<intro>[^«»:]{{0,80}}?{START}{ADDS})(?: که)? (?P<quote>.+)", re.DOTALL)
_SAME_NEWS = re.compile(r"(?:اعلام|تشریح|بیان) این (?:خبر|مطلب)")
_ADDED = "افزود"  # the verb of a speaker who comments on the news just told
_pattern = ListedPatterns("release/speech", near=str(_NEAR))
_SPOKEN = _pattern("spoken")
_PRONOUN = _pattern("pronoun")
_THEY_SAID = re.compile(r"(?:وی|او|ایشان|ایشون|اون)\s+گفتن(?!\w)")
"""The informal form; behind another word it may be a noun."""
_ACCORDING = re.compile(r"به گفته\s+(?P<who>[^،.:]{3,110}?)\s*،")
_OPENING = _pattern("opening")
_APART = _pattern("apart")


@dataclass(frozen=True)
class Speaker:
    """A speaker; `name` is empty where only the office is given, `role` where only the name is."""

    name: str = ""
    role: str = ""

    @property
    def label(self) -> str:
        """The name, or else the office."""
        return self.name or self.role


@dataclass(frozen=True)
class AttributedSentence:
    """A sentence with its speaker, if any.

    `text` has the speaker's name in place of `pronoun` («وی»). `intro` and `quote` are the two parts of a quotation
    with its attribution, else empty.
    """

    sentence: ReleaseSentence
    text: str
    speaker: Speaker | None = None
    pronoun: str = ""
    intro: str = ""
    quote: str = ""


def told(sentences: Sequence[ReleaseSentence], kicker: str = "") -> list[AttributedSentence]:
    """Return each sentence with its speaker; a pronoun refers to the last speaker.

    `kicker`, the line over the headline, may give the name of a speaker whom the text calls by office.
    """
    before = SAYS.split(kicker)[0].strip(" :،") if kicker else ""
    found, known = list[AttributedSentence](), [each for each in (_read(before),) if each and each.name]
    for sentence in sentences:
        said = _going_on(_said(sentence, known), found[-1:])
        if said.speaker and said.speaker not in known[-1:]:
            known = [*[each for each in known if each.label != said.speaker.label], said.speaker]
        found.append(said)
    names = {each.speaker.role: each.speaker for each in found if each.speaker and each.speaker.name}
    return [_named_below(said, names) for said in found]


def _named_below(said: AttributedSentence, names: Mapping[str, Speaker]) -> AttributedSentence:
    """Return an office's quotation with the name that a later sentence gives for that office."""
    speaker = said.speaker
    whole = names.get(speaker.role) if speaker and not speaker.name and said.quote else None
    if whole is None or said.intro.count(whole.role) != 1:
        return said
    before, _, after = said.intro.partition(whole.role)
    return replace(said, speaker=whole, intro=f"{before}{whole.name}، {whole.role}، {after.lstrip(' ،')}")


def _said(sentence: ReleaseSentence, known: Sequence[Speaker]) -> AttributedSentence:
    text = sentence.text
    plain = masked(text)
    spoken = _SPOKEN.fullmatch(plain)
    head = spoken["intro"] if spoken else plain[:_NEAR]
    says = SAYS.search(head)
    if pronoun := _PRONOUN.match(plain):
        speaker = known[-1] if known else None
        says = says or _THEY_SAID.match(plain)
        word = plain[: pronoun.end()].removesuffix(pronoun["too"] or "")
        if speaker and (says or spoken):
            text = f"{speaker.label}{text[len(word) :]}"
        else:
            return AttributedSentence(sentence, text, speaker, word if speaker else "")
    else:
        word, speaker = "", _speaker(text, plain, head, says, known, bool(spoken))
    if not spoken and speaker and (own := _in_own_words(text, plain)):
        return AttributedSentence(sentence, text, speaker, word, _named(own[0], speaker), own[1])
    if not (spoken and speaker and len(spoken["quote"].strip()) >= _FEWEST and (says or len(head.split()) <= 12)):
        return AttributedSentence(sentence, text, speaker, word)
    cut = len(text) - len(plain) + spoken.start("quote") - 1
    quote = sentence.text[slice(*spoken.span("quote"))].strip()
    return AttributedSentence(sentence, text, speaker, word, _named(text[:cut].rstrip(" :،"), speaker), quote)


def _named(intro: str, speaker: Speaker) -> str:
    """Return the introduction of a quotation with the speaker's name for the office in it."""
    if not speaker.name or speaker.name.split()[-1] in intro:
        return intro
    says = SAYS.search(intro)
    office = _read(intro[: says.start() if says else len(intro)].strip(" :،"))
    if office and office.role and office.role in intro:
        return intro.replace(office.role, speaker.name, 1)
    return f"{speaker.name}، {intro}"


def _in_own_words(text: str, plain: str) -> tuple[str, str] | None:
    """Return attribution and words of a first-person statement without quotation marks, or None."""
    if (found := _COLON.fullmatch(plain)) and (says := [*SAYS.finditer(found["intro"])]):
        whole = says[-1].end() == len(found["intro"].rstrip())
    else:
        found = _BARE.fullmatch(plain)
        whole = found is not None and not US.search(found["intro"])
    if found is None or not whole or not speaks_of_us(found["quote"]) or len(found["quote"]) < _FEWEST:
        return None
    cut = len(text) - len(plain)  # `text` has a longer name for «وی»
    quote = text[cut + found.start("quote") :].strip().removesuffix(".").rstrip()
    return text[: cut + found.end("intro")].strip(), quote


def _going_on(said: AttributedSentence, before: Sequence[AttributedSentence]) -> AttributedSentence:
    """Return a first-person sentence as said by the speaker of the sentence before it in the paragraph."""
    last = before[0] if before else None
    if said.speaker or said.sentence.point or not last or not last.speaker or not speaks_of_us(said.text):
        return said
    plain = masked(last.sentence.text)
    same = last.sentence.paragraph == said.sentence.paragraph
    if "«" in last.sentence.text or not (SAYS.search(plain) and (same or not last.sentence.text.endswith("."))):
        return said  # behind a closed quotation, and in a new paragraph of finished sentences, an office may speak
    intro = f"{last.speaker.label} {_ADDED}"
    quote = said.text.strip().removesuffix(".").rstrip()
    return AttributedSentence(said.sentence, f"{intro}: {quote}", last.speaker, "وی", intro, quote)


def _speaker(
    text: str, plain: str, head: str, says: re.Match[str] | None, known: Sequence[Speaker], quoting: bool
) -> Speaker | None:
    """Return the speaker of a sentence without a pronoun, or None."""
    if according := _ACCORDING.match(plain):
        return _complete(_read(text[slice(*according.span("who"))]), known, "")
    if not says and not quoting:
        return None
    verb = _ADDED if _SAME_NEWS.search(head) else says.group() if says else ""
    before = text[: says.start() if says else len(head)].strip(" :،")
    return _complete(_read(before), known, verb) or _known_by_surname(plain, known)


def _known_by_surname(plain: str, known: Sequence[Speaker]) -> Speaker | None:
    """Return the known speaker with whose surname the sentence begins: «ارزویی جوایز را ... اعلام کرد و گفت»."""
    bare = without_titles(plain, count=1)
    for each in reversed(known):
        _, *family = each.name.split() or [""]
        if family and (bare.startswith(f"{' '.join(family)} ") or bare.startswith(f"{family[-1]} ")):
            return each
    return None


def _read(before: str) -> Speaker | None:
    """Return the speaker before the verb of speech: «نام، سمت»، «سمت، نام»، «نام سمت» or one of the two."""
    before = before.replace("«", "").replace("»", "")  # which the police put around names
    plain = masked(before)
    if opening := _OPENING.match(plain):
        before, plain = before[opening.end() :], plain[opening.end() :]
    if cut := _APART.search(plain):
        before, plain = before[: cut.start()], plain[: cut.start()]
    plain = plain.strip(" ،")
    parts = [part.strip() for part in plain.split("،") if part.strip()]
    if not parts or len(plain) > 160:
        return None
    speaker = _of_parts(parts)
    if speaker is None:
        return None
    return Speaker(_unmasked(speaker.name), _unmasked(speaker.role))


def _of_parts(parts: list[str]) -> Speaker | None:
    if len(parts) > 1:
        if name := person_name(parts[0], begins_with_office(parts[1])):
            return Speaker(name, "، ".join(parts[1:]))
        if begins_with_office(parts[0]) and (name := person_name(parts[-1], is_surname(parts[-1].split()[-1]))):
            return Speaker(name, "، ".join(parts[:-1]))
        return Speaker("", "، ".join(parts)) if begins_with_office(parts[0]) else None
    row = without_titles(parts[0]).split()
    at = next((at for at, word in enumerate(row) if word in offices()), None)
    if at:
        name = person_name(" ".join(row[:at]), beside_office=True)
        return Speaker(name, " ".join(row[at:])) if name else None
    if at == 0:
        for size in (3, 2):
            tail = row[-size:]
            if len(row) >= size + 2 and is_given_name(tail[0]) and (name := person_name(" ".join(tail))):
                return Speaker(name, without_titles(f"{' '.join(parts[0].split()[:-size])} ").strip())
        return Speaker("", parts[0])
    name = person_name(parts[0])
    return Speaker(name, "") if name else None


def _complete(speaker: Speaker | None, known: Sequence[Speaker], verb: str) -> Speaker | None:
    """Return the speaker completed from known ones; a name that goes on speaking has the office of the last speaker."""
    if speaker is None or (speaker.name and speaker.role):
        return speaker
    for other in reversed(known):
        if speaker.name and other.name and flat(other.name).endswith(flat(speaker.name)):
            return other
        if not speaker.name and other.role and _is_same_office(speaker.role, other.role):
            return other
    if speaker.name and " " not in speaker.name:
        return None
    last = known[-1] if known else None
    if last is None or not GOES_ON.fullmatch(verb.removesuffix("ند")):
        return speaker
    if speaker.name and not last.name:
        return replace(speaker, role=last.role)
    if not speaker.name and last.name and not last.role and len(known) == 1:
        return replace(last, role=speaker.role)
    return speaker


def _is_same_office(later: str, known: str) -> bool:
    """Say whether an office is the known one, in the same words or abridged."""
    row, whole = flat(later.replace("،", " ")).split(), flat(known.replace("،", " ")).split()
    return row == whole or (len(row) > 1 and row[0] == whole[0] and set(row) <= set(whole))


def _unmasked(text: str) -> str:
    return text.replace("\ue000", "،")
