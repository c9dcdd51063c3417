"""What a department's system does with GridLink, start to end. Settings: see ../README.md."""

import os

from gridlink import Program, Refused

RUN = os.environ["GRIDLINK_RUN"]

ME = "query Me { me { jurisdiction organization { code name } } }"
REPORT = """mutation Report($input: ReportTicketInput!) {
  reportTicket(input: $input) {
    receipt { code queryCode acceptBy }
    duplicate
    userErrors { code field message article }
  }
}"""
OPEN = """query Open($unit: String!, $after: String) {
  tickets(first: 5, after: $after, filter: { unit: $unit }) {
    nodes { code title stage dueAt late grid { code name } assignments { id state unit { code } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
PUBLISH = """mutation Publish($input: PublishResourceInput!) {
  publishResource(input: $input) { resource { id code } userErrors { code field message article } }
}"""
PUSH = """mutation Push($input: PushRecordsInput!) {
  pushRecords(input: $input) {
    report { replayed created updated unchanged refused rows { row outcome messages } }
    userErrors { code field message article }
  }
}"""
OPEN_FEED = """mutation OpenFeed($input: OpenFeedInput!) {
  openFeed(input: $input) { feed { stream } userErrors { code field message } }
}"""
EVENTS = """query Events($organization: String!, $after: String) {
  feedEvents(organization: $organization, first: 50, after: $after) {
    nodes { id type event }
    pageInfo { hasNextPage endCursor }
  }
}"""

DECLARATION = {
    "title": "路灯台账",
    "sharing": "CONDITIONAL",
    "refresh": "MONTHLY",
    "fields": [
        {"name": "id", "title": "编号", "type": "TEXT", "grade": "INTERNAL", "keyField": True},
        {"name": "keeper", "title": "管护人电话", "type": "PHONE", "grade": "PERSONAL"},
    ],
}


def hand_in(program):
    """Latitude and longitude changed places: the answer names the field. Mended, it is taken; sent again, it is the same."""
    matter = {"source": "DEPARTMENT", "title": "路灯不亮", "text": "淮河路路灯连续三盏不亮。", "externalId": f"PY-{RUN}"}

    def at(longitude, latitude):
        place = {"address": "淮河路", "longitude": longitude, "latitude": latitude, "system": "WGS84"}
        return {**matter, "place": place}

    try:
        program.command(REPORT, at(34.7502, 113.6401))
    except Refused as refused:
        for error in refused.user_errors:
            print(f"refused {error['code']} {'.'.join(error['field'])}: {error['message']}")
    first = program.command(REPORT, at(113.6401, 34.7502))
    again = program.command(REPORT, at(113.6401, 34.7502))
    print(f"handed in {first['receipt']['code']}, duplicate {first['duplicate']}")
    print(f"sent again {again['receipt']['code']}, duplicate {again['duplicate']}")


def read_tickets(program, unit):
    pages = list(program.pages(OPEN, {"unit": unit}))
    codes = {ticket["code"] for page in pages for ticket in page}
    print(f"tickets {len(codes)} on {len(pages)} pages")


def push_rows(program):
    resource = program.command(PUBLISH, {"name": "LAMPS_PY", "declaration": DECLARATION})["resource"]
    rows = [{"id": "LD-1", "keeper": "13900001234"}, {"id": "LD-2", "keeper": "not a number"}]
    batch = {"resource": resource["id"], "batchId": RUN, "rows": rows}
    report = program.command(PUSH, batch)["report"]
    print(f"pushed: created {report['created']}, refused {report['refused']}")
    for row in report["rows"]:
        if row["outcome"] == "REFUSED":
            print(f"refused row: {' '.join(row['messages'])}")
    print(f"pushed again: replayed {program.command(PUSH, batch)['report']['replayed']}")


def pull_events(program, organization):
    """The feed without NATS: keep the last cursor, and go on from there the next time."""
    program.command(OPEN_FEED, {"organization": organization})
    events = [event for page in program.pages(EVENTS, {"organization": organization}) for event in page]
    print(f"events {len(events)}")


program = Program.of_environment()
me = program.ask(ME)["me"]
organization = me["organization"]
print(f"signed in for {organization['code']} {organization['name']} ({me['jurisdiction']})")
hand_in(program)
read_tickets(program, organization["code"])
push_rows(program)
pull_events(program, organization["code"])
