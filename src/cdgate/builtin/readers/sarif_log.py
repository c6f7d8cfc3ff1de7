"""The part of SARIF 2.1.0 that a gate looks at, as structs: everything else in a log is skipped.

Every property is optional here, because real writers leave out required ones and write null for absent ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


class _Shape(msgspec.Struct, frozen=True, rename="camel", gc=False):
    pass


class Message(_Shape, frozen=True):
    """A text, or the id of a text of the rule, with arguments for its `{0}` fields."""

    text: str | None = None
    id: str | None = None
    arguments: list[str] | None = None


class ArtifactLocation(_Shape, frozen=True):
    """A URI, its base, or only an index into the run's artifacts."""

    uri: str | None = None
    uri_base_id: str | None = None
    index: int | None = None


class Artifact(_Shape, frozen=True):
    """An entry of the run's artifacts."""

    location: ArtifactLocation | None = None


class Region(_Shape, frozen=True):
    """Lines and columns from 1; a writer without lines leaves them out."""

    start_line: int | None = None
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


class PhysicalLocation(_Shape, frozen=True):
    """An artifact and a region in it."""

    artifact_location: ArtifactLocation | None = None
    region: Region | None = None


class Place(_Shape, frozen=True):
    """A `location` object."""

    physical_location: PhysicalLocation | None = None


class ComponentReference(_Shape, frozen=True):
    """Which tool component a rule belongs to; `index` counts the extensions."""

    index: int | None = None
    name: str | None = None
    guid: str | None = None


class Reference(_Shape, frozen=True):
    """Which rule or notification descriptor is meant."""

    id: str | None = None
    index: int | None = None
    tool_component: ComponentReference | None = None


class Configuration(_Shape, frozen=True):
    """How a rule is set by default."""

    level: str | None = None


class Rule(_Shape, frozen=True):
    """A `reportingDescriptor`. `properties` is whatever the tool likes."""

    id: str | None = None
    default_configuration: Configuration | None = None
    message_strings: dict[str, Message] | None = None
    short_description: Message | None = None
    properties: dict[str, Any] | None = None


class Component(_Shape, frozen=True):
    """The driver of a tool, or one of its extensions."""

    name: str | None = None
    version: str | None = None
    semantic_version: str | None = None
    guid: str | None = None
    rules: list[Rule] | None = None
    notifications: list[Rule] | None = None


class Tool(_Shape, frozen=True):
    """The analyser: its driver and its extensions."""

    driver: Component | None = None
    extensions: list[Component] | None = None


class Notification(_Shape, frozen=True):
    """Something the tool says about its own run."""

    level: str | None = None
    message: Message | None = None
    descriptor: Reference | None = None


class Invocation(_Shape, frozen=True):
    """One start of the tool. Its command line and environment hold secrets and are not read."""

    execution_successful: bool | None = None
    exit_code: int | None = None
    end_time_utc: str | None = None
    tool_execution_notifications: list[Notification] | None = None
    tool_configuration_notifications: list[Notification] | None = None


class Suppression(_Shape, frozen=True):
    """Why a result should not be shown; `state` is how some writers spell `status`."""

    status: str | None = None
    state: str | None = None


class Result(_Shape, frozen=True):
    """One result, not yet judged to be a finding."""

    rule_id: str | None = None
    rule_index: int | None = None
    rule: Reference | None = None
    level: str | None = None
    kind: str | None = None
    message: Message | None = None
    locations: Sequence[Place] | None = None
    suppressions: Sequence[Suppression] | None = None
    baseline_state: str | None = None
    partial_fingerprints: Mapping[str, Any] | None = None
    fingerprints: Mapping[str, Any] | None = None
    properties: Mapping[str, Any] | None = None


class VersionControl(_Shape, frozen=True):
    """What was analysed, as version control calls it."""

    revision_id: str | None = None


class External(_Shape, frozen=True):
    """Which parts of the run are in other files."""

    results: list[Any] | None = None


class Run(_Shape, frozen=True):
    """One run of one tool; `results` that are absent or null mean that it never came to scan."""

    tool: Tool | None = None
    results: list[Result] | None = None
    invocations: list[Invocation] | None = None
    artifacts: list[Artifact] | None = None
    original_uri_base_ids: dict[str, ArtifactLocation] | None = None
    version_control_provenance: list[VersionControl] | None = None
    external_property_file_references: External | None = None
    baseline_guid: str | None = None


class Log(_Shape, frozen=True):
    """A whole SARIF file."""

    version: str | None = None
    runs: list[Run] | None = None
