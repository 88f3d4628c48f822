"""What cases are held against now, and was at any time: policies and the registry by version, for every process.

A policy pack ships with the program until one of its name is activated (`yushen rejudge --policy`): that one's files
then lie in object storage and count from the day they were activated. The registry is imported the same way.
"""

from __future__ import annotations

import io
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from storage.blobs import Blobs
from storage.database import Database
from storage.errors import StorageError
from storage.records import versions
from storage.records.versions import PolicyVersion, RegistryVersion
from storage.vault import Vault
from validators import policy as policies
from validators.policy import Policy
from validators.registry import Registry

MEMBER_LIMIT = 20 * 1024 * 1024
"""Bytes that one file of a stored pack may unpack to."""


PolicyLoader = Callable[[], Policy]


def policy_key(digest: str) -> str:
    return f"policies/{digest}"


def cases_key(digest: str) -> str:
    """Of the cases beside a pack: they may change while its text stays."""
    return f"policies/{digest}.cases"


def registry_key(version: str) -> str:
    return f"registries/{sha256(version.encode()).hexdigest()}"


@dataclass
class Rulebook:
    """One process's view, loaded as needed and kept. Safe to share between threads."""

    database: Database
    blobs: Blobs
    vault: Vault
    _policies: dict[str, Policy] = field(default_factory=dict)
    _registries: dict[str, Registry] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def policy(self, region: str) -> Policy:
        """The one in force for a region. Raises PolicyError where there is no pack for it."""
        with self.database.begin() as tx:
            active = versions.active_policy(tx, region.rpartition("/")[2])
        with self._lock:
            if active is None:
                return self._kept(region, lambda: policies.load(region))
            digest = active.content_hash
            return self._kept(digest, lambda: self._unpacked(digest, active.name))

    def registry(self) -> Registry:
        """The one in force; the empty one, of which every hospital is unknown, where none was imported."""
        with self.database.begin() as tx:
            active = versions.active_registry(tx)
        if active is None:
            return Registry.empty()
        with self._lock:
            if active.version not in self._registries:
                self._registries[active.version] = self._loaded(active.blob)
            return self._registries[active.version]

    def adopt_registry(self, path: Path, actor: str) -> str:
        """Import a CSV and let it count from now on, if it is not the active one. Returns its version.

        Raises RegistryError where it cannot be used.
        """
        registry = Registry.load(path)
        with self.database.begin() as tx:
            active = versions.active_registry(tx)
        if active is not None and active.version == registry.version:
            return registry.version
        version = self.keep_registry(path, actor)
        with self.database.begin() as tx:
            versions.activate_registry(tx, version, actor)
        return version

    def keep_registry(self, path: Path, actor: str) -> str:
        """Import a CSV that does not count yet. Returns its version. Raises RegistryError."""
        registry = Registry.load(path)
        key = registry_key(registry.version)
        self.blobs.put_sealed(key, path.read_bytes(), self.vault)
        with self.database.begin() as tx:
            versions.add_registry(tx, registry.version, key, len(registry.entries), actor)
        return registry.version

    def registry_of(self, version: RegistryVersion) -> Registry:
        """One that was imported, whether it counts or not."""
        return self._loaded(version.blob)

    def activate_policy(self, name_or_folder: str, actor: str) -> Policy:
        """Store a pack and let it count from now on for the region of its name. Raises PolicyError."""
        policy = self.keep_policy(name_or_folder)
        with self.database.begin() as tx:
            versions.activate_policy(tx, policy.name, policy.version, actor)
        return policy

    def keep_policy(self, name_or_folder: str) -> Policy:
        """Store a pack, with the cases beside it, that does not count yet.

        Raises PolicyError; Conflict where its version was seen with another text.
        """
        policy = policies.load(name_or_folder)
        data = _packed(policy, policies.folders(name_or_folder))
        digest = sha256(data).hexdigest()
        self.blobs.put_sealed(policy_key(digest), data, self.vault)
        self.blobs.put_sealed(cases_key(digest), _packed_cases(Path(policy.folder)), self.vault)
        with self.database.begin() as tx:
            versions.see_policy(tx, policy.name, policy.version, digest)
        return policy

    @contextmanager
    def laid_out(self, version: PolicyVersion) -> Iterator[Policy]:
        """A stored pack with its files in a folder, cases and all, for as long as the block lasts."""
        with tempfile.TemporaryDirectory(prefix="yushen-policy-") as folder:
            self._unpack(version.content_hash, Path(folder))
            cases = self.blobs.get_sealed(cases_key(version.content_hash), self.vault)
            if cases is not None:
                unzip(cases, Path(folder) / version.name / "cases")
            yield policies.load(str(Path(folder) / version.name))

    @contextmanager
    def edition(self, name: str, version: str) -> Iterator[Policy]:
        """A version of a pack for as long as the block lasts: the one that ships, or one that was stored.

        Raises NotFound, PolicyError.
        """
        shipped = policies.load(name)
        if shipped.version == version:
            yield shipped
            return
        with self.database.look() as tx:
            row = versions.policy(tx, name, version)
        with self.laid_out(row) as policy:
            yield policy

    def _kept(self, key: str, load: PolicyLoader) -> Policy:
        if key not in self._policies:
            self._policies[key] = load()
        return self._policies[key]

    def _unpacked(self, digest: str, name: str) -> Policy:
        with tempfile.TemporaryDirectory(prefix="yushen-policy-") as folder:
            self._unpack(digest, Path(folder))
            return policies.load(str(Path(folder) / name))

    def _unpack(self, digest: str, folder: Path) -> None:
        data = self.blobs.get_sealed(policy_key(digest), self.vault)
        if data is None or sha256(data).hexdigest() != digest:
            raise StorageError("a policy pack that is in force is not in object storage")
        unzip(data, folder)

    def _loaded(self, key: str) -> Registry:
        data = self.blobs.get_sealed(key, self.vault)
        if data is None:
            raise StorageError("the registry that is in force is not in object storage")
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            file.write(data)
            file.flush()
            return Registry.load(Path(file.name))


def unzip(data: bytes, folder: Path) -> None:
    """Files of a stored pack: at most one folder deep, of a size that a person writes. Raises StorageError."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for member in pack.infolist():
            place = folder.joinpath(*Path(member.filename).parts[-2:])
            if member.file_size > MEMBER_LIMIT or ".." in place.parts:
                raise StorageError("a stored policy pack is not what it has to be")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(pack.read(member))


def _packed_cases(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
        for path in sorted((folder / "cases").glob("*.yaml")):
            pack.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _packed(policy: Policy, chain: Sequence[Path]) -> bytes:
    """The YAML files of a pack and of those it extends that do not ship; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
        for folder in chain:
            if folder != chain[-1] and folder.is_relative_to(policies.PACKS):
                continue
            for path in sorted(folder.glob("*.yaml")):
                member = zipfile.ZipInfo(f"{folder.name if folder != chain[-1] else policy.name}/{path.name}")
                pack.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
