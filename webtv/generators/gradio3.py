"""Apps of Gradio 3, by their REST interface: gradio_client speaks to them no longer.

Endpoints of gradio 3.50 (`gradio/routes.py`): POST /upload, /run/<api_name> or /run/predict with
`fn_index`, GET /file=<path>. Their answer comes when the work is done, so a proxy with a shorter
patience than the work ends the call. An app whose queue is closed to such calls
(`api_open=False`) refuses them.
"""

from __future__ import annotations

import base64
import mimetypes
import uuid
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

import httpx

from webtv.config.contract import Contract
from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.call import Value
from webtv.generators.connection import Site, cookies_of, pinned
from webtv.generators.download import Download
from webtv.generators.endpoint import describe_from_config
from webtv.generators.output import pick_output
from webtv.generators.transport import Answer
from webtv.http.client import BoundedTransport
from webtv.http.json import read_json
from webtv.http.limits import Limits

ANSWER_BYTES = 32_000_000
"""Most that an answer may have: it may hold its result itself, as base64."""


class Gradio3:
    """A connection to one app, which keeps nothing open between calls."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def described(self, contract: Contract) -> Mapping[str, Any] | None:
        """Describe the endpoint by the app's configuration."""
        return describe_from_config(
            self.site.config, lambda index, function: _is_meant(contract, index, function)
        )

    def prepare(
        self, contract: Contract, inputs: Mapping[str, Value], *, backend: str
    ) -> Gradio3Call:
        """Make a call of the endpoint with `inputs`, and do not begin it."""
        return Gradio3Call(self.site, contract, inputs, backend=backend)

    def close(self) -> None:
        """Do nothing: each call closes its own connections."""


class Gradio3Call:
    """A call is one request, and what it uploads and fetches."""

    def __init__(
        self,
        site: Site,
        contract: Contract,
        inputs: Mapping[str, Value],
        *,
        backend: str,
    ) -> None:
        limits = Limits(
            body_bytes=ANSWER_BYTES, total_s=contract.timeout_s, idle_s=contract.timeout_s
        )
        self._transport = BoundedTransport(limits, resolve=pinned(site))
        self._http = httpx.Client(
            transport=self._transport,
            base_url=site.url,
            headers=site.headers,
            cookies=dict(site.cookies),
            timeout=limits.timeout,
        )
        self.worked_s = 0.0
        """The seconds that the app has worked on the call."""
        self._site = site
        self._contract = contract
        self._inputs = inputs
        self._backend = backend

    def run(self, target: Path) -> Answer:
        """Upload files, ask, wait for the answer, and fetch its file to `target`. Blocks."""
        with self._http:
            return self._run(target)

    def cancel_soon(self) -> None:
        """Break the connection: the app works on, since nothing tells it to stop."""
        self._transport.shut()

    def _run(self, target: Path) -> Answer:
        contract = self._contract
        functions = list(enumerate(self._site.config["dependencies"]))
        index, function = next((i, f) for i, f in functions if _is_meant(contract, i, f))
        known = self._site.config.get("components", ())
        components = {c["id"]: str(c["type"]) for c in known}
        answer = self._ask(index, function, components)
        data = answer.get("data")
        if not isinstance(data, list):
            raise UnavailableError(f"{self._backend} answered without data", backend=self._backend)
        if function.get("batch"):
            data = [value[0] if isinstance(value, list) and value else value for value in data]
        kinds = [components.get(i, "") for i in function["outputs"]]
        values = [v for v, kind in zip(data, kinds, strict=False) if kind != "state"]
        result = values[0] if len(values) == 1 else values
        place = pick_output(contract, result, backend=self._backend)
        Download(contract, target, site=self._site, backend=self._backend).fetch(
            place,
            files=f"{self._site.url}/file=",
            headers=self._site.headers,
            cookies=cookies_of(self._http),
        )
        duration = answer.get("duration")
        if isinstance(duration, int | float) and isfinite(duration) and duration >= 0:
            self.worked_s = min(float(duration), contract.timeout_s)
        return Answer(gpu_s=self.worked_s)

    def _ask(
        self, index: int, function: Mapping[str, Any], components: Mapping[int, str]
    ) -> Mapping[str, Any]:
        values = iter(self._contract.inputs)
        data: list[object] = []
        for identity in function["inputs"]:
            kind = components.get(identity, "")
            given = None if kind == "state" else next(values, None)
            value = None if given is None else self._inputs[given.name]
            if isinstance(value, tuple):
                data.append([self._sent(kind, each) for each in value])
            else:
                data.append(self._sent(kind, value) if isinstance(value, Path) else value)
        # A function that works on batches takes lists; by itself Gradio 3 makes them only for
        # functions of one input.
        batched = bool(function.get("batch"))
        if batched:
            data = [[value] for value in data]
        name = function.get("api_name")
        asked_at = monotonic()
        try:
            response = self._http.post(
                f"/run/{quote(name, safe='')}" if name else "/run/predict",
                json={
                    "data": data,
                    "fn_index": index,
                    "session_hash": uuid.uuid4().hex[:12],
                    "batched": batched,
                },
            )
        except httpx.ReadTimeout:
            self.worked_s = monotonic() - asked_at
            raise UnavailableError(
                f"{self._backend} took longer than {self._contract.timeout_s:g} s",
                backend=self._backend,
            ) from None
        # This interface has no queue, so all of it was work, also where it came to nothing.
        self.worked_s = monotonic() - asked_at
        return self._read(response)

    def _read(self, response: httpx.Response) -> Mapping[str, Any]:
        """Return the body of an answer; raise what it says went wrong, as gradio_client would."""
        from gradio_client.exceptions import AppError

        try:
            body = read_json(response.content)
        except ValueError:
            body = None
        if response.is_success and isinstance(body, dict):
            return body
        detail = body.get("detail") if isinstance(body, dict) else None
        if response.status_code == 401 and "queue" in str(detail):
            raise MisconfiguredError(
                f"{self._backend} takes calls through its queue alone; use a duplicate of it with "
                "`queue(api_open=True)`",
                backend=self._backend,
            )
        if response.status_code == 500 and isinstance(body, dict) and "error" in body:
            raise (
                AppError(str(body["error"]))
                if body["error"]
                else UnavailableError(
                    f"{self._backend} failed without saying why", backend=self._backend
                )
            )
        response.raise_for_status()
        raise UnavailableError(f"{self._backend} sent no JSON", backend=self._backend)

    def _sent(self, kind: str, path: Path) -> object:
        """Send a file, and return what a component of this kind takes for it."""
        if kind == "image":
            form = mimetypes.guess_type(path.name)[0] or "image/png"
            return f"data:{form};base64,{base64.b64encode(path.read_bytes()).decode()}"
        with path.open("rb") as file:
            response = self._http.post("/upload", files={"files": (path.name, file)})
        response.raise_for_status()
        names = read_json(response.content)
        if not isinstance(names, list) or not names or not isinstance(names[0], str):
            raise UnavailableError(f"{self._backend} did not take a file", backend=self._backend)
        return {
            "name": names[0],
            "data": None,
            "is_file": True,
            "orig_name": path.name,
        }


def _is_meant(contract: Contract, index: int, function: Mapping[str, Any]) -> bool:
    if contract.fn_index is not None:
        return index == contract.fn_index
    return bool(function.get("api_name") == (contract.api_name or "").lstrip("/"))
