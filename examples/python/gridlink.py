"""A client of GridLink in one file: Python 3.10 or newer, nothing to install. Copy it."""

import json
import os
import time
import urllib.error
import urllib.request
from datetime import datetime, timezone

ATTEMPTS = 5
RENEW_BEFORE_SECONDS = 60
PASSING = {"RATE_LIMITED", "UPSTREAM_UNAVAILABLE"}
PROGRAM_TOKEN = """mutation Token($input: ProgramTokenInput!) {
  programToken(input: $input) { accessToken expiresAt userErrors { code message } }
}"""


class Refused(Exception):
    """What the input's author can mend; the messages are Chinese and made to be shown."""

    def __init__(self, user_errors):
        super().__init__("; ".join(f"{error['code']}: {error['message']}" for error in user_errors))
        self.user_errors = user_errors


class GraphError(Exception):
    """An error of the request as a whole; `code` as docs/errors.md has it."""

    def __init__(self, error):
        self.code = error.get("extensions", {}).get("code")
        super().__init__(f"{self.code}: {error['message']}")


def _post(url, body, headers):
    """One request: the answer and how long it asks to wait before a next try, or (None, 0) when there was no answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=40) as response:
            return json.load(response), 0
    except urllib.error.HTTPError as error:  # a refusal has an answer too
        try:
            return json.load(error), int(error.headers.get("retry-after", 0))
        except ValueError:
            return None, 0
    except OSError:
        return None, 0


class Program:
    """A department's program, by its client id and secret."""

    def __init__(self, url, client_id, client_secret):
        self._url = url
        self._credentials = {"clientId": client_id, "clientSecret": client_secret}
        self._token = None

    @classmethod
    def of_environment(cls):
        names = ("GRIDLINK_URL", "GRIDLINK_CLIENT_ID", "GRIDLINK_CLIENT_SECRET")
        return cls(*(os.environ[name] for name in names))

    def ask(self, query, variables=None):
        """The data of an operation, asked with a token that is good for the next minute."""
        return self._request(query, variables or {}, {"authorization": f"Bearer {self.access_token()}"})

    def command(self, mutation, input):
        """Runs a mutation of one field and answers that field. Raises Refused with its user errors."""
        return self._accepted(self.ask(mutation, {"input": input}))

    def pages(self, query, variables=None):
        """Lists of nodes, page after page; the document takes `$after` and its first field is the connection."""
        after = None
        while True:
            connection = next(iter(self.ask(query, {**(variables or {}), "after": after}).values()))
            yield connection["nodes"]
            if not connection["pageInfo"]["hasNextPage"]:
                return
            after = connection["pageInfo"]["endCursor"]

    def access_token(self):
        """A token that is good for the next minute."""
        if self._token is None or self._seconds_left() < RENEW_BEFORE_SECONDS:
            self._token = self._accepted(self._request(PROGRAM_TOKEN, {"input": self._credentials}, {}))
        return self._token["accessToken"]

    def _seconds_left(self):
        expires = datetime.fromisoformat(self._token["expiresAt"].replace("Z", "+00:00"))
        return (expires - datetime.now(timezone.utc)).total_seconds()

    @staticmethod
    def _accepted(data):
        payload = next(iter(data.values()))
        if payload["userErrors"]:
            raise Refused(payload["userErrors"])
        return payload

    def _request(self, query, variables, headers):
        """Repeated after what passes: too many requests, a service away, a broken line. Idempotency keys make that safe."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        for attempt in range(1, ATTEMPTS + 1):
            answer, wait = _post(self._url, body, {"content-type": "application/json", **headers})
            errors = (answer or {}).get("errors") or []
            passing = any(error.get("extensions", {}).get("code") in PASSING for error in errors)
            if answer is not None and not passing:
                break
            if attempt < ATTEMPTS:
                time.sleep(max(wait, 0.25 * 2**attempt))
        if errors:
            raise GraphError(errors[0])
        if answer is None:
            raise ConnectionError(f"no answer from {self._url}")
        return answer["data"]
