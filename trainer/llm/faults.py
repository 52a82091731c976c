"""Turns whatever goes wrong on the way to a model into one sentence with a cure, and keeps the key out of it."""

from __future__ import annotations

import re

import openai

from trainer.domain.errors import ModelUnavailable

_SECRETS = re.compile(r"(?i)\b(bearer\s+\S+|(?:sk|pk|key|gsk|hf|xai)[-_][^\s'\"]{6,})")
_CONTEXT = re.compile(r"(?i)context.{0,20}(length|size|window)|maximum context|too many tokens|exceed\w* .{0,30}context|prompt is too long")
_QUOTA = re.compile(r"(?i)insufficient_quota|exceeded your current quota|billing|credit balance|payment required")
_UNKNOWN = re.compile(r"(?i)model.{0,80}(not found|does not exist|not exist|unknown|no such|is not (available|loaded|served))"
                      r"|(unknown|invalid|no such) model|model_not_found")


class ServerSaid(ModelUnavailable):
    """A refusal with the server's status and its words, scrubbed; ``retry_after`` in seconds where it named one."""

    def __init__(self, message: str, cure: str, kind: str, retryable: bool, status: int = 0, detail: str = "",
                 retry_after: float | None = None) -> None:
        super().__init__(message, cure, kind, retryable)
        self.status = status
        self.detail = detail
        self.retry_after = retry_after


def scrubbed(text: str, key: str, length: int = 160) -> str:
    """The server's words without the key, or anything that looks like one, in one short line."""
    # servers echo keys whole or masked ("sk-abc***xyz"): whatever starts or ends like ours goes too
    if key and len(key) >= 4:
        text = text.replace(key, "…")
        if len(key) >= 12:
            text = re.sub(re.escape(key[:6]) + r"\S*|\S*" + re.escape(key[-4:]) + r"\b", "…", text)
    text = _SECRETS.sub("…", text)
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def malformed(what: str) -> ModelUnavailable:
    """The server sent something that is no answer."""
    return ModelUnavailable(f"The model server sent {what}.", "Try again; if it stays, check that the base URL is that of an "
                            "OpenAI-compatible server (it usually ends in /v1).", kind="malformed")


def timed_out(seconds: float) -> ModelUnavailable:
    """Nothing, or not enough, came in time."""
    return ModelUnavailable(f"The model did not answer within {seconds:.0f} seconds.",
                            "Try again, choose a faster model, or raise TRAINER_TIMEOUT_S.", kind="timeout")


def cut() -> ModelUnavailable:
    """The connection ended in the middle of an answer."""
    return ModelUnavailable("The connection to the model broke off in the middle of its answer.", "Try again.", kind="cut")


def empty(finish: str) -> ModelUnavailable:
    """An answer with nothing in it."""
    cure = ("The model used up its tokens before its first word, as reasoning models do; choose a model that answers "
            "at once, or turn its reasoning off." if finish == "length" else "Try again.")
    return ModelUnavailable("The model answered with nothing.", cure, kind="empty")


def refusal() -> ModelUnavailable:
    """The model, or a filter in front of it, declined."""
    return ModelUnavailable("The model declined to answer.", "Try again, or choose another model.", kind="refusal")


def translated(fault: BaseException, key: str, place: str, model: str, seconds: float) -> ModelUnavailable:
    """What the SDK raised, in our words."""
    if isinstance(fault, ModelUnavailable):
        return fault
    if isinstance(fault, openai.APITimeoutError):
        return timed_out(seconds)
    if isinstance(fault, openai.APIStatusError):
        return _status(fault, key, place, model)
    if isinstance(fault, openai.APIConnectionError):
        return ModelUnavailable(f"No model server could be reached at {place}.",
                                "Check that it is running and that TRAINER_BASE_URL is right.", kind="refused_connection")
    if type(fault).__module__.split(".")[0] in ("httpx2", "httpcore2", "httpx", "httpcore"):
        if "Timeout" in type(fault).__name__:
            return timed_out(seconds)
        return cut()
    return malformed(f"an answer that could not be read ({type(fault).__name__})")


def _status(fault: openai.APIStatusError, key: str, place: str, model: str) -> ServerSaid:
    status = fault.status_code
    detail = scrubbed(_words(fault), key)
    if status in (401, 403):
        return ServerSaid(f"The model server at {place} does not accept the key.",
                          "Set OPENAI_API_KEY (or TRAINER_API_KEY) to a key that is valid there.", "not_authorised", False,
                          status)
    if status == 402 or _QUOTA.search(detail):
        return ServerSaid("The account of the model server has no credit left.", "Top it up, or choose another server.",
                          "rate_limited", False, status, detail)
    if status == 429:
        return ServerSaid("The model server asks to slow down.", "Wait a minute and try again.", "rate_limited", True, status,
                          detail, _retry_after(fault))
    if status in (400, 413, 422, 500) and _CONTEXT.search(detail):
        return ServerSaid("The talk is too long for this model.", "Choose a model with a larger context, or lower "
                          "TRAINER_TOKEN_BUDGET.", "context_too_long", False, status, detail)
    if status in (400, 404, 422) and _UNKNOWN.search(detail):
        return ServerSaid(f"The model server at {place} knows no model called {model!r}.",
                          "Set TRAINER_MODEL to one that it serves.", "unknown_model", False, status, detail)
    if status in (404, 405):
        return ServerSaid(f"There is no chat interface at {place}.",
                          "Check TRAINER_BASE_URL; it usually ends in /v1.", "unsupported", False, status, detail)
    if status >= 500 or status in (408, 409, 425):
        return ServerSaid(f"The model server failed (status {status}).", "Try again.", "server_error", True, status, detail,
                          _retry_after(fault))
    said = f" It said “{detail}”." if detail else ""
    return ServerSaid(f"The model server did not take the request (status {status}).{said}",
                      "Check the model's name and what the server supports.", "unsupported", False, status, detail)


def _words(fault: openai.APIStatusError) -> str:
    body = fault.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        if isinstance(inner, dict):
            parts = [inner.get(k) for k in ("message", "code", "type", "param", "detail")]
            return " ".join(str(p) for p in parts if p)
        return str(inner)
    return str(body or "")


def _retry_after(fault: openai.APIStatusError) -> float | None:
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(fault.response.headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    return None
