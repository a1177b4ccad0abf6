"""Markdown as messages: what of a cell is to be translated, and the cell with translations in its place.

One message a block: a heading, a paragraph (also of a list item or a quotation), a table, a piece of HTML
with words. What a block stands behind (list markers, quotation marks, indentation) belongs to no message, and
a block without words (code, a formula, an image, a bare link) is none. Blocks are found by markdown-it-py
(https://markdown-it-py.readthedocs.io), the CommonMark rules and tables that JupyterLab knows.

>>> replace("# Momentum\\n\\n- the *rate* $\\\\eta$", str.upper)
'# MOMENTUM\\n\\n- THE *RATE* $\\\\ETA$'
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark").enable("table")
MASK = "\ue000"  # private use: it has no meaning in Markdown and is no letter

CODE = r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
# As MathJax in JupyterLab reads it, but a lone dollar before a number ("$5 and $6") opens no formula.
FORMULA = r"(?<!\\)\$\$.+?(?<!\\)\$\$|(?<![\\$])\$(?=[^\s$])(?:\\.|(?!\n\s*\n)[^$\\])*?(?<=\S)\$(?![\d$])"
CODE_OR_FORMULA = re.compile(f"(?P<code>{CODE})|(?P<formula>{FORMULA})", re.DOTALL)
HTML = re.compile(r"<!--.*?-->|<(script|style|pre)\b.*?</\1\s*>|</?[A-Za-z][^>]*>", re.DOTALL | re.IGNORECASE)
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
BARE_LINK = re.compile(r"<?https?://[^\s>)]+>?")
LABEL = re.compile(r"\[\^[^\]]+\]|(?<=\])\[[^\]]+\]")
LETTER = re.compile(r"[^\W\d_]")
LIST_MARKER = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"


@dataclass(frozen=True)
class Block:
    """Lines start .. end - 1 of a source; line i is prefix + text + suffix."""

    start: int
    end: int
    prefixes: tuple[str, ...]
    text: str
    suffix: str
    heading: bool

    def lines(self, text: str) -> list[str]:
        """The block's lines with another text."""
        if self.heading:
            text = " ".join(text.split("\n"))
        rows = text.split("\n")
        return [self._prefix(i) + row for i, row in enumerate(rows[:-1])] + [
            self._prefix(len(rows) - 1) + rows[-1] + self.suffix
        ]

    def _prefix(self, i: int) -> str:
        if i < len(self.prefixes):
            return self.prefixes[i]
        # A translation may have more lines than the English text.
        return self.prefixes[-1] if len(self.prefixes) > 1 else re.sub(r"[^>\s]", " ", self.prefixes[0])


def messages(source: str) -> list[str]:
    """The messages of a cell, in order; one may occur twice."""
    return [block.text for block in _blocks(source)]


def replace(source: str, translate: Callable[[str], str]) -> str:
    """`source` with translate(message) in the place of each message; unchanged where that is the message."""
    old = source.split("\n")
    new: list[str] = []
    done = 0
    for block in _blocks(source):
        new += old[done : block.start]
        new += block.lines(translate(block.text))
        done = block.end
    return "\n".join(new + old[done:])


def has_words(text: str) -> bool:
    """Whether something is left for a translator once code, formulas, images and bare links are gone."""
    rest = CODE_OR_FORMULA.sub(" ", text)
    for pattern in (HTML, IMAGE, BARE_LINK, LABEL):
        rest = pattern.sub(" ", rest)
    return LETTER.search(rest) is not None


def difference(english: str, translated: str) -> str | None:
    """What a translation must keep and does not: code, formulas, links, images, HTML, the kind of block.

    One phrase, or None. Their order is free: another language puts other words first.
    """
    before, after = _kept(english), _kept(translated)
    for lost in (before - after).elements():
        return f"{lost} is missing"
    for new in (after - before).elements():
        return f"{new} is not in the English text"
    if _kinds(english) != _kinds(translated):
        return "it would be another kind of block (a list, a heading, several paragraphs)"
    return None


