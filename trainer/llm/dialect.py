"""What one model server understands: options it refused once are not sent again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from trainer.ports import Ask

_RUNGS = ("json_schema", "json_object", "text")


@dataclass(frozen=True)
class Dialect:
    """The options to send. ``rung`` is how JSON is asked for: by schema, as an object, or in words only."""

    length_option: str = "max_tokens"
    usage_option: bool = True
    temperature: bool = True
    seed: bool = True
    stop: bool = True
    rung: int = 0

    @property
    def json_by(self) -> str:
        """json_schema, json_object or text."""
        return _RUNGS[self.rung]

    def options(self, model: str, ask: Ask, streaming: bool) -> dict[str, Any]:
        """The request for this server."""
        messages = [{"role": m.role, "content": m.content} for m in ask.messages]
        options: dict[str, Any] = {"model": model, "messages": messages, "stream": streaming,
                                   self.length_option: ask.max_tokens}
        if self.temperature:
            options["temperature"] = ask.temperature
        if self.seed and ask.seed is not None:
            options["seed"] = ask.seed
        if self.stop and ask.stop:
            options["stop"] = list(ask.stop)
        if streaming and self.usage_option:
            options["stream_options"] = {"include_usage": True}
        if ask.schema:
            name, schema = ask.schema
            if self.rung == 0:
                options["response_format"] = {"type": "json_schema",
                                              "json_schema": {"name": name, "schema": schema, "strict": True}}
            elif self.rung == 1:
                options["response_format"] = {"type": "json_object"}
            else:
                messages[-1]["content"] += ("\n\nAnswer with one JSON object of this schema and nothing else:\n"
                                            + json.dumps(schema, ensure_ascii=False))
        return options

    def without(self, status: int, detail: str, ask: Ask, streaming: bool) -> Dialect | None:
        """What to try after a refusal, or None when no option of ours can be the cause."""
        if status not in (400, 404, 415, 422, 500, 501):
            return None
        words = detail.lower()
        if self.length_option == "max_tokens" and re.search(r"max_(completion_)?tokens", words):
            return replace(self, length_option="max_completion_tokens")
        if self.usage_option and streaming and "stream_options" in words:
            return replace(self, usage_option=False)
        if self.temperature and "temperature" in words:
            return replace(self, temperature=False)
        if self.seed and ask.seed is not None and re.search(r"\bseed\b", words):
            return replace(self, seed=False)
        if self.stop and ask.stop and re.search(r"\bstop\b", words):
            return replace(self, stop=False)
        if ask.schema and self.rung < 2:
            return replace(self, rung=self.rung + 1)
        if self.usage_option and streaming and status in (400, 422):
            return replace(self, usage_option=False)
        return None
