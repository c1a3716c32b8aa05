"""Commands that read rulebooks: every rule with its clause, the notice's words, and where it comes from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import act_commands
from console.cli.answers import whole
from console.cli.command import Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Session
    from domain.rulebook.model import Pack, Rule


def _list(session: "Session") -> Answer:
    from domain.rulebook.loader import load, packs

    answer = whole("packs", [_pack(load(name)) for name in packs()])
    answer.document = {**answer.document, "adopted": _adopted(session)}
    answer.view = _listed
    return answer


def _adopted(session: "Session") -> list[dict[str, Any]]:
    """What this database has adopted, oldest first, and which of it an act of today is judged by."""
    from pathlib import Path

    address = session.settings.database.value or ""
    if "://" not in address and not Path(address).expanduser().exists():
        return []
    from sanctions.rules import rulebook_of

    with session.look() as look:
        rulebook = rulebook_of(look.reader)
        now = rulebook.pack_on(look.today)
        days = {version.pack: version.adopted_on for version in look.agency.packs}
    return [
        {**_pack(pack), "adopted_on": days.get(pack.id), "in_force": pack.digest == now.digest}
        for pack in rulebook.packs
    ]


def _listed(document: Mapping[str, Any], lang: str) -> str:
    from console.views import heading, table

    columns = ("id", "title", "valid_from", "valid_to")
    parts = [
        f"{heading('packs', lang, 'rulebook')}\n{table(document['packs'], lang, columns, within='packs', indent='  ')}"
    ]
    if document["adopted"]:
        told = table(
            document["adopted"],
            lang,
            ("id", "title", "valid_from", "in_force", "adopted_on"),
            within="packs",
            indent="  ",
        )
        parts.append(f"{heading('adopted', lang, 'rulebook')}\n{told}")
    return "\n\n".join(parts)


def _pack(pack: "Pack") -> dict[str, Any]:
    return {
        "id": pack.id,
        "title": pack.title,
        "place": pack.place.name if pack.place else None,
        "valid_from": pack.valid_from,
        "valid_to": pack.valid_to,
        "validity_note": pack.validity_note,
    }


def _show(session: "Session", *, pack: str | None, table: str | None, clause: str | None, notice: bool) -> Answer:
    from domain.refusals import refuse
    from domain.rulebook.clauses import normal
    from domain.rulebook.quotes import source_text

    found = _found(session, pack)
    if notice:
        source = found.notice.source if found.notice else None
        if source is None:
            raise refuse("rulebook.no_notice", msg("This rulebook ships no notice to read."), field="pack")
        return Answer({"notice": source_text(source)}, view=lambda document, _: str(document["notice"]))
    wanted = normal(clause) if clause else None
    rules = [
        _rule(address, rule)
        for address, rule in found.rules().items()
        if (table is None or address.partition(".")[0] == table)
        and (wanted is None or (rule.clause and normal(rule.clause) == wanted))
    ]
    return Answer({**_pack(found), "rules": rules}, view=_drawn)


def _found(session: "Session", name: str | None) -> "Pack":
    from pathlib import Path

    from domain.rulebook.loader import load, load_file

    if name is None:
        with session.look() as look:
            return look.rules.pack
    if name.endswith(".toml"):
        from console.files import read_bounded

        return load_file(read_bounded(Path(name), _LARGEST, "pack", msg("Rulebook")), Path(name).stem)
    return load(name)


_LARGEST = 1024 * 1024


def _rule(address: str, rule: "Rule") -> dict[str, Any]:
    return {
        "key": address,
        "clause": rule.clause,
        "quote": rule.quote,
        "source_kind": rule.source_kind.value,
        "text": rule.text,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
    }


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """Rule by rule as one reads them: citation, the notice's words, ours."""
    from console.lines import hanging, width
    from console.views import cell, record

    head = {key: value for key, value in document.items() if key != "rules" and value is not None}
    parts = [record(head, lang, within="rulebook")]
    for rule in document["rules"]:
        lines = [f"[{rule['key']}] {rule['clause'] or ''}  ({cell('source_kind', rule['source_kind'], lang)})"]
        if rule["quote"]:
            lines += hanging("  ", f"“{cell('quote', rule['quote'], lang)}”", width())
        lines += hanging("  ", cell("text", rule["text"], lang), width())
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


COMMANDS = (
    Command(
        "rulebook list",
        msg("List the rulebooks that are shipped, and those adopted here"),
        run=_list,
        needs_store=False,
    ),
    Command(
        "rulebook show",
        msg("Read a rulebook"),
        Field(
            "pack",
            msg("Rulebook"),
            positional=True,
            source="packs",
            help=msg("A shipped one or a .toml file; left out, the one in force here."),
        ),
        Field("table", msg("Only this table"), help=msg("Such as measures, grounds, bars, policies.")),
        Field("clause", msg("Only rules of this clause")),
        Field("notice", msg("Print the notice as published"), "flag"),
        run=_show,
        needs_store=False,
        help=msg("Every rule with its clause, the notice's own words, and where it comes from."),
    ),
    *act_commands("rulebook"),
)
