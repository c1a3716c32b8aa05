"""No words for people stand outside the catalogue: the code of both faces is read for them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from console.cli import tree

ROOT = Path(__file__).resolve().parents[2]
_SPOKEN = re.compile("[A-Za-z][a-z]+,? [a-z]{2,}|[\u4e00-\u9fff]")
"""Two words one after the other, or Chinese: what somebody might read."""

_WORD = re.compile("[A-Za-z]{2,}|[\u4e00-\u9fff]")
_SUBJECT = re.compile("[a-z]+:")
"""What stands before the number of a subject in the key of a line."""

_DRAWN = (
    "Static",
    "TextBar",
    "Content",
    "Label",
    "Button",
    "Input",
    "Line",
    "Column",
    "notify",
    "tell",
    "update",
    "put",
)
"""Calls whose texts are drawn: not even one word may stand in them."""

_ELSEWHERE = {
    "console/tui/errands.py": "words people search by, in both languages at once",
    "console/card.py": "a page made in both languages at once",
    "console/documents/bars.py": "tags of a drawing",
    "console/documents/statistics_page.py": "tags and style of a page",
    "console/tui/card.py": "a page made in both languages at once",
    "console/tui/naming.py": "what stands for a value in sentences of either language",
    "console/tui/speech.py": "the word before a day of the week, in Chinese alone",
}
"""Files with words outside the catalogue, and why."""

_COMMANDS = frozenset({"", *(" ".join(command.path) for command in tree.every_command())})


def _unspoken(module: ast.Module) -> set[int]:
    """Texts nobody reads on the screen: docstrings, styles, annotations, the log; and those of the catalogue."""
    found: set[int] = set()

    def leave(node: ast.AST | None) -> None:
        found.update(id(one) for one in ast.walk(node)) if node is not None else None

    for node in ast.walk(module):
        match node:
            case ast.Expr(value=ast.Constant()):
                leave(node)
            case ast.Call(func=ast.Name(id="msg" | "cast"), args=[first, *_]):
                leave(first)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="logger"))):
                leave(node)
            case ast.Assign(targets=[ast.Name(id="DEFAULT_CSS" | "CSS")]):
                leave(node)
            case ast.AnnAssign() | ast.arg():
                leave(node.annotation)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                leave(node.returns)
    return found


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from _texts(part)


def _typed(text: str) -> bool:
    """Whether it is a command to type."""
    return text.removeprefix("jiandu ") in _COMMANDS


def _outside(source: str) -> Iterator[tuple[int, str]]:
    module = ast.parse(source)
    unspoken = _unspoken(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in unspoken and _SPOKEN.search(node.value) and not _typed(node.value):
                yield node.lineno, node.value
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in _DRAWN:
            for text in (text for argument in node.args for text in _texts(argument)):
                if (
                    _WORD.search(text)
                    and not _SUBJECT.fullmatch(text)
                    and text.removeprefix("jiandu ") not in _COMMANDS
                ):
                    yield node.lineno, text


def test_no_words_stand_outside_the_catalogue() -> None:
    found = {}
    for path in sorted((ROOT / "console").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        told = list(_outside(path.read_text(encoding="utf-8")))
        if told and name not in _ELSEWHERE and not name.startswith("console/words/"):
            found[name] = told
    assert found == {}
    seen = [
        text for _, text in _outside('Static("Hello"); x = "Nothing here"; notify(f"{n} rows"); y = msg("So it is")')
    ]
    assert sorted(seen) == [" rows", "Hello", "Nothing here"]
