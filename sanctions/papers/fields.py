"""What the tags of a template say: fields that there are, each used as what it is, and nothing that could do anything.

The tree of a template is read against a full example of its values. Whatever is not listed here is refused, so that no
new construct of the template language is ever let in by an upgrade of it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NoReturn, TypeAlias

from jinja2 import nodes

from domain.messages import Message, msg
from domain.refusals import Refused, refuse

Plain: TypeAlias = str | bool | list["Plain"] | dict[str, "Plain"]
"""What a paper is made of; nothing that could do anything."""

FILTERS: Final = ("join", "length")
LOOP: Final[Mapping[str, Plain]] = {"index": "1", "first": True, "last": True, "length": "1"}
"""What may be asked of ``loop`` within a list."""
DEEPEST: Final = 3
"""How deep lists may be gone through within each other."""
_OPERATORS: Final = frozenset({"eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin"})
_LISTED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Filter,
)

_UNKNOWN: Final[dict[str, Plain]] = {}
"""What stands for a field that is not there, in place of an example of it; known by its identity."""

Where: TypeAlias = Callable[[int], Message]
"""The place in the template for a line of the tree."""


def listed(tree: nodes.Node) -> bool:
    """Whether a tree consists of nothing but what is listed here."""
    inner = [tree]
    while inner:
        node = inner.pop()
        if not isinstance(node, _LISTED) or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
            return False
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            return False
        inner += node.iter_child_nodes()
    return True


class Reader:
    """Reads a template called `template`; `where` gives the place for a line of its tree."""

    def __init__(self, template: str, where: Where) -> None:
        self._template = template
        self._where = where
        self._faults: list[Refused] = []

    def read(self, tree: nodes.Template, fields: Mapping[str, Plain]) -> list[Refused]:
        """Every ``template.field`` with its place: what is not there, and what is used as what it is not.

        Raises Refused ``template.tag`` at what no template may.
        """
        self._faults = []
        self._body(tree.body, fields, ())
        return self._faults

    def _body(self, body: Sequence[nodes.Node], fields: Mapping[str, Plain], within: tuple[str, ...]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        self._printed(part, fields)
            elif isinstance(node, nodes.If):
                self._condition(node.test, fields)
                for branch in (node.body, node.elif_, node.else_):
                    self._body(branch, fields, within)
            elif isinstance(node, nodes.For):
                self._list(node, fields, within)
            else:
                self._not_ours(node)

    def _list(self, node: nodes.For, fields: Mapping[str, Plain], within: tuple[str, ...]) -> None:
        if not isinstance(node.target, nodes.Name) or node.recursive or node.test is not None:
            self._not_ours(node)
        name, (root, items) = node.target.name, self._field(node.iter, fields)
        if not isinstance(items, list):
            self._wrong(node, items, msg("{field} is no list, and cannot be gone through", field=root))
            items = [_UNKNOWN]
        # A list within a list goes on from its item: so no template can make more lines than there are values.
        if len(within) >= DEEPEST or (within and root.partition(".")[0] not in within) or name in (*fields, "loop"):
            self._not_ours(node)
        inner = {**fields, name: items[0] if items else _UNKNOWN, "loop": dict(LOOP)}
        self._body(node.body, inner, (*within, name))
        self._body(node.else_, fields, within)

    def _printed(self, node: nodes.Node, fields: Mapping[str, Plain]) -> None:
        if isinstance(node, nodes.Filter):
            self._filter(node, fields)
            return
        name, value = self._field(node, fields)
        if not isinstance(value, str):
            self._wrong(node, value, msg("{field} is no text, and cannot be printed as it is", field=name))

    def _filter(self, node: nodes.Filter, fields: Mapping[str, Plain]) -> None:
        arguments = node.args
        texts = [one.value for one in arguments if isinstance(one, nodes.Const) and isinstance(one.value, str)]
        plain = len(texts) == len(arguments) and not node.kwargs and node.dyn_args is None and node.dyn_kwargs is None
        if node.node is None or node.name not in FILTERS or not plain or len(texts) > (node.name == "join"):
            self._not_ours(node)
        name, value = self._field(node.node, fields)
        if not isinstance(value, list) or (node.name == "join" and value and not isinstance(value[0], str)):
            self._wrong(node, value, msg("{field} is no list of texts", field=name))

    def _condition(self, node: nodes.Node, fields: Mapping[str, Plain]) -> None:
        if isinstance(node, nodes.Not):
            self._condition(node.node, fields)
        elif isinstance(node, nodes.And | nodes.Or):
            self._condition(node.left, fields)
            self._condition(node.right, fields)
        elif isinstance(node, nodes.Compare):
            self._operand(node.expr, fields)
            for operand in node.ops:
                if operand.op not in _OPERATORS:
                    self._not_ours(node)
                self._operand(operand.expr, fields)
        else:
            self._operand(node, fields)

    def _operand(self, node: nodes.Node, fields: Mapping[str, Plain]) -> None:
        if isinstance(node, nodes.Const):
            if not isinstance(node.value, str | int):
                self._not_ours(node)
        elif isinstance(node, nodes.Filter):
            self._filter(node, fields)
        else:
            self._field(node, fields)

    def _field(self, node: nodes.Node, fields: Mapping[str, Plain]) -> tuple[str, Plain]:
        """A field by its path, and its example."""
        path: list[str] = []
        inner = node
        while isinstance(inner, nodes.Getattr):
            path.insert(0, inner.attr)
            inner = inner.node
        if not isinstance(inner, nodes.Name):
            self._not_ours(node)
        path.insert(0, inner.name)
        name = ".".join(path)
        if any(part.startswith("_") for part in path):
            self._not_ours(node)
        value: Plain = dict(fields)
        for part in path:
            if value is _UNKNOWN:
                break
            if not isinstance(value, dict) or part not in value:
                self._wrong(node, "", msg("there is no field {field}", field=name[:60]))
                return name, _UNKNOWN
            value = value[part]
        return name, value

    def _wrong(self, node: nodes.Node, value: Plain, what: Message) -> None:
        # What follows from a fault that was told is none of its own.
        if value is not _UNKNOWN:
            self._faults.append(refused("template.field", self._template, self._where(node.lineno), what))

    def _not_ours(self, node: nodes.Node) -> NoReturn:
        what = msg("a template has fields, lists and conditions, and nothing that calculates or calls")
        raise refused("template.tag", self._template, self._where(node.lineno), what)


def refused(code: str, template: str, place: Message, what: Message) -> Refused:
    """A template, the place in it, and what is wrong there."""
    return refuse(code, msg("Template {name}, {place}: {what}.", name=template, place=place, what=what), field="file")
