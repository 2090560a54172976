"""What several threads need and only one has to make."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Shared(Generic[Value]):
    """Keeps the latest `most` values; whoever asks for one that is being made waits for it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = Lock()
        self.kept: dict[Hashable, Future[Value]] = {}

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made by the first who asks; raises, for all, what `make` raises."""
        with self.lock:
            is_new = key not in self.kept
            kept = self.kept.setdefault(key, Future())
            for old in [*self.kept][: -self.most]:
                del self.kept[old]
        if is_new:
            try:
                kept.set_result(make())
            except BaseException as error:
                kept.set_exception(error)
        return kept.result()
