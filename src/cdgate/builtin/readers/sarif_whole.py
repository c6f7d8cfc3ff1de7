"""SARIF results with every key that the format has, so that none is lost unseen: what no gate looks at stays text.

A batch of results that has other keys, or null where a value is left out otherwise, is decoded in another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import msgspec

from cdgate.builtin.readers import sarif_log as log
from cdgate.parsing.json_clean import Integer, Loose, WholeArray

Bag = dict[str, Loose]
Skipped = msgspec.Raw | msgspec.UnsetType


class Message(log.Message, frozen=True, omit_defaults=True):
    """A text."""

    markdown: Skipped = msgspec.UNSET
    properties: Skipped = msgspec.UNSET


class ArtifactLocation(log.ArtifactLocation, frozen=True, omit_defaults=True):
    """A file."""

    index: Integer | None = None
    description: Skipped = msgspec.UNSET
    properties: Skipped = msgspec.UNSET


class Region(log.Region, frozen=True, omit_defaults=True):
    """A part of a file."""

    start_line: Integer | None = None
    start_column: Integer | None = None
    end_line: Integer | None = None
    end_column: Integer | None = None
    char_offset: Skipped = msgspec.UNSET
    char_length: Skipped = msgspec.UNSET
    byte_offset: Skipped = msgspec.UNSET
    byte_length: Skipped = msgspec.UNSET
    snippet: Skipped = msgspec.UNSET
    message: Skipped = msgspec.UNSET
    source_language: Skipped = msgspec.UNSET
    properties: Skipped = msgspec.UNSET


class PhysicalLocation(log.PhysicalLocation, frozen=True, omit_defaults=True):
    """A file and a part of it."""

    artifact_location: ArtifactLocation | None = None
    region: Region | None = None
    context_region: Skipped = msgspec.UNSET
    address: Skipped = msgspec.UNSET
    properties: Skipped = msgspec.UNSET


class Place(log.Place, frozen=True, omit_defaults=True):
    """A `location` object."""

    id: Skipped = msgspec.UNSET
    physical_location: PhysicalLocation | None = None
    logical_locations: Skipped = msgspec.UNSET
    message: Skipped = msgspec.UNSET
    annotations: Skipped = msgspec.UNSET
    relationships: Skipped = msgspec.UNSET
    properties: Skipped = msgspec.UNSET


class ComponentReference(log.ComponentReference, frozen=True, omit_defaults=True):
    """A component of the tool."""

    index: Integer | None = None
    properties: Skipped = msgspec.UNSET


class Reference(log.Reference, frozen=True, omit_defaults=True):
    """A rule."""

    index: Integer | None = None
    guid: Skipped = msgspec.UNSET
    tool_component: ComponentReference | None = None
    properties: Skipped = msgspec.UNSET


class Suppression(log.Suppression, frozen=True, omit_defaults=True):
    """Why a result should not be shown."""

    kind: Skipped = msgspec.UNSET
    guid: Skipped = msgspec.UNSET
    justification: Skipped = msgspec.UNSET
    location: Skipped = msgspec.UNSET
    properties: Skipped = msgspec.UNSET


class Result(log.Result, frozen=True, omit_defaults=True):
    """One result."""

    rule_index: Integer | None = None
    rule: Reference | None = None
    message: Message | None = None
    locations: Sequence[Place] | None = None
    suppressions: Sequence[Suppression] | None = None
    partial_fingerprints: dict[str, str] | None = None
    fingerprints: dict[str, str] | None = None
    properties: Bag | None = None
    code_flows: Skipped = msgspec.UNSET
    related_locations: Skipped = msgspec.UNSET
    analysis_target: Skipped = msgspec.UNSET
    guid: Skipped = msgspec.UNSET
    correlation_guid: Skipped = msgspec.UNSET
    occurrence_count: Skipped = msgspec.UNSET
    rank: Skipped = msgspec.UNSET
    hosted_viewer_uri: Skipped = msgspec.UNSET
    work_item_uris: Skipped = msgspec.UNSET
    provenance: Skipped = msgspec.UNSET
    fixes: Skipped = msgspec.UNSET
    taxa: Skipped = msgspec.UNSET
    stacks: Skipped = msgspec.UNSET
    graphs: Skipped = msgspec.UNSET
    graph_traversals: Skipped = msgspec.UNSET
    attachments: Skipped = msgspec.UNSET
    web_request: Skipped = msgspec.UNSET
    web_response: Skipped = msgspec.UNSET


def whole_results() -> WholeArray[log.Result]:
    """Return what decodes results; only bags hold decimal numbers."""
    return WholeArray(Result, loose=attrgetter("properties"))
