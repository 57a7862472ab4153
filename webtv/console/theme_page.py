"""The pages on which channel files are edited, compared and made."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from webtv.config.settings import Settings
from webtv.console.accounts.roles import Right
from webtv.console.caller import Caller
from webtv.console.overview import Overview
from webtv.console.pages import Pages, see_other
from webtv.console.saving import Saving, shown_problems
from webtv.console.themes.dry_run import dry_run
from webtv.console.themes.new import channel_text, id_for
from webtv.console.themes.proposal import ConflictError, LockedError, difference
from webtv.console.themes.versions import Version
from webtv.errors import ConfigError, WebTVError

_VERSIONS = 30


class ThemeDesk:
    """Edits channel files in somebody's name."""

    def __init__(
        self, settings: Settings, saving: Saving, overview: Overview, pages: Pages
    ) -> None:
        self._settings = settings
        self._saving = saving
        self._overview = overview
        self._pages = pages
        self.themes = saving.themes

    def show(self, request: Request, channel: str, status: int = 200, **values: Any) -> Response:
        """The page of one file; `values` may hold the `text` that somebody works on."""
        caller: Caller = request.state.caller
        engineer, base, masked, text = caller.may(Right.ENGINEER), "", False, ""
        fault = values.pop("fault", "")
        try:
            current = self.themes.current(channel, engineer=engineer)
            base, masked, text = current.digest, current.masked, current.text
        except ConfigError as error:
            fault = fault or str(error)
        text = values.pop("text", text)
        return self._pages.page(
            request,
            "theme.html",
            status,
            view=self._overview.one(channel),
            text=text,
            base=values.pop("base", base),
            masked=masked,
            engineer=engineer,
            fault=fault,
            versions=self.themes.versions.all(channel)[:_VERSIONS],
            **values,
        )

    def work(self, request: Request, channel: str) -> Response:
        """Check, try out or save what somebody wrote."""
        caller: Caller = request.state.caller
        form, engineer = caller.form, caller.may(Right.ENGINEER)
        text, base, action = form.get("text", ""), form.get("base", ""), form.get("action", "")
        self._overview.one(channel)
        values: dict[str, Any] = {"text": text, "base": base}
        try:
            if action == "save":
                return self._save(request, caller, channel, text, base)
            verdict = self.themes.judge(channel, text, engineer=engineer)
            values["problems"] = shown_problems(verdict.problems, text)
            current = self.themes.current(channel, engineer=engineer)
            values["difference"] = difference(current.text, text)
            values["good"] = verdict.channel is not None
            if action == "dry-run" and verdict.channel is not None:
                values["paper"] = dry_run(self._settings, channel, verdict.channel)
            status = 200 if verdict.channel is not None else 422
            return self.show(request, channel, status, **values)
        except LockedError as error:
            self._saving.refuse(caller, "theme.check", channel, error)
            values["problems"] = shown_problems(error.problems, text)
            return self.show(request, channel, 403, **values)
        except WebTVError as error:
            return self.show(request, channel, 422, fault=str(error), **values)

    def roll_back(self, request: Request, channel: str, version: Version) -> Response:
        """Put an older text in force again."""
        caller: Caller = request.state.caller
        try:
            shown = self.themes.shown(channel, version.text, engineer=caller.may(Right.ENGINEER))
            return self._save(request, caller, channel, shown, caller.form.get("base", ""))
        except LockedError as error:
            self._saving.refuse(caller, "theme.save", channel, error)
            text = "that version has other fields of engineers than the file has now."
            back = f"/console/channels/{channel}/theme"
            return self._pages.said(request, text, back=back, status=403, title="Refused")
        except WebTVError as error:
            return self.show(request, channel, 409, fault=str(error))

    def make(self, request: Request) -> Response:
        """Make a channel from three answers."""
        caller: Caller = request.state.caller
        answers = {n: caller.form.get(n, "").strip() for n in ("title", "theme", "style")}
        try:
            if not self.themes.room():
                raise WebTVError("there are as many channels as the station reads")
            ident = id_for(answers["title"], self.themes.is_new)
            text = channel_text(**answers)
            verdict = self.themes.judge(ident, text, engineer=False)
            if verdict.problems:
                faults = [f"{each.field}: {each.message}" for each in verdict.problems]
                return self._pages.page(request, "new.html", 422, answers=answers, faults=faults)
            self._saving.put(caller, ident, text, "", "channel.new")
        except WebTVError as error:
            return self._pages.page(request, "new.html", 409, answers=answers, faults=[str(error)])
        said = f"{answers['title']} is on air within seconds, as {ident}, with its slate first."
        return self._pages.said(request, said, back="/console", title="Made")

    def _save(
        self, request: Request, caller: Caller, channel: str, text: str, base: str
    ) -> Response:
        engineer = caller.may(Right.ENGINEER)
        verdict = self.themes.judge(channel, text, engineer=engineer)
        if verdict.problems:
            problems = shown_problems(verdict.problems, text)
            return self.show(request, channel, 422, text=text, base=base, problems=problems)
        try:
            self._saving.put(caller, channel, text, base, "theme.save")
        except ConflictError as error:
            current = self.themes.current(channel, engineer=engineer)
            return self.show(
                request,
                channel,
                409,
                text=text,
                fault=f"{error}. What you wrote is below; saving it now replaces what the other "
                "wrote, as the difference shows.",
                difference=difference(current.text, text),
            )
        return see_other(f"/console/channels/{channel}/theme?saved=1")


def theme_routes(settings: Settings, saving: Saving, overview: Overview, pages: Pages) -> APIRouter:
    """`/console/channels/<id>/theme`, its versions, and `/console/new`."""
    routes = APIRouter()
    desk = ThemeDesk(settings, saving, overview, pages)
    base = "/console/channels/{channel}/theme"

    def version_of(channel: str, number: str) -> Version:
        overview.one(channel)
        known = number.isdecimal() and len(number) < 10
        version = desk.themes.versions.get(channel, int(number)) if known else None
        if version is None:
            raise HTTPException(404, "there is no such version")
        return version

    @routes.get(base)
    def theme(request: Request, channel: str) -> Response:
        overview.one(channel)
        return desk.show(request, channel, saved="saved" in request.query_params)

    @routes.post(base)
    def work(request: Request, channel: str) -> Response:
        return desk.work(request, channel)

    @routes.get(f"{base}/versions/{{number}}")
    def version(request: Request, channel: str, number: str) -> Response:
        caller: Caller = request.state.caller
        engineer, chosen = caller.may(Right.ENGINEER), version_of(channel, number)
        now = desk.themes.current(channel, engineer=engineer)
        text = desk.themes.shown(channel, chosen.text, engineer=engineer)
        return pages.page(
            request,
            "version.html",
            view=overview.one(channel),
            version=chosen,
            text=text,
            base=now.digest,
            difference=difference(now.text, text),
        )

    @routes.post(f"{base}/versions/{{number}}")
    def roll_back(request: Request, channel: str, number: str) -> Response:
        return desk.roll_back(request, channel, version_of(channel, number))

    @routes.get("/console/new")
    def new(request: Request) -> Response:
        return pages.page(request, "new.html", answers={})

    @routes.post("/console/new")
    def make(request: Request) -> Response:
        return desk.make(request)

    return routes
