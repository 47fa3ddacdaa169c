"""Tells from the words beside a quotation who said it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .languages import Language
from .names import LONGEST, Names, bare
from .sentences import without_stop
from .suggestions import any_of, without_article


@dataclass(frozen=True)
class Speaker:
    """
    Who said something.

    ``note`` says how a name was found that is not right there. A speaker who is not
    certain is called by a surname alone, or by what many are: "residents".
    """

    name: str
    role: str = ""
    organisation: str = ""
    note: str = ""
    is_certain: bool = True


class Attribution:
    """Reads who speaks. ``earlier`` is the paragraph up to the quotation."""

    def __init__(self, language: Language, earlier: str) -> None:
        self.language = language
        self.names = Names(language)
        self.earlier = earlier.split()

    def after(self, clause: str) -> Speaker | None:
        """
        Return the speaker in the clause after a quotation.

        "said Jane Doe", "Jane Doe said", "Jane Doe, the mayor, said", "according to
        Jane Doe".
        """
        first, *others = parts_of(clause)
        words, named = first.split(), self.after_according_to(first)
        verb = self.verb(words)
        if named or verb == 0:
            return self.speaker(named or words[1:], others[0] if others else "")
        if verb:
            return self.speaker(words[:verb])
        verbs = [self.verb(part.split()) for part in others[:2]]
        if 0 not in verbs:
            return None
        return self.speaker(words, others[0] if verbs[0] != 0 else "")

    def before(self, clause: str) -> Speaker | None:
        """
        Return the speaker in the clause before a quotation.

        "Jane Doe said on Monday:", "Jane Doe, the mayor, said:", "According to Jane
        Doe,".
        """
        *others, last = parts_of(clause)
        if named := self.after_according_to(others[-1] if others else last):
            return self.speaker(named, last if others else "")
        words = last.split()
        verb = self.verb(words)
        if verb is None or len(words) - verb > LONGEST:
            return None
        if verb:
            return self.speaker(words[:verb], begins=not others)
        if len(others) > 1:
            return self.speaker(others[-2].split(), others[-1])
        return None

    def after_according_to(self, part: str) -> list[str]:
        phrases = any_of(self.language.according_to)
        match = re.match(rf"(?:{phrases})\b", part, re.IGNORECASE)
        return part[match.end() :].split() if match else []

    def verb(self, words: Sequence[str]) -> int | None:
        """Return the place of the verb of speech."""
        verbs = self.language.speech_verbs
        places = (n for n, word in enumerate(words[: LONGEST + 1]) if word in verbs)
        return next(places, None)

    def speaker(
        self, words: Sequence[str], apposition: str = "", begins: bool = False
    ) -> Speaker | None:
        """
        Return the speaker whom a noun phrase names, or None if it names nobody.

        ``begins`` says that it begins a sentence, so that its first capital tells
        nothing.
        """
        language, names = self.language, self.names
        while words and words[-1] in language.before_verbs:
            words = words[:-1]
        article = words[0].casefold() if words else ""
        has_article = article in language.articles
        head, of = self.parted(words[1:] if has_article else words)
        if not head or len(head) > LONGEST:
            return None
        role = max(
            (n for n, word in enumerate(head) if names.is_role(word)), default=-1
        )
        name = head[role + 1 :]
        if role >= 0 and names.is_name(name) and (name[1:] or head[role].islower()):
            return Speaker(" ".join(name), " ".join(head[: role + 1]))
        if names.is_name(head):
            if has_article or role >= 0 or (of and not head[1:]):
                # "the Ministry of Justice"; but "Officials" may be any officials.
                is_certain = not begins or len(head + of) > 1
                return Speaker(" ".join(head + of), is_certain=is_certain)
            if not head[1:]:
                return self.surname(head[0], apposition, begins)
            organisation = " ".join(of[2:]) if of[1:2] == ["the"] else ""
            return Speaker(" ".join(head), self.role_in(apposition), organisation)
        if role < len(head) - 1:
            return None
        description = " ".join(head + of)
        if article in language.definite and description.islower():
            return self.introduced(head[-1], f"{words[0]} {description}")
        return Speaker(description, is_certain=has_article or not description.islower())

    def parted(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """
        Part "spokesperson for the Harbour Trust on Monday" before "for" and "on".

        Two people, joined by "and", are not one speaker: nothing is returned.
        """
        ends = self.language.small_words | self.language.times
        for place, word in enumerate(words):
            if word in self.language.joining:
                return [], []
            if word.casefold() in ends:
                return list(words[:place]), self.names.affiliation(words[place:])
        return list(words), []

    def role_in(self, apposition: str) -> str:
        """Return "mayor of Norwick" from "the mayor of Norwick"; else nothing."""
        role = without_article(apposition, self.language)
        words = role.split()
        place = next((n for n, w in enumerate(words) if self.names.is_role(w)), None)
        if place is None or len(words) > LONGEST:
            return ""
        return "" if set(words[:place]) & self.language.small_words else role

    def surname(self, name: str, apposition: str, begins: bool) -> Speaker | None:
        """Return the speaker to whom the paragraph gave a full name, else the surname."""
        for place, word in enumerate(self.earlier):
            full = self.names.ending(self.earlier[: place + 1])
            if bare(word) != name or not full[1:]:
                continue
            after = " ".join(self.earlier[place + 1 : place + 1 + LONGEST])
            role = after.partition(",")[0] if word.endswith(",") else apposition
            words = [*full[:-1], name]
            if speaker := self.speaker(words, role):
                return replace(speaker, note=same_as(name, " ".join(words)))
        if begins:
            return None
        return Speaker(name, self.role_in(apposition), is_certain=False)

    def introduced(self, noun: str, phrase: str) -> Speaker | None:
        """Return who "the spokesperson" is, if the paragraph introduced just one."""
        found = dict(self.introductions(noun))
        if len(found) != 1:
            return None
        [(speaker, words)] = found.items()
        return replace(speaker, note=same_as(phrase, words))

    def introductions(self, noun: str) -> Iterator[tuple[Speaker, str]]:
        """
        Yield each speaker introduced with a noun, and the words that do it.

        "a Harbour Trust spokesperson", "Harbour Trust spokesperson Jane Doe", "Jane
        Doe, a spokesperson for the Harbour Trust".
        """
        names, words = self.names, self.earlier
        for place, word in enumerate(words):
            if bare(word) != noun:
                continue
            start = place
            while (
                start and place - start < LONGEST and names.describes(words[start - 1])
            ):
                start -= 1
            rest = [] if names.ends(word) else words[place + 1 :]
            is_new = (
                start > 0 and words[start - 1].casefold() in self.language.indefinite
            )
            if not is_new:
                start = place - len(names.ending(words[start:place]))
            description = words[start : place + 1] + names.affiliation(rest)
            role = bare(" ".join(description))
            name = names.starting(rest)
            if is_new and not name and start > 1 and words[start - 2].endswith(","):
                name = names.ending(words[: start - 1])
            if name:
                yield Speaker(bare(" ".join(name)), role), bare(" ".join(name))
            elif is_new:
                yield Speaker(role), f"{words[start - 1]} {role}"


def parts_of(clause: str) -> list[str]:
    """Return what stands between the commas of a clause, without a bare age."""
    parts = [part.strip() for part in without_stop(clause).split(",")]
    return [part for part in parts if not part.isdigit()] or [""]


def same_as(phrase: str, words: str) -> str:
    return f"“{phrase}” is “{words}” earlier in the paragraph"
