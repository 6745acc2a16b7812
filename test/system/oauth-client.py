"""Signs in with Authlib through the consent page, which mechanize fills in, refreshes and revokes; prints it all as JSON."""

import http.server
import json
import os
import sys
import threading
import urllib.parse

import mechanize
from authlib.integrations.requests_client import OAuth2Session

# The redirect is plain HTTP on this machine (RFC 8252); Authlib wants that said.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"


class Callback(http.server.BaseHTTPRequestHandler):
    """The app's own address, to which the browser is sent back."""

    def do_GET(self) -> None:
        self.server.called = self.path
        self.send_response(200)
        self.send_header("content-type", "text/plain")
        self.end_headers()
        self.wfile.write(b"You may close this page.")

    def log_message(self, *_: object) -> None:
        pass


def browse(address: str, person: str, button: int) -> str:
    """What a person does in a browser: chooses who to be, and presses the first or the second button. Gives the title of the page."""
    browser = mechanize.Browser()
    browser.set_handle_robots(False)
    browser.open(address)
    title = browser.title()
    browser.select_form(nr=0)
    for item in browser.form.find_control("user").items:
        item.selected = any(person in label.text for label in item.get_labels())
    browser.submit(name="decision", nr=button)
    return title


def main() -> None:
    host = sys.argv[1]
    server = http.server.HTTPServer(("127.0.0.1", 0), Callback)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = OAuth2Session(
        "databricks-cli",
        redirect_uri=f"http://localhost:{server.server_port}",
        scope="all-apis offline_access",
        code_challenge_method="S256",
        token_endpoint_auth_method="none",
        revocation_endpoint_auth_method="none",
    )
    metadata = client.get(f"{host}/oidc/.well-known/oauth-authorization-server", withhold_token=True).json()
    verifier = "v" * 64
    address, state = client.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier)
    told = {"title": browse(address, "Intern", 0)}
    back = f"http://localhost:{server.server_port}{server.called}"
    token = client.fetch_token(
        metadata["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
    )
    told["user"] = me(client, host)
    client.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
    told["user_after_refresh"] = me(client, host)
    refresh = client.token["refresh_token"]
    revoked = client.revoke_token(metadata["revocation_endpoint"], token=refresh, token_type_hint="refresh_token")
    told["revoked"] = revoked.status_code
    told["after_revoke"] = client.get(f"{host}/api/2.0/preview/scim/v2/Me").status_code
    try:
        client.refresh_token(metadata["token_endpoint"], refresh_token=refresh)
    except Exception as error:
        told["refresh_after_revoke"] = getattr(error, "error", type(error).__name__)
    address, _ = client.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier)
    browse(address, "Intern", 1)
    told["denied"] = urllib.parse.parse_qs(urllib.parse.urlsplit(server.called).query)["error"]
    print(json.dumps(told))


def me(client: OAuth2Session, host: str) -> str:
    return client.get(f"{host}/api/2.0/preview/scim/v2/Me").json()["userName"]


main()
