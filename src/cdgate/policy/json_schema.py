"""The JSON Schema of a policy file, made of the same fields that check it: editors know what cdgate knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdgate.extension import CriterionKind, Field, Metric
from cdgate.policy import fields

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]  # JSON Schema is what it is


def json_schema(kinds: Mapping[str, CriterionKind], metrics: Mapping[str, Metric]) -> Schema:
    """Return the schema (draft 2020-12) for these kinds and metrics; null stands where a child removes something."""
    own = _kind_properties(kinds, metrics)
    common = {field.name: _nullable(_property(field)) for field in fields.CRITERION}
    common["kind"] = {"description": common["kind"]["description"], "enum": sorted(kinds)}
    return {
        "$schema": DIALECT,
        "title": "cdgate policy (gates.yaml)",
        **_closed(_file_properties()),
        "required": [field.name for field in fields.FILE if field.required],
        "$defs": {
            "criterion": _closed({**common, **{name: _nullable(schema) for name, schema in own.items()}}),
            "nested": _closed({"kind": common["kind"], **own}),
            "gate": _named("#/$defs/criterion"),
            "stage": _closed(
                {f.name: _nullable({"description": f.description, "$ref": "#/$defs/gate"}) for f in fields.SIDES}
            ),
            "role": _closed({f.name: _nullable(_property(f)) for f in fields.ROLE}),
            "waiver": {
                **_closed({f.name: _property(f) for f in fields.WAIVER}),
                "required": [f.name for f in fields.WAIVER if f.required],
            },
            "quarantined": {
                **_closed({f.name: _property(f) for f in fields.QUARANTINE}),
                "required": [f.name for f in fields.QUARANTINE if f.required],
            },
        },
    }


def _file_properties() -> Schema:
    properties = {field.name: _property(field) for field in fields.FILE}
    properties["evidence"] |= _named("#/$defs/role")
    properties["stages"] |= _named("#/$defs/stage")
    properties["quarantine"]["items"] = {"$ref": "#/$defs/quarantined"}
    properties["waivers"]["items"] = {"$ref": "#/$defs/waiver"}
    return properties


def _kind_properties(kinds: Mapping[str, CriterionKind], metrics: Mapping[str, Metric]) -> Schema:
    """Return the keys of all kinds; a key that several kinds have allows what any of them does."""
    found: dict[str, list[Schema]] = {}
    for kind in kinds.values():
        for field in kind.fields:
            found.setdefault(field.name, []).append(_property(field))
    nested: Schema = {"$ref": "#/$defs/nested"}
    special: Schema = {
        "metric": {"enum": sorted(metrics)},
        **dict.fromkeys((*fields.GUARDS, "not"), nested),
        **{name: {"type": "array", "minItems": 1, "items": nested} for name in ("all_of", "any_of")},
    }
    return {name: _any_of(some, special.get(name)) for name, some in found.items()}


def _any_of(some: list[Schema], instead: Schema | None) -> Schema:
    """Return one schema for a key that several kinds have; `instead` is the form that only a whole policy knows."""
    if instead is not None:
        return {"description": some[0]["description"], **instead}
    distinct = [schema for number, schema in enumerate(some) if schema not in some[:number]]
    return distinct[0] if len(distinct) == 1 else {"description": some[0]["description"], "anyOf": distinct}


def _property(field: Field) -> Schema:
    return {"description": field.description, **field.schema}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _named(reference: str) -> Schema:
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{fields.NAME}$"},
        "additionalProperties": _nullable({"$ref": reference}),
    }


def _nullable(schema: Schema) -> Schema:
    description = schema.get("description")
    rest = {key: value for key, value in schema.items() if key != "description"}
    allowed: Schema = {"anyOf": [rest, {"type": "null"}]}
    return {"description": description, **allowed} if description else allowed
