"""Modules, fields and layouts as the metadata API has them. Source: zoho.com CRM v7/v8 modules-api and field-meta."""

from __future__ import annotations

from emulator.kernel.http import Json, Request
from emulator.zoho import directory, parameter
from emulator.zoho.assumptions import LOOKUP_MODULE_FROM
from emulator.zoho.column import type_of
from emulator.zoho.field import Field, Module
from emulator.zoho.state import ZohoState

JSON_TYPES = {
    **dict.fromkeys(("lookup", "ownerlookup", "layout"), "jsonobject"),
    **dict.fromkeys(("double", "currency", "percent"), "double"),
    "multiselectpicklist": "jsonarray",
    "integer": "integer",
    "boolean": "boolean",
}
UI_TYPES = {
    "text": 1, "picklist": 2, "textarea": 3, "ownerlookup": 8, "website": 21, "date": 24, "email": 25, "integer": 32,
    "phone": 33, "bigint": 34, "percent": 35, "currency": 36, "double": 38, "multiselectpicklist": 100, "lookup": 133,
    "datetime": 200, "boolean": 301,
}  # fmt: skip
"""Numbers that the metadata has for the looks of a field; of others 0."""
LAYOUT: Json = {"api_name": "Standard__s", "name": "Standard", "id": "4150868000000000055"}
TABS = ("Home", "Feeds", "Reports", "Dashboards")
"""Entries of the list of modules that hold no records. That they have no API is documented."""


def fields_of(module: Module, state: ZohoState) -> list[Field]:
    """Those of the module, and those that only records of the world have."""
    missing = state.fields[module.api_name].keys() - {field.api_name for field in module.fields}
    others: dict[str, Field] = {}
    for row in state.records[module.api_name] if missing else ():
        for name in [name for name in missing if row.fields.get(name) is not None]:
            others[name] = Field(name, type_of(row.fields[name]), custom=True)
            missing.remove(name)
        if not missing:
            break
    return [*module.fields, *(others[name] for name in sorted(others))]


def field_id(module: Module, number: int) -> str:
    return f"4150868{module.number:07d}{number:05d}"


def field(module: Module, number: int, one: Field, request: Request, state: ZohoState) -> Json:
    """One as GET /settings/fields has it; `number` is its place in the module, from 1 on."""
    source = "custom" if one.custom else "default"
    can = not one.read_only
    return {
        "api_name": one.api_name,
        "id": field_id(module, number),
        "data_type": one.data_type,
        "json_type": JSON_TYPES.get(one.data_type, "jsonarray" if one.empty == [] else "string"),
        "field_label": one.label,
        "display_label": one.label,
        "column_name": one.api_name.upper(),
        "length": one.length or 120,
        "decimal_place": 2 if one.data_type in ("currency", "double", "percent") else None,
        "ui_type": UI_TYPES.get(one.data_type, 0),
        "display_type": -1,
        "show_type": 7,
        "category": 1,
        "type": "used",
        "custom_field": one.custom,
        "created_source": source,
        "system_mandatory": one.mandatory,
        "required": one.mandatory,
        "read_only": one.read_only,
        "field_read_only": one.read_only,
        "visible": True,
        "available_in_user_layout": True,
        "display_field": one.api_name == module.name_field,
        "searchable": one.data_type not in ("profileimage", "layout"),
        "filterable": one.data_type not in ("profileimage", "layout"),
        "sortable": one.data_type not in ("profileimage", "layout", "multiselectpicklist"),
        "mass_update": can and not one.unique,
        "virtual_field": False,
        "webhook": True,
        "businesscard_supported": True,
        "blueprint_supported": can,
        "separator": False,
        "enable_colour_code": False,
        "colour_code_enabled_by_system": False,
        "pick_list_values_sorted_lexically": False,
        "hipaa_compliance_enabled": False,
        "quick_sequence_number": str(number),
        "sequence_number": number,
        "operation_type": {"web_update": can, "api_create": can, "web_create": can, "api_update": can},
        "view_type": {"view": True, "edit": can, "quick_create": one.mandatory, "create": can},
        "email_parser": {"fields_update_supported": can, "record_operations_supported": True},
        "profiles": [
            {**each, "permission_type": "read_write" if can else "read_only"} for each in directory.profiles(state)
        ],
        "layout_associations": [LAYOUT],
        "pick_list_values": [_option(module, number, *each) for each in enumerate(one.values, 1)],
        "lookup": _lookup(one, request, state),
        "unique": {"casesensitive": "false"} if one.unique else {},
        "currency": {"rounding_option": "normal", "precision": 2} if one.data_type == "currency" else {},
        **{name: {} for name in ("auto_number", "formula", "multiselectlookup", "multi_module_lookup", "subform")},
        **{name: {} for name in ("rollup_summary",)},
        **dict.fromkeys(NOTHING),
    }


