"""The columns of a KB5 export that are read. Everything else is dropped before a row is looked at.

Never read: `private_…`, `notes_private`, `admin_history`, `record_editor`, `group_assignment` and `submitter_…` (the
persons who keep the record), and `sharingportal_…`, `review_…`, `ecd_vacancies_…`, `cqc_…`, pictures and files, which
are of no use here.
"""

from __future__ import annotations

REQUIRED = ("title", "externalid")

ADDRESSES = (
    ("venue_address_1", "venue_address_2", "venue_address_3", "venue_address_4", "venue_address_5"),
    ("public_address_1", "public_address_2", "public_address_3", "public_address_4", "public_address_5"),
)
POSTCODES = ("venue_postcode", "public_address_postcode", "location_postcode", "public_address_map_postcode")
STREET_LINES = 3
"""Of an address: the fourth line is the town, the fifth the county."""

CHANNELS = ("localofferchannel", "familychannel", "youthchannel", "adultchannel")
SORTING = (*CHANNELS, "services", "supporting", "ecd_type_list", "lo_needs_level", "lo_sen_provision_type")
"""What a record says of itself, one value a line; a channel may be a path such as `Health > Therapies`."""

ANSWERS = (
    "lo_details",
    *(f"lo_school_{number:02d}" for number in range(1, 14)),
    "ecd_sp_specialneeds",
    "ecd_sp_specialneeds_details",
)
"""Answers to the Local Offer's questions, kept under the names of their columns: councils word the questions."""

OTHERS = (
    "title", "externalid", "description", "contact_name", "contact_position", "contact_telephone", "contact_email",
    "contact_notes", "website", "venue_name", "venue_notes", "location_ward", "location_coverage", "latitude",
    "longitude", "date_displaydate", "date_activity_period", "date_timeofday", "date_session_info", "cost_table",
    "cost_description", "referral_required", "referral_notes", "agerange", "lo_age_bands", "ecd_age_from_years",
    "ecd_age_from_months", "ecd_age_to_years", "ecd_age_to_months", "notes_public", "related_links", "lo_links",
    "parent_organisation", "ecd_sp_wheelchairaccess", "ecd_sp_wheelchairaccess_details",
    "ecd_timetable_openinghours_list", "ecd_timetable_otherhours", "ecd_other_notes", "attributes", "lo_boolean",
    "lo_contact_name", "lo_contact_telephone", "lo_contact_email", "record_activity_range", "__url",
    "ecd_opt_out_website", "dormant", "lastupdated",
)  # fmt: skip

READ = frozenset((*OTHERS, *SORTING, *ANSWERS, *POSTCODES, *ADDRESSES[0], *ADDRESSES[1]))
