"""That something was erased, so that an import does not bring it back."""

from collections.abc import Iterable

from django.db import models

from ..tokens import keyed_digest


class ErasureManager(models.Manager["Erasure"]):
    def remember(self, page_id: int, key: str) -> None:
        self.bulk_create([Erasure(digest=digest(page_id, key))], ignore_conflicts=True)

    def among(self, page_id: int, keys: Iterable[str]) -> set[str]:
        """Return the keys of those replies to a page that were erased."""
        keys_by_digest = {digest(page_id, key): key for key in keys}
        erased = self.filter(pk__in=keys_by_digest)
        return {keys_by_digest[pk] for pk in erased.values_list("pk", flat=True)}


class Erasure(models.Model):
    """
    A reply that was erased: not what it said, nor whose it was.

    Only whoever has the reply's key, as it stands in a file, finds it here.
    """

    digest = models.CharField(max_length=64, primary_key=True)

    objects = ErasureManager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


def digest(page_id: int, key: str) -> str:
    return keyed_digest("erasure", f"{page_id} {key}")
