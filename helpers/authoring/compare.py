"""Two notebooks that should be one: where they part first.

>>> first_difference(generated, committed)
('valley-intro', 'its text is not what its source gives')
"""

from nbformat import NotebookNode

ASPECTS = {
    "cell_type": "its type",
    "source": "its text",
    "metadata": "its metadata",
    "attachments": "an attachment",
    "outputs": "its output",
    "execution_count": "its count",
}


def first_difference(expected: NotebookNode, found: NotebookNode) -> tuple[str, str] | None:
    """(cell id or "", what is wrong) where `found` departs from `expected`; None where it does not."""
    wanted = [cell.id for cell in expected.cells]
    there = [cell.id for cell in found.cells]
    for position, cell_id in enumerate(there):
        if cell_id not in wanted:
            return cell_id, "the source has no such cell"
        if position >= len(wanted) or cell_id != wanted[position]:
            return cell_id, "the source has this cell in another place, or one is missing before it"
    if len(there) < len(wanted):
        return wanted[len(there)], "the cell is missing"
    for ours, theirs in zip(expected.cells, found.cells, strict=True):
        for aspect, what in ASPECTS.items():
            if ours.get(aspect) != theirs.get(aspect):
                return ours.id, f"{what} is not what its source gives"
    if expected.metadata != found.metadata:
        return "", "the notebook's metadata is not what its source gives"
    return None
