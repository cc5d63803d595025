"""JSON Schemas for editors and other tools: of records, of the configuration, of rule files, of packs.

They are made from the same declarations that the checks read (`make generate` writes them to `schemas/`), so that an
editor and `aimslint check` cannot disagree. Nothing at run time imports this package.
"""

from aimslint.json_schemas.config_schema import config_schema
from aimslint.json_schemas.pack_schemas import pack_schemas
from aimslint.json_schemas.record_schemas import any_record_schema, record_schema
from aimslint.json_schemas.rule_schema import rule_schema

__all__ = ["any_record_schema", "config_schema", "pack_schemas", "record_schema", "rule_schema"]
