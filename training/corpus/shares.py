"""How groups of clips are shared out between train, val and test; `splits` has the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from training.corpus.groups import Group

SHARES = {"test": 0.15, "val": 0.15, "train": 0.70}
BIG_GROUP = 60
MANY_ENGINES = 5
MOST_OF_SHARE = 0.4


def share_out(groups: Iterable[Group], seed: int) -> dict[str, str]:
    """Split of each group that has clips of engines that are not held out, by its name."""
    groups = [g for g in groups if g.clips]
    total = sum(g.size for g in groups)
    largest = {split: share * total * MOST_OF_SHARE for split, share in SHARES.items()}
    largest["train"] = total
    split_of = {}
    for g in groups:
        if g.given_splits:
            split_of[g.name] = Counter(g.given_splits).most_common(1)[0][0]
        elif len(g.imitators) >= MANY_ENGINES:
            split_of[g.name] = "train"
        elif g.size < BIG_GROUP:
            split_of[g.name] = _by_chance(g.chance(seed))
    for kind in ("real", "fake"):
        big = [g for g in groups if g.name not in split_of and g.kind == kind]
        _balance(big, split_of, largest, seed)
    movable = [g for g in groups if not g.given_splits and len(g.imitators) < MANY_ENGINES]
    _complete(movable, split_of, largest, seed)
    return split_of


def _by_chance(chance: float) -> str:
    for split, share in SHARES.items():
        if chance < share:
            return split
        chance -= share
    return "train"


def _balance(
    groups: list[Group], split_of: dict[str, str], largest: Mapping[str, float], seed: int
) -> None:
    """Give each group, larger first, to the split that lacks most of its share."""
    total = sum(g.size for g in groups)
    filled = dict.fromkeys(SHARES, 0)
    for g in sorted(groups, key=lambda g: (-g.size.bit_length(), g.chance(seed))):
        open_to = [split for split in SHARES if g.size <= largest[split]]
        split = min(open_to, key=lambda split: filled[split] / (SHARES[split] * total))
        filled[split] += g.size
        split_of[g.name] = split


def _complete(
    groups: list[Group], split_of: dict[str, str], largest: Mapping[str, float], seed: int
) -> None:
    """Move groups until each source and engine of three and more groups is in all splits."""
    by_stratum: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for g in sorted(groups, key=lambda g: (g.size.bit_length(), g.chance(seed))):
        for stratum in g.strata:
            by_stratum[stratum].append(g)

    def present(stratum: tuple[str, str]) -> Counter[str]:
        return Counter(split_of[g.name] for g in by_stratum[stratum])

    for stratum, members in sorted(by_stratum.items()):
        for split in SHARES:
            if len(members) < 3 or present(stratum)[split]:
                continue
            spare = [
                g for g in members
                if g.size <= largest[split]
                and all(present(s)[split_of[g.name]] > 1 for s in g.strata)
            ]  # fmt: skip
            if spare:
                split_of[spare[0].name] = split
