"""Rulebooks (规则包): what the notices and national law say, as data, and what of it is in force on a day.

`kinds` names the nine measures and the other closed lists; `model` is the typed shape of a pack; `loader` reads
packs; `quotes` checks quoted words against the shipped notices; `clauses` finds rules by citation; `settings`
checks what an agency wants to set; `timeline` answers by day.
"""
