"""Discovery of plugins: who is installed, in a fixed order, and which object has which name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pluggy
from msgspec.structs import replace

from cdgate import hookspecs
from cdgate.errors import ErrorGroup, PluginError
from cdgate.message import text
from cdgate.model.verdict import PluginUsed
from cdgate.parsing.distributions import Entry, entries

if TYPE_CHECKING:
    import click

    from cdgate.extension import (
        CriterionKind,
        Metric,
        PipelineAdapter,
        PolicySource,
        Publisher,
        Reader,
        Reporter,
    )

GROUP = "cdgate"
OWN = "cdgate"
MODES = ("all", "listed", "none")

# What an object returned by a hook must have, its name first.
CONTRACTS: Mapping[str, tuple[str, ...]] = {
    "cdgate_commands": ("name", "callback", "params"),
    "cdgate_policy_sources": ("scheme", "title", "fetch"),
    "cdgate_criteria": ("name", "title", "fields", "parse"),
    "cdgate_pipelines": ("name", "title", "rank", "detect", "deliveries"),
    "cdgate_readers": ("name", "kind", "title", "link", "recognises", "read"),
    "cdgate_metrics": ("name", "title", "unit", "better", "needs", "measure"),
    "cdgate_reporters": ("name", "title", "extension", "render"),
    "cdgate_publishers": ("name", "title", "publish"),
}


class Registry:
    """The objects of all loaded plugins, by name. Hooks are called when their objects are first asked for."""

    def __init__(self, manager: pluggy.PluginManager, distributions: tuple[PluginUsed, ...]) -> None:
        self._manager = manager
        self._owners: dict[tuple[str, str], str] = {}
        self.distributions = distributions

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """Readers by name."""
        return self._named("cdgate_readers")

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        """Metrics by name."""
        return self._named("cdgate_metrics")

    @cached_property
    def criteria(self) -> Mapping[str, CriterionKind]:
        """Criterion kinds by name."""
        return self._named("cdgate_criteria")

    @cached_property
    def reporters(self) -> Mapping[str, Reporter]:
        """Reporters by name."""
        return self._named("cdgate_reporters")

    @cached_property
    def publishers(self) -> Mapping[str, Publisher]:
        """Publishers by name."""
        return self._named("cdgate_publishers")

    @cached_property
    def sources(self) -> Mapping[str, PolicySource]:
        """Policy sources by scheme."""
        return self._named("cdgate_policy_sources")

    @cached_property
    def pipelines(self) -> Mapping[str, PipelineAdapter]:
        """Pipeline adapters by name."""
        return self._named("cdgate_pipelines")

    @cached_property
    def commands(self) -> Mapping[str, click.Command]:
        """Commands by name."""
        return self._named("cdgate_commands")

    def owner(self, hook: str, name: str) -> str:
        """Return the distribution that brought the object `name` of a hook."""
        return self._owners[hook, name].partition(":")[0]

    def _named(self, hook: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for implementation in sorted(getattr(self._manager.hook, hook).get_hookimpls(), key=lambda i: i.plugin_name):
            for thing in self._things(hook, implementation):
                name = getattr(thing, CONTRACTS[hook][0])
                if name in found:
                    raise PluginError(
                        "duplicate-name",
                        text(
                            "{hook} {name} is brought by both {first} and {second}",
                            hook=hook,
                            name=repr(name),
                            first=self._owners[hook, name],
                            second=implementation.plugin_name,
                        ),
                        plugin=implementation.plugin_name,
                        hint=text("uninstall one of the two, or leave it out with --plugins listed"),
                    )
                found[name] = thing
                self._owners[hook, name] = implementation.plugin_name
        return dict(sorted(found.items()))

    def _things(self, hook: str, implementation: pluggy.HookImpl) -> Iterable[Any]:
        try:
            things: tuple[Any, ...] = tuple(implementation.function())  # type: ignore[arg-type]  # checked below
        except Exception as problem:
            raise _failed(hook, implementation.plugin_name, problem) from problem
        first, *_ = parts = CONTRACTS[hook]
        complete: set[type] = set()  # classes that have every part: a property is there without being asked
        for thing in things:
            lacking: list[str] = []
            if type(thing) not in complete:
                elsewhere = [part for part in parts if not hasattr(type(thing), part)]
                if not elsewhere:
                    complete.add(type(thing))
                lacking = [part for part in elsewhere if not hasattr(thing, part)]
            if lacking or not isinstance(getattr(thing, first, None), str):
                raise PluginError(
                    "broken-contract",
                    text(
                        "{thing} returned by {hook} lacks {lacking}",
                        thing=repr(thing),
                        hook=hook,
                        lacking=", ".join(lacking) or "a text name",
                    ),
                    plugin=implementation.plugin_name,
                    hint=text("see docs/hooks.md, or run the contract tests of cdgate.testing"),
                )
        return things


def load_registry(mode: str = "all", listed: Iterable[str] = ()) -> Registry:
    """Load the built-ins and, as `mode` says, all other plugins, those of the `listed` distributions, or none.

    Raises PluginError (or ErrorGroup) for a plugin that does not import, is there twice, or implements an unknown hook.
    """
    wanted = {name.lower().replace("_", "-") for name in listed}
    chosen = [f for f in find_plugins() if f.distribution == OWN or mode == "all" or f.distribution in wanted]
    if mode == "none":
        chosen = [found for found in chosen if found.distribution == OWN]
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    problems = [problem for found in chosen if (problem := _register(manager, found))]
    if problems:
        raise ErrorGroup(problems)
    _refuse_unknown_hooks(manager)
    used = sorted({(found.distribution, found.version) for found in chosen})
    return Registry(manager, tuple(PluginUsed(name, version) for name, version in used))


def find_plugins() -> tuple[Entry, ...]:
    """Return every installed plugin, sorted by distribution and name, loading none.

    Raises PluginError where one distribution offers two plugins of one name.
    """
    found = [replace(entry, distribution=entry.distribution.lower().replace("_", "-")) for entry in entries(GROUP)]
    seen: dict[tuple[str, str], Entry] = {}
    for one in found:
        twin = seen.setdefault((one.distribution, one.name), one)
        if twin.value != one.value:
            raise PluginError(
                "duplicate-plugin",
                text("two plugins of this name: {first} and {second}", first=twin.value, second=one.value),
                plugin=one.name,
                distribution=one.distribution,
                hint=text("reinstall the distribution, one copy of it is stale"),
            )
    return tuple(sorted(seen.values(), key=lambda one: (one.distribution, one.name)))


def _register(manager: pluggy.PluginManager, found: Entry) -> PluginError | None:
    try:
        plugin = found.load()
        manager.register(plugin, name=f"{found.distribution}:{found.name}")
    except Exception as problem:  # noqa: BLE001  # whatever a plugin's import raises gets the plugin's name
        return PluginError(
            "plugin-import",
            text("does not import: {kind}: {problem}", kind=type(problem).__name__, problem=str(problem) or found.name),
            plugin=found.name,
            distribution=f"{found.distribution} {found.version}",
            hint=text("reinstall or uninstall {name}, or run with --plugins none", name=found.distribution),
        )
    return None


def _refuse_unknown_hooks(manager: pluggy.PluginManager) -> None:
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as problem:
        import difflib

        unknown = str(problem).partition("unknown hook '")[2].partition("'")[0]
        near = difflib.get_close_matches(unknown, CONTRACTS, n=2) or sorted(CONTRACTS)
        raise PluginError(
            "unknown-hook",
            text("implements {hook}, which is no hook", hook=repr(unknown)),
            plugin=str(manager.get_name(problem.plugin)),
            hint=text("known hooks: {names}", names=", ".join(near)),
        ) from problem


def _failed(hook: str, plugin: str, problem: Exception) -> PluginError:
    return PluginError(
        "plugin-failed",
        text("{hook} raised {kind}: {problem}", hook=hook, kind=type(problem).__name__, problem=str(problem)),
        plugin=plugin,
        hint=text("report this to the plugin's author, or run with --plugins none"),
    )


def check_required(registry: Registry, required: Iterable[str]) -> None:
    """Refuse a run without the plugins that the policy requires (`name`, or `name >= 1.0`).

    Raises ErrorGroup with one PluginError per requirement that is not met.
    """
    lines = tuple(required)
    if not lines:
        return
    from packaging.requirements import InvalidRequirement, Requirement

    installed = {plugin.name: plugin.version for plugin in registry.distributions}
    problems = []
    for line in lines:
        try:
            wanted = Requirement(line)
        except InvalidRequirement:
            problems.append(_unmet(line, "no such requirement can be written"))
            continue
        version = installed.get(wanted.name.lower().replace("_", "-"))
        if version is None or not wanted.specifier.contains(version, prereleases=True):
            problems.append(_unmet(line, f"installed: {version or 'none'}"))
    if problems:
        raise ErrorGroup(problems)


def _unmet(line: str, found: str) -> PluginError:
    return PluginError(
        "plugin-required",
        text("the policy requires {line}; {found}", line=repr(line), found=found),
        plugin=line,
        hint=text("pip install '{line}'", line=line),
    )
