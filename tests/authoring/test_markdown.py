"""What of a Markdown cell is a message, and that putting messages back changes nothing else."""

import random

import pytest

from helpers.authoring.markdown import difference, has_words, messages, replace

PIECES = (
    "# ", "- ", "  ", "1. ", "> ", "\n", "\n\n", "text", "`c`", "$x$", "$$", "```", "|", "a | b\n--|--\n",
    "<details>", "</p>", "\t", "    ", "***", "[l](u)", "===", "---", "  \n", "\\", "```\n", "$", "2) ", "* ",
    "[^1]: w", "é",
)  # fmt: skip
CELL = r"""# The `rate` ##

One line
and another,  
broken hard.

1. first
2. second

   more of the second
   - nested *item*
- > quoted
  > on
> open
lazy

| a | b |
|---|---|
| $|x|$ | word |

<details>
<summary>A hint</summary>

Within.

</details>

Two lines
=========

[^1]: A note.
"""
WORDLESS = r"""$$
w = w

- a g
> 0
$$

![a figure](figure.png)

<https://example.org>

`code`

```python
print("words")  # $no formula
```

    words in an indented block

<!-- a remark -->

| 1 | $a$ |
|---|---|
"""


def test_messages_are_blocks_without_what_stands_before_them():
    assert messages(CELL) == [
        "The `rate`",
        "One line\nand another,  \nbroken hard.",
        "first",
        "second",
        "more of the second",
        "nested *item*",
        "quoted\non",
        "open\nlazy",
        "| a | b |\n|---|---|\n| $|x|$ | word |",
        "<details>\n<summary>A hint</summary>",
        "Within.",
        "Two lines",
        "[^1]: A note.",
    ]


def test_code_formulas_images_and_links_alone_are_no_messages():
    assert messages(WORDLESS) == []


def test_messages_put_back_give_the_same_source():
    for seed in range(3000):
        generator = random.Random(seed)
        source = "".join(generator.choice(PIECES) for _ in range(generator.randint(1, 14)))
        assert replace(source, lambda text: text) == source
    assert replace(CELL + WORDLESS, lambda text: text) == CELL + WORDLESS


@pytest.mark.parametrize(
    "source, expected",
    [
        ("- > a\n  > b", "- > x\n  > y\n  > z"),
        ("1. a", "1. x\n   y\n   z"),
        ("> - a", "> - x\n>   y\n>   z"),
        ("## a ##", "## x y z ##"),
        ("a\nb\nc\n===", "x\ny\nz\n==="),
    ],
)
def test_a_longer_translation_stays_in_its_block(source, expected):
    assert replace(source, lambda text: "x\ny\nz") == expected


def test_a_formula_with_text_around_it_is_one_message():
    source = "Take\n$$\nw = w\n- a g\n$$\nand go."
    assert messages(source) == [source]


def test_amounts_of_money_are_words():
    assert has_words("$5 or $6")
    assert not has_words("$5 + x$, $6$")


@pytest.mark.parametrize(
    "translated, found",
    [
        ("la `b` $x$ [liên kết](u) ![ảnh](i)", None),
        ("$x$ [liên kết](u) ![ảnh](i) `b`", None),
        ("la `c` $x$ [liên kết](u) ![ảnh](i)", "`b` is missing"),
        ("la `b` [liên kết](u) ![ảnh](i)", "$x$ is missing"),
        ("la `b` $x$ [liên kết](v) ![ảnh](i)", "the link u is missing"),
        ("la `b` $x$ [liên kết](u)", "the image i is missing"),
        ("la `b` $x$ $y$ [liên kết](u) ![ảnh](i)", "$y$ is not in the English text"),
        ("- la `b` $x$ [liên kết](u) ![ảnh](i)", "it would be another kind of block"),
        ("la `b` $x$\n\n[liên kết](u) ![ảnh](i)", "it would be another kind of block"),
    ],
)
def test_a_translation_keeps_code_formulas_links_and_images(translated, found):
    assert str(difference("the `b` of $x$ [link](u) ![image](i)", translated)).startswith(str(found))
