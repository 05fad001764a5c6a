"""A hypothesis strategy for whole exports: every node type, sound or with the faults that real files have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

Raw = dict[str, Any]
Draw = st.DrawFn

ATTRIBUTE, VARIABLE = "ContactCustomParameter", "ContactInputVariable"
LETTERS = "AbCdEfGhIjKlMnOpQrStUvWxYz"
NAMES = ("city", "budget", "zoho_token", "Order Qty", "名字")
WORDS = ("Hello", "Pick one", "Your city?", "Thank you!", "नमस्ते", "你好", "5 < 6 & more", "a@example.com")
TITLES = ("Yes", "No", " Menu ", "1 BHK", "Maybe later", "More …", "")
AGENT, TEAM = "66aa00bb11cc22dd33ee4401", "66aa00bb11cc22dd33ee4501"
TEMPLATE, SPREADSHEET = "66aa00bb11cc22dd33ee4701", "example-spreadsheet"
URLS = (
    "https://www.zohoapis.com/crm/v8/Leads/search?phone={{phone}}",
    "https://live-mt-server.wati.io/424242/api/v1/getContacts?name=22222222&pageSize=1",
    "https://accounts.zoho.com/oauth/v2/token?grant_type=refresh_token",
    "https://api.example/slots?city=@city",
    "@city/path",
    "",
)
TESTS = ("Equal", "KeywordContains", "NotEqual", "GreaterThan", "StartsWith", "Unheard")
VALIDATIONS: tuple[Raw, ...] = (
    {"type": "None"},
    {"type": "Email"},
    {"type": "Date"},
    {"type": "Number", "minValue": "1", "maxValue": "10"},
    {"type": "Regex", "regex": "^[a-z]{2,5}$"},
    {"type": "Regex", "regex": ""},
)

_names = st.sampled_from(NAMES)
_titles = st.sampled_from(TITLES)


class _Writer:
    """Draws the fields of one node. `targets` are the ids that it may lead to, the empty one included."""

    def __init__(self, draw: Draw, targets: Sequence[str]) -> None:
        self.draw = draw
        self.targets = st.sampled_from(["", *targets])
        self.count = 0

    def key(self) -> str:
        self.count += 1
        return f"kEy{LETTERS[self.count % 26]}{LETTERS[self.count // 26 % 26]}aB"

    def text(self) -> str:
        pieces = st.one_of(
            st.sampled_from(WORDS),
            _names.map(lambda name: f"@{name}"),
            _names.map(lambda name: f"{{{{{name}}}}}"),
            st.sampled_from(["{{name}}", "{{phone}}", "<strong>bold</strong>", "<br>\n", "&nbsp;", "@never"]),
        )
        return f"<p>{' '.join(self.draw(st.lists(pieces, max_size=4)))}</p>"

    def name(self) -> str:
        return self.draw(st.one_of(st.just(""), _names))

    def replies(self) -> list[Raw]:
        kinds = self.draw(st.lists(st.sampled_from(["Text", "Text", "Image", "Document"]), max_size=2))
        return [
            {"flowReplyType": kind, "data": self.text(), "caption": "", "mimeType": ""}
            if kind == "Text"
            else {"flowReplyType": kind, "data": "", "caption": self.text(), "mimeType": ""}
            for kind in kinds
        ]

    def choices(self, title: str) -> list[Raw]:
        titles = self.draw(st.lists(_titles, max_size=3))
        return [{"id": self.key(), title: one, "nodeResultId": self.draw(self.targets)} for one in titles]

    def some(self, *values: Any) -> Any:
        return self.draw(st.sampled_from(values))


def _message(w: _Writer) -> Raw:
    return {"flowReplies": w.replies()}


def _question(w: _Writer) -> Raw:
    validation = {"minValue": "", "maxValue": "", "regex": "", "fallback": "Once more, please.", "failsCount": "1"}
    expected = w.choices("expectedInput") if w.some(True, False) else None
    return {
        "flowReplies": w.replies(),
        "userInputVariable": w.name(),
        "answerValidation": {**validation, **w.some(*VALIDATIONS)},
        "isMediaAccepted": w.draw(st.booleans()),
        "expectedAnswers": expected,
    }


def _buttons(w: _Writer) -> Raw:
    return {
        "interactiveButtonsHeader": w.some({"type": "Text", "text": "Ready?", "media": None}, None),
        "interactiveButtonsBody": w.text(),
        "interactiveButtonsFooter": "",
        "interactiveButtonsItems": w.choices("buttonText"),
        "interactiveButtonsUserInputVariable": w.name(),
        "interactiveButtonsDefaultNodeResultId": w.draw(w.targets),
    }


def _list(w: _Writer) -> Raw:
    sections = [{"id": w.key(), "title": "", "rows": w.choices("title")} for _ in range(w.some(0, 1, 2))]
    return {
        "interactiveListHeader": {"type": "Text", "text": ""},
        "interactiveListBody": w.text(),
        "interactiveListFooter": "",
        "interactiveListButtonText": "Menu",
        "interactiveListSections": sections,
        "interactiveListUserInputVariable": w.name(),
        "interactiveListDefaultNodeResultId": w.draw(w.targets),
    }


def _condition(w: _Writer) -> Raw:
    variable = st.one_of(_names.map("@{}".format), _names.map("{{{{{}}}}}".format), _names)
    check = st.builds(
        lambda name, test, value: {"id": w.key(), "flowConditionType": test, "variable": name, "value": value},
        variable,
        st.sampled_from(TESTS),
        st.sampled_from(["", "yes", "5", "{{name}}"]),
    )
    return {
        "flowNodeConditions": w.draw(st.lists(check, max_size=2)),
        "conditionResult": {"yResultNodeId": w.draw(w.targets), "nResultNodeId": w.draw(w.targets)},
        "conditionOperator": w.some("None", "And", "Or"),
    }


def _webhook(w: _Writer) -> Raw:
    codes = w.draw(st.lists(st.sampled_from([200, 204, 401, 500]), unique=True, max_size=3))
    statuses = [
        {"id": w.key(), "statusCode": code, "nodeResultId": w.draw(w.targets), "isDefault": False} for code in codes
    ]
    default = {"id": w.key(), "statusCode": 0, "nodeResultId": w.draw(w.targets), "isDefault": True}
    return {
        "methodType": w.some("Get", "Post"),
        "url": w.some(*URLS),
        "headers": w.some([], [{"headerName": "Authorization", "headerValue": "Zoho-oauthtoken {{zoho_token}}"}]),
        "body": w.some("", '{"city": "@city", "name": "{{name}}"}', "not json"),
        "testVariables": w.some([], [{"name": "@city", "value": "Springfield"}]),
        "responseVariables": [
            {"type": w.some(ATTRIBUTE, VARIABLE), "name": w.name(), "path": w.some("data[0].Owner.name", "a.b", "")}
            for _ in range(w.some(0, 1, 2))
        ],
        "expectedStatuses": [*statuses, *([default] if statuses and w.some(True, False) else [])],
    }


def _update_attribute(w: _Writer) -> Raw:
    return {
        "attributeVariables": [
            {"type": ATTRIBUTE, "name": w.name(), "value": w.some("@city", "{{name}}", "yes", "")}
            for _ in range(w.some(0, 1, 2))
        ]
    }


def _assign_team(w: _Writer) -> Raw:
    flags = ("isRoundRobinAssign", "isContactOwnerAssign", "skipOfflineUsers", "assignDuringNonWorkingHours")
    chosen = {flag: w.draw(st.booleans()) for flag in (*flags, "assignToAdmin")}
    rest = {"reassignmentRule": None, "loadBasedMaxOpenChats": w.some(None, 1), "noResponseMinutes": None}
    return {"teamIds": w.some([], [TEAM], ["unknown"]), **chosen, **rest}


def _cta_url(w: _Writer) -> Raw:
    return {
        "interactiveCtaUrlHeader": w.some({"type": "Image", "text": "", "media": None}, None),
        "interactiveCtaUrlBody": w.text(),
        "interactiveCtaUrlFooter": "",
        "interactiveCtaUrlButtonText": w.some(*TITLES),
        "interactiveCtaUrlButtonUrl": w.some("https://shop.example.com/{{name}}", ""),
        "interactiveCtaUrlAccessToken": "",
    }


def _template(w: _Writer) -> Raw:
    return {"messageTemplateId": w.some("", TEMPLATE), "messageTemplateIds": [], "buttons": w.choices("buttonText")}


def _product_list(w: _Writer) -> Raw:
    texts = {"interactiveProductListHeaderText": "Shop", "interactiveProductListBodyText": w.text()}
    return {**texts, "catalogId": None, "setId": w.some(None, "set1"), "hasError": False}


def _form(w: _Writer) -> Raw:
    return {
        "interactiveWhatsAppFlowHeader": {"type": "Text", "text": "", "media": None},
        "interactiveWhatsAppFlowBody": w.text(),
        "interactiveWhatsAppFlowButton": "Fill in",
        "interactiveWhatsAppFlowFooter": "",
        "whatsAppFlowId": w.some("", "41508680000000000"),
        "isFallbackEnabled": w.draw(st.booleans()),
        "fallbackMessage": w.some("", "Please fill the form."),
        "fallbackMaxRetryCount": w.some(0, 2),
        "userInputVariable": w.some(None, "form"),
    }


def _spreadsheet(w: _Writer) -> Raw:
    cells = st.builds(lambda name, value: {"name": name, "value": value}, _names, st.sampled_from(["@city", "yes"]))
    return {
        "googleAccount": {"id": None, "email": None, "hasError": False},
        "spreadsheet": {"spreadsheetName": None, "spreadsheetId": w.some("", SPREADSHEET)},
        "sheet": {"sheetName": w.some(None, "Sheet1"), "sheetId": ""},
        "action": w.some("InsertNewRow", "UpdateRow", "GetRow"),
        "newCells": w.draw(st.lists(cells, max_size=2)),
        "rowReference": {"name": w.some(None, "city"), "value": w.some(None, "{{phone}}")},
        "conditionResult": {"yResultNodeId": w.draw(w.targets), "nResultNodeId": w.draw(w.targets)},
    }


WRITERS: dict[str, Callable[[_Writer], Raw]] = {
    "Message": _message,
    "Question": _question,
    "InteractiveButtons": _buttons,
    "InteractiveList": _list,
    "Condition": _condition,
    "Webhook": _webhook,
    "UpdateAttribute": _update_attribute,
    "AssignAgent": lambda w: {"agentId": w.some("", AGENT, "unknown"), "kbotBotActionId": None},
    "AssignTeam": _assign_team,
    "TimeDelay": lambda w: {"delaySeconds": w.some(0, 1, 3600)},
    "InvokeFlow": lambda w: {"newFlowId": w.some("", "Generated bot", "66aa00bb11cc22dd33ee4601")},
    "Subscription": lambda w: {"subscription": w.draw(st.booleans())},
    "UpdateChatStatus": lambda w: {"status": w.some("TicketClosing", "TicketCreating", "pending", "Unheard")},
    "UpdateChatTopicName": lambda w: {"topicName": w.some("", "Sales", "@city"), "tagList": w.some([], ["lead"])},
    "InteractiveCtaUrl": _cta_url,
    "InteractiveProduct": lambda w: {
        "productRetailerId": w.some(None, "SKU-1"),
        "productVariants": None,
        "catalogId": None,
        "hasError": False,
    },
    "InteractiveProductList": _product_list,
    "InteractiveWhatsAppFlow": _form,
    "MessageTemplate": _template,
    "GoogleSpreadsheet": _spreadsheet,
}
"""How the fields of each node type are drawn, by flowNodeType."""


@st.composite
def exports(
    draw: Draw,
    types: Sequence[str] = tuple(WRITERS),
    min_nodes: int = 1,
    max_nodes: int = 10,
    unknown: bool = True,
) -> Raw:
    """A whole export, as `Flow.parse` and `json.dumps` take it: always loadable, but seldom a good chatbot.

    `types` are the flowNodeTypes to choose from; `unknown` lets nodes of unheard types and unheard keys occur. Edges
    and the nodes' own targets may agree, disagree or be missing, as in real files.
    """
    chosen = draw(st.lists(st.sampled_from(list(types)), min_size=min_nodes, max_size=max_nodes))
    ids = [f"main_{kind[:1].lower()}{kind[1:]}-{_letters(number)}" for number, kind in enumerate(chosen)]
    nodes, edges = [], []
    for number, (kind, node_id) in enumerate(zip(chosen, ids, strict=True)):
        writer = _Writer(draw, ids)
        strange = unknown and draw(st.integers(0, 19)) == 0
        fields = {"newFangledField": {"deep": [1]}} if strange else WRITERS[kind](writer)
        common = {
            "id": node_id,
            "flowNodeType": "NewFangled" if strange and draw(st.booleans()) else kind,
            "flowNodePosition": {"posX": str(draw(st.integers(-500, 500))), "posY": f"{number * 120.5}"},
            "isStartNode": number == 0,
        }
        nodes.append({**fields, **common})
        handles = ["", f"{node_id}-default", "true", "false", *_keys(fields)]
        for handle in draw(st.lists(st.sampled_from(handles), unique=True, max_size=3)):
            edges.append(_edge(node_id, handle, draw(st.sampled_from(ids))))
    more = {"newFangledSetting": "kept"} if unknown and draw(st.booleans()) else {}
    return {
        "id": None,
        "tenantId": "424242",
        "name": "Generated bot",
        "created": None,
        "flowNodes": nodes,
        "flowEdges": edges,
        "lastUpdated": "2026-01-15T09:00:00.88Z",
        "isDeleted": False,
        "transform": draw(st.sampled_from([None, {"posX": "0", "posY": "0", "zoom": "1"}])),
        "isPro": True,
        "flowVersion": 0,
        "channelTypes": ["WA"],
        **more,
    }


def _edge(node_id: str, handle: str, target: str) -> Raw:
    return {
        "id": f"reactflow__edge-{node_id}{handle}-{target}",
        "sourceNodeId": f"{node_id}__{handle}" if handle else node_id,
        "targetNodeId": target,
    }


def _keys(value: Any) -> list[str]:
    """The ids of choices and statuses inside a node's fields: what its edges may leave by."""
    if isinstance(value, dict):
        own = [value["id"]] if isinstance(value.get("id"), str) and "nodeResultId" in value else []
        return [*own, *(key for item in value.values() for key in _keys(item))]
    return [key for item in value for key in _keys(item)] if isinstance(value, list) else []


def _letters(number: int) -> str:
    """Five letters, another five for each number."""
    return "".join(LETTERS[number // 26**place % 26] for place in range(5))
