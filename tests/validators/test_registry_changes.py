"""What a new registry, or a new version of a pack, would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from validators import pack_changes, registry_changes
from validators import policy as policies
from validators.registry_file import Alias, read
from validators.verdict import Message

ENTRIES = read(Path(__file__).parent / "hospitals.csv")


def test_the_same_rows_in_another_order_change_nothing() -> None:
    changes = registry_changes.compared(ENTRIES, tuple(reversed(ENTRIES)))
    assert not changes.any
    assert changes.same == len(ENTRIES)


def test_rows_come_go_and_say_something_else() -> None:
    first, second, third, *rest = ENTRIES
    moved = replace(second, level=1, aliases=(Alias("新名"),), line=999)
    new = replace(third, code="NEW")
    changes = registry_changes.compared(ENTRIES, (moved, third, new, *rest))
    assert changes.gone == (first,)
    assert changes.come == (new,)
    (changed,) = changes.changed
    assert set(changed.fields) <= {"level", "aliases"}
    assert "aliases" in changed.fields
    assert changes.same == len(ENTRIES) - 2


def test_against_no_registry_every_row_is_new() -> None:
    assert len(registry_changes.compared((), ENTRIES).come) == len(ENTRIES)


def test_a_pack_against_itself_says_nothing_new() -> None:
    listing = policies.show(policies.load("neimenggu"))
    assert pack_changes.compared(listing, listing) == ()


def test_lines_of_a_pack_come_go_and_change() -> None:
    listing = policies.show(policies.load("neimenggu"))
    section, *others = listing.sections
    row, *rows = section.rows
    said = replace(section, rows=(replace(row, says="something else"), *rows))
    (changed,) = pack_changes.compared(listing, replace(listing, sections=(said, *others)))
    assert (changed.before, changed.after) == (row, replace(row, says="something else"))
    (gone,) = pack_changes.compared(listing, replace(listing, sections=(replace(section, rows=tuple(rows)), *others)))
    assert (gone.before, gone.after) == (row, None)
    (come,) = pack_changes.compared(replace(listing, sections=(replace(section, rows=tuple(rows)), *others)), listing)
    assert (come.before, come.after) == (None, row)
    assert isinstance(come.section, Message)
