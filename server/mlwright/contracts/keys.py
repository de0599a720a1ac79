"""Names of the Open Data Contract Standard v3.1.0 that a contract may hold at each level."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONTRACT = _words(
    """version kind apiVersion id name tenant tags status servers dataProduct description domain schema support price
    team roles slaDefaultElement slaProperties authoritativeDefinitions customProperties contractCreatedTs"""
)
_ELEMENT = _words("id name physicalType description businessName authoritativeDefinitions tags customProperties")
OBJECT = _ELEMENT | _words("logicalType physicalName dataGranularityDescription properties relationships quality")
PROPERTY = _ELEMENT | _words(
    """primaryKey primaryKeyPosition logicalType logicalTypeOptions physicalName required unique partitioned
    partitionKeyPosition classification encryptedName transformSourceObjects transformLogic transformDescription
    examples criticalDataElement relationships quality items properties"""
)
OPERATORS = _words(
    """mustBe mustNotBe mustBeGreaterThan mustBeGreaterOrEqualTo mustBeLessThan mustBeLessOrEqualTo mustBeBetween
    mustNotBeBetween"""
)
QUALITY = OPERATORS | _words(
    """id authoritativeDefinitions businessImpact customProperties description dimension method name schedule
    scheduler severity tags type unit metric rule arguments query engine implementation"""
)
OPTIONS = _words(
    """minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum timezone defaultTimezone
    multipleOf"""
)
SERVICE = _words("id property value valueExt unit element driver description scheduler schedule")
LOGICAL = {
    "string": "text",
    "number": "number",
    "integer": "integer",
    "date": "date",
    "timestamp": "date",
    "boolean": "boolean",
    "time": "any",
    "object": "any",
    "array": "any",
}
"""Logical type → how its values are read."""
