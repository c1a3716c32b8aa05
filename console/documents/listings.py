"""A list as bytes to pass on: JSON as the command of the list prints it, CSV as it is looked at."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from console.documents.csv_table import csv_chunks
from console.output import encoded, plain

FORMATS: Final = ("csv", "json")


def listing_json(plural: str, records: Iterable[Mapping[str, Any]], lang: str) -> Iterator[bytes]:
    """The document ``--json`` prints for a page that holds everything."""
    yield encoded(f'{{"{plural}": [')
    for number, one in enumerate(records):
        yield (b", " if number else b"") + encoded(json.dumps(plain(one, lang), ensure_ascii=False))
    yield b'], "next": null}\n'


def listing_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Headings and lines in words, for a spreadsheet; no cell is taken for a formula."""
    return csv_chunks(headings, rows, bom=True)
