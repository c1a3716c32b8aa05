"""A load that can be killed, run as a program of its own: ``python -m tests.trial.load MODE URL KEY SEED``.

``work`` does acts without end and tells the journal's head after each; ``hold`` does many inside a transaction that
it never ends; ``look`` tells the head and goes. All print one line at a time, so whoever kills them knows what was
acknowledged.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from db.engine import normalise_url
from db.journal import head
from db.store import Store
from domain.acts import Upload, act
from sanctions.perform import perform, together
from sanctions.results import Done
from tests.trial.agency import now


def do(store: Store, who: str, name: str, /, **raw: Any) -> Done:
    """One act in a transaction of its own, told once it is kept."""
    done = perform(store, who, act(name), raw, clock=now)
    if not isinstance(done, Done):
        raise SystemExit(f"{name}: {done.code}")
    tell_head(store)
    return done


def tell_head(store: Store) -> None:
    """Number and hash of the last entry."""
    with store.read() as reader:
        seq, digest = head(reader.connection)
    print(seq, digest, flush=True)  # noqa: T201 - a program's output


def reporter(chance: Random) -> Upload:
    """Somebody invented."""
    told: Mapping[str, str] = {"name": "测某", "phone": f"138{chance.randrange(10**8):08d}"}
    return Upload("reporter.json", json.dumps(told, ensure_ascii=False).encode())


def chains(store: Store, chance: Random) -> Iterator[None]:
    """Chains from an institution to a held talk, one after another, with sealed files of several chunks."""
    while True:
        code = do(
            store,
            "zhang",
            "institution.add",
            no_code="invented",
            name=f"测试机构{chance.randrange(10**9)}",
            services=["medical"],
            departments=["骨科"],
        ).id
        do(
            store,
            "zhang",
            "agreement.sign",
            code=code,
            service="medical",
            number=f"X-{chance.randrange(10**12)}",
            from_day="2025-01-01",
            to_day="2026-12-31",
        )
        complaint = do(
            store,
            "zhang",
            "complaint.log",
            institution=code,
            received="2025-12-01",
            channel="letter",
            nature="complaint",
            summary="办理摘要",
            text=Upload("text.txt", "原文".encode() * chance.randrange(1, 5_000)),
            reporter_file=reporter(chance),
        ).id
        do(
            store,
            "zhang",
            "attach.add",
            subject=complaint,
            kind="scan",
            file=Upload("scan.bin", chance.randbytes(chance.randrange(1, 2_000_000))),
        )
        inspection = do(
            store, "zhang", "inspection.record", institution=code, kind="spot", inspectors=["zhang", "li"]
        ).id
        do(
            store,
            "zhang",
            "finding.add",
            source=inspection,
            category="records",
            severity="minor",
            provision="ZB 五(一)",
            text="台账不全",
        )
        case = do(
            store,
            "zhang",
            "case.open",
            institution=code,
            lead="zhang",
            complaints=[complaint],
            inspections=[inspection],
        ).id
        talk = do(store, "zhang", "measure.propose", case=case, kind="warning-talk", reason="台账不全").id
        do(store, "zhang", "measure.complete", id=talk, result="已约谈")
        do(store, "zhang", "case.close", case=case, outcome="handled", reason="已约谈")
        do(store, "zhao", "approve", id=case)
        yield


def hold(store: Store) -> None:
    """Acts that were written and never kept, more than stay in memory."""
    if store.engine.dialect.name == "sqlite":
        store.engine.dispose()

        @event.listens_for(store.engine, "connect")
        def remember_little(connection: Any, record: object) -> None:
            connection.execute("PRAGMA cache_size=4")

    with together(store) as do_together:
        for number in range(20):
            raw = {"name": f"held{number}", "staff": f"H{number}", "roles": ["auditor"]}
            do_together("admin", act("operator.add"), raw, clock=now)
        made: dict[str, Any] = {"no_code": "invented", "name": "测试机构", "services": ["medical"]}
        code = do_together("zhang", act("institution.add"), made, clock=now).id
        file = Upload("scan.bin", bytes(range(256)) * 8_000)
        large = {"subject": f"institution:{code}", "kind": "scan", "file": file}
        do_together("zhang", act("attach.add"), large, clock=now)
        print("holding", flush=True)  # noqa: T201 - a program's output
        sys.stdin.read()


def main(mode: str, url: str, key: str, seed: str) -> None:
    """Open the store and work until killed, or look and go."""
    store = Store.open(normalise_url(url), Path(key))
    if mode == "hold":
        hold(store)
    if mode == "look":
        tell_head(store)
    if mode != "work":
        store.close()
        return
    for _ in chains(store, Random(int(seed))):  # noqa: S311 - the load is to be repeatable
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
