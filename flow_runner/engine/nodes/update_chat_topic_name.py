"""Set topic / tags."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.context import Context
from flow_runner.engine.events import TopicChanged
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.step import Go, Step

NAMES_OF_A_TAG = ("name", "tagName", "text", "value")


@node_type(
    "UpdateChatTopicName",
    evidence="reported",
    source="two independent readers of real exports; a filled tagList was never seen",
    marks=("topicName", "tagList"),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class UpdateChatTopicName(NoWait):
    """Sets the topic of the chat, and its tags, and goes on."""

    id: str
    topic: str
    tags: tuple[str, ...]

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> UpdateChatTopicName:
        return cls(node_id, fields.text("topicName"), _tags(fields))

    def enter(self, ctx: Context) -> Step:
        tags = tuple(ctx.render(tag, "tag") for tag in self.tags)
        ctx.emit(TopicChanged(self.id, ctx.render(self.topic, "topic"), tags))
        return Go("")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(texts=(self.topic, *self.tags), summary=" ".join((self.topic, *self.tags)) or "no topic is chosen")


def _tags(fields: Fields) -> tuple[str, ...]:
    """Texts, or objects with a name: both are guesses."""
    entries = fields.raw.get("tagList")
    if not isinstance(entries, list) or not any(isinstance(entry, dict) for entry in entries):
        return fields.texts("tagList")
    named = (next((one.text(key) for key in NAMES_OF_A_TAG if one.text(key)), "") for one in fields.objects("tagList"))
    return tuple(name for name in named if name)