NOTHING = (
    "association_details", "additional_column", "associated_module", "convert_mapping", "created_time", "crypt",
    "customizable_properties", "default_value", "external", "hipaa_compliance", "history_tracking", "modified_time",
    "private", "refer_from_field", "sharing_properties", "tooltip",
)  # fmt: skip


def module(one: Module, number: int, state: ZohoState) -> Json:
    """One as GET /settings/modules has it."""
    return {
        **_tab(one.api_name, one.singular, one.plural, number, state),
        "id": one.id,
        "generated_type": "custom" if one.custom else "default",
        "api_supported": True,
        "creatable": True,
        "editable": True,
        "deletable": True,
        "viewable": True,
        "convertable": one.api_name == "Leads",
        "quick_create": True,
        "filter_supported": True,
        "global_search_supported": one.searchable,
        "triggers_supported": True,
        "webform_supported": one.api_name in ("Leads", "Contacts"),
    }


def tab(name: str, number: int, state: ZohoState) -> Json:
    return _tab(name, name, name, number, state)


def details(one: Module, number: int, state: ZohoState) -> Json:
    """One as GET /settings/modules/{name} has it."""
    shown = one.field(one.name_field)
    place = one.fields.index(shown) + 1 if shown else 1
    name = {"api_name": one.name_field, "id": field_id(one, place)}
    return {
        **module(one, number, state),
        "display_field": name,
        "search_layout_fields": [field.api_name for field in one.fields if field.mandatory],
        "business_card_fields": [one.name_field],
        "per_page": 10,
        "$properties": [],
        "$on_demand_properties": [],
        "$field_states": [],
        "lookup_field_properties": {"fields": [{**name, "sequence_number": 1}]},
        "related_list_properties": {"sort_by": None, "fields": [one.name_field], "sort_order": None},
        "layouts": [],
        "related_lists": [],
        "track_current_data": False,
        "kanban_view": False,
        "kanban_view_supported": True,
        "filter_status": True,
        "territory": None,
    }


def layout(one: Module, request: Request, state: ZohoState) -> Json:
    """The one layout of a module, with a section for all of its fields."""
    fields = [field(one, number, each, request, state) for number, each in enumerate(fields_of(one, state), 1)]
    label = f"{one.singular} Information"
    section = {"display_label": label, "name": label, "api_name": label.replace(" ", "_"), "sequence_number": 1}
    return {
        **LAYOUT,
        "display_label": "Standard",
        "status": 1,
        "visible": True,
        "has_more_profiles": False,
        "mode": "edit_and_view",
        "generated_type": "default",
        "convert_mapping": None,
        "created_for": None,
        **dict.fromkeys(("created_time", "created_by", "modified_time", "modified_by")),
        "profiles": [{**each, "default": True} for each in directory.profiles(state)],
        "sections": [{**section, "column_count": 2, "tab_traversal": 2, "type": "used", "fields": fields}],
    }


def _tab(name: str, singular: str, plural: str, number: int, state: ZohoState) -> Json:
    profiles = directory.profiles(state)
    return {
        "api_name": name,
        "module_name": name,
        "singular_label": singular,
        "plural_label": plural,
        "id": f"4150868{2000 + number:012d}",
        "generated_type": "default",
        "sequence_number": number,
        "visible": True,
        "visibility": 1,
        "show_as_tab": True,
        "status": "visible",
        "profiles": profiles,
        "profile_count": len(profiles),
        "business_card_field_limit": 5,
        "arguments": [],
        "parent_module": {},
        **dict.fromkeys(("web_link", "modified_time", "modified_by", "description", "activity_badge")),
        **dict.fromkeys(CANNOT, False),
    }


CANNOT = (
    "api_supported", "creatable", "editable", "deletable", "viewable", "convertable", "quick_create",
    "filter_supported", "global_search_supported", "triggers_supported", "webform_supported", "feeds_required",
    "scoring_supported",
    "chart_view", "chart_view_supported", "isBlueprintSupported", "emailTemplate_support", "email_parser_supported",
    "inventory_template_supported", "presence_sub_menu", "recycle_bin_on_delete", "has_more_profiles",
    "sub_menu_available", "zia_view",
)  # fmt: skip


def _option(module: Module, number: int, place: int, value: str) -> Json:
    return {
        "display_value": value,
        "actual_value": value,
        "reference_value": value,
        "sequence_number": place,
        "id": f"41508681{module.number:05d}{number:03d}{place:03d}",
        "type": "used",
        "colour_code": None,
    }


def _lookup(one: Field, request: Request, state: ZohoState) -> Json:
    """Where it leads to. Source: the documented samples, and what Zoho's SDKs of several versions read."""
    led_to = state.modules.get(one.lookup)
    if led_to is None:
        return {}
    is_object = parameter.since(request, state, LOOKUP_MODULE_FROM)
    return {
        "api_name": one.api_name,
        "display_label": one.label,
        "id": led_to.id,
        "module": {"api_name": led_to.api_name, "id": led_to.id} if is_object else led_to.api_name,
        "query_details": {},
        "revalidate_filter_during_edit": False,
        "show_fields": [],
    }
