"""The tables of an HSDS data package: files, columns with their types, and how objects hang together.

Names and types follow HSDS 3.0 and 3.1 (schema/*.json of openreferral/specification: `path` and `datapackage_type`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LINKED = {
    "attributes": ("attribute", "link_id", "link_entity"),
    "metadata": ("metadata", "resource_id", "resource_type"),
}
"""Lists that any object may carry: their table, and its columns for the id and the kind of the object."""

TYPES: Mapping[str, str] = {
    **dict.fromkeys(("minimum_age", "maximum_age", "latitude", "longitude", "interval", "amount", "count"), "number"),
    **dict.fromkeys(("timezone", "extension", "year_incorporated", "available", "maximum"), "number"),
    **dict.fromkeys(("assured_date", "valid_from", "valid_to", "dtstart", "until", "last_action_date"), "date"),
    **dict.fromkeys(("last_modified", "updated"), "datetime"),
    **dict.fromkeys(("opens_at", "closes_at"), "time"),
}
"""Columns that are no text."""
FORMATS: Mapping[str, str] = {"date": "default", "datetime": "any", "time": "any"}
"""Times come with and without seconds, moments with and without thousandths."""


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        path: its file.
        columns: in their order.
        links: columns that hold the id of a row of another table, which is named. The row is always there.
        lists: nested lists: their table, and its column that holds our id.
        ones: nested objects: their table, and our column that holds their id.
        required: columns that no row leaves empty.
    """

    path: str
    columns: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ones: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    required: tuple[str, ...] = ("id",)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _ids(*names: str) -> dict[str, str]:
    """Links whose columns are called like their tables."""
    return {f"{name}_id": name for name in names}


def _back(column: str, **lists: str) -> dict[str, tuple[str, str]]:
    """Nested lists whose tables all point back in the same column."""
    return {name: (table, column) for name, table in lists.items()}


_CHANNELS = {"phones": "phone", "contacts": "contact", "schedules": "schedule"}

