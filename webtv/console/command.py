"""The command lines of `webtv users` and `webtv audit`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from webtv.config.loading import load_settings
from webtv.errors import WebTVError
from webtv.explained import Explained
from webtv.terminal import plain

if TYPE_CHECKING:
    from webtv.console.accounts.roles import Right, Role
    from webtv.console.office import Office

users = typer.Typer(
    cls=Explained, help="Who may come to the console, and as what.", no_args_is_help=True
)
audit = typer.Typer(
    cls=Explained,
    help="Who asked for what at the console, and what came of it.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to log in with.")]
InRole = Annotated[str, typer.Option(help="viewer, operator, editor, engineer or admin.")]
May = Annotated[
    list[str] | None,
    typer.Option(help="approve, ban or moderate, beside the role; may be given again."),
]


@users.command()
def add(
    name: Name,
    role: InRole,
    may: May = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Print a link by which a passkey is made.")
    ] = False,
) -> None:
    """Make an account. The password is asked for, or read from a pipe."""
    office = _office()
    password = None if no_password else _password()
    office.users.add(name, password, _role(role), _rights(may))
    _tell(office, "people.add", name, role=role, may=may or [])
    typer.echo(f"{name} may come to the console as {role}", err=no_password)
    if no_password:
        _invite(office, name)


@users.command()
def invite(name: Name) -> None:
    """Print a link that lets somebody without a password in once, to make a passkey."""
    _invite(_office(), name)


@users.command("list")
def list_() -> None:
    """List the accounts: name, role, ways in, sessions."""
    office = _office()
    passkeys, known = office.passkeys.of(), {each.user for each in office.identities.of()}
    for user in office.users.all():
        extra = "".join(f", may {right}" for right in user.extra)
        factor = ", second factor" if user.second_factor else ""
        sessions = len(office.sessions.of(user.name))
        ways = "" if user.has_password else ", no password"
        ways += ", by the OIDC provider" if user.name in known else ""
        typer.echo(f"{user.name:<20} {user.role}{extra}{factor}{ways}, {sessions} sessions")
    for each in passkeys:
        used = f"last used {each.used:%Y-%m-%d %H:%M} UTC" if each.used else "never used"
        typer.echo(
            plain(f"passkey {each.number} of {each.user} ({each.label}): at {each.site}; {used}")
        )
    for token in office.tokens.of():
        used = f"last used {token.used:%Y-%m-%d %H:%M} UTC" if token.used else "never used"
        scope = f"{', '.join(token.orders)} on {', '.join(token.channels)}"
        typer.echo(
            plain(
                f"token {token.number} of {token.user.name} ({token.label}): {scope}; "
                f"ends {token.ends:%Y-%m-%d}, {used}"
            )
        )


@users.command()
def passwd(
    name: Name,
    none: Annotated[
        bool, typer.Option("--none", help="Take it: passkeys and the provider are left.")
    ] = False,
) -> None:
    """Give an account another password, and end its sessions and tokens."""
    office = _office()
    office.users.find(name)
    if none:
        office.users.drop_password(name)
        _tell(office, "people.password_end", name)
        typer.echo(f"{name} has no password, and no session or token; `invite` makes a way in")
        return
    office.users.set_password(name, _password())
    _tell(office, "people.password", name)
    typer.echo(f"{name} has another password, and no session or token")


@users.command("role")
def role_(
    name: Name, role: Annotated[str, typer.Argument(metavar="ROLE")], may: May = None
) -> None:
    """Give an account another role, and end its sessions."""
    office = _office()
    before = office.users.find(name).role
    office.users.set_role(name, _role(role), _rights(may))
    _tell(office, "people.role", name, before=before, role=role, may=may or [])
    typer.echo(f"{name} is {role} now, and has no session")


@users.command()
def remove(name: Name) -> None:
    """Take an account away, its sessions and tokens with it."""
    office = _office()
    office.users.remove(name)
    _tell(office, "people.remove", name)
    typer.echo(f"{name} has no account any more")


@users.command("drop-code")
def drop_code(name: Name) -> None:
    """Ask an account for no second factor any more: for who has lost the phone."""
    office = _office()
    office.users.drop_second_factor(name)
    _tell(office, "people.second_factor_end", name)
    typer.echo(f"{name} is asked for no code any more")


@users.command("drop-passkey")
def drop_passkey(number: Annotated[int, typer.Argument(metavar="NUMBER")]) -> None:
    """Forget a passkey, for who has lost the device, and end the account's sessions and tokens."""
    office = _office()
    gone = office.passkeys.remove(number)
    _tell(office, "people.passkey_end", gone.user, number=number, site=gone.site)
    typer.echo(f"passkey {number} of {gone.user} is forgotten")


