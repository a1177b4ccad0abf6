"""Which dicts have changed."""

import sys
from collections.abc import Callable

import pytest

from helpers.grading.kernel import versions
from helpers.grading.kernel.versions import Versions

CHANGES: dict[str, Callable[[dict], object]] = {
    "another value": lambda table: table.update(a=2),
    "an equal value that is another object": lambda table: table.update(a=float("1")),
    "a new name": lambda table: table.setdefault("b", 1),
    "a name less": lambda table: table.pop("a"),
    "cleared": lambda table: table.clear(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_named_once(change):
    tables = [{"a": 1.5}, {"a": 1.5}]
    seen = Versions(tables)
    change(tables[1])
    assert 1 in seen.changed()
    if versions._counted():
        assert list(seen.changed()) == []


def test_looking_up_changes_nothing():
    table = {"a": 1}
    seen = Versions([table])
    assert [table["a"], "a" in table, list(table.items()), len(table)]
    assert list(seen.changed()) == ([] if versions._counted() else [0])


def test_the_dict_of_a_class_is_counted():
    import gc

    class Cls:
        pass

    seen = Versions([gc.get_referents(vars(Cls))[0]])
    Cls.name = 1
    assert list(seen.changed()) == [0]


def test_what_changes_while_it_is_looked_at_is_named_again():
    table = {}
    seen = Versions([table])
    table["a"] = 1
    for _ in seen.changed():
        table["a"] = 2
    assert list(seen.changed()) == [0]


def test_without_counters_everything_counts_as_changed(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    seen = Versions([{}, {}])
    assert list(seen.changed()) == [0, 1] == list(seen.changed())
