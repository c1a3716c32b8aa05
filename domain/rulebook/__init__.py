"""Rulebooks (规则包): what the notices and national law say, as data, and what of it is in force on a day.

`kinds` names the nine measures and the other closed lists; `model` is the typed shape of a pack; `loader` reads
packs (with `checks` and `faults`); `quotes` checks quoted words against the
shipped notices; `clauses` spells citations one way; `settings` checks what an agency wants to set; `timeline` picks
what stands on a day and `view` answers for that day; `statements` fills in the text of a bar.
"""
