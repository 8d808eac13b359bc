"""Production that did otherwise: a run's journal with the engine's lines left out, late, doubled or of other content."""

import json
from datetime import datetime, timedelta

_ENGINE = "dental.engine."
_JUDGED = {"rx.validated", "review.opened", "order.sent", "order.cancelled", "pms.status", "pms.note", "patient.notified",
           "delay.alerted", "delay.cleared", "remake.triaged", "invoice.line"}
WAYS = ("left out", "late", "twice", "otherwise")


def _later(instant: str) -> str:
    at = datetime.fromisoformat(instant.replace("Z", "+00:00")) + timedelta(minutes=20)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def _change(kind: str, data: dict) -> None:
    """Of most kinds nothing is compared but that they are there: they stay as they are."""
    if kind == "invoice.line":
        data["result"] = "price_differs" if data["result"] == "matched" else "matched"
    elif kind == "patient.notified":
        data["medium"] = "email" if data["medium"] == "sms" else "sms"
    elif kind == "rx.validated":
        data.update(status="approved" if data["status"] == "blocked" else "blocked", findings=[])
    elif kind == "order.sent":
        data["channel"] = "api" if data["channel"] == "email" else "email"
    elif kind == "remake.triaged":
        data.update({"cause": "shade", "route": "shade_correction"} if data["cause"] == "fit"
                    else {"cause": "fit", "route": "new_impression"})


def spoiled(journal: str, way: str) -> str:
    """The log of a production that did all that the journal's engine did, but in this way."""
    events = []
    for line in journal.splitlines():
        event = json.loads(line)
        if event["type"].startswith("dental.wire."):
            continue
        kind = event["type"].removeprefix(_ENGINE)
        if kind not in _JUDGED:
            events.append(event)
            continue
        if way == "left out":
            continue
        if way == "twice":
            events.append({**event, "id": event["id"] + "x"})
        elif way == "late":
            event["time"] = _later(event["time"])
        else:
            _change(kind, event["data"])
        events.append(event)
    if way == "late":
        events.sort(key=lambda event: event["time"].rstrip("Z").ljust(23, "0"))
    return "".join(json.dumps(event, separators=(",", ":")) + "\n" for event in events)
