"""Changes of the department's tickets as they happen, by server-sent events. Ends after GRIDLINK_EVENTS changes, if that is set."""

import json
import os
import time
import urllib.request

from gridlink import Program

CHANGES = """subscription Changes {
  ticketChanged { cursor change at ticket { code stage title dueAt } }
}"""
SILENCE_SECONDS = 60  # signs of life come far more often: longer silence is a broken line


def listen(program, last_event_id):
    """Yields (id, event, data) until the stream ends or breaks."""
    headers = {
        "content-type": "application/json",
        "accept": "text/event-stream",
        "authorization": f"Bearer {program.access_token()}",
        **({"last-event-id": last_event_id} if last_event_id else {}),
    }
    body = json.dumps({"query": CHANGES}).encode()
    request = urllib.request.Request(f"{os.environ['GRIDLINK_URL']}/stream", body, headers)
    with urllib.request.urlopen(request, timeout=SILENCE_SECONDS) as response:
        print("listening", flush=True)
        fields = {}
        for line in response:
            name, _, value = line.decode().rstrip("\n").partition(":")
            if name or value:
                fields[name] = value.removeprefix(" ")
            else:
                yield fields.get("id"), fields.get("event"), fields.get("data")
                fields = {}


def main():
    program = Program.of_environment()
    left = int(os.environ.get("GRIDLINK_EVENTS", "0")) or None
    cursor = None
    while True:
        try:
            for event_id, event, data in listen(program, cursor):
                cursor = event_id or cursor
                if event == "complete":
                    return
                if event != "next":
                    continue
                answer = json.loads(data)
                if not answer.get("data"):
                    error = answer["errors"][0]
                    if error.get("extensions", {}).get("code") == "UPSTREAM_UNAVAILABLE":
                        break  # what it is made of is away for a moment: ask again
                    raise SystemExit(error["message"])
                change = answer["data"]["ticketChanged"]
                ticket = change["ticket"] or {"code": None, "stage": None}
                print(f"{change['change']} {ticket['code']} {ticket['stage']}", flush=True)
                left = left and left - 1
                if left == 0:
                    return
        except OSError as broken:
            print(f"broken: {broken}; coming back", flush=True)
        time.sleep(1)


main()
