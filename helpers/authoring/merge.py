"""A catalogue meets the notebook's messages of today: what stays, what is new, what only changed its wording.

gettext's msgmerge compares wording alone; here the cell counts as well, so that an edited sentence finds its
translation although another cell says nearly the same.

>>> merge(polib.pofile("07_momentum.po"), messages(nb, "07_momentum.ipynb"))
0
"""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from helpers.errors import require

# How alike two texts (0 to 1) must be for one to be the other's edited form: easily in the same cell.
ALIKE_IN_CELL = 0.5
ALIKE_ELSEWHERE = 0.85
CODE = "code"


@dataclass
class Message:
    """A text for readers, where it stands, and whether it stands in code."""

    text: str
    places: list[str] = field(default_factory=list)
    code: bool = False

    def add(self, place: str, *, code: bool) -> None:
        """Note another place."""
        if place not in self.places:
            self.places.append(place)
        self.code = self.code or code


def merge(file, messages: list[Message]) -> int:
    """Change the polib.POFile `file` to hold `messages`, in their order; returns how many are new.

    An entry whose text is still said stays as it is. One whose text was edited becomes fuzzy, with the
    English text that its translation belongs to as previous_msgid. A translation that nothing asks for
    becomes obsolete.
    """
    polib = require("polib", extra="author")
    known = {entry.msgid: entry for entry in file}
    before = {entry.msgid: _places(entry) for entry in file}
    said = {message.text for message in messages}
    suggestions = _edited(
        [message for message in messages if message.text not in known],
        [entry for entry in file if entry.msgstr and not entry.obsolete],
        before,
        {message.text: set(message.places) for message in messages},
    )
    new, entries, used = 0, [], set()
    for message in messages:
        entry = known.get(message.text)
        if entry is None:
            entry = polib.POEntry(msgid=message.text)
            old = suggestions.get(message.text)
            if old is None:
                new += 1
            else:
                used.add(old.msgid)
                entry.msgstr = old.msgstr
                entry.tcomment = old.tcomment
                entry.previous_msgid = (old.fuzzy and old.previous_msgid) or old.msgid
                entry.fuzzy = entry.previous_msgid != message.text  # equal: the edit was taken back
        elif entry.obsolete:
            entry.obsolete = False
        if not entry.fuzzy:
            entry.previous_msgid = None
        entry.occurrences = [(place, "") for place in message.places]
        entry.comment = CODE if message.code else ""
        entries.append(entry)
    gone = [entry for entry in file if entry.msgid not in said | used and entry.msgstr]
    for entry in gone:
        entry.obsolete = True
        entry.occurrences, entry.comment, entry.previous_msgid = [], "", None
    file[:] = entries + sorted(gone, key=lambda entry: entry.msgid)
    return new


def _edited(fresh: list[Message], old: list, before: dict[str, set], now: dict[str, set]) -> dict:
    """Fresh text -> the entry whose text it was before the edit; each entry goes to one text at most."""
    pairs = []
    for position, message in enumerate(fresh):
        for entry in old:
            # Where the text still stands in another cell, this cell's copy may be the edited one.
            left = before[entry.msgid] - now.get(entry.msgid, set())
            if not left and entry.msgid in now:
                continue
            if message.code != (entry.comment == CODE):
                continue
            limit = ALIKE_IN_CELL if left & set(message.places) else ALIKE_ELSEWHERE
            matcher = SequenceMatcher(None, entry.msgid, message.text, autojunk=False)
            if matcher.real_quick_ratio() >= limit and matcher.quick_ratio() >= limit:
                ratio = matcher.ratio()
                if ratio >= limit:
                    pairs.append((limit == ALIKE_ELSEWHERE, -ratio, position, entry))
    found: dict = {}
    taken: set[str] = set()
    for _, _, position, entry in sorted(pairs, key=lambda pair: pair[:3]):
        text = fresh[position].text
        if text not in found and entry.msgid not in taken:
            found[text] = entry
            taken.add(entry.msgid)
    return found


def _places(entry) -> set[str]:
    return {f"{path}:{line}" if line else path for path, line in entry.occurrences}