@users.command("oidc")
def bind(
    name: Name,
    subject: Annotated[
        str, typer.Argument(metavar="SUBJECT", help="What the provider calls them (`sub`).")
    ],
) -> None:
    """Let somebody whom the OIDC provider knows into an account, whatever the rules say."""
    office = _office()
    if office.provider is None:
        raise WebTVError("there is no provider: set WEBTV_CONSOLE_OIDC_ISSUER and the client's id")
    office.identities.bind(office.provider.me.issuer, subject, name)
    _tell(office, "people.oidc", name, subject=subject, issuer=office.provider.me.issuer)
    typer.echo(f"{office.provider.name} lets {plain(subject)} in as {name}")


@users.command()
def token(
    name: Name,
    channel: Annotated[list[str], typer.Option(help="A channel's id; * for all.")],
    order: Annotated[list[str], typer.Option(help="An order, such as skip, or look; * for all.")],
    days: Annotated[int, typer.Option(help="Days until it ends.", min=1, max=366)] = 30,
    label: Annotated[str, typer.Option(help="What it is for.")] = "token",
) -> None:
    """Make a token for a program, and print it. It does what its account may do, at most."""
    from webtv.console.accounts.tokens import ANY, LOOK
    from webtv.console.orders import ORDERS

    if unknown := [each for each in order if each not in (ANY, LOOK, *ORDERS)]:
        raise WebTVError(f"there is no order {unknown[0]}; there are {LOOK}, {', '.join(ORDERS)}")
    office = _office()
    office.users.find(name)
    made, text = office.tokens.make(name, label=label, channels=channel, orders=order, days=days)
    _tell(office, "people.token", name, number=made.number, channels=channel, orders=order)
    typer.echo(text)


@users.command("end-token")
def end_token(number: Annotated[int, typer.Argument(metavar="NUMBER")]) -> None:
    """End a token at once."""
    office = _office()
    ended = office.tokens.end(number)
    _tell(office, "people.token_end", ended.user.name, number=number)
    typer.echo(f"token {number} of {ended.user.name} is ended")


@audit.command()
def verify() -> None:
    """Look whether any line of the audit was changed, taken out or put in; 1 if so."""
    verdict = _office().audit.verify()
    for fault in verdict.faults:
        typer.echo(f"line {fault.line} {fault.text}", err=True)
    if verdict.faults:
        raise typer.Exit(1)
    typer.echo(f"{verdict.lines} entries, each follows on the one before; last hash {verdict.last}")


@audit.command("list")
def list_audit(
    count: Annotated[int, typer.Option(help="So many, the newest last.", min=1)] = 50,
    json: Annotated[bool, typer.Option("--json", help="As JSON lines, for programs.")] = False,
) -> None:
    """Print the last entries: when, who, from where, what, and what came of it."""
    for entry in reversed(_office().audit.last(count)):
        if json:
            typer.echo(entry.model_dump_json())
            continue
        who = f"{entry.who or 'nobody'} ({entry.by or 'no account'}, {entry.address})"
        what = f"{entry.action} {entry.channel}".strip()
        reason = f": {entry.detail['reason']}" if "reason" in entry.detail else ""
        typer.echo(plain(f"{entry.at:%Y-%m-%d %H:%M:%S} {who} {what}: {entry.outcome}{reason}"))


def _office() -> Office:
    from webtv.console.office import Office

    return Office(load_settings())


def _invite(office: Office, name: str) -> None:
    from webtv.console.accounts.invitations import HOLDS_S
    from webtv.console.site import invitation_link

    link = invitation_link(office.settings, office.invitations.invite(name))
    _tell(office, "people.invite", name)
    typer.echo(f"good once, for {HOLDS_S / 3600:.0f} hours, for whoever opens it first:", err=True)
    typer.echo(link)


def _tell(office: Office, action: str, name: str, **detail: object) -> None:
    from webtv.console.audit import Actor

    who = os.environ.get("SUDO_USER") or os.environ.get("USER") or f"uid {os.getuid()}"
    actor = Actor(f"{who[:60]} at the terminal", "terminal", "this machine")
    office.audit.write(actor, action, "done", detail={"name": name, **detail})


def _role(text: str) -> Role:
    from webtv.console.accounts.roles import ROLES

    for role in ROLES:
        if text == role:
            return role
    raise WebTVError(f"there is no role {text}; there are {', '.join(ROLES)}")


def _rights(texts: list[str] | None) -> list[Right]:
    from webtv.console.accounts.roles import EXTRA

    for text in texts or ():
        if text not in EXTRA:
            raise WebTVError(f"--may is for {' and '.join(EXTRA)}, not for {text}")
    return [right for right in EXTRA if right in (texts or ())]


def _password() -> str:
    """The new password: asked for twice, or a line of what is piped in."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
