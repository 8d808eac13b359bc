#!/usr/bin/env python3
"""A first engine, to start from: it speaks the engine contract and does one thing, so its certificate is red.

    tools/starter_engine.py --port 9000
    tools/articulator certify --engine http://127.0.0.1:9000 --profile crown-core --out build/first

It follows the clock, reads new lab cases from Open Dental every 30 seconds, blocks one that names no
material (VAL-03), opens a review, and keeps its audit. It sends no order, takes no decision and hears no
webhook: what the certificate says it lacks is what to build next. Standard library only. The contract is
engine/host/contract.json, and engine/host/GUIDE.md goes through it step by step.
"""

import argparse
import json
import re
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.parse import parse_qs, urlparse
from urllib.request import Request, urlopen

CLAIMS = ["VAL-03"]  # say only what you do: what is not claimed is "not applicable", what is and fails is red
POLL = timedelta(seconds=30)


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def text_of(at):
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Engine:
    """All that is known between two steps of the clock. A real engine keeps it in a database."""

    def __init__(self):
        self.bench = {"practices": []}
        self.audit, self.reviews, self.seen = [], {}, set()
        self.next_poll = None
        self.lock = threading.Lock()

    def start(self, bench):
        self.__init__()
        self.bench = bench

    def clock(self, now):
        """Does everything that is due by now, its calls included, and says when it wants to be called again."""
        if self.next_poll is None or now >= self.next_poll:
            for practice in self.bench["practices"]:
                self.poll(practice, now)
            self.next_poll = now + POLL
        return {"now": text_of(now), "next": text_of(self.next_poll)}

    def poll(self, practice, now):
        pms = practice["pms"]
        if pms["kind"] != "open-dental":
            return
        request = Request(pms["url"] + "/labcases?Limit=100&Offset=0", headers={
            "Authorization": f"ODFHIR {pms['developer_key']}/{pms['customer_key']}",
            "Content-Type": "application/json"})
        try:
            with urlopen(request, timeout=10) as answer:
                rows = json.load(answer)
        except (URLError, ValueError, OSError):
            return  # the PMS is down: the next poll sees what this one missed
        for row in rows:
            self.look_at(practice["practice"], row, now)

    def look_at(self, practice, row, now):
        case = f"LC-{row['LabCaseNum']}"
        if (practice, case) in self.seen or row["DateTimeSent"].startswith("0001"):
            return
        self.seen.add((practice, case))
        # A lab case has no columns for the prescription: it stands between [Rx] and [/Rx] in the instructions.
        block = re.search(r"\[Rx\](.*?)\[/Rx\]", row["Instructions"], re.S)
        pairs = (part.split(":", 1) for part in (block.group(1) if block else "").split(";") if ":" in part)
        rx = {key.strip(): value.strip() for key, value in pairs}
        findings = []
        if not rx.get("material"):
            findings.append({"code": "VAL-03", "severity": "blocked", "field": "/prescription/material"})
        self.record(practice, case, "rx.validated", now, {
            "status": "blocked" if findings else "approved", "findings": findings, "checks_passed": []})
        if findings:
            review = f"{case}-r{len(self.reviews) + 1}"
            reasons = [finding["code"] for finding in findings]
            self.reviews[review] = {"review": review, "practice": practice, "case": case, "reasons": reasons,
                                    "opened_at": text_of(now)}
            self.record(practice, case, "review.opened", now, {"review": review, "reasons": reasons})

    def record(self, practice, case, action, now, data):
        self.audit.append({"sequence": len(self.audit) + 1, "at": text_of(now), "practice": practice,
                           "actor": "engine", "action": action, "case_id": case, "data": data})

    def answer(self, method, path, query, body):
        if path == "/healthz":
            return 200, {"status": "ok"}
        if path == "/v1/capabilities":
            return 200, {"contract": 1, "engine": "starter", "version": "0", "requirements": CLAIMS}
        if (method, path) == ("POST", "/v1/bench"):
            self.start(json.loads(body))
            return 200, {}
        if (method, path) == ("POST", "/v1/clock"):
            return 200, self.clock(instant(json.loads(body)["now"]))
        if (method, path) == ("GET", "/v1/reviews"):
            return 200, {"reviews": list(self.reviews.values())}
        if (method, path) == ("GET", "/v1/dead-letters"):
            return 200, {"dead_letters": []}
        if (method, path) == ("GET", "/v1/audit"):
            after = int(query.get("after", ["0"])[0])
            return 200, "".join(json.dumps(record) + "\n" for record in self.audit[after:])
        return 404, {"error": f"{method} {path}: this engine does not do that yet"}


ENGINE = Engine()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlparse(self.path)
        with ENGINE.lock:
            status, answer = ENGINE.answer(self.command, url.path, parse_qs(url.query), body)
        text = answer if isinstance(answer, str) else json.dumps(answer)
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-ndjson" if isinstance(answer, str) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = serve

    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=9000)
    port = parser.parse_args().port
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