TABLES: Mapping[str, Table] = {
    "organization": Table(
        "organizations.csv",
        _names(
            "id name alternate_name description email website tax_status tax_id year_incorporated "
            "legal_status logo uri parent_organization_id"
        ),
        # No link for the parent: it may be an organisation that offers nothing here, and so has no row.
        lists=_back(
            "organization_id",
            organization_identifiers="organization_identifier",
            additional_websites="url",
            funding="funding",
            phones="phone",
            contacts="contact",
            locations="location",
            programs="program",
        ),
        required=("id", "name", "description"),
    ),
    "organization_identifier": Table(
        "organization_identifiers.csv",
        _names("id organization_id identifier_scheme identifier_type identifier"),
        links=_ids("organization"),
        required=("id", "organization_id", "identifier_type", "identifier"),
    ),
    "program": Table(
        "programs.csv",
        _names("id organization_id name alternate_name description"),
        links=_ids("organization"),
    ),
    "service": Table(
        "services.csv",
        _names(
            "id organization_id program_id name alternate_name description url email status "
            "interpretation_services application_process fees_description fees wait_time accreditations "
            "eligibility_description minimum_age maximum_age assured_date licenses alert last_modified"
        ),
        links=_ids("organization", "program"),
        lists=_back(
            "service_id",
            **_CHANNELS,
            additional_urls="url",
            service_areas="service_area",
            service_at_locations="service_at_location",
            languages="language",
            funding="funding",
            cost_options="cost_option",
            required_documents="required_document",
            capacities="service_capacity",
        ),
        ones={"organization": ("organization", "organization_id"), "program": ("program", "program_id")},
        required=("id", "name", "status"),
    ),
    "location": Table(
        "locations.csv",
        _names(
            "id organization_id location_type url name alternate_name description transportation latitude "
            "longitude external_identifier external_identifier_type"
        ),
        links=_ids("organization"),
        lists=_back(
            "location_id", **_CHANNELS, addresses="address", accessibility="accessibility", languages="language"
        ),
        required=("id", "location_type"),
    ),
    "service_at_location": Table(
        "service_at_location.csv",
        _names("id service_id location_id description"),
        links=_ids("service", "location"),
        lists=_back("service_at_location_id", **_CHANNELS, service_areas="service_area"),
        ones={"location": ("location", "location_id")},
        required=("id", "service_id"),
    ),
    "address": Table(
        "address.csv",
        _names(
            "id location_id attention address_1 address_2 city region state_province postal_code country address_type"
        ),
        links=_ids("location"),
        required=("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    ),
    "accessibility": Table(
        "accessibility.csv",
        _names("id location_id description accessibility details url"),
        links=_ids("location"),
    ),
    "contact": Table(
        "contacts.csv",
        _names("id organization_id service_id service_at_location_id location_id name title department email"),
        links=_ids("organization", "service", "service_at_location", "location"),
        lists=_back("contact_id", phones="phone"),
    ),
    "phone": Table(
        "phones.csv",
        _names(
            "id location_id service_id organization_id contact_id service_at_location_id number extension "
            "type description"
        ),
        links=_ids("location", "service", "organization", "contact", "service_at_location"),
        lists=_back("phone_id", languages="language"),
        required=("id", "number"),
    ),
    "schedule": Table(
        "schedule.csv",
        _names(
            "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until "
            "count wkst freq interval byday byweekno bymonthday byyearday description opens_at closes_at "
            "schedule_link attending_type notes"
        ),
        links=_ids("service", "location", "service_at_location"),
    ),
    "service_area": Table(
        "service_areas.csv",
        _names("id service_id service_at_location_id name service_area description extent extent_type uri"),
        links=_ids("service", "service_at_location"),
    ),
    "language": Table(
        "languages.csv",
        _names("id service_id location_id phone_id name code note"),
        links=_ids("service", "location", "phone"),
    ),
    "funding": Table(
        "funding.csv", _names("id organization_id service_id source"), links=_ids("organization", "service")
    ),
    "cost_option": Table(
        "cost_options.csv",
        _names("id service_id valid_from valid_to option currency amount amount_description"),
        links=_ids("service"),
        required=("id", "service_id"),
    ),
    "required_document": Table("required_documents.csv", _names("id service_id document uri"), links=_ids("service")),
    "service_capacity": Table(
        "service_capacity.csv",
        _names("id service_id unit_id available maximum description updated"),
        links=_ids("service", "unit"),
        ones={"unit": ("unit", "unit_id")},
    ),
    "unit": Table("units.csv", _names("id name scheme identifier uri")),
    "url": Table(
        "urls.csv",
        _names("id label url organization_id service_id"),
        links=_ids("organization", "service"),
    ),
    "taxonomy": Table(
        "taxonomies.csv",
        _names("id name description uri version"),
        lists=_back("taxonomy_id", taxonomy_terms="taxonomy_term"),
        required=("id", "name", "description"),
    ),
    "taxonomy_term": Table(
        "taxonomy_terms.csv",
        _names("id code name term description parent_id taxonomy taxonomy_id language term_uri"),
        links=_ids("taxonomy"),
        ones={"taxonomy_detail": ("taxonomy", "taxonomy_id")},
        required=("id", "name", "description"),
    ),
    "attribute": Table(
        "attribute.csv",
        # No link for link_id: it points into the table that link_entity names.
        _names("id link_id taxonomy_term_id link_type link_entity value label"),
        links=_ids("taxonomy_term"),
        ones={"taxonomy_term": ("taxonomy_term", "taxonomy_term_id")},
        required=("id", "link_id", "link_entity"),
    ),
    "metadata": Table(
        "metadata.csv",
        _names(
            "id resource_id resource_type last_action_date last_action_type field_name previous_value "
            "replacement_value updated_by"
        ),
        required=("id", "resource_id", "resource_type"),
    ),
}
