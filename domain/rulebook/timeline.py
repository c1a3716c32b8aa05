"""Which pack and which settings stand on a day (适用规则): versions, and the national fallback before the first."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from domain.rulebook.model import Pack, Place
from domain.rulebook.settings import Setting
from domain.rulebook.view import View


class Rulebook:
    """The rules of one agency over time.

    `packs` are versions of its place's pack; before the first one begins the national pack stands alone, and the
    last one goes on after its end with a warning. `settings` are the approved ones, in the order recorded: of two
    from the same day the later recorded counts. `national` is the pack to fall back on, the shipped one if None.
    """

    def __init__(self, packs: Iterable[Pack], settings: Iterable[Setting] = (), national: Pack | None = None) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: pack.valid_from or date.min))
        if not self.packs:
            raise ValueError("a rulebook needs at least one pack")
        self._starts = [pack.valid_from or date.min for pack in self.packs]
        self.settings = tuple(settings)
        self._national = national
        self._views: dict[date, View] = {}

    @classmethod
    def shipped(cls, pack_id: str, settings: Iterable[Setting] = ()) -> "Rulebook":
        """The rulebook of one shipped pack."""
        from domain.rulebook.loader import load

        return cls((load(pack_id),), settings)

    @property
    def current(self) -> Pack:
        """The latest version."""
        return self.packs[-1]

    @property
    def place(self) -> Place:
        """The place, the same in all versions; its names are those of the latest."""
        place = self.current.place
        if place is None:
            raise ValueError("the national pack alone has no place")
        return place

    def with_settings(self, settings: Iterable[Setting]) -> "Rulebook":
        """The same packs under other settings."""
        return Rulebook(self.packs, settings, self._national)

    def with_pack(self, pack: Pack) -> "Rulebook":
        """The rulebook once a further version is adopted, over the national rules as shipped."""
        return Rulebook((*self.packs, pack), self.settings)

    def pack_on(self, day: date) -> Pack:
        """The pack by which an act of the day is judged."""
        at = bisect_right(self._starts, day)
        return self.packs[at - 1] if at else self._fallback()

    def _fallback(self) -> Pack:
        if self._national is None:
            # Rarely asked for, and the reading of TOML would cost every command its start.
            from domain.rulebook.loader import national_pack

            self._national = national_pack()
        return self._national

    def settings_on(self, day: date) -> dict[str, Setting]:
        """The setting in force on the day for each key that was ever set."""
        standing: dict[str, Setting] = {}
        for setting in self.settings:
            known = standing.get(setting.key)
            if setting.from_day <= day and (known is None or known.from_day <= setting.from_day):
                standing[setting.key] = setting
        return standing

    def on(self, day: date) -> View:
        """What holds on the day."""
        view = self._views.get(day)
        if view is None:
            view = View(day, self.pack_on(day), self.settings_on(day), self.current)
            if len(self._views) >= 4096:
                self._views.clear()
            self._views[day] = view
        return view