def _kept(text: str) -> Counter[str]:
    formulas = Counter(match["formula"] for match in CODE_OR_FORMULA.finditer(text) if match["formula"])
    masked = CODE_OR_FORMULA.sub(lambda match: match["code"] or MASK, text)
    kept = Counter({" ".join(formula.split()): count for formula, count in formulas.items()})
    kept.update(label for label in LABEL.findall(masked))
    for token in PARSER.parse(masked):
        if token.type == "html_block":
            kept.update(match.group() for match in HTML.finditer(token.content))
        for child in token.children or ():
            if child.type == "code_inline":
                kept[f"`{child.content}`"] += 1
            elif child.type == "link_open":
                kept[f"the link {child.attrs['href']}"] += 1
            elif child.type == "image":
                kept[f"the image {child.attrs['src']}"] += 1
            elif child.type == "html_inline":
                kept[child.content] += 1
    return kept


def _kinds(text: str) -> list[str]:
    """The blocks of a text, without what they hold. A message of digits and a stop is no list."""
    return [token.type + token.tag for token in PARSER.parse(_mask(text)) if token.type != "inline"]


def _blocks(source: str) -> list[Block]:
    lines = source.split("\n")
    masked = _mask(source)
    table_end = 0
    found: list[Block] = []
    tokens = PARSER.parse(masked)
    for previous, token in pairwise([None, *tokens]):
        if token.map is None or token.map[0] < table_end:
            continue
        if token.type == "inline":
            heading = previous is not None and previous.markup.startswith(
                "#"
            )  # a "Setext" one may have lines
            block = _inline_block(lines, masked.split("\n"), token, heading)
        elif token.type == "table_open":
            block = _whole_block(lines, token.map)
            table_end = token.map[1]
        elif token.type == "html_block":
            block = _whole_block(lines, token.map)
        else:
            continue
        if block is not None and has_words(block.text):
            found.append(block)
    return found


def _inline_block(lines: list[str], masked: list[str], token, heading: bool) -> Block | None:
    content = token.content.split("\n")
    if content == [""]:
        return None
    start = token.map[0]
    prefixes, texts, suffix = [], [], ""
    for i, row in enumerate(content):
        row = row.lstrip(" ")
        # The last place: a list marker may read like the text behind it ("1. 1").
        column = masked[start + i].rfind(row)
        assert column >= 0, row
        line = lines[start + i]
        prefixes.append(line[:column])
        texts.append(line[column : column + len(row)])
        suffix = line[column + len(row) :]
    return Block(start, start + len(content), tuple(prefixes), "\n".join(texts), suffix, heading)


def _whole_block(lines: list[str], place: list[int]) -> Block | None:
    start, end = place
    while end > start and not lines[end - 1].strip(" >"):
        end -= 1
    if end == start:
        return None
    first = re.match(rf"[ >]*(?:{LIST_MARKER})*", lines[start]).group()
    prefixes = [first] + [re.match(r"[ >]*", line).group() for line in lines[start + 1 : end]]
    texts = [line[len(prefix) :] for line, prefix in zip(lines[start:end], prefixes, strict=True)]
    return Block(start, end, tuple(prefixes), "\n".join(texts), "", False)


def _mask(source: str) -> str:
    """The source with formulas made harmless, line by line and column by column.

    JupyterLab takes formulas out before it reads Markdown: within one, a line that begins with "-" is no list
    item, and an empty line ends no paragraph.
    """
    lines = source.split("\n")
    code = {
        i
        for token in PARSER.parse(source)
        if token.type in ("fence", "code_block")
        for i in range(*token.map)
    }
    # Code blocks are cut out; what stands on their two sides is searched apart.
    out: list[str] = []
    rest: list[str] = []
    for i, line in enumerate(lines):
        if i in code:
            out += _mask_formulas(rest)
            out.append(line)
            rest = []
        else:
            rest.append(line)
    return "\n".join(out + _mask_formulas(rest))


def _mask_formulas(lines: list[str]) -> list[str]:
    if not lines:
        return []
    text = "\n".join(lines)

    def mask(match: re.Match) -> str:
        if match["code"]:
            return match["code"]
        opened = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        return _mask_formula(match["formula"], quotes=opened.count(">"))

    return CODE_OR_FORMULA.sub(mask, text).split("\n")


def _mask_formula(formula: str, quotes: int) -> str:
    """quotes: how many quotation marks each further line begins with; a later one is a "greater than"."""
    rows = formula.split("\n")
    hidden = [re.sub(r"\S", MASK, rows[0])]
    for row in rows[1:]:
        marks = re.match(rf"(?: *>){{0,{quotes}}} *", row).group()
        # An empty row gets one column more than it has: slices of the real row do not mind.
        hidden.append(marks + (re.sub(r"\S", MASK, row[len(marks) :]) or MASK))
    return "\n".join(hidden)
